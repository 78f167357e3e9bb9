#include "storage/state.h"

#include "base/error.h"

#include <algorithm>
#include <numeric>

namespace dingtu {

std::optional<std::uint32_t> NameTable::find(std::string_view name) const {
    auto found = numbers.find(std::string(name));
    if (found == numbers.end()) {
        const auto synonym = synonyms.find(name);
        if (synonym == synonyms.end()) {
            return std::nullopt;
        }
        found = numbers.find(synonym->second);
    }
    return found == numbers.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> NameTable::stored_name(std::string_view name) const {
    if (const auto found = numbers.find(std::string(name)); found != numbers.end()) {
        return found->first;
    }
    const auto synonym = synonyms.find(name);
    return synonym == synonyms.end() ? std::nullopt : std::optional(synonym->second);
}

std::uint32_t NameTable::add(std::string_view name) {
    const auto number = static_cast<std::uint32_t>(names.size());
    names.emplace_back(name);
    numbers.emplace(std::string(name), number);
    return number;
}

void NodeTable::set(NodeId id, SetId set) {
    const std::uint64_t number = id.value / extent_size;
    std::shared_ptr<Exceptions>& own = exceptions[number];
    if (own == nullptr) {
        own = std::make_shared<Exceptions>();
        own->fill(extents[number].set);
    } else if (own.use_count() != 1) {
        own = std::make_shared<Exceptions>(*own);
    }
    (*own)[id.value % extent_size] = set;
}

NodeId NodeTable::add(SetId set) {
    if (set.value >= open.size()) {
        open.resize(set.value + 1, none);
    }
    if (open[set.value] == none || extents[open[set.value]].used == extent_size) {
        add_extent({set, 0});
    }
    const std::uint32_t number = open[set.value];
    return NodeId{std::uint64_t{number} * extent_size + extents[number].used++};
}

void NodeTable::add_extent(Extent extent) {
    if (extent.set.value >= open.size()) {
        open.resize(extent.set.value + 1, none);
    }
    open[extent.set.value] = static_cast<std::uint32_t>(extents.size());
    extents.push_back(extent);
    exceptions.emplace_back();
}

namespace {
template <class Properties>
auto place_of(Properties& properties, Scope scope, KeyId key) {
    return std::lower_bound(properties.begin(), properties.end(), std::pair(scope, key),
                            [](const Counts::OfProperty& a, const std::pair<Scope, KeyId>& b) {
                                return std::pair(a.scope, a.key) < b;
                            });
}
}  // namespace

Counts::OfProperty& Counts::of(Scope scope, KeyId key) {
    auto at = place_of(properties, scope, key);
    if (at == properties.end() || at->scope != scope || at->key != key) {
        at = properties.insert(at, {scope, key, 0, false});
    }
    return *at;
}

Counts::OfProperty Counts::of(Scope scope, KeyId key) const {
    const auto at = place_of(properties, scope, key);
    const bool found = at != properties.end() && at->scope == scope && at->key == key;
    return found ? *at : OfProperty{scope, key, 0, false};
}

namespace {

template <class Id>
std::optional<Id> to_id(std::optional<std::uint32_t> number) {
    return number ? std::optional(Id{*number}) : std::nullopt;
}

template <class Id>
std::vector<Id> all_ids(const NameTable& table) {
    std::vector<Id> ids;
    for (std::uint32_t number = 0; number < table.names.size(); ++number) {
        ids.push_back(Id{number});
    }
    return ids;
}

const std::string& name_at(const NameTable& table, std::uint32_t number) {
    invariant(number < table.names.size(), "a name is asked for by an id of this catalog");
    return table.names[number];
}

}  // namespace

std::optional<LabelId> StateCatalog::label(std::string_view name) const {
    return to_id<LabelId>(state_.names->of(NameKind::Label).find(name));
}
std::optional<TypeId> StateCatalog::type(std::string_view name) const {
    return to_id<TypeId>(state_.names->of(NameKind::Type).find(name));
}
std::optional<KeyId> StateCatalog::key(std::string_view name) const {
    return to_id<KeyId>(state_.names->of(NameKind::Key).find(name));
}
const std::string& StateCatalog::name(LabelId id) const {
    return name_at(state_.names->of(NameKind::Label), id.value);
}
const std::string& StateCatalog::name(TypeId id) const {
    return name_at(state_.names->of(NameKind::Type), id.value);
}
const std::string& StateCatalog::name(KeyId id) const {
    return name_at(state_.names->of(NameKind::Key), id.value);
}
std::optional<std::string> StateCatalog::stored_name(NameKind kind, std::string_view name) const {
    return state_.names->of(kind).stored_name(name);
}
std::vector<std::pair<std::string, std::string>> StateCatalog::synonyms(NameKind kind) const {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& [synonym, name] : state_.names->of(kind).synonyms) {
        pairs.emplace_back(name, synonym);
    }
    std::ranges::sort(pairs);
    return pairs;
}
std::vector<LabelId> StateCatalog::labels() const {
    return all_ids<LabelId>(state_.names->of(NameKind::Label));
}
std::vector<TypeId> StateCatalog::types() const {
    return all_ids<TypeId>(state_.names->of(NameKind::Type));
}
std::vector<KeyId> StateCatalog::keys() const {
    return all_ids<KeyId>(state_.names->of(NameKind::Key));
}

std::uint64_t StateCatalog::node_count() const {
    const auto& sets = state_.counts->sets;
    return std::accumulate(sets.begin(), sets.end(), std::uint64_t{0});
}
std::uint64_t StateCatalog::relationship_count() const {
    std::uint64_t total = 0;
    for (const Counts::OfType& type : state_.counts->types) {
        total += type.count;
    }
    return total;
}
std::uint64_t StateCatalog::count(LabelId id) const {
    std::uint64_t total = 0;
    const auto& sets = state_.names->sets;
    for (std::size_t set = 0; set < state_.counts->sets.size(); ++set) {
        const bool has = std::ranges::find(sets[set], id) != sets[set].end();
        total += has ? state_.counts->sets[set] : 0;
    }
    return total;
}
std::uint64_t StateCatalog::count(TypeId id) const {
    const auto& types = state_.counts->types;
    return id.value < types.size() ? types[id.value].count : 0;
}
std::uint64_t StateCatalog::count(KeyId id) const {
    std::uint64_t total = 0;
    for (const Counts::OfProperty& property : state_.counts->properties) {
        total += property.key == id ? property.count : 0;
    }
    return total;
}

}  // namespace dingtu
