#pragma once

#include "storage/adjacency.h"
#include "storage/directory.h"
#include "storage/keys.h"
#include "storage/kv.h"
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

/// Room for images in memory, in bytes; shared by all that a store builds.
class Budget {
public:
    explicit Budget(std::size_t bytes) : left_(static_cast<std::int64_t>(bytes)) {}
    [[nodiscard]] bool take(std::size_t bytes) {
        const auto wanted = static_cast<std::int64_t>(bytes);
        if (left_.fetch_sub(wanted, std::memory_order_relaxed) >= wanted) {
            return true;
        }
        give_back(bytes);
        return false;
    }
    void give_back(std::size_t bytes) {
        left_.fetch_add(static_cast<std::int64_t>(bytes), std::memory_order_relaxed);
    }

private:
    std::atomic<std::int64_t> left_;
};

/// An image that is built on demand, by whichever reader needs it first. Until it has been asked
/// for so often that building would have been cheaper, readers go to the keys: the sum is never
/// more than twice the better of the two.
template <class Image>
class Lazy {
public:
    /// `asked` carries on the count of an earlier one.
    explicit Lazy(std::shared_ptr<Budget> budget, std::uint64_t asked = 0)
        : budget_(std::move(budget)),
          asked_(asked) {}
    /// An image that is there already.
    Lazy(std::shared_ptr<Budget> budget, Image image, std::size_t bytes)
        : budget_(std::move(budget)),
          bytes_(budget_->take(bytes) ? bytes : 0),
          image_(std::move(image)),
          ready_(&*image_) {}
    Lazy(const Lazy&) = delete;
    Lazy& operator=(const Lazy&) = delete;
    ~Lazy() { budget_->give_back(bytes_); }

    /// The image if it is built.
    [[nodiscard]] const Image* ready() const { return ready_.load(std::memory_order_acquire); }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    [[nodiscard]] std::uint64_t asked() const { return asked_.load(std::memory_order_relaxed); }
    /// The image, built by `build` if that is due: `cost` says how many reads one building is
    /// worth, `bytes` how much memory it takes, `reads` how many this caller is going to do. Null
    /// if it is not, or there is no room.
    template <class Build>
    [[nodiscard]] const Image* get(std::uint64_t cost, std::size_t bytes, std::uint64_t reads,
                                   Build build) {
        if (const Image* image = ready()) {
            return image;
        }
        if (asked_.fetch_add(reads, std::memory_order_relaxed) + reads <= cost) {
            return nullptr;
        }
        const std::scoped_lock lock(building_);
        if (ready() == nullptr && budget_->take(bytes)) {
            bytes_ = bytes;
            image_ = build();
            ready_.store(&*image_, std::memory_order_release);
        }
        return ready();
    }

private:
    std::shared_ptr<Budget> budget_;  // outlives the store in views that are still held
    std::atomic<std::uint64_t> asked_ = 0;
    std::mutex building_;
    std::size_t bytes_ = 0;
    std::optional<Image> image_;
    std::atomic<const Image*> ready_ = nullptr;
};

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

    State state_;
    std::shared_ptr<const KvReader> keys_;  // cursors keep it alive, too
    std::shared_ptr<Budget> budget_;
    std::vector<std::shared_ptr<ScopeImages>> scopes_;
    // Of this view only: what a node's labels are changes with commits that touch no relationship.
    mutable std::mutex list_ends_lock_;
    mutable std::map<std::pair<TypeId, Side>, ListEnds> list_ends_;
};

}  // namespace dingtu
