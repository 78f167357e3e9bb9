#include "base/json.h"

#include "base/error.h"
#include "base/text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dingtu {

namespace {

constexpr std::size_t max_depth = 1000;  // readers and writers of values recurse

[[noreturn]] void refuse(const std::string& message, std::size_t offset) {
    throw Error(Phase::Run, "not JSON: " + message)
        .at({offset, offset + 1})
        .named("ArgumentError", "InvalidJson");
}

Value number_from_word(const std::string& word) {
    if (word == "NaN") {
        return std::numeric_limits<double>::quiet_NaN();
    }
    if (word == "Infinity") {
        return std::numeric_limits<double>::infinity();
    }
    if (word == "-Infinity") {
        return -std::numeric_limits<double>::infinity();
    }
    refuse("`" + word + "` is no float", 0);
}

Value temporal_from(const std::string& kind, const std::string& text) {
    if (kind == "date") {
        return parse_date(text);
    }
    if (kind == "time") {
        return parse_time(text);
    }
    if (kind == "localtime") {
        return parse_local_time(text);
    }
    if (kind == "datetime") {
        return parse_date_time(text);
    }
    if (kind == "localdatetime") {
        return parse_local_date_time(text);
    }
    if (kind == "duration") {
        return parse_duration(text);
    }
    refuse("`" + kind + "` is no kind of temporal value", 0);
}

const Value& member(const Map& map, const char* name, Kind kind) {
    auto found = map.find(std::string_view(name));
    if (found == map.end() || !found->second.is(kind)) {
        refuse(fmt::format("`{}` is missing", name), 0);
    }
    return found->second;
}

std::uint64_t id_from(const Value& value) {
    std::uint64_t id = 0;
    std::string text =
        value.is(Kind::Integer) ? fmt::format("{}", value.as_integer()) : value.as_string();
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc() || end != text.data() + text.size()) {
        refuse("`" + text + "` is no identity", 0);
    }
    return id;
}

Value node_from(const Map& map) {
    Node node{.id = NodeId{id_from(member(map, "id", Kind::String))},
              .labels = {},
              .properties = member(map, "properties", Kind::Map).as_map()};
    for (const Value& label : member(map, "labels", Kind::List).as_list()) {
        node.labels.push_back(label.as_string());
    }
    return node;
}

Value relationship_from(const Map& map) {
    return Relationship{.id = RelationshipId{id_from(member(map, "id", Kind::String))},
                        .type = member(map, "type", Kind::String).as_string(),
                        .start = NodeId{id_from(member(map, "start", Kind::String))},
                        .end = NodeId{id_from(member(map, "end", Kind::String))},
                        .properties = member(map, "properties", Kind::Map).as_map()};
}

Value path_from(const List& elements) {
    Path path;
    for (std::size_t i = 0; i < elements.size(); ++i) {
        (i % 2 == 0 ? path.nodes : path.relationships).push_back(elements[i]);
    }
    return path;
}

/// A map as read becomes the tagged value that it stands for, if it is one.
Value untagged(Map map) {
    if (map.empty() || map.begin()->first.substr(0, 1) != "$") {
        return map;
    }
    const auto& [tag, content] = *map.begin();
    if (tag == "$float" && content.is(Kind::String)) {
        return number_from_word(content.as_string());
    }
    if (tag == "$map" && content.is(Kind::Map)) {
        return content;
    }
    if (tag == "$node" && content.is(Kind::Map)) {
        return node_from(content.as_map());
    }
    if (tag == "$rel" && content.is(Kind::Map)) {
        return relationship_from(content.as_map());
    }
    if (tag == "$path" && content.is(Kind::List)) {
        return path_from(content.as_list());
    }
    if (tag == "$temporal" && content.is(Kind::String)) {
        return temporal_from(content.as_string(), member(map, "value", Kind::String).as_string());
    }
    return map;
}

/// Builds a Value from the parser's events, without the library's own tree in between.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
public:
    bool null() override { return put(Value()); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(std::int64_t{value}); }
    bool number_unsigned(number_unsigned_t value) override {
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
            refuse("an integer does not fit into 64 bits", 0);
        }
        return put(static_cast<std::int64_t>(value));
    }
    bool number_float(number_float_t value, const string_t& text) override {
        if (text.find_first_of(".eE") == std::string::npos) {
            refuse("an integer does not fit into 64 bits", 0);
        }
        return put(value);
    }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t& /*value*/) override { return false; }
    bool start_object(std::size_t /*size*/) override { return open(true); }
    bool start_array(std::size_t /*size*/) override { return open(false); }
    bool key(string_t& name) override {
        stack_.back().key = std::move(name);
        return true;
    }
    bool end_object() override {
        Value value = untagged_inside_map() ? Value(std::move(stack_.back().map))
                                            : untagged(std::move(stack_.back().map));
        stack_.pop_back();
        return put(std::move(value));
    }
    bool end_array() override {
        Value value(std::move(stack_.back().list));
        stack_.pop_back();
        return put(std::move(value));
    }
    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const nlohmann::detail::exception& error) override {
        std::string what = error.what();
        auto cut = what.rfind(": ");
        std::size_t offset = position == 0 ? 0 : position - 1;
        refuse(cut == std::string::npos ? what : what.substr(cut + 2), offset);
    }

    [[nodiscard]] Value take() { return std::move(result_); }

private:
    struct Open {
        bool is_map = false;
        std::string key;
        Map map;
        List list;
    };

    /// The direct content of `$map` is a map whatever its keys look like.
    [[nodiscard]] bool untagged_inside_map() const {
        return stack_.size() > 1 && stack_[stack_.size() - 2].is_map &&
               stack_[stack_.size() - 2].key == "$map";
    }
    bool open(bool is_map) {
        if (stack_.size() >= max_depth) {
            refuse("nested too deep", 0);
        }
        stack_.push_back({.is_map = is_map, .key = {}, .map = {}, .list = {}});
        return true;
    }
    bool put(Value value) {
        if (stack_.empty()) {
            result_ = std::move(value);
        } else if (stack_.back().is_map) {
            stack_.back().map.insert_or_assign(std::move(stack_.back().key), std::move(value));
        } else {
            stack_.back().list.push_back(std::move(value));
        }
        return true;
    }

    std::vector<Open> stack_;
    Value result_;
};

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

Value parse_json(std::string_view text) {
    if (auto bad = invalid_utf8(text)) {
        refuse("the text is not UTF-8", *bad);
    }
    Builder builder;
    nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
    return builder.take();
}

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
