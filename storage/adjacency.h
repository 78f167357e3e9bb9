#pragma once

#include "storage/directory.h"
#include "storage/term.h"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace dingtu {

/// The other ends of the relationships of one type at one side of 256 nodes, sorted. The entries
/// lie in the same piece of memory, behind the object: an expansion waits for memory twice.
class AdjacencyLeaf {
public:
    struct Entry {
        std::uint32_t other = 0;
        std::uint32_t serial = 0;
        friend auto operator<=>(const Entry&, const Entry&) = default;
    };
    /// `counts` says how many of the entries belong to each node.
    [[nodiscard]] static std::shared_ptr<const AdjacencyLeaf> make(
        const std::array<std::uint32_t, leaf_size>& counts, std::span<const Entry> entries);

    [[nodiscard]] std::span<const Entry> of(std::uint64_t id) const {
        const std::size_t place = place_in_leaf(id);
        return {entries() + offsets_[place], entries() + offsets_[place + 1]};
    }

private:
    AdjacencyLeaf(const std::array<std::uint32_t, leaf_size>& counts,
                  std::span<const Entry> content);
    [[nodiscard]] const Entry* entries() const { return reinterpret_cast<const Entry*>(this + 1); }

    std::array<std::uint32_t, leaf_size + 1> offsets_{};
};

/// The relationships of one type at one side of all nodes, in memory.
struct AdjacencyImage {
    Directory<AdjacencyLeaf> leaves;

    [[nodiscard]] std::span<const AdjacencyLeaf::Entry> of(NodeId id) const {
        const AdjacencyLeaf* leaf = leaves.find(id.value);
        return leaf == nullptr ? std::span<const AdjacencyLeaf::Entry>() : leaf->of(id.value);
    }
};

/// What occurs in the adjacency lists of a type.
struct ListEnds {
    std::vector<std::uint32_t> label_sets;  ///< of the nodes in them, by their numbers, ascending
    bool loops = false;                     ///< a node stands in its own list
};

}  // namespace dingtu
