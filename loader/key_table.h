#pragma once

#include "base/graph.h"
#include "storage/large_array.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace dingtu {

/// Ninety-six bits that stand for a key. Two of a hundred million keys share them with a
/// probability below 10^-13, so they are taken for the key itself.
struct KeyHash {
    std::uint64_t high = 0;
    std::uint32_t low = 0;
    friend bool operator==(const KeyHash&, const KeyHash&) = default;
};

/// Hashes keys with numbers drawn anew for each hasher, so that no input can be made for it.
class KeyHasher {
public:
    KeyHasher();
    /// The same key of another space is another key.
    [[nodiscard]] KeyHash operator()(std::uint64_t space, std::string_view key) const;

private:
    std::array<std::uint64_t, 4> secrets_{};
};

/// Which node a key belongs to, in 16 bytes a key and some room: open addressing with linear
/// probing in 16 parts, so that growing needs no second copy of all.
class KeyTable {
public:
    KeyTable();

    /// The node of a key that is there already; else the key gets `id`.
    std::optional<NodeId> insert(const KeyHash& hash, NodeId id);
    [[nodiscard]] std::optional<NodeId> find(const KeyHash& hash) const;
    /// Brings the place of a key near: to be called some keys before find() or insert().
    void prefetch(const KeyHash& hash) const {
        const Part& part = part_of(hash);
        __builtin_prefetch(&part.slots[first_place(part, hash)]);
    }
    [[nodiscard]] std::uint64_t size() const { return size_; }
    /// Memory in use.
    [[nodiscard]] std::size_t bytes() const { return slots_ * sizeof(Slot); }

private:
    struct Slot {
        std::uint64_t high = 0;
        std::uint32_t low = 0;
        std::uint32_t node = free;
    };
    struct Part {
        LargeArray<Slot> slots;
        std::size_t used = 0;
    };
    static constexpr std::uint32_t free = 0xFFFFFFFF;  // no node has this id
    static constexpr std::size_t part_count = 16;

    [[nodiscard]] const Part& part_of(const KeyHash& hash) const { return parts_[hash.high >> 60]; }
    [[nodiscard]] static std::size_t first_place(const Part& part, const KeyHash& hash) {
        // The middle bits as a fraction of the places; the upper ones chose the part.
        return (hash.high >> 24 & 0xFFFFFFFF) * part.slots.size() >> 32;
    }
    [[nodiscard]] static std::size_t place_of(const Part& part, const KeyHash& hash);
    void grow(Part& part);

    std::vector<Part> parts_;
    std::size_t slots_ = 0;
    std::uint64_t size_ = 0;
};

}  // namespace dingtu
