#include "base/error.h"
#include "storage/state.h"

#include <algorithm>

namespace dingtu {

namespace {
// The image holds ids in 32 bits, the highest of which stands for none.
constexpr std::uint64_t highest_number = 0xFFFFFFFF;
}  // namespace

std::uint32_t find_or_add(State& state, NameKind kind, std::string_view name, KvBatch& records) {
    if (const auto known = state.names->of(kind).find(name)) {
        return *known;
    }
    NameTable& table = state.names.write().of(kind);
    const std::string stored = table.stored_name(name).value_or(std::string(name));
    const std::uint32_t number = table.add(stored);
    put_name(records, kind, number, stored);
    return number;
}

SetId find_or_add_set(State& state, std::span<const LabelId> labels, KvBatch& records) {
    std::vector<LabelId> distinct;
    for (const LabelId label : labels) {
        if (std::ranges::find(distinct, label) == distinct.end()) {
            distinct.push_back(label);
        }
    }
    const auto known = state.names->set_numbers.find(distinct);
    if (known != state.names->set_numbers.end()) {
        return known->second;
    }
    Names& names = state.names.write();
    const SetId set{static_cast<std::uint32_t>(names.sets.size())};
    names.sets.push_back(distinct);
    names.set_numbers.emplace(distinct, set);
    state.counts.write().sets.push_back(0);
    put_set(records, set, distinct);
    return set;
}

void check_room(const NodeTable& nodes) {
    if (nodes.extents.size() >= highest_number / extent_size) {
        throw Error(Phase::Store, "the store is full: it has given out four billion node ids");
    }
}

RelationshipId next_relationship(Counts& counts, TypeId type) {
    if (type.value >= counts.types.size()) {
        counts.types.resize(type.value + 1);
    }
    Counts::OfType& of_type = counts.types[type.value];
    if (of_type.next >= highest_number) {
        throw Error(Phase::Store,
                    "the store is full: a relationship type has four billion numbers");
    }
    ++of_type.count;
    return relationship_id(type, of_type.next++);
}

}  // namespace dingtu
