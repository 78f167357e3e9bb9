// GraphML. Every key is declared first, with the widest type its values need, because readers
// (Gephi, igraph) ignore what is not declared; hence the spool. Values that GraphML has no type for
// are text whose form a <desc> in the key names: a kind of date, or `json`. docs/formats.md has the
// whole mapping, which import reads back without loss.

#include "base/error.h"
#include "base/json.h"
#include "exporter/caption.h"
#include "exporter/columns.h"
#include "exporter/escape.h"
#include "exporter/spool.h"
#include "exporter/writers.h"

#include <cmath>

#include <fmt/format.h>

namespace dingtu {

namespace {

/// How the values of one key are written.
struct Key {
    std::string id;
    std::string_view type;  // GraphML's
    std::string_view form;  // what <desc> says; empty for plain values
};

using Keys = std::map<std::string, Key, std::less<>>;

std::string_view temporal_form(Kind kind) {
    switch (kind) {
        case Kind::Date: return "date";
        case Kind::LocalTime: return "localtime";
        case Kind::Time: return "time";
        case Kind::LocalDateTime: return "localdatetime";
        case Kind::DateTime: return "datetime";
        case Kind::Duration: return "duration";
        case Kind::Map:
        case Kind::Node:
        case Kind::Relationship:
        case Kind::List:
        case Kind::Path:
        case Kind::String:
        case Kind::Boolean:
        case Kind::Integer:
        case Kind::Float:
        case Kind::Null: break;
    }
    return "";
}

/// Integers in a column of doubles keep their form without a point, by which they are told apart.
Key key_for(std::string id, const ColumnShape& shape) {
    std::optional<Kind> kind = shape.only_kind();
    if (shape.mixed_numbers() || kind == Kind::Float) {
        return {std::move(id), "double", ""};
    }
    if (kind == Kind::Integer) {
        return {std::move(id), "long", ""};
    }
    if (kind == Kind::Boolean) {
        return {std::move(id), "boolean", ""};
    }
    if (kind == Kind::String && !shape.beyond_xml()) {
        return {std::move(id), "string", ""};
    }
    if (kind && !temporal_form(*kind).empty()) {
        return {std::move(id), "string", temporal_form(*kind)};
    }
    return {std::move(id), "string", "json"};
}

Keys keys_for(const Columns& columns, std::string_view prefix) {
    Keys keys;
    for (const auto& [name, shape] : columns) {
        keys.emplace(name, key_for(fmt::format("{}{}", prefix, keys.size()), shape));
    }
    return keys;
}

/// JSON on one line; what XML cannot hold (only U+FFFE and U+FFFF are left) is escaped.
std::string xml_safe_json(const Value& value) {
    std::string json = to_json(value);
    for (auto [bytes, escape] :
         {std::pair{"\xEF\xBF\xBE", "\\ufffe"}, {"\xEF\xBF\xBF", "\\uffff"}}) {
        for (std::size_t at = json.find(bytes); at != std::string::npos; at = json.find(bytes)) {
            json.replace(at, 3, escape);
        }
    }
    return json;
}

std::string double_text(double value) {
    if (std::isinf(value)) {
        return value > 0 ? "INF" : "-INF";  // as XML Schema spells them
    }
    return float_text(value);
}

std::string text_of(const Value& value, const Key& key) {
    if (key.form == "json") {
        return xml_safe_json(value);
    }
    return value.is(Kind::Float) ? double_text(value.as_float()) : to_text(value);
}

/// Writes the elements; knows the keys already.
class GraphmlBody final : public GraphSink {
public:
    GraphmlBody(std::ostream& out, const Keys& node_keys, const Keys& edge_keys)
        : out_(out),
          node_keys_(node_keys),
          edge_keys_(edge_keys) {}

    void node(const Node& node) override {
        text_ = fmt::format("<node id=\"{}\">", element_id(node.id));
        List labels(node.labels.begin(), node.labels.end());
        append_data("labels", xml_safe_json(labels));
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
    void append_properties(const Map& properties, const Keys& keys) {
        for (const auto& [name, value] : properties) {
            const Key& key = keys.find(name)->second;
            append_data(key.id, text_of(value, key));
        }
    }

    void append_data(std::string_view key, std::string_view value) {
        text_ += fmt::format("<data key=\"{}\">", key);
        append_xml_content(text_, value);
        text_ += "</data>";
    }

    void write() { out_.write(text_.data(), static_cast<std::streamsize>(text_.size())); }

    std::ostream& out_;
    const Keys& node_keys_;
    const Keys& edge_keys_;
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
        Keys node_keys = keys_for(node_columns_, "n");
        Keys edge_keys = keys_for(edge_columns_, "e");
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
    static std::string own_name(std::string name, const Keys& keys) {
        while (keys.contains(name)) {
            name.insert(0, 1, '_');
        }
        return name;
    }

    void declare_all(const Keys& keys, std::string_view element) {
        for (const auto& [name, key] : keys) {
            declare(key, element, name);
        }
    }

    void declare(const Key& key, std::string_view element, std::string_view name) {
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
