#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace dingtu {

/// Ids in a leaf: small, for a commit copies every leaf that it touches.
inline constexpr unsigned leaf_bits = 8;
inline constexpr std::size_t leaf_size = std::size_t{1} << leaf_bits;
[[nodiscard]] constexpr std::uint64_t leaf_of(std::uint64_t id) {
    return id >> leaf_bits;
}
[[nodiscard]] constexpr std::size_t place_in_leaf(std::uint64_t id) {
    return id & (leaf_size - 1);
}

/// An array of leaves, each for 256 consecutive ids, whose copies share what they have in common.
/// Reading is three loads; putting a leaf copies one block of sixteen pointers.
template <class Leaf>
class Directory {
public:
    [[nodiscard]] const Leaf* find(std::uint64_t id) const {
        const std::uint64_t block = leaf_of(id) >> block_bits;
        return block < blocks_.size() && blocks_[block]
                   ? (*blocks_[block])[leaf_of(id) & (block_size - 1)].get()
                   : nullptr;
    }
    /// Null takes the leaf away.
    void put(std::uint64_t leaf, std::shared_ptr<const Leaf> content) {
        const std::uint64_t number = leaf >> block_bits;
        if (number >= blocks_.size()) {
            blocks_.resize(number + 1);
        }
        std::shared_ptr<Block>& block = blocks_[number];
        if (block == nullptr) {
            block = std::make_shared<Block>();
        } else if (block.use_count() != 1) {
            block = std::make_shared<Block>(*block);
        }
        (*block)[leaf & (block_size - 1)] = std::move(content);
    }
    /// One more than the last id that could have a leaf.
    [[nodiscard]] std::uint64_t end() const {
        return std::uint64_t{blocks_.size()} << (block_bits + leaf_bits);
    }

private:
    static constexpr unsigned block_bits = 4;
    static constexpr std::size_t block_size = std::size_t{1} << block_bits;
    using Block = std::array<std::shared_ptr<const Leaf>, block_size>;

    std::vector<std::shared_ptr<Block>> blocks_;  // shared by the images of several commits
};

}  // namespace dingtu
