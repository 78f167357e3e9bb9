#include "base/error.h"
#include "base/text.h"
#include "storage/graph_store.h"
#include "storage/value_codec.h"

#include <algorithm>
#include <functional>
#include <map>
#include <unordered_map>

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
        check_adjacency();
        check_ends();
        check_columns();
        check_values();
        check_names();
        check_counts();
        count_family(Family::Default);
        count_family(Family::Attachment);
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

    void check_nodes();
    void check_adjacency();
    void check_ends();
    void check_columns();
    void check_values();
    void check_names();
    void check_counts();
    void check_property_counts();
    void check_owner(std::string_view key, Owner owner, KeyId property);
    void check_name_entry(std::string_view key, NodeId node, const Value& texts);

    const StoredView& view_;
    const KvReader& reader_;
    Limits& limits_;
    CheckReport& report_;
    std::vector<std::uint64_t> nodes_of_set_;
    std::vector<std::uint64_t> relationships_of_type_;
    std::map<std::pair<Scope, KeyId>, std::uint64_t> properties_;
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

struct Statement {
    TypeId type;
    std::uint8_t side = 0;
    NodeId subject;
    NodeId object;
    RelationshipId id;
};

Statement decode_statement(std::string_view key) {
    ByteReader in(key);
    Statement found;
    found.type = TypeId{in.u32()};
    found.side = in.u8();
    found.subject = NodeId{in.u40()};
    found.object = NodeId{in.u40()};
    found.id = relationship_id(found.type, in.u40());
    if (!in.done() || found.side > 1) {
        throw_damaged("an adjacency key of a wrong form");
    }
    return found;
}

void Checker::check_adjacency() {
    const auto& types = view_.state().counts->types;
    relationships_of_type_.resize(types.size());
    for_each(Family::AdjacencyDelta, [&](std::string_view key, std::string_view value) {
        const Statement found = decode_statement(key);
        const bool forward = found.side == 0;
        const Endpoints ends = forward ? Endpoints{found.subject, found.object}
                                       : Endpoints{found.object, found.subject};
        if (value != "\1") {
            fault(Family::AdjacencyDelta, key, "the value is not 01");
        }
        if (found.type.value >= types.size() ||
            serial_of(found.id) >= types[found.type.value].next) {
            fault(Family::AdjacencyDelta, key, "the type or the number was never given out");
            return;
        }
        if (!view_.contains(ends.start) || !view_.contains(ends.end)) {
            fault(Family::AdjacencyDelta, key, "an end is no node");
        }
        const auto other = forward ? adjacency_key(Side::Backward, ends.end, ends.start, found.id)
                                   : adjacency_key(Side::Forward, ends.start, ends.end, found.id);
        if (!present(Family::AdjacencyDelta, other)) {
            fault(Family::AdjacencyDelta, key, "the other direction is missing");
        }
        if (view_.endpoints(found.id) != ends) {
            fault(Family::AdjacencyDelta, key, "ends_delta has other ends or none");
        }
        relationships_of_type_[found.type.value] += forward ? 1 : 0;
    });
}

void Checker::check_ends() {
    for_each(Family::EndsDelta, [&](std::string_view key, std::string_view value) {
        ByteReader in(key);
        const TypeId type{in.u32()};
        const RelationshipId id = relationship_id(type, in.u40());
        const Endpoints ends = decode_ends(value);
        if (!in.done() || value != std::string_view(ends_value(ends))) {
            throw_damaged("an entry of a wrong size");
        }
        if (!present(Family::AdjacencyDelta,
                     adjacency_key(Side::Forward, ends.start, ends.end, id))) {
            fault(Family::EndsDelta, key, "adj_delta has no such relationship");
        }
    });
}

void Checker::check_owner(std::string_view key, Owner owner, KeyId property) {
    if (property.value >= view_.state().names->of(NameKind::Key).names.size()) {
        fault(Family::ColumnDelta, key, "the property has no name");
    }
    const bool exists =
        owner.scope == node_scope
            ? view_.contains(NodeId{owner.id})
            : view_.contains(relationship_id(TypeId{owner.scope.value - 1}, owner.id));
    if (!exists) {
        fault(Family::ColumnDelta, key, "a property of nothing");
    }
}

void Checker::check_columns() {
    for_each(Family::ColumnDelta, [&](std::string_view key, std::string_view bytes) {
        ByteReader in(key);
        const Scope scope{in.u32()};
        const KeyId property{in.u32()};
        const Owner owner{scope, in.u40()};
        if (!in.done()) {
            throw_damaged("a key of a wrong size");
        }
        const Value value = decode_value(bytes);
        check_owner(key, owner, property);
        ++properties_[{scope, property}];
        if (scope != node_scope) {
            return;
        }
        const NodeId node{owner.id};
        if (has_ordered_form(value) && !present(Family::Value, value_key(property, value, node))) {
            fault(Family::ColumnDelta, key, "the index by value does not have it");
        }
        if (property.value >= view_.state().names->of(NameKind::Key).names.size()) {
            return;
        }
        const std::string& name = view_.catalog().name(property);
        if (name != name_property && name != aliases_property) {
            return;
        }
        std::map<std::string, std::vector<std::string>> names;
        collect_names(value, names);
        for (const auto& [normal, texts] : names) {
            if (!present(Family::Name, name_key(normal, node))) {
                fault(Family::ColumnDelta, key, "the index of names does not have it");
            }
        }
    });
}

void Checker::check_values() {
    for_each(Family::Value, [&](std::string_view key, std::string_view value) {
        const KeyId property{ByteReader(key).u32()};
        const NodeId node = node_at_end(key);
        const Value stored = view_.property(node, property);
        if (!value.empty() || !has_ordered_form(stored) ||
            key != value_key(property, stored, node)) {
            fault(Family::Value, key, "the node does not have this value");
        }
    });
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
    check_property_counts();
}

void Checker::check_property_counts() {
    for (const Counts::OfProperty& counted : view_.state().counts->properties) {
        properties_.try_emplace({counted.scope, counted.key}, 0);
    }
    for (const auto& [column, found] : properties_) {
        const std::uint64_t counted = view_.state().counts->of(column.first, column.second);
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
