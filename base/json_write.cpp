// Values as the JSON-lines protocol writes them.

#include "base/json.h"
#include "base/text.h"

#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace dingtu {

namespace {

void write_id(std::string& out, std::string_view name, std::uint64_t id) {
    out += fmt::format("\"{}\":\"{}\"", name, id);
}

void write_map_body(std::string& out, const Map& map) {
    out += '{';
    bool first = true;
    for (const auto& [key, value] : map) {
        if (!std::exchange(first, false)) {
            out += ',';
        }
        write_json_string(out, key);
        out += ':';
        write_json(out, value);
    }
    out += '}';
}

void write_node(std::string& out, const Value& value) {
    const Node* node = value.decoded_node();
    out += R"({"$node":{)";
    write_id(out, "id", value.as_node_id().value);
    out += R"(,"labels":[)";
    bool first = true;
    for (const std::string& label : node == nullptr ? std::vector<std::string>{} : node->labels) {
        if (!std::exchange(first, false)) {
            out += ',';
        }
        write_json_string(out, label);
    }
    out += R"(],"properties":)";
    write_map_body(out, node == nullptr ? Map{} : node->properties);
    out += "}}";
}

void write_relationship(std::string& out, const Value& value) {
    const Relationship* known = value.decoded_relationship();
    const Relationship bare{
        .id = value.as_relationship_id(), .type = {}, .start = {}, .end = {}, .properties = {}};
    const Relationship& relationship = known == nullptr ? bare : *known;
    out += R"({"$rel":{)";
    write_id(out, "id", relationship.id.value);
    out += R"(,"type":)";
    write_json_string(out, relationship.type);
    out += ',';
    write_id(out, "start", relationship.start.value);
    out += ',';
    write_id(out, "end", relationship.end.value);
    out += R"(,"properties":)";
    write_map_body(out, relationship.properties);
    out += "}}";
}

void write_list(std::string& out, const List& list) {
    out += '[';
    bool first = true;
    for (const Value& item : list) {
        if (!std::exchange(first, false)) {
            out += ',';
        }
        write_json(out, item);
    }
    out += ']';
}

void write_path(std::string& out, const Path& path) {
    out += R"({"$path":[)";
    for (std::size_t i = 0; i < path.nodes.size(); ++i) {
        if (i > 0) {
            out += ',';
            write_relationship(out, path.relationships[i - 1]);
            out += ',';
        }
        write_node(out, path.nodes[i]);
    }
    out += "]}";
}

void write_temporal(std::string& out, std::string_view kind, const std::string& text) {
    out += fmt::format(R"({{"$temporal":"{}","value":)", kind);
    write_json_string(out, text);
    out += '}';
}

void write_float(std::string& out, double value) {
    if (std::isfinite(value)) {
        out += float_text(value);
    } else {
        out += fmt::format(R"({{"$float":"{}"}})", float_text(value));
    }
}

void write_map(std::string& out, const Map& map) {
    bool tagged = false;
    for (const auto& [key, value] : map) {
        tagged = tagged || key.substr(0, 1) == "$";
    }
    if (tagged) {
        out += R"({"$map":)";
    }
    write_map_body(out, map);
    if (tagged) {
        out += '}';
    }
}

}  // namespace

void write_json_string(std::string& out, std::string_view text) {
    if (invalid_utf8(text)) {
        return write_json_string(out, replace_invalid_utf8(text));
    }
    out += '"';
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
                } else {
                    out += c;
                }
        }
    }
    out += '"';
}

std::string float_text(double value) {
    if (std::isnan(value)) {
        return "NaN";
    }
    if (std::isinf(value)) {
        return value < 0 ? "-Infinity" : "Infinity";
    }
    // Digits are the fewest that read back the same; an exponent is for what would be long without.
    constexpr double least = 1e-5;
    constexpr double most = 1e16;
    bool plain = value == 0 || (std::abs(value) >= least && std::abs(value) < most);
    std::array<char, 40> buffer{};
    auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
    auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr;
    std::string text(buffer.data(), end);
    if (plain && text.find('.') == std::string::npos) {
        text += ".0";
    }
    if (auto plus = text.find("e+"); plus != std::string::npos) {
        text.erase(plus + 1, 1);
    }
    return text;
}

void write_json(std::string& out, const Value& value) {
    switch (value.kind()) {
        case Kind::Null: out += "null"; return;
        case Kind::Boolean: out += value.as_boolean() ? "true" : "false"; return;
        case Kind::Integer: out += fmt::format("{}", value.as_integer()); return;
        case Kind::Float: return write_float(out, value.as_float());
        case Kind::String: return write_json_string(out, value.as_string());
        case Kind::List: return write_list(out, value.as_list());
        case Kind::Map: return write_map(out, value.as_map());
        case Kind::Node: return write_node(out, value);
        case Kind::Relationship: return write_relationship(out, value);
        case Kind::Path: return write_path(out, value.as_path());
        case Kind::Date: return write_temporal(out, "date", to_text(value));
        case Kind::LocalTime: return write_temporal(out, "localtime", to_text(value));
        case Kind::Time: return write_temporal(out, "time", to_text(value));
        case Kind::LocalDateTime: return write_temporal(out, "localdatetime", to_text(value));
        case Kind::DateTime: return write_temporal(out, "datetime", to_text(value));
        case Kind::Duration: return write_temporal(out, "duration", to_text(value));
    }
}

std::string to_json(const Value& value) {
    std::string out;
    write_json(out, value);
    return out;
}

}  // namespace dingtu
