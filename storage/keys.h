#pragma once

#include "base/value.h"
#include "storage/bytes.h"
#include "storage/kv.h"
#include "storage/term.h"

#include <string>
#include <string_view>

namespace dingtu {

/// Whose property: all nodes are one scope, the relationships of each type another. On disk.
struct Scope {
    std::uint32_t value = 0;
    friend auto operator<=>(const Scope&, const Scope&) = default;
};
inline constexpr Scope node_scope{0};
[[nodiscard]] constexpr Scope scope_of(TypeId type) {
    return Scope{type.value + 1};
}
/// A property's owner: a node, or a relationship by its serial number within the type.
struct Owner {
    Scope scope;
    std::uint64_t id = 0;
};
[[nodiscard]] constexpr Owner owner_of(NodeId id) {
    return {node_scope, id.value};
}
[[nodiscard]] constexpr Owner owner_of(RelationshipId id) {
    return {scope_of(type_of(id)), serial_of(id)};
}

/// On disk: 0 leads from the start node, 1 from the end node.
enum class Side : std::uint8_t { Forward = 0, Backward = 1 };

// Keys of the families; docs/format.md draws them. What is called `..._prefix` begins all keys that
// agree in the given parts.
[[nodiscard]] inline ShortKey adjacency_prefix(TypeId type, Side side) {
    return ShortKey().u32(type.value).u8(static_cast<std::uint8_t>(side));
}
[[nodiscard]] inline ShortKey adjacency_prefix(TypeId type, Side side, NodeId subject) {
    return adjacency_prefix(type, side).u40(subject.value);
}
[[nodiscard]] inline ShortKey adjacency_prefix(TypeId type, Side side, NodeId subject,
                                               NodeId object) {
    return adjacency_prefix(type, side, subject).u40(object.value);
}
[[nodiscard]] inline ShortKey adjacency_key(Side side, NodeId subject, NodeId object,
                                            RelationshipId id) {
    return adjacency_prefix(type_of(id), side, subject, object).u40(serial_of(id));
}

/// Type and serial: the key of `ends_delta`.
[[nodiscard]] inline ShortKey ends_key(RelationshipId id) {
    return ShortKey().u32(type_of(id).value).u40(serial_of(id));
}
[[nodiscard]] inline ShortKey ends_value(const Endpoints& ends) {
    return ShortKey().u40(ends.start.value).u40(ends.end.value);
}
[[nodiscard]] Endpoints decode_ends(std::string_view value);

[[nodiscard]] inline ShortKey column_prefix(Scope scope, KeyId key) {
    return ShortKey().u32(scope.value).u32(key.value);
}
[[nodiscard]] inline ShortKey column_key(Owner owner, KeyId key) {
    return column_prefix(owner.scope, key).u40(owner.id);
}

/// Value of a key of `value` that takes the node out of the postings; present ones are empty.
inline constexpr std::string_view value_removed("\0", 1);
/// Key of `value`; the value must have an ordered form.
[[nodiscard]] std::string value_key(KeyId key, const Value& value, NodeId node);
/// What the keys of all values equal to `value` begin with.
[[nodiscard]] std::string value_prefix(KeyId key, const Value& value);
/// Key of `name`.
[[nodiscard]] std::string name_key(std::string_view normal_name, NodeId node);
/// Key of `key`: an import key within its space.
[[nodiscard]] std::string import_key(std::string_view space, std::string_view key);
/// The node at the end of a key of `value` or `name`.
[[nodiscard]] NodeId node_at_end(std::string_view key);

/// How many bytes of a small key name its relation; 0 for families without pages.
[[nodiscard]] std::size_t relation_width(Family family);

/// The key of a numbered entry of `default`: the path, then the number in four bytes.
[[nodiscard]] std::string numbered_key(std::string_view path, std::uint32_t number);

}  // namespace dingtu
