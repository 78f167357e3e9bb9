#include "storage/image.h"

#include "base/error.h"
#include "storage/image_build.h"

#include <functional>
#include <type_traits>

namespace dingtu {
namespace {

using Entry = AdjacencyLeaf::Entry;

// How many reads of keys take the time of building the image from so many entries: a read is a
// seek, building a step of a cursor, or a fraction of one where pages hold thousands of entries.
std::uint64_t reads_worth_building(std::uint64_t entries, bool paged) {
    return entries / (paged ? 256 : 16);
}

// The image after some changes: made from the one before if that is built, else to be built anew.
template <class Image, class Apply>
void follow(std::shared_ptr<Lazy<Image>>& lazy, const std::shared_ptr<Budget>& budget,
            std::size_t added_bytes, Apply apply) {
    const Image* before = lazy->ready();
    if (before == nullptr) {
        lazy = std::make_shared<Lazy<Image>>(budget, lazy->asked());
        return;
    }
    SizedImage<Image> after{*before, lazy->bytes() + added_bytes};
    apply(after.image);
    lazy = std::make_shared<Lazy<Image>>(budget, std::move(after), lazy->used_at());
}

constexpr std::size_t bytes_per_value = 64;  // a guess; building counts

std::size_t leaves_of(std::uint64_t entries, std::uint64_t ids) {
    return static_cast<std::size_t>(std::min(entries, ids / leaf_size + 1));
}

std::uint64_t highest_id(const State& state) {
    return std::uint64_t{state.nodes->extents.size()} * extent_size;
}

}  // namespace

Images::Images(State state, std::shared_ptr<Budget> budget)
    : state_(std::move(state)),
      budget_(std::move(budget)) {
    add_missing();
}

// Every type and every property that occurs has a place for its image.
void Images::add_missing() {
    while (scopes_.size() < state_.counts->types.size() + 1) {
        auto scope = std::make_shared<ScopeImages>();
        if (!scopes_.empty()) {
            for (auto& side : scope->sides) {
                side = std::make_shared<Lazy<AdjacencyImage>>(budget_);
            }
            scope->ends = std::make_shared<Lazy<EndsImage>>(budget_);
        }
        scopes_.push_back(std::move(scope));
    }
    for (const Counts::OfProperty& property : state_.counts->properties) {
        if (property.count == 0 || has_column(property.scope, property.key)) {
            continue;
        }
        ScopeImages& scope = own(scopes_[property.scope.value]);
        if (property.key.value >= scope.columns.size()) {
            scope.columns.resize(property.key.value + 1);
        }
        scope.columns[property.key.value] = std::make_shared<Lazy<ColumnImage>>(budget_);
    }
}

namespace {

/// The images of one run of changes: those with the same first bytes of their keys.
struct Run {
    Family family = Family::Default;
    std::span<const KvBatch::Change> changes;
    [[nodiscard]] ByteReader key() const { return ByteReader(changes.front().key); }
};

std::vector<Run> runs_of(const KvBatch& batch) {
    std::vector<Run> runs;
    for (std::span<const KvBatch::Change> left = batch.changes; !left.empty();) {
        const KvBatch::Change& first = left.front();
        const std::size_t width = relation_width(first.family);
        const auto end = std::find_if(left.begin(), left.end(), [&](const KvBatch::Change& change) {
            return change.family != first.family ||
                   change.key.compare(0, width, first.key, 0, width) != 0;
        });
        const auto size = static_cast<std::size_t>(end - left.begin());
        if (width > 0) {
            runs.push_back({first.family, left.first(size)});
        }
        left = left.subspan(size);
    }
    return runs;
}

void follow_run(ScopeImages& scope, const Run& run, const std::shared_ptr<Budget>& budget) {
    ByteReader key = run.key();
    static_cast<void>(key.u32());  // the scope
    if (run.family == Family::AdjacencyDelta) {
        follow(scope.sides.at(key.u8()), budget, run.changes.size() * sizeof(Entry),
               [&](AdjacencyImage& image) { change_adjacency(image, run.changes); });
    } else if (run.family == Family::EndsDelta) {
        follow(scope.ends, budget, run.changes.size() * sizeof(EndsLeaf::Ends),
               [&](EndsImage& image) { change_ends(image, run.changes); });
    } else {
        const std::uint32_t property = key.u32();
        if (property < scope.columns.size() && scope.columns[property] != nullptr) {
            follow(scope.columns[property], budget, run.changes.size() * bytes_per_value,
                   [&](ColumnImage& image) { change_column(image, run.changes); });
        }
    }
}

}  // namespace

Images::Images(const Images& before, State state, const KvBatch& batch)
    : state_(std::move(state)),
      budget_(before.budget_) {
    if (batch.clear_first) {
        add_missing();
        return;
    }
    scopes_ = before.scopes_;
    add_missing();
    for (const Run& run : runs_of(batch)) {
        const std::uint32_t number = run.key().u32() + (run.family == Family::ColumnDelta ? 0 : 1);
        follow_run(own(scopes_.at(number)), run, budget_);
    }
}

// For writing to: other views may share it.
ScopeImages& Images::own(std::shared_ptr<ScopeImages>& scope) {
    if (scope.use_count() != 1) {
        scope = std::make_shared<ScopeImages>(*scope);
    }
    return *scope;
}

std::shared_ptr<const Images> Images::without(std::size_t bytes) const {
    struct Candidate {
        std::uint64_t used_at = 0;
        std::size_t bytes = 0;
        std::function<void()> drop;
    };
    auto after = std::make_shared<Images>(state_, budget_);
    after->keys_ = keys_;
    std::vector<Candidate> candidates;
    const auto consider = [&](auto& lazy) {
        if (lazy != nullptr && lazy->built()) {
            using LazyImage = typename std::decay_t<decltype(lazy)>::element_type;
            candidates.push_back({lazy->used_at(), lazy->bytes(),
                                  [this, &lazy] { lazy = std::make_shared<LazyImage>(budget_); }});
        }
    };
    for (std::size_t i = 0; i < scopes_.size(); ++i) {
        after->scopes_[i] = std::make_shared<ScopeImages>(*scopes_[i]);
        ScopeImages& scope = *after->scopes_[i];
        std::ranges::for_each(scope.sides, consider);
        consider(scope.ends);
        std::ranges::for_each(scope.columns, consider);
    }
    std::ranges::sort(candidates, {}, &Candidate::used_at);
    for (const Candidate& candidate : candidates) {
        if (bytes == 0) {
            break;
        }
        candidate.drop();
        bytes -= std::min(bytes, candidate.bytes);
    }
    return after;
}

const AdjacencyImage* Images::adjacency(TypeId type, Side side, std::uint64_t reads) const {
    const std::uint32_t number = scope_of(type).value;
    if (number >= scopes_.size()) {
        static const AdjacencyImage none;
        return &none;
    }
    auto& lazy = *scopes_[number]->sides[static_cast<std::size_t>(side)];
    if (const AdjacencyImage* image = lazy.ready()) {
        return image;
    }
    const std::uint64_t count = state_.counts->types[type.value].count;
    const std::size_t bytes = static_cast<std::size_t>(count) * sizeof(Entry) +
                              leaves_of(count, highest_id(state_)) * sizeof(AdjacencyLeaf);
    const bool paged = state_.counts->paged(type);
    return lazy.get(reads_worth_building(count, paged), bytes, reads, [&] {
        return build_adjacency(*keys_, {type, side}, paged);
    });
}

ListEnds Images::list_ends(TypeId type, Side side) const {
    const std::scoped_lock lock(list_ends_lock_);
    auto [known, fresh] = list_ends_.try_emplace({type, side});
    const AdjacencyImage* image = fresh ? adjacency(type, side) : nullptr;
    if (image == nullptr) {
        return known->second;
    }
    ListEnds& found = known->second;
    std::vector<bool> present(state_.names->sets.size());
    const std::uint64_t end = image->leaves.end();
    for (std::uint64_t id = 0; id < end; ++id) {
        for (const Entry& entry : image->of(NodeId{id})) {
            present[state_.nodes->set_of(NodeId{entry.other}).value] = true;
            found.loops = found.loops || entry.other == id;
        }
    }
    for (std::uint32_t set = 0; set < present.size(); ++set) {
        if (present[set]) {
            found.label_sets.push_back(set);
        }
    }
    return found;
}

const EndsImage* Images::ends(TypeId type) const {
    const std::uint32_t number = scope_of(type).value;
    if (number >= scopes_.size()) {
        static const EndsImage none;
        return &none;
    }
    auto& lazy = *scopes_[number]->ends;
    if (const EndsImage* image = lazy.ready()) {
        return image;
    }
    const Counts::OfType& counts = state_.counts->types[type.value];
    return lazy.get(reads_worth_building(counts.count, counts.paged),
                    leaves_of(counts.count, counts.next) * sizeof(EndsLeaf), 1,
                    [&] { return build_ends(*keys_, {type}, counts.paged); });
}

const ColumnImage* Images::column(Scope scope, KeyId key, std::uint64_t reads) const {
    if (!has_column(scope, key)) {
        static const ColumnImage none;
        return &none;
    }
    auto& lazy = *scopes_[scope.value]->columns[key.value];
    if (const ColumnImage* image = lazy.ready()) {
        return image;
    }
    const Counts::OfProperty counts = state_.counts->of(scope, key);
    const std::uint64_t ids =
        scope == node_scope ? highest_id(state_) : state_.counts->types[scope.value - 1].next;
    const std::size_t bytes =
        leaves_of(counts.count, ids) * sizeof(ColumnLeaf) + counts.count * bytes_per_value;
    return lazy.get(reads_worth_building(counts.count, counts.paged), bytes, reads, [&] {
        return build_column(*keys_, {scope, key}, counts.paged);
    });
}

}  // namespace dingtu
