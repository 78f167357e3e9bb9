#include "storage/scan.h"

#include "storage/bytes.h"
#include "storage/column_page.h"
#include "storage/value_codec.h"

#include <algorithm>

namespace dingtu {
namespace {

std::uint32_t narrow(std::uint64_t id) {
    if (id >= 0xFFFFFFFF) {
        throw_damaged("an id beyond 32 bits");
    }
    return static_cast<std::uint32_t>(id);
}

void check_end(const ByteReader& key) {
    if (!key.done()) {
        throw_damaged("a key of a wrong size");
    }
}

}  // namespace

void LinkRelation::decode_page(ByteReader& key, std::string_view page,
                               std::vector<Record>& records) {
    decode_links(key.u40(), page, records);
}

Link LinkRelation::decode_delta(ByteReader& key, std::string_view value) {
    if (value != link_added && value != link_removed) {
        throw_damaged("an adjacency entry that neither adds nor removes");
    }
    Link link;
    link.subject = narrow(key.u40());
    link.other = narrow(key.u40());
    link.serial = narrow(key.u40());
    check_end(key);
    return link;
}

void EndsRelation::decode_page(ByteReader& key, std::string_view page,
                               std::vector<Record>& records) {
    decode_ends_page(key.u40(), page, records);
}

EndsEntry EndsRelation::decode_delta(ByteReader& key, std::string_view value) {
    EndsEntry entry;
    entry.serial = narrow(key.u40());
    check_end(key);
    if (!value.empty()) {
        const Endpoints ends = decode_ends(value);
        entry.start = narrow(ends.start.value);
        entry.end = narrow(ends.end.value);
    }
    return entry;
}

void ColumnRelation::decode_page(ByteReader& key, std::string_view page,
                                 std::vector<Record>& records) {
    decode_column(key.u40(), page, records);
}

ColumnRelation::Record ColumnRelation::decode_delta(ByteReader& key, std::string_view value) {
    const std::uint64_t id = key.u40();
    check_end(key);
    return {id, value.empty() ? Value() : decode_value(value)};
}

std::string LinkRelation::encode_page(std::span<const Record> records) {
    return encode_links(records);
}

std::string EndsRelation::encode_page(std::span<const Record> records) {
    return encode_ends(records);
}

std::string ColumnRelation::encode_page(std::span<const Record> records) {
    ColumnBuffer values;
    for (const auto& [id, value] : records) {
        values.add(id, value);
    }
    return values.take_page();
}

std::optional<Endpoints> find_ends(const KvReader& keys, RelationshipId id, bool paged) {
    std::string value;
    const ShortKey key = ends_key(id);
    if (keys.get(Family::EndsDelta, key, value)) {
        return value.empty() ? std::nullopt : std::optional(decode_ends(value));
    }
    if (!paged) {
        return std::nullopt;
    }
    const ShortKey prefix = ShortKey().u32(type_of(id).value);
    const auto at = keys.cursor(Family::Ends);
    at->seek_back(key);
    if (!at->valid() || !at->key().starts_with(prefix)) {
        return std::nullopt;
    }
    std::vector<EndsEntry> entries;
    decode_ends_page(ByteReader(at->key().substr(4)).u40(), at->value(), entries);
    const auto found = std::lower_bound(
        entries.begin(), entries.end(), serial_of(id),
        [](const EndsEntry& entry, std::uint64_t serial) { return entry.serial < serial; });
    return found != entries.end() && found->serial == serial_of(id)
               ? std::optional(Endpoints{NodeId{found->start}, NodeId{found->end}})
               : std::nullopt;
}

Value find_value(const KvReader& keys, Owner owner, KeyId property, bool paged) {
    std::string value;
    const ShortKey key = column_key(owner, property);
    if (keys.get(Family::ColumnDelta, key, value)) {
        return value.empty() ? Value() : decode_value(value);
    }
    if (!paged) {
        return {};
    }
    const auto at = keys.cursor(Family::Column);
    at->seek_back(key);
    if (!at->valid() || !at->key().starts_with(column_prefix(owner.scope, property))) {
        return {};
    }
    return find_in_column(ByteReader(at->key().substr(8)).u40(), at->value(), owner.id)
        .value_or(Value());
}

}  // namespace dingtu
