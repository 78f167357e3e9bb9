#include "base/error.h"
#include "storage/bytes.h"
#include "storage/state.h"

#include <algorithm>
#include <random>

#include <fmt/format.h>

// How a state lies in the family `default`: one entry per name, label set, extent, exception and
// count, so that a commit writes what it changed and no more.

namespace dingtu {
namespace {

constexpr std::string_view format_key = "format";
constexpr std::string_view magic = "DTKG";
constexpr std::uint32_t major_version = 1;
constexpr std::uint32_t minor_version = 0;

constexpr std::array<std::string_view, 3> name_paths = {"name/label/", "name/type/", "name/key/"};
constexpr std::array<std::string_view, 3> synonym_paths = {"synonym/label/", "synonym/type/",
                                                           "synonym/key/"};
constexpr std::string_view set_path = "set/";
constexpr std::string_view extent_path = "extent/";
constexpr std::string_view exception_path = "label/";
constexpr std::string_view set_count_path = "count/set/";
constexpr std::string_view type_count_path = "count/type/";
constexpr std::string_view property_count_path = "count/property/";

// Calls `use(rest of the key, value)` for every entry below `path`.
template <class Use>
void for_each_below(const KvReader& reader, std::string_view path, Use use) {
    const auto at = reader.cursor(Family::Default);
    for (at->seek(path); at->valid() && at->key().starts_with(path); at->next()) {
        use(at->key().substr(path.size()), at->value());
    }
}

void load_names(const KvReader& reader, Names& names) {
    for (std::size_t kind = 0; kind < name_paths.size(); ++kind) {
        NameTable& table = names.tables[kind];
        for_each_below(reader, name_paths[kind], [&](std::string_view key, std::string_view name) {
            if (ByteReader(key).u32() != table.names.size()) {
                throw_damaged("the names are not numbered without gaps");
            }
            table.add(name);
        });
        for_each_below(reader, synonym_paths[kind],
                       [&](std::string_view synonym, std::string_view name) {
                           table.synonyms.emplace(synonym, name);
                       });
    }
}

void load_sets(const KvReader& reader, Names& names) {
    const std::size_t labels = names.of(NameKind::Label).names.size();
    for_each_below(reader, set_path, [&](std::string_view key, std::string_view value) {
        std::vector<LabelId> set;
        for (ByteReader in(value); !in.done();) {
            set.push_back(LabelId{in.u32()});
            if (set.back().value >= labels) {
                throw_damaged("a label set with a label that has no name");
            }
        }
        if (ByteReader(key).u32() != names.sets.size()) {
            throw_damaged("the label sets are not numbered without gaps");
        }
        names.set_numbers.emplace(set, SetId{static_cast<std::uint32_t>(names.sets.size())});
        names.sets.push_back(std::move(set));
    });
}

void load_nodes(const KvReader& reader, std::size_t sets, NodeTable& nodes) {
    for_each_below(reader, extent_path, [&](std::string_view key, std::string_view value) {
        ByteReader in(value);
        const SetId set{in.u32()};
        const NodeTable::Extent extent{set, in.u32()};
        if (ByteReader(key).u32() != nodes.extents.size() || set.value >= sets ||
            extent.used > extent_size) {
            throw_damaged("an extent of nodes with a wrong number, label set or size");
        }
        nodes.add_extent(extent);
    });
    for_each_below(reader, exception_path, [&](std::string_view key, std::string_view value) {
        const NodeId id{ByteReader(key).u40()};
        const SetId set{ByteReader(value).u32()};
        const std::uint64_t extent = id.value / extent_size;
        if (extent >= nodes.extents.size() ||
            id.value % extent_size >= nodes.extents[extent].used ||
            (set.value >= sets && set != no_set)) {
            throw_damaged("labels of a node that was never created, or unknown labels");
        }
        nodes.set(id, set);
    });
}

void load_counts(const KvReader& reader, const Names& names, Counts& counts) {
    counts.sets.resize(names.sets.size());
    counts.types.resize(names.of(NameKind::Type).names.size());
    for_each_below(reader, set_count_path, [&](std::string_view key, std::string_view value) {
        const std::uint32_t set = ByteReader(key).u32();
        if (set >= counts.sets.size()) {
            throw_damaged("a count of a label set that does not exist");
        }
        counts.sets[set] = ByteReader(value).u64();
    });
    for_each_below(reader, type_count_path, [&](std::string_view key, std::string_view value) {
        const std::uint32_t type = ByteReader(key).u32();
        if (type >= counts.types.size()) {
            throw_damaged("a count of a relationship type that does not exist");
        }
        ByteReader in(value);
        Counts::OfType& counted = counts.types[type];
        counted.next = in.u64();
        counted.count = in.u64();
        counted.paged = in.u8() != 0;
    });
    for_each_below(reader, property_count_path, [&](std::string_view key, std::string_view value) {
        ByteReader in(key);
        const Scope scope{in.u32()};
        const KeyId property{in.u32()};
        if (scope.value > counts.types.size() ||
            property.value >= names.of(NameKind::Key).names.size()) {
            throw_damaged("a count of a property that does not exist");
        }
        ByteReader number(value);
        Counts::OfProperty& counted = counts.of(scope, property);
        counted.count = number.u64();
        counted.paged = number.u8() != 0;
    });
}

void put_number(KvBatch& batch, std::string_view key, std::uint64_t number) {
    std::string value;
    append_u64(value, number);
    batch.put(Family::Default, key, value);
}

}  // namespace

State load_state(const KvReader& reader) {
    State state;
    Names& names = state.names.write();
    load_names(reader, names);
    load_sets(reader, names);
    load_nodes(reader, names.sets.size(), state.nodes.write());
    load_counts(reader, names, state.counts.write());
    return state;
}

void put_format(KvBatch& batch) {
    std::random_device random;
    std::string value(magic);
    append_u32(value, major_version);
    append_u32(value, minor_version);
    append_u32(value, random());
    append_u32(value, random());
    batch.put(Family::Default, format_key, value);
}

Error unfinished_store(const std::string& folder) {
    return Error(Phase::Store, fmt::format("the making of the store `{}` was interrupted", folder))
        .hint("repeat what made it: `dingtu load` and `dingtu import` finish it");
}

bool check_format(const KvReader& reader, const std::string& folder) {
    std::string value;
    if (!reader.get(Family::Default, format_key, value)) {
        return false;
    }
    ByteReader in(value);
    if (in.take(magic.size()) != magic) {
        throw Error(Phase::Store, fmt::format("`{}` is not a Dingtu store", folder));
    }
    if (const std::uint32_t version = in.u32(); version > major_version) {
        throw Error(Phase::Store,
                    fmt::format("`{}` was made by a newer version of Dingtu (format {}, this one "
                                "knows up to {})",
                                folder, version, major_version))
            .hint("use that version, or export there and import here");
    }
    return true;
}

void put_name(KvBatch& batch, NameKind kind, std::uint32_t number, std::string_view name) {
    const std::string_view path = name_paths[static_cast<std::size_t>(kind)];
    batch.put(Family::Default, numbered_key(path, number), name);
}

void put_synonym(KvBatch& batch, NameKind kind, std::string_view synonym, std::string_view name) {
    std::string key(synonym_paths[static_cast<std::size_t>(kind)]);
    key += synonym;
    batch.put(Family::Default, key, name);
}

void put_set(KvBatch& batch, SetId set, const std::vector<LabelId>& labels) {
    std::string value;
    for (const LabelId label : labels) {
        append_u32(value, label.value);
    }
    batch.put(Family::Default, numbered_key(set_path, set.value), value);
}

void put_exception(KvBatch& batch, NodeId node, SetId set) {
    std::string key(exception_path);
    append_big_endian(key, node.value, 5);
    batch.put(Family::Default, key, ShortKey().u32(set.value));
}

void put_extent(KvBatch& batch, std::uint32_t number, const NodeTable::Extent& extent) {
    batch.put(Family::Default, numbered_key(extent_path, number),
              ShortKey().u32(extent.set.value).u32(extent.used));
}

void put_in_order(KvBatch& records, KvLoad& load) {
    std::ranges::sort(records.changes, {}, &KvBatch::Change::key);
    for (const KvBatch::Change& record : records.changes) {
        load.put(record.family, record.key, record.value);
    }
}

void put_counts(KvBatch& batch, const Counts& before, const Counts& after) {
    for (std::uint32_t set = 0; set < after.sets.size(); ++set) {
        if (set >= before.sets.size() || before.sets[set] != after.sets[set]) {
            put_number(batch, numbered_key(set_count_path, set), after.sets[set]);
        }
    }
    for (std::uint32_t type = 0; type < after.types.size(); ++type) {
        if (type < before.types.size() && before.types[type] == after.types[type]) {
            continue;
        }
        std::string value;
        append_u64(value, after.types[type].next);
        append_u64(value, after.types[type].count);
        append_u8(value, after.types[type].paged ? 1 : 0);
        batch.put(Family::Default, numbered_key(type_count_path, type), value);
    }
    for (const Counts::OfProperty& property : after.properties) {
        if (before.of(property.scope, property.key) == property) {
            continue;
        }
        std::string key = numbered_key(property_count_path, property.scope.value);
        append_u32(key, property.key.value);
        std::string value;
        append_u64(value, property.count);
        append_u8(value, property.paged ? 1 : 0);
        batch.put(Family::Default, key, value);
    }
}

}  // namespace dingtu
