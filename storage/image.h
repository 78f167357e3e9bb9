#pragma once

#include "storage/adjacency.h"
#include "storage/directory.h"
#include "storage/keys.h"
#include "storage/kv.h"
#include "storage/lazy.h"
#include "storage/state.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace dingtu {

// The image: what queries read again and again, as arrays in memory. It is built from the keys when
// it has been asked for often enough, carried over from commit to commit, and never saved.

/// The ends of 256 relationships by serial number.
struct EndsLeaf {
    struct Ends {
        std::uint32_t start = absent;
        std::uint32_t end = absent;
    };
    static constexpr std::uint32_t absent = 0xFFFFFFFF;
    std::array<Ends, leaf_size> ends;
};
using EndsImage = Directory<EndsLeaf>;

/// A property of 256 owners; null where there is none.
struct ColumnLeaf {
    std::array<Value, leaf_size> values;
};
using ColumnImage = Directory<ColumnLeaf>;

/// The images of one scope. Each is shared by the views of all commits that do not change it.
struct ScopeImages {
    std::array<std::shared_ptr<Lazy<AdjacencyImage>>, 2> sides;  // of a type; by Side
    std::shared_ptr<Lazy<EndsImage>> ends;                       // of a type
    std::vector<std::shared_ptr<Lazy<ColumnImage>>> columns;     // by key; null: no values
};

/// The images of a view, and what they are built from.
class Images {
public:
    /// None is built.
    Images(State state, std::shared_ptr<Budget> budget);
    /// Those of the commit that turned `before` into `state` by `batch`, whose changes are in the
    /// order of their keys within each family.
    Images(const Images& before, State state, const KvBatch& batch);
    /// Those of the same state less the images that were used the longest ago, so many that `bytes`
    /// are given back when nobody holds them any more.
    [[nodiscard]] std::shared_ptr<const Images> without(std::size_t bytes) const;
    /// Must be called once, before anything is asked for.
    void read_from(std::shared_ptr<const KvReader> keys) { keys_ = std::move(keys); }

    /// Null: read the keys. The images live as long as any view that shares them. `reads`: how
    /// often the caller is going to look into it.
    [[nodiscard]] const AdjacencyImage* adjacency(TypeId type, Side side,
                                                  std::uint64_t reads = 1) const;
    /// What the lists of a relation whose adjacency is built hold.
    [[nodiscard]] ListEnds list_ends(TypeId type, Side side) const;
    [[nodiscard]] const EndsImage* ends(TypeId type) const;
    [[nodiscard]] const ColumnImage* column(Scope scope, KeyId key, std::uint64_t reads = 1) const;
    /// Whether the scope has values of the key at all.
    [[nodiscard]] bool has_column(Scope scope, KeyId key) const {
        return scope.value < scopes_.size() && key.value < scopes_[scope.value]->columns.size() &&
               scopes_[scope.value]->columns[key.value] != nullptr;
    }

    /// Keeps the images of a type alive.
    [[nodiscard]] std::shared_ptr<const void> hold(TypeId type) const {
        const std::uint32_t number = scope_of(type).value;
        return number < scopes_.size() ? scopes_[number] : nullptr;
    }

private:
    void add_missing();
    [[nodiscard]] ScopeImages& own(std::shared_ptr<ScopeImages>& scope);

    State state_;
    std::shared_ptr<const KvReader> keys_;  // cursors keep it alive, too
    std::shared_ptr<Budget> budget_;
    std::vector<std::shared_ptr<ScopeImages>> scopes_;
    // Of this view only: what a node's labels are changes with commits that touch no relationship.
    mutable std::mutex list_ends_lock_;
    mutable std::map<std::pair<TypeId, Side>, ListEnds> list_ends_;
};

}  // namespace dingtu
