#include "storage/fold.h"

#include "storage/page_writer.h"
#include "storage/posting.h"

namespace dingtu {
namespace {

constexpr std::uint64_t worth_a_page = 256;  // entries; fewer are as well off as small keys

template <class Relation>
bool has_deltas(const KvReader& keys, const Relation& relation) {
    const ShortKey prefix = relation.prefix();
    const auto at = keys.cursor(Relation::deltas);
    at->seek(prefix);
    return at->valid() && at->key().starts_with(prefix);
}

template <class Use>
void for_each_key(const KvReader& keys, Family family, std::string_view prefix, Use use) {
    const auto at = keys.cursor(family);
    for (at->seek(prefix); at->valid() && at->key().starts_with(prefix); at->next()) {
        use(at->key());
    }
}

template <class Relation>
void fold_relation(const KvReader& keys, const Relation& relation, bool paged, KvLoad& load) {
    const ShortKey prefix = relation.prefix();
    PageWriter<Relation> writer(load, relation);
    for_each_key(keys, Relation::pages, prefix,
                 [&](std::string_view key) { writer.old_page(key); });
    Scan<Relation> at(keys, relation, paged);
    for (at.seek({}); at.valid(); at.next()) {
        writer.add(at.at());
    }
    writer.finish();
    for_each_key(keys, Relation::deltas, prefix,
                 [&](std::string_view key) { load.erase(Relation::deltas, key); });
}

// The entries of the small keys into the postings of their property.
void fold_index(const KvReader& keys, KeyId property, KvLoad& load) {
    const ShortKey prefix = ShortKey().u32(property.value);
    const auto small = keys.cursor(Family::Value);
    small->seek(prefix);
    PostingWriter writer(load, property);
    const auto small_valid = [&] { return small->valid() && small->key().starts_with(prefix); };
    // Small keys up to `entry`, all of them if it is empty; whether one says anew what `entry` is.
    const auto add_small = [&](std::string_view entry) {
        bool same = false;
        while (!same && small_valid() && (entry.empty() || small->key() <= entry)) {
            same = small->key() == entry;
            if (small->value().empty()) {
                writer.add(small->key().substr(4));
            }
            small->next();
        }
        return same;
    };
    const auto at = keys.cursor(Family::Posting);
    std::string entry;
    for (at->seek(prefix); at->valid() && at->key().starts_with(prefix); at->next()) {
        writer.old_posting(at->key());
        for_each_in_posting(at->key(), at->value(), [&](NodeId node) {
            entry.assign(at->key().substr(0, at->key().size() - 5));
            append_big_endian(entry, node.value, 5);
            if (!add_small(entry)) {
                writer.add(std::string_view(entry).substr(4));
            }
        });
    }
    static_cast<void>(add_small({}));
    writer.finish();
    for_each_key(keys, Family::Value, prefix,
                 [&](std::string_view key) { load.erase(Family::Value, key); });
}

}  // namespace

void fold(const KvReader& keys, State& state, KvLoad& load) {
    const Counts before = *state.counts;
    Counts& counts = state.counts.write();
    for (std::uint32_t number = 0; number < counts.types.size(); ++number) {
        const TypeId type{number};
        Counts::OfType& of_type = counts.types[number];
        if ((of_type.count < worth_a_page && !of_type.paged) ||
            !has_deltas(keys, EndsRelation{type})) {
            continue;
        }
        fold_relation(keys, LinkRelation{type, Side::Forward}, of_type.paged, load);
        fold_relation(keys, LinkRelation{type, Side::Backward}, of_type.paged, load);
        fold_relation(keys, EndsRelation{type}, of_type.paged, load);
        of_type.paged = true;
    }
    for (Counts::OfProperty& column : counts.properties) {
        const ColumnRelation relation{column.scope, column.key};
        if ((column.count >= worth_a_page || column.paged) && has_deltas(keys, relation)) {
            fold_relation(keys, relation, column.paged, load);
            if (column.scope == node_scope) {
                fold_index(keys, column.key, load);
            }
            column.paged = true;
        }
    }
    KvBatch records;
    put_counts(records, before, counts);
    put_in_order(records, load);
}

}  // namespace dingtu
