#include "shell/overview.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

Value integer(std::uint64_t number) {
    return Value(static_cast<std::int64_t>(number));
}

/// One kind of names, most frequent first; names that no longer occur are left out.
template <class Id>
void add_names(Table& table, const Catalog& catalog, NameKind kind, const char* what,
               const std::vector<Id>& ids) {
    struct Entry {
        std::uint64_t count;
        std::string name;
    };
    std::vector<Entry> entries;
    for (Id id : ids) {
        if (catalog.count(id) > 0) {
            entries.push_back({catalog.count(id), catalog.name(id)});
        }
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return a.count != b.count ? a.count > b.count : a.name < b.name;
    });
    auto synonyms = catalog.synonyms(kind);
    for (const Entry& entry : entries) {
        std::string others;
        for (const auto& [name, synonym] : synonyms) {
            if (name == entry.name) {
                others += (others.empty() ? "" : ", ") + synonym;
            }
        }
        table.rows.push_back(
            {what, entry.name, others.empty() ? Value() : Value(others), integer(entry.count)});
    }
}

}  // namespace

Table schema_table(const Snapshot& snapshot) {
    Table table{{"kind", "name", "also", "count"}, {}};
    const Catalog& catalog = snapshot.catalog();
    add_names(table, catalog, NameKind::Label, "label", catalog.labels());
    add_names(table, catalog, NameKind::Type, "relationship type", catalog.types());
    add_names(table, catalog, NameKind::Key, "property key", catalog.keys());
    return table;
}

Table stats_table(const Store& store) {
    auto snapshot = store.snapshot();
    const Catalog& catalog = snapshot->catalog();
    Table table{{"what", "number", "bytes"}, {}};
    table.rows.push_back({"nodes", integer(catalog.node_count()), Value()});
    table.rows.push_back({"relationships", integer(catalog.relationship_count()), Value()});
    std::uint64_t keys = 0;
    std::uint64_t bytes = 0;
    for (const FamilySize& family : store.sizes()) {
        table.rows.push_back(
            {"keys of " + family.name, integer(family.keys), integer(family.bytes)});
        keys += family.keys;
        bytes += family.bytes;
    }
    table.rows.push_back({"all keys", integer(keys), integer(bytes)});
    return table;
}

}  // namespace dingtu
