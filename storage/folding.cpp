#include "storage/folding.h"

#include "storage/scan.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace dingtu {
namespace {

// Of a slice: with pages of 2048 entries some ten milliseconds.
constexpr std::size_t most_pages = 16;
constexpr std::size_t most_changes = 4096;

/// One slice of a relation: pages and the small keys that lie between them, merged.
template <class Relation>
class Slice {
public:
    using Record = typename Relation::Record;

    Slice(const KvReader& keys, const Relation& relation, bool paged)
        : relation_(relation),
          prefix_(relation.prefix()),
          small_(keys.cursor(Relation::deltas)),
          pages_(keys.cursor(Relation::pages)),
          paged_(paged) {}

    /// Makes the batch from the small keys from `from` on. The key to go on from, empty at the end.
    [[nodiscard]] std::string make(std::string_view from, KvBatch& batch) {
        small_->seek(from);
        if (!on_small()) {
            return {};
        }
        find_page();
        while (on_small() && page_count_ <= most_pages && change_count_ < most_changes) {
            take_changes(batch);
            if (on_page()) {
                take_page(batch);
            }
        }
        write(batch);
        return on_small() ? std::string(small_->key()) : std::string();
    }

private:
    struct Change {
        Record record;
        bool removed = false;
    };

    [[nodiscard]] bool on_small() const {
        return small_->valid() && small_->key().starts_with(prefix_);
    }
    [[nodiscard]] bool on_page() const {
        return paged_ && pages_->valid() && pages_->key().starts_with(prefix_);
    }
    [[nodiscard]] ByteReader rest(std::string_view key) const {
        return ByteReader(key.substr(std::string_view(prefix_).size()));
    }
    // To the page in whose range the first small key lies.
    void find_page() {
        if (paged_) {
            pages_->seek_back(small_->key());
            if (!on_page()) {
                pages_->seek(prefix_);
            }
        }
    }
    // Those before the next page.
    void take_changes(KvBatch& batch) {
        while (on_small() && change_count_ < most_changes &&
               !(on_page() && pages_->key() <= small_->key())) {
            ByteReader key = rest(small_->key());
            const bool removed = says_removed(small_->value());
            changes_.push_back({Relation::decode_delta(key, small_->value()), removed});
            batch.erase(Relation::deltas, small_->key());
            ++change_count_;
            small_->next();
        }
    }
    void take_page(KvBatch& batch) {
        ByteReader key = rest(pages_->key());
        std::vector<Record> page;
        Relation::decode_page(key, pages_->value(), page);
        std::ranges::move(page, std::back_inserter(records_));
        batch.erase(Relation::pages, pages_->key());
        ++page_count_;
        pages_->next();
    }
    void write(KvBatch& batch) {
        std::vector<Record> merged;
        std::size_t next = 0;
        const auto take_before = [&](const Change& change) {
            while (next < records_.size() && Relation::before(records_[next], change.record)) {
                merged.push_back(std::move(records_[next++]));
            }
            next += next < records_.size() && !Relation::before(change.record, records_[next]);
        };
        for (Change& change : changes_) {
            take_before(change);
            if (!change.removed) {
                merged.push_back(std::move(change.record));
            }
        }
        std::move(records_.begin() + static_cast<std::ptrdiff_t>(next), records_.end(),
                  std::back_inserter(merged));
        for (std::size_t begin = 0; begin < merged.size(); begin += page_size) {
            const std::size_t size = std::min(page_size, merged.size() - begin);
            batch.put(Relation::pages, relation_.key(merged[begin]),
                      Relation::encode_page(std::span(merged).subspan(begin, size)));
        }
    }

    Relation relation_;
    ShortKey prefix_;
    std::unique_ptr<KvCursor> small_;
    std::unique_ptr<KvCursor> pages_;
    bool paged_;
    std::vector<Record> records_;  // of the pages that are replaced
    std::vector<Change> changes_;
    std::size_t page_count_ = 0;
    std::size_t change_count_ = 0;
};

template <class Relation>
std::string make_slice(const KvReader& keys, const Relation& relation, bool paged,
                       std::string_view from, KvBatch& batch) {
    return Slice<Relation>(keys, relation, paged).make(from, batch);
}

}  // namespace

void Folding::note(const KvBatch& batch) {
    if (batch.clear_first) {
        reset();
    }
    auto at = changes_.end();  // that of the change before: they come relation by relation
    for (const KvBatch::Change& change : batch.changes) {
        const std::size_t width = relation_width(change.family);
        if (width == 0) {
            continue;
        }
        if (at == changes_.end() || at->first.first != change.family ||
            !change.key.starts_with(at->first.second)) {
            at = changes_.try_emplace({change.family, change.key.substr(0, width)}).first;
        }
        ++at->second;
    }
}

bool Folding::due(const Relation& relation, std::uint64_t changes, const State& state) const {
    constexpr std::uint64_t part = 20;
    ByteReader key(relation.second);
    const std::uint32_t first = key.u32();
    const std::uint64_t held = relation.first == Family::ColumnDelta
                                   ? state.counts->of(Scope{first}, KeyId{key.u32()}).count
                                   : state.counts->types[first].count;
    return changes >= std::max<std::uint64_t>(least_changes_, held / part);
}

std::optional<KvBatch> Folding::next_slice(const KvReader& keys, State& state) {
    if (at_.empty()) {
        for (auto& [relation, changes] : changes_) {
            if (due(relation, changes, state)) {
                at_.emplace(relation, relation.second);
                changes = 0;
            }
        }
        if (at_.empty()) {
            return std::nullopt;
        }
    }
    const auto [family, prefix] = at_.begin()->first;
    const std::string from = at_.begin()->second;
    KvBatch batch;
    std::string next;
    ByteReader key(prefix);
    const std::uint32_t first = key.u32();
    const Counts before = *state.counts;
    if (family == Family::ColumnDelta) {
        const KeyId property{key.u32()};
        Counts::OfProperty& counts = state.counts.write().of(Scope{first}, property);
        next = make_slice(keys, ColumnRelation{Scope{first}, property}, counts.paged, from, batch);
        counts.paged = true;
    } else {
        const TypeId type{first};
        Counts::OfType& counts = state.counts.write().types[first];
        next = family == Family::EndsDelta
                   ? make_slice(keys, EndsRelation{type}, counts.paged, from, batch)
                   : make_slice(keys, LinkRelation{type, static_cast<Side>(key.u8())}, counts.paged,
                                from, batch);
        counts.paged = true;
    }
    put_counts(batch, before, *state.counts);
    if (next.empty()) {
        at_.erase(at_.begin());
    } else {
        at_.begin()->second = next;
    }
    return batch;
}

}  // namespace dingtu
