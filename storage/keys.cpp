#include "storage/keys.h"

#include "storage/value_codec.h"

namespace dingtu {

namespace {
constexpr std::size_t id_width = 5;
}

Endpoints decode_ends(std::string_view value) {
    ByteReader in(value);
    const NodeId start{in.u40()};
    const NodeId end{in.u40()};
    return {start, end};
}

std::string value_key(KeyId key, const Value& value, NodeId node) {
    std::string out;
    append_u32(out, key.value);
    append_ordered(out, value);
    append_big_endian(out, node.value, id_width);
    return out;
}

std::string value_prefix(KeyId key, const Value& value) {
    std::string out;
    append_u32(out, key.value);
    out += equality_prefix(value);
    return out;
}

std::string name_key(std::string_view normal_name, NodeId node) {
    std::string out;
    append_ordered_text(out, normal_name);
    append_big_endian(out, node.value, id_width);
    return out;
}

std::string import_key(std::string_view space, std::string_view key) {
    std::string out;
    append_varint(out, space.size());
    out += space;
    out += key;
    return out;
}

NodeId node_at_end(std::string_view key) {
    if (key.size() < id_width) {
        throw_damaged("an index entry without its node");
    }
    return NodeId{ByteReader(key.substr(key.size() - id_width)).u40()};
}

std::string numbered_key(std::string_view path, std::uint32_t number) {
    std::string out(path);
    append_u32(out, number);
    return out;
}

std::size_t relation_width(Family family) {
    switch (family) {
        case Family::AdjacencyDelta: return 5;  // type, side
        case Family::EndsDelta: return 4;       // type
        case Family::ColumnDelta: return 8;     // scope, property
        case Family::Default:
        case Family::Adjacency:
        case Family::Ends:
        case Family::Column:
        case Family::Posting:
        case Family::Value:
        case Family::Name:
        case Family::Attachment:
        case Family::Key: return 0;
    }
    return 0;
}

}  // namespace dingtu
