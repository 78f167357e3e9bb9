// A row: its length in bytes, then its values. A value: a tag, then what the tag says. Numbers are
// eight bytes as the machine has them: the file does not outlive the process.

#include "query/ops/row_log.h"

#include "storage/value_codec.h"

#include <cstring>

namespace dingtu {

namespace {

enum class Tag : char { Null, Node, Relationship, List, Map, Path, Plain };

void put_number(std::string& out, std::uint64_t number) {
    char bytes[sizeof number];  // NOLINT(modernize-avoid-c-arrays): raw bytes
    std::memcpy(bytes, &number, sizeof number);
    out.append(bytes, sizeof number);
}

void put_text(std::string& out, std::string_view text) {
    put_number(out, text.size());
    out += text;
}

void put(std::string& out, const Value& value);

void put_all(std::string& out, Tag tag, std::span<const Value> values) {
    out += static_cast<char>(tag);
    put_number(out, values.size());
    for (const Value& value : values) {
        put(out, value);
    }
}

void put_map(std::string& out, const Map& map) {
    out += static_cast<char>(Tag::Map);
    put_number(out, map.size());
    for (const auto& [key, value] : map) {
        put_text(out, key);
        put(out, value);
    }
}

void put(std::string& out, const Value& value) {
    if (value.is_null()) {
        out += static_cast<char>(Tag::Null);
    } else if (value.is(Kind::Node)) {
        out += static_cast<char>(Tag::Node);
        put_number(out, value.as_node_id().value);
    } else if (value.is(Kind::Relationship)) {
        out += static_cast<char>(Tag::Relationship);
        put_number(out, value.as_relationship_id().value);
    } else if (value.is(Kind::List)) {
        put_all(out, Tag::List, value.as_list());
    } else if (value.is(Kind::Map)) {
        put_map(out, value.as_map());
    } else if (value.is(Kind::Path)) {
        put_all(out, Tag::Path, value.as_path().nodes);
        put_all(out, Tag::List, value.as_path().relationships);
    } else {
        out += static_cast<char>(Tag::Plain);
        put_text(out, encode_value(value));
    }
}

/// Takes values off the front of some bytes.
class Bytes {
public:
    explicit Bytes(std::string_view bytes) : left_(bytes) {}
    [[nodiscard]] bool done() const { return left_.empty(); }

    Value value() {
        switch (static_cast<Tag>(take(1).front())) {
            case Tag::Null: return {};
            case Tag::Node: return NodeId{number()};
            case Tag::Relationship: return RelationshipId{number()};
            case Tag::List: return list();
            case Tag::Map: return map();
            case Tag::Path: return path();
            case Tag::Plain: return decode_value(text());
        }
        return {};
    }

private:
    std::string_view take(std::size_t size) {
        const std::string_view taken = left_.substr(0, size);
        left_.remove_prefix(size);
        return taken;
    }
    std::uint64_t number() {
        std::uint64_t number = 0;
        std::memcpy(&number, take(sizeof number).data(), sizeof number);
        return number;
    }
    std::string_view text() { return take(number()); }
    List list() {
        List list(number());
        for (Value& each : list) {
            each = value();
        }
        return list;
    }
    Map map() {
        Map map;
        for (std::uint64_t left = number(); left > 0; --left) {
            std::string key(text());
            map.emplace(std::move(key), value());
        }
        return map;
    }
    Path path() {
        Path path{.nodes = list(), .relationships = {}};
        path.relationships = value().as_list();
        return path;
    }

    std::string_view left_;
};

}  // namespace

void RowLog::append(std::span<const Value> row) {
    bytes_.clear();
    for (const Value& value : row) {
        put(bytes_, value);
    }
    std::string length;
    put_number(length, bytes_.size());
    log_.append(length);
    log_.append(bytes_);
}

bool RowLog::Reader::next(std::vector<Value>& row) {
    if (bytes_.done()) {
        return false;
    }
    std::uint64_t length = 0;
    std::memcpy(&length, bytes_.take(sizeof length).data(), sizeof length);
    row.clear();
    for (Bytes left(bytes_.take(length)); !left.done();) {
        row.push_back(left.value());
    }
    return true;
}

}  // namespace dingtu
