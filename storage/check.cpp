#include "base/error.h"
#include "storage/graph_store.h"
#include "storage/posting.h"
#include "storage/scan.h"
#include "storage/value_codec.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace dingtu {
namespace {

constexpr std::size_t most_faults = 1000;  // one broken block can bring millions

std::string hex(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) {
        text += fmt::format("{:02x}", static_cast<std::uint8_t>(byte));
    }
    return text;
}

/// Walks the families one after the other. What must agree between two families is compared by
/// reading the other one at the key that must be there; entries without a partner show in both
/// directions.
class Checker {
public:
    Checker(const StoredView& view, Limits& limits, CheckReport& report)
        : view_(view),
          reader_(*view.reader().shared_keys()),
          limits_(limits),
          report_(report) {}

    void run() {
        check_nodes();
        const Counts& counts = *view_.state().counts;
        for (std::uint32_t type = 0; type < counts.types.size(); ++type) {
            check_relationships(TypeId{type});
        }
        for (const Counts::OfProperty& property : counts.properties) {
            check_properties(property.scope, property.key);
        }
        for (const Family family : {Family::Adjacency, Family::AdjacencyDelta, Family::Ends,
                                    Family::EndsDelta, Family::Column, Family::ColumnDelta}) {
            check_orphans(family);
        }
        check_values();
        check_names();
        check_counts();
        count_family(Family::Default);
        count_family(Family::Attachment);
        check_keys();
    }

private:
    using Use = std::function<void(std::string_view key, std::string_view value)>;

    void fault(Family family, std::string_view key, std::string_view what) {
        if (report_.faults.size() < most_faults) {
            report_.faults.push_back(
                fmt::format("{}: key {}: {}", family_names[index_of(family)], hex(key), what));
        }
    }
    // Keys that cannot be decoded are faults themselves, not the end of the check.
    void for_each(Family family, const Use& use) {
        const auto at = reader_.cursor(family);
        for (at->seek({}); at->valid(); at->next()) {
            limits_.check();
            ++report_.keys;
            try {
                use(at->key(), at->value());
            } catch (const Error& error) {
                if (error.phase() != Phase::Store) {
                    throw;
                }
                fault(family, at->key(), error.what());
            }
        }
    }
    void count_family(Family family) {
        for_each(family, [](std::string_view, std::string_view) {});
    }
    [[nodiscard]] bool present(Family family, std::string_view key) const {
        std::string value;
        return reader_.get(family, key, value);
    }

    void fault(Family family, std::string_view what) { fault(family, {}, what); }

    template <class Relation, class Each>
    void scan(const Relation& relation, bool paged, Each use);
    void check_nodes();
    void check_relationships(TypeId type);
    void check_links(TypeId type, Side side, std::uint64_t& sum);
    void check_properties(Scope scope, KeyId key);
    void check_value(Owner owner, KeyId key, const Value& value);
    void check_orphans(Family family);
    void check_values();
    [[nodiscard]] bool has_value(std::string_view entry, NodeId node) const;
    void find_unindexed();
    void check_names();
    void check_keys();
    void check_counts();
    void check_name_entry(std::string_view key, NodeId node, const Value& texts);

    const StoredView& view_;
    const KvReader& reader_;
    Limits& limits_;
    CheckReport& report_;
    std::vector<std::uint64_t> nodes_of_set_;
    std::vector<std::uint64_t> relationships_of_type_;
    std::map<std::pair<Scope, KeyId>, std::uint64_t> properties_;
    std::uint64_t values_to_index_ = 0;
    std::uint64_t indexed_values_ = 0;
};

void Checker::check_nodes() {
    const NodeTable& table = *view_.state().nodes;
    nodes_of_set_.resize(view_.state().names->sets.size());
    for (std::uint64_t number = 0; number < table.extents.size(); ++number) {
        for (std::uint64_t place = 0; place < table.extents[number].used; ++place) {
            limits_.check();
            const SetId set = table.set_of(NodeId{number * extent_size + place});
            if (set != no_set) {
                ++nodes_of_set_[set.value];
            }
        }
    }
}

// Runs a scan to its end; what cannot be decoded is a fault.
template <class Relation, class Each>
void Checker::scan(const Relation& relation, bool paged, Each use) {
    try {
        Scan<Relation> at(reader_, relation, paged);
        std::optional<typename Relation::Record> before;
        for (at.seek({}); at.valid(); at.next()) {
            limits_.check();
            if (before && !Relation::before(*before, at.at())) {
                fault(Relation::pages, relation.key(at.at()), "the entries do not ascend");
            }
            before = at.at();
            use(at.at());
        }
    } catch (const Error& error) {
        if (error.phase() != Phase::Store) {
            throw;
        }
        fault(Relation::pages, relation.prefix(), error.what());
    }
}

