// GraphML. Every key is declared first, with the widest type its values need, because readers
// (Gephi, igraph) ignore what is not declared; hence the spool. Values that GraphML has no type for
// are text whose form a <desc> in the key names: a kind of date, or `json`. docs/formats.md has the
// whole mapping, which import reads back without loss.

#include "base/error.h"
#include "base/json.h"
#include "exporter/caption.h"
#include "exporter/escape.h"
#include "exporter/spool.h"
#include "exporter/writers.h"
#include "exporter/xml_keys.h"

#include <fmt/format.h>

namespace dingtu {

namespace {

/// Writes the elements; knows the keys already.
class GraphmlBody final : public GraphSink {
public:
    GraphmlBody(std::ostream& out, const XmlKeys& node_keys, const XmlKeys& edge_keys)
        : out_(out),
          node_keys_(node_keys),
          edge_keys_(edge_keys) {}

    void node(const Node& node) override {
        text_ = fmt::format("<node id=\"{}\">", element_id(node.id));
        List labels(node.labels.begin(), node.labels.end());
        append_data("labels", xml_json(labels));
        append_data("caption", caption(node));
        append_properties(node.properties, node_keys_);
        text_ += "</node>\n";
        write();
    }

    void relationship(const Relationship& relationship) override {
        text_ =
            fmt::format("<edge id=\"{}\" source=\"{}\" target=\"{}\">", element_id(relationship.id),
                        element_id(relationship.start), element_id(relationship.end));
        append_data("type", relationship.type);
        append_properties(relationship.properties, edge_keys_);
        text_ += "</edge>\n";
        write();
    }

    void finish() override {}

private:
    void append_properties(const Map& properties, const XmlKeys& keys) {
        for (const auto& [name, value] : properties) {
            const XmlKey& key = keys.find(name)->second;
            append_data(key.id, xml_value(value, key));
        }
    }

    void append_data(std::string_view key, std::string_view value) {
        text_ += fmt::format("<data key=\"{}\">", key);
        append_xml_content(text_, value);
        text_ += "</data>";
    }

    void write() { out_.write(text_.data(), static_cast<std::streamsize>(text_.size())); }

    std::ostream& out_;
    const XmlKeys& node_keys_;
    const XmlKeys& edge_keys_;
    std::string text_;
};

class GraphmlWriter final : public GraphSink {
public:
    explicit GraphmlWriter(std::ostream& out) : out_(out) {}

    void node(const Node& node) override {
        note_properties(node_columns_, node.properties);
        spool_.node(node);
    }

    void relationship(const Relationship& relationship) override {
        note_properties(edge_columns_, relationship.properties);
        spool_.relationship(relationship);
    }

    void finish() override {
        XmlKeys node_keys = xml_keys(node_columns_, "n");
        XmlKeys edge_keys = xml_keys(edge_columns_, "e");
        out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
                "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
                "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";
        declare({"labels", "string", "json"}, "node", own_name("labels", node_keys));
        declare({"caption", "string", ""}, "node", own_name("Label", node_keys));
        declare_all(node_keys, "node");
        declare({"type", "string", ""}, "edge", own_name("type", edge_keys));
        declare_all(edge_keys, "edge");
        out_ << "<graph id=\"G\" edgedefault=\"directed\">\n";
        GraphmlBody body(out_, node_keys, edge_keys);
        spool_.replay(body);
        out_ << "</graph>\n</graphml>\n";
        out_.flush();
    }

private:
    /// Readers know keys by name; a property of the same name has the older right to it.
    static std::string own_name(std::string name, const XmlKeys& keys) {
        while (keys.contains(name)) {
            name.insert(0, 1, '_');
        }
        return name;
    }

    void declare_all(const XmlKeys& keys, std::string_view element) {
        for (const auto& [name, key] : keys) {
            declare(key, element, name);
        }
    }

    void declare(const XmlKey& key, std::string_view element, std::string_view name) {
        std::string text = fmt::format("<key id=\"{}\" for=\"{}\" attr.name=\"", key.id, element);
        append_xml(text, name);
        text += fmt::format("\" attr.type=\"{}\"", key.type);
        text += key.form.empty() ? "/>\n" : fmt::format("><desc>{}</desc></key>\n", key.form);
        out_ << text;
    }

    std::ostream& out_;
    GraphSpool spool_;
    Columns node_columns_;
    Columns edge_columns_;
};

}  // namespace

std::unique_ptr<GraphSink> make_graphml(std::ostream& out, const GraphOptions&) {
    return std::make_unique<GraphmlWriter>(out);
}

}  // namespace dingtu
