#pragma once

#include "storage/keys.h"
#include "storage/kv.h"
#include "storage/pages.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dingtu {

// What pages and the small keys beside them say together. An entry of a `..._delta` family adds to
// what the pages hold, takes away from it, or says anew.

/// Values of delta entries that take away.
inline constexpr std::string_view link_added("\1", 1);
inline constexpr std::string_view link_removed("\0", 1);
[[nodiscard]] constexpr bool says_removed(std::string_view value) {
    return value.empty() || value == link_removed;
}

/// One relation at one side: the links of a type, by (subject, other, serial).
struct LinkRelation {
    using Record = Link;
    static constexpr Family pages = Family::Adjacency;
    static constexpr Family deltas = Family::AdjacencyDelta;
    TypeId type;
    Side side = Side::Forward;

    [[nodiscard]] ShortKey prefix() const { return adjacency_prefix(type, side); }
    [[nodiscard]] ShortKey key(const Record& at) const {
        return prefix().u40(at.subject).u40(at.other).u40(at.serial);
    }
    static void decode_page(ByteReader& key, std::string_view page, std::vector<Record>& records);
    static Record decode_delta(ByteReader& key, std::string_view value);
    static std::string encode_page(std::span<const Record> records);
    static bool before(const Record& a, const Record& b) { return a < b; }
};

/// The ends of the relationships of a type, by serial.
struct EndsRelation {
    using Record = EndsEntry;
    static constexpr Family pages = Family::Ends;
    static constexpr Family deltas = Family::EndsDelta;
    TypeId type;

    [[nodiscard]] ShortKey prefix() const { return ShortKey().u32(type.value); }
    [[nodiscard]] ShortKey key(const Record& at) const { return prefix().u40(at.serial); }
    static void decode_page(ByteReader& key, std::string_view page, std::vector<Record>& records);
    static Record decode_delta(ByteReader& key, std::string_view value);
    static std::string encode_page(std::span<const Record> records);
    static bool before(const Record& a, const Record& b) { return a.serial < b.serial; }
};

/// The values of a property, by owner.
struct ColumnRelation {
    using Record = std::pair<std::uint64_t, Value>;
    static constexpr Family pages = Family::Column;
    static constexpr Family deltas = Family::ColumnDelta;
    Scope scope;
    KeyId property;

    [[nodiscard]] ShortKey prefix() const { return column_prefix(scope, property); }
    [[nodiscard]] ShortKey key(const Record& at) const { return prefix().u40(at.first); }
    static void decode_page(ByteReader& key, std::string_view page, std::vector<Record>& records);
    static Record decode_delta(ByteReader& key, std::string_view value);
    static std::string encode_page(std::span<const Record> records);
    static bool before(const Record& a, const Record& b) { return a.first < b.first; }
};

/// The records of a relation in order. With `paged` false no pages are looked for.
template <class Relation>
class Scan {
public:
    using Record = typename Relation::Record;

    Scan(const KvReader& keys, const Relation& relation, bool paged)
        : relation_(relation),
          prefix_(relation.prefix()),
          delta_at_(keys.cursor(Relation::deltas)),
          page_at_(paged ? keys.cursor(Relation::pages) : nullptr) {}

    /// To the first record not before `record`.
    void seek(const Record& record) {
        const ShortKey key = relation_.key(record);
        delta_at_->seek(key);
        read_delta();
        if (page_at_ != nullptr) {
            seek_page(key, record);
        }
        settle();
    }
    [[nodiscard]] bool valid() const { return valid_; }
    [[nodiscard]] const Record& at() const { return on_delta_ ? delta_ : page_[place_]; }
    void next() {
        step();
        settle();
    }

private:
    [[nodiscard]] bool in_page() const { return place_ < page_.size(); }
    void seek_page(std::string_view key, const Record& record) {
        page_at_->seek_back(key);
        if (!page_at_->valid() || !page_at_->key().starts_with(prefix_)) {
            page_at_->seek(prefix_);
        }
        read_page();
        const auto at = std::lower_bound(page_.begin(), page_.end(), record, Relation::before);
        place_ = static_cast<std::size_t>(at - page_.begin());
        if (!in_page() && !page_.empty()) {
            page_at_->next();
            read_page();
        }
    }
    void read_page() {
        page_.clear();
        place_ = 0;
        if (page_at_->valid() && page_at_->key().starts_with(prefix_)) {
            ByteReader key(page_at_->key().substr(std::string_view(prefix_).size()));
            Relation::decode_page(key, page_at_->value(), page_);
        }
    }
    void read_delta() {
        has_delta_ = delta_at_->valid() && delta_at_->key().starts_with(prefix_);
        if (has_delta_) {
            ByteReader key(delta_at_->key().substr(std::string_view(prefix_).size()));
            removed_ = says_removed(delta_at_->value());
            delta_ = Relation::decode_delta(key, delta_at_->value());
        }
    }
    // Over the record that the scan is on, in both where both have it.
    void step() {
        const bool delta = on_delta_;
        const bool page = !delta || (in_page() && !Relation::before(delta_, page_[place_]));
        if (page && ++place_ == page_.size()) {
            page_at_->next();
            read_page();
        }
        if (delta) {
            delta_at_->next();
            read_delta();
        }
    }
    void settle() {
        for (;;) {
            on_delta_ = has_delta_ && (!in_page() || !Relation::before(page_[place_], delta_));
            valid_ = on_delta_ || in_page();
            if (!on_delta_ || !removed_) {
                return;
            }
            step();
        }
    }

    Relation relation_;
    ShortKey prefix_;
    std::unique_ptr<KvCursor> delta_at_;
    std::unique_ptr<KvCursor> page_at_;  // null: no pages
    std::vector<Record> page_;
    std::size_t place_ = 0;
    Record delta_{};
    bool has_delta_ = false;
    bool removed_ = false;
    bool on_delta_ = false;
    bool valid_ = false;
};

/// One relationship's ends, one owner's value, by point reads.
[[nodiscard]] std::optional<Endpoints> find_ends(const KvReader& keys, RelationshipId id,
                                                 bool paged);
[[nodiscard]] Value find_value(const KvReader& keys, Owner owner, KeyId property, bool paged);

}  // namespace dingtu
