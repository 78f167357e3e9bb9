#pragma once

#include "base/value.h"

#include <compare>
#include <cstdint>

namespace dingtu {

/// Numbers of names in the catalog. Each kind counts from 0; a number is never given to another
/// name while the store lives (Transaction::clear starts anew).
struct LabelId {
    std::uint32_t value = 0;
    friend auto operator<=>(const LabelId&, const LabelId&) = default;
};
struct TypeId {
    std::uint32_t value = 0;
    friend auto operator<=>(const TypeId&, const TypeId&) = default;
};
struct KeyId {
    std::uint32_t value = 0;
    friend auto operator<=>(const KeyId&, const KeyId&) = default;
};

inline constexpr unsigned serial_bits = 40;

/// The type of a relationship stands in its id.
[[nodiscard]] constexpr TypeId type_of(RelationshipId id) {
    return TypeId{static_cast<std::uint32_t>(id.value >> serial_bits)};
}
[[nodiscard]] constexpr std::uint64_t serial_of(RelationshipId id) {
    return id.value & ((std::uint64_t{1} << serial_bits) - 1);
}
[[nodiscard]] constexpr RelationshipId relationship_id(TypeId type, std::uint64_t serial) {
    return RelationshipId{std::uint64_t{type.value} << serial_bits | serial};
}

/// Which way a relationship is followed from a node: along it, against it, or either.
enum class Direction : std::uint8_t { Out, In, Both };

/// What one step from a node reaches, and by which relationship.
struct Neighbour {
    NodeId node;
    RelationshipId relationship;
    friend auto operator<=>(const Neighbour&, const Neighbour&) = default;
};

struct Endpoints {
    NodeId start;
    NodeId end;
    friend bool operator==(const Endpoints&, const Endpoints&) = default;
};

}  // namespace dingtu
