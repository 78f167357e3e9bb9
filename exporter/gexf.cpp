// GEXF for Gephi, with colours, sizes and positions. Version 1.2draft under the namespace with
// `www.`, which is the one that readers know. GEXF has list types, but Gephi 0.9 breaks on them:
// lists are JSON text, as in GraphML.

#include "exporter/caption.h"
#include "exporter/escape.h"
#include "exporter/palette.h"
#include "exporter/placement.h"
#include "exporter/spool.h"
#include "exporter/writers.h"
#include "exporter/xml_keys.h"

#include <charconv>

#include <fmt/format.h>

namespace dingtu {

namespace {

/// "#4e79a7" as GEXF's attributes.
std::string colour_attributes(std::string_view colour) {
    auto part = [&](std::size_t at) {
        int value = 0;
        std::from_chars(colour.data() + at, colour.data() + at + 2, value, 16);
        return value;
    };
    return fmt::format("r=\"{}\" g=\"{}\" b=\"{}\"", part(1), part(3), part(5));
}

/// Writes nodes and edges, each in a list of their own.
class GexfBody final : public GraphSink {
public:
    GexfBody(std::ostream& out, const XmlKeys& node_keys, const XmlKeys& edge_keys,
             const Placement& placement)
        : out_(out),
          node_keys_(node_keys),
          edge_keys_(edge_keys),
          placement_(placement) {}

    void node(const Node& node) override {
        begin("node", element_id(node.id), caption(node));
        text_ += "><attvalues>";
        append_value("labels", xml_json(List(node.labels.begin(), node.labels.end())));
        append_properties(node.properties, node_keys_);
        text_ += fmt::format("</attvalues><viz:color {}/><viz:size value=\"{:.1f}\"/>",
                             colour_attributes(nodes_.colour(main_label(node))),
                             2 * placement_.radius(node.id));
        if (auto at = placement_.position(node.id)) {
            // Gephi's y grows upwards.
            text_ +=
                fmt::format("<viz:position x=\"{:.1f}\" y=\"{:.1f}\" z=\"0\"/>", at->x, -at->y);
        }
        text_ += "</node>\n";
        write();
    }

    void relationship(const Relationship& relationship) override {
        begin_edges();
        begin("edge", element_id(relationship.id), relationship.type);
        text_ += fmt::format(" source=\"{}\" target=\"{}\"><attvalues>",
                             element_id(relationship.start), element_id(relationship.end));
        append_value("type", relationship.type);
        append_properties(relationship.properties, edge_keys_);
        text_ += fmt::format("</attvalues><viz:color {}/></edge>\n",
                             colour_attributes(lines_.colour(relationship.type)));
        write();
    }

    void finish() override {
        begin_edges();
        out_ << "</edges>\n";
    }

private:
    void begin_edges() {
        if (!in_edges_) {
            in_edges_ = true;
            out_ << "</nodes>\n<edges>\n";
        }
    }

    void begin(std::string_view element, std::string_view id, std::string_view label) {
        text_ = fmt::format("<{} id=\"{}\" label=\"", element, id);
        append_xml(text_, label);
        text_ += '"';
    }

    void append_properties(const Map& properties, const XmlKeys& keys) {
        for (const auto& [name, value] : properties) {
            const XmlKey& key = keys.find(name)->second;
            append_value(key.id, xml_value(value, key));
        }
    }

    void append_value(std::string_view key, std::string_view value) {
        text_ += fmt::format("<attvalue for=\"{}\" value=\"", key);
        append_xml(text_, value);
        text_ += "\"/>";
    }

    void write() { out_.write(text_.data(), static_cast<std::streamsize>(text_.size())); }

    std::ostream& out_;
    const XmlKeys& node_keys_;
    const XmlKeys& edge_keys_;
    const Placement& placement_;
    Palette nodes_ = Palette::of_nodes();
    Palette lines_ = Palette::of_lines();
    bool in_edges_ = false;
    std::string text_;
};

class GexfWriter final : public GraphSink {
public:
    GexfWriter(std::ostream& out, const GraphOptions& options) : out_(out), title_(options.title) {}

    void node(const Node& node) override {
        note_properties(node_columns_, node.properties);
        placement_.node(node.id);
        spool_.node(node);
    }

    void relationship(const Relationship& relationship) override {
        note_properties(edge_columns_, relationship.properties);
        placement_.relationship(relationship.start, relationship.end);
        spool_.relationship(relationship);
    }

    void finish() override {
        placement_.finish();
        XmlKeys node_keys = xml_keys(node_columns_, "n");
        XmlKeys edge_keys = xml_keys(edge_columns_, "e");
        std::string title;
        append_xml(title, title_);
        out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<gexf xmlns=\"http://www.gexf.net/1.2draft\" "
                "xmlns:viz=\"http://www.gexf.net/1.2draft/viz\" version=\"1.2\">\n"
             << fmt::format("<meta><creator>Dingtu</creator><description>{}</description></meta>\n",
                            title)
             << "<graph mode=\"static\" defaultedgetype=\"directed\">\n";
        declare(node_keys, "node", "labels");
        declare(edge_keys, "edge", "type");
        out_ << "<nodes>\n";
        GexfBody body(out_, node_keys, edge_keys, placement_);
        spool_.replay(body);
        body.finish();
        out_ << "</graph>\n</gexf>\n";
        out_.flush();
    }

private:
    void declare(const XmlKeys& keys, std::string_view element, std::string_view own) {
        std::string text = fmt::format(
            "<attributes class=\"{0}\" mode=\"static\">\n"
            "<attribute id=\"{1}\" title=\"{2}{1}\" type=\"string\"/>\n",
            element, own, keys.contains(own) ? "_" : "");
        for (const auto& [name, key] : keys) {
            text += fmt::format("<attribute id=\"{}\" title=\"", key.id);
            append_xml(text, name);
            text += fmt::format("\" type=\"{}\"/>\n", key.type);
        }
        out_ << text << "</attributes>\n";
    }

    std::ostream& out_;
    std::string title_;
    GraphSpool spool_;
    Placement placement_;
    Columns node_columns_;
    Columns edge_columns_;
};

}  // namespace

std::unique_ptr<GraphSink> make_gexf(std::ostream& out, const GraphOptions& options) {
    return std::make_unique<GexfWriter>(out, options);
}

}  // namespace dingtu