// A sum over mixed bits is the same for the same set in any order.
std::uint64_t mixed(std::uint64_t start, std::uint64_t end, std::uint64_t serial) {
    std::uint64_t bits = (start << 32 | end) * 0x9E3779B97F4A7C15 + serial;
    bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9;
    bits = (bits ^ bits >> 27) * 0x94D049BB133111EB;
    return bits ^ bits >> 31;
}

void Checker::check_links(TypeId type, Side side, std::uint64_t& sum) {
    const std::uint64_t next = view_.state().counts->types[type.value].next;
    const LinkRelation relation{type, side};
    scan(relation, view_.state().counts->paged(type), [&](const Link& link) {
        const bool forward = side == Side::Forward;
        const Endpoints ends = forward ? Endpoints{NodeId{link.subject}, NodeId{link.other}}
                                       : Endpoints{NodeId{link.other}, NodeId{link.subject}};
        sum += mixed(ends.start.value, ends.end.value, link.serial);
        relationships_of_type_[type.value] += forward ? 1 : 0;
        if (link.serial >= next) {
            fault(Family::Adjacency, relation.key(link), "the number was never given out");
        }
        if (!view_.contains(ends.start) || !view_.contains(ends.end)) {
            fault(Family::Adjacency, relation.key(link), "an end is no node");
        }
        if (view_.endpoints(relationship_id(type, link.serial)) != ends) {
            fault(Family::Adjacency, relation.key(link), "`ends` has other ends or none");
        }
    });
}

void Checker::check_relationships(TypeId type) {
    relationships_of_type_.resize(view_.state().counts->types.size());
    std::uint64_t forward = 0;
    std::uint64_t backward = 0;
    std::uint64_t by_number = 0;
    check_links(type, Side::Forward, forward);
    check_links(type, Side::Backward, backward);
    const EndsRelation relation{type};
    scan(relation, view_.state().counts->paged(type),
         [&](const EndsEntry& entry) { by_number += mixed(entry.start, entry.end, entry.serial); });
    const std::string& name = view_.catalog().name(type);
    if (forward != backward) {
        fault(Family::Adjacency, fmt::format("the two directions of `{}` differ", name));
    }
    if (forward != by_number) {
        fault(Family::Ends, fmt::format("`ends` and `adj` of `{}` differ", name));
    }
}

void Checker::check_properties(Scope scope, KeyId key) {
    std::uint64_t& count = properties_[{scope, key}];
    const bool paged = view_.state().counts->of(scope, key).paged;
    scan(ColumnRelation{scope, key}, paged, [&](const ColumnRelation::Record& record) {
        ++count;
        check_value({scope, record.first}, key, record.second);
    });
}

void Checker::check_value(Owner owner, KeyId key, const Value& value) {
    const ShortKey at = column_key(owner, key);
    if (owner.scope != node_scope) {
        if (!view_.contains(relationship_id(TypeId{owner.scope.value - 1}, owner.id))) {
            fault(Family::Column, at, "a property of nothing");
        }
        return;
    }
    const NodeId node{owner.id};
    if (!view_.contains(node)) {
        fault(Family::Column, at, "a property of nothing");
    }
    values_to_index_ += has_ordered_form(value) ? 1U : 0U;
    const std::string& name = view_.catalog().name(key);
    if (name != name_property && name != aliases_property) {
        return;
    }
    std::map<std::string, std::vector<std::string>> names;
    collect_names(value, names);
    for (const auto& [normal, texts] : names) {
        if (!present(Family::Name, name_key(normal, node))) {
            fault(Family::Column, at, "the index of names does not have it");
        }
    }
}

// Keys of relations and columns that nothing counts, and so no scan came by.
void Checker::check_orphans(Family family) {
    const Counts& counts = *view_.state().counts;
    const bool column = family == Family::Column || family == Family::ColumnDelta;
    const bool page =
        family == Family::Adjacency || family == Family::Ends || family == Family::Column;
    for_each(family, [&](std::string_view key, std::string_view) {
        ByteReader in(key);
        const std::uint32_t first = in.u32();
        bool known = first < counts.types.size();
        bool paged = known && counts.types[first].paged;
        if (column) {
            const KeyId property{in.u32()};
            known = properties_.contains({Scope{first}, property});
            paged = counts.of(Scope{first}, property).paged;
        } else if (family == Family::Adjacency || family == Family::AdjacencyDelta) {
            known = known && in.u8() <= 1;
        }
        if (!known || (page && !paged)) {
            fault(family, key, "an entry of a relation that is not there");
        }
    });
}

