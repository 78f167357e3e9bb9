#pragma once

// Private to join*.cpp: adjacency lists as a join reads them, and arrays over nodes.

#include "base/limits.h"
#include "storage/adjacency.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace dingtu::join {

using Entry = AdjacencyLeaf::Entry;
using List = std::span<const Entry>;

/// An array over all nodes, zero where nothing was written; only pieces that were written take
/// memory, which is charged.
template <class T>
class NodeArray {
public:
    explicit NodeArray(Limits& limits) : limits_(&limits) {}
    ~NodeArray() { limits_->release(charged_); }
    NodeArray(NodeArray&& from) noexcept
        : limits_(from.limits_),
          charged_(std::exchange(from.charged_, 0)),
          pieces_(std::move(from.pieces_)) {}
    NodeArray(const NodeArray&) = delete;
    NodeArray& operator=(const NodeArray&) = delete;
    NodeArray& operator=(NodeArray&&) = delete;

    [[nodiscard]] T get(std::uint32_t node) const {
        const std::size_t number = node / piece_size;
        return number < pieces_.size() && pieces_[number] ? (*pieces_[number])[node % piece_size]
                                                          : T();
    }
    /// A reference that stays good.
    [[nodiscard]] T& at(std::uint32_t node) {
        const std::size_t number = node / piece_size;
        if (number >= pieces_.size() || !pieces_[number]) {
            add_piece(number);
        }
        return (*pieces_[number])[node % piece_size];
    }

private:
    static constexpr std::size_t piece_size = 1024;
    using Piece = std::array<T, piece_size>;

    void add_piece(std::size_t number) {
        limits_->charge(sizeof(Piece));
        charged_ += sizeof(Piece);
        if (number >= pieces_.size()) {
            pieces_.resize(number + 1);
        }
        pieces_[number] = std::make_unique<Piece>();
    }

    Limits* limits_;
    std::size_t charged_ = 0;
    std::vector<std::unique_ptr<Piece>> pieces_;
};

/// One adjacency that an edge reads, seen from a bound variable.
struct Source {
    const AdjacencyImage* adjacency = nullptr;  ///< of the view, and lives as long
    TypeId type;
    Direction side = Direction::Out;
    bool skip_loops = false;  ///< the other side has them already

    /// The list of a node, its loops included.
    [[nodiscard]] List of(std::uint32_t node) const { return adjacency->of(NodeId{node}); }
};

/// The lists that hold the other ends of one edge, or of relationships that must not be there, for
/// the present value of a bound variable. What is looked for in them more often than they are long
/// is marked in an array over nodes, so that looking is one load.
class Lists {
public:
    Lists(std::size_t bound, Limits& limits) : bound_(bound), limits_(&limits) {}
    void add(const Source& source) { sources_.push_back(source); }

    [[nodiscard]] std::size_t bound() const { return bound_; }  ///< the variable
    [[nodiscard]] const std::vector<Source>& sources() const { return sources_; }

    /// Goes to the lists of `node`. Costs nothing if it is there already.
    void seek(std::uint32_t node);
    [[nodiscard]] const std::vector<List>& now() const { return now_; }
    /// The type of the relationships of each list of now().
    [[nodiscard]] TypeId type_at(std::size_t list) const { return types_[list]; }
    /// How many entries the present lists have.
    [[nodiscard]] std::size_t size() const { return size_; }
    /// How many entries the lists of `node` have, wherever this stands.
    [[nodiscard]] std::size_t size_at(std::uint32_t node) const;

    /// How often `node` stands in the present lists.
    [[nodiscard]] std::uint64_t times(std::uint32_t node) const {
        return marked_ ? marks_->get(node) : times_searched(node);
    }
    /// How many entries of `list` lead to nodes that do not stand in the present lists.
    [[nodiscard]] std::uint64_t not_held(List list) const;
    /// What one call of times() costs, in steps through a list.
    [[nodiscard]] std::size_t cost_of_times() const;
    /// Makes ready for so many calls of times().
    void expect(std::size_t calls);

private:
    [[nodiscard]] std::uint64_t times_searched(std::uint32_t node) const;
    void mark();
    void unmark();
    void take(List list, TypeId type);

    std::size_t bound_;
    Limits* limits_;
    std::vector<Source> sources_;
    std::vector<List> now_;
    std::vector<TypeId> types_;
    std::size_t size_ = 0;
    std::optional<std::uint32_t> at_;
    std::size_t expected_ = 0;  // calls of times() at the present lists
    bool marked_ = false;
    std::optional<NodeArray<std::uint32_t>> marks_;
};

/// The run of entries of a sorted list that lead to `node`.
[[nodiscard]] List entries_to(List list, std::uint32_t node);

}  // namespace dingtu::join
