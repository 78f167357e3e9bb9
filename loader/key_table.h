#pragma once

#include "base/graph.h"
#include "storage/file_array.h"
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
/// probing in 16 parts, so that growing needs no second copy of all. Beyond a limit the parts lie
/// in temporary files, where finding a key costs a page of the file.
class KeyTable {
public:
    explicit KeyTable(std::size_t memory_bytes = SIZE_MAX);

    /// The node of a key that is there already; else the key gets `id`.
    std::optional<NodeId> insert(const KeyHash& hash, NodeId id);
    [[nodiscard]] std::optional<NodeId> find(const KeyHash& hash) const;
    /// Brings the place of a key near: to be called some keys before find() or insert().
    void prefetch(const KeyHash& hash) const {
        const Part& part = part_of(hash);
        __builtin_prefetch(&part.slots[first_place(part, hash.high)]);
    }
    [[nodiscard]] std::uint64_t size() const { return size_; }
    /// In memory and in files.
    [[nodiscard]] std::size_t bytes() const { return slots_ * sizeof(Slot); }

private:
    struct Slot {
        std::uint64_t high = 0;
        std::uint32_t low = 0;
        std::uint32_t node = 0;  // and one; 0: free
    };
    struct Part {
        LargeArray<Slot> in_memory;  // one of
        FileArray<Slot> in_file;     // the two
        Slot* slots = nullptr;       // it
        std::size_t size = 0;
        std::size_t used = 0;
    };
    static constexpr std::size_t part_count = 16;

    [[nodiscard]] const Part& part_of(const KeyHash& hash) const { return parts_[hash.high >> 60]; }
    [[nodiscard]] static std::size_t first_place(const Part& part, std::uint64_t high) {
        // The middle bits as a fraction of the places; the upper ones chose the part.
        return (high >> 24 & 0xFFFFFFFF) * part.size >> 32;
    }
    [[nodiscard]] static std::size_t place_of(const Part& part, const KeyHash& hash);
    void grow(Part& part);
    [[nodiscard]] Part make_part(std::size_t size);
    void count_touch() const;

    std::size_t memory_bytes_;
    std::vector<Part> parts_;
    std::size_t slots_ = 0;
    std::size_t slots_in_files_ = 0;
    mutable std::size_t touched_ = 0;  // places in files, since they were put aside
    std::uint64_t size_ = 0;
};

}  // namespace dingtu