void Checker::check_values() {
    for_each(Family::Value, [&](std::string_view key, std::string_view value) {
        const bool gone = value == value_removed;
        const bool right = gone || value.empty();
        if (!right || has_value(key, node_at_end(key)) == gone) {
            fault(Family::Value, key, "the node does not have this value");
        } else if (!gone) {
            ++indexed_values_;
        }
    });
    for_each(Family::Posting, [&](std::string_view key, std::string_view value) {
        std::string entry(key);
        for_each_in_posting(key, value, [&](NodeId node) {
            entry.resize(key.size() - 5);
            append_big_endian(entry, node.value, 5);
            if (present(Family::Value, entry)) {
                return;  // which says anew
            }
            if (!has_value(entry, node)) {
                fault(Family::Posting, entry, "the node does not have this value");
            }
            ++indexed_values_;
        });
    });
    // Every entry is that of a value, and no two of the same: equal numbers say that none is
    // missing.
    if (indexed_values_ != values_to_index_) {
        find_unindexed();
    }
}

bool Checker::has_value(std::string_view entry, NodeId node) const {
    const KeyId property{ByteReader(entry).u32()};
    const Value stored = view_.property(node, property);
    return has_ordered_form(stored) && entry == value_key(property, stored, node);
}

void Checker::find_unindexed() {
    for (const Counts::OfProperty& counted : view_.state().counts->properties) {
        if (counted.scope != node_scope) {
            continue;
        }
        const ColumnRelation column{node_scope, counted.key};
        scan(column, counted.paged, [&](const ColumnRelation::Record& record) {
            const NodeId node{record.first};
            if (has_ordered_form(record.second) &&
                !view_.reader().indexed(value_key(counted.key, record.second, node))) {
                fault(Family::Column, column.key(record), "the index by value does not have it");
            }
        });
    }
}

void Checker::check_name_entry(std::string_view key, NodeId node, const Value& texts) {
    std::map<std::string, std::vector<std::string>> names;
    for (const std::string_view property : {name_property, aliases_property}) {
        if (const auto id = view_.catalog().key(property)) {
            collect_names(view_.property(node, *id), names);
        }
    }
    const auto same = [&](const auto& entry) {
        return key == name_key(entry.first, node) &&
               equivalent(texts, List(entry.second.begin(), entry.second.end()));
    };
    if (std::none_of(names.begin(), names.end(), same)) {
        fault(Family::Name, key, "the node is not called so");
    }
}

void Checker::check_names() {
    for_each(Family::Name, [&](std::string_view key, std::string_view value) {
        check_name_entry(key, node_at_end(key), decode_value(value));
    });
}

// A key may outlive its node, but never lead to one that was not there yet.
void Checker::check_keys() {
    const auto& extents = view_.state().nodes->extents;
    for_each(Family::Key, [&](std::string_view key, std::string_view value) {
        const NodeId node = node_at_end(value);
        const std::uint64_t extent = node.value / extent_size;
        if (extent >= extents.size() || node.value % extent_size >= extents[extent].used) {
            fault(Family::Key, key, "an import key of a node that never was");
        }
    });
}

void Checker::check_counts() {
    const Counts& counts = *view_.state().counts;
    for (std::uint32_t set = 0; set < nodes_of_set_.size(); ++set) {
        if (counts.sets[set] != nodes_of_set_[set]) {
            fault(Family::Default, numbered_key("count/set/", set),
                  fmt::format("counts {} nodes where there are {}", counts.sets[set],
                              nodes_of_set_[set]));
        }
    }
    for (std::uint32_t type = 0; type < relationships_of_type_.size(); ++type) {
        if (counts.types[type].count != relationships_of_type_[type]) {
            fault(Family::Default, numbered_key("count/type/", type),
                  fmt::format("counts {} relationships where there are {}",
                              counts.types[type].count, relationships_of_type_[type]));
        }
    }
    for (const auto& [column, found] : properties_) {
        const std::uint64_t counted = counts.of(column.first, column.second).count;
        if (counted != found) {
            std::string key = numbered_key("count/property/", column.first.value);
            append_u32(key, column.second.value);
            fault(Family::Default, key,
                  fmt::format("counts {} values where there are {}", counted, found));
        }
    }
}

}  // namespace

CheckReport check(const Store& store, Limits& limits) {
    const auto& graph = dynamic_cast<const GraphStore&>(store);  // the one implementation of Store
    CheckReport report;
    report.faults = graph.keys().damages(limits);
    if (!report.faults.empty()) {
        return report;  // the families cannot be read then
    }
    const auto view = graph.view();
    Checker(*view, limits, report).run();
    return report;
}

}  // namespace dingtu
