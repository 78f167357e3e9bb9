// Values as people read them in tables and messages.

#include "base/json.h"
#include "base/value.h"

#include <fmt/format.h>

namespace dingtu {

namespace {

void write(std::string& out, const Value& value, bool quoted);

void write_entries(std::string& out, const Map& map) {
    out += '{';
    bool first = true;
    for (const auto& [key, value] : map) {
        if (!std::exchange(first, false)) {
            out += ", ";
        }
        out += key;
        out += ": ";
        write(out, value, true);
    }
    out += '}';
}

void write_list(std::string& out, const List& list) {
    out += '[';
    bool first = true;
    for (const Value& item : list) {
        if (!std::exchange(first, false)) {
            out += ", ";
        }
        write(out, item, true);
    }
    out += ']';
}

void write_node(std::string& out, const Value& value) {
    const Node* node = value.decoded_node();
    if (node == nullptr) {
        out += fmt::format("(#{})", value.as_node_id().value);
        return;
    }
    out += '(';
    for (const std::string& label : node->labels) {
        out += ":" + label;
    }
    if (!node->properties.empty()) {
        if (!node->labels.empty()) {
            out += ' ';
        }
        write_entries(out, node->properties);
    }
    out += ')';
}

void write_relationship(std::string& out, const Value& value) {
    const Relationship* relationship = value.decoded_relationship();
    if (relationship == nullptr) {
        out += fmt::format("[#{}]", value.as_relationship_id().value);
        return;
    }
    out += "[:" + relationship->type;
    if (!relationship->properties.empty()) {
        out += ' ';
        write_entries(out, relationship->properties);
    }
    out += ']';
}

void write_path(std::string& out, const Path& path) {
    for (std::size_t i = 0; i < path.nodes.size(); ++i) {
        if (i > 0) {
            const Value& step = path.relationships[i - 1];
            const Relationship* known = step.decoded_relationship();
            bool forward = known == nullptr || known->start == path.nodes[i - 1].as_node_id();
            out += forward ? "-" : "<-";
            write_relationship(out, step);
            out += forward ? "->" : "-";
        }
        write_node(out, path.nodes[i]);
    }
}

void write(std::string& out, const Value& value, bool quoted) {
    switch (value.kind()) {
        case Kind::Null: out += "null"; return;
        case Kind::Boolean: out += value.as_boolean() ? "true" : "false"; return;
        case Kind::Integer: out += fmt::format("{}", value.as_integer()); return;
        case Kind::Float: out += float_text(value.as_float()); return;
        case Kind::String:
            if (quoted) {
                return write_json_string(out, value.as_string());
            }
            out += value.as_string();
            return;
        case Kind::List: return write_list(out, value.as_list());
        case Kind::Map: return write_entries(out, value.as_map());
        case Kind::Node: return write_node(out, value);
        case Kind::Relationship: return write_relationship(out, value);
        case Kind::Path: return write_path(out, value.as_path());
        case Kind::Date: out += to_text(value.as_date()); return;
        case Kind::LocalTime: out += to_text(value.as_local_time()); return;
        case Kind::Time: out += to_text(value.as_time()); return;
        case Kind::LocalDateTime: out += to_text(value.as_local_date_time()); return;
        case Kind::DateTime: out += to_text(value.as_date_time()); return;
        case Kind::Duration: out += to_text(value.as_duration()); return;
    }
}

}  // namespace

std::string to_text(const Value& value) {
    std::string out;
    write(out, value, false);
    return out;
}

}  // namespace dingtu
