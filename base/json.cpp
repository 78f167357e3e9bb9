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

}  // namespace

Value parse_json(std::string_view text) {
    if (auto bad = invalid_utf8(text)) {
        refuse("the text is not UTF-8", *bad);
    }
    Builder builder;
    nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
    return builder.take();
}

}  // namespace dingtu
