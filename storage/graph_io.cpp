#include "storage/graph_io.h"

#include "base/error.h"
#include "base/json.h"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>

namespace dingtu {
namespace {

struct KeyedNode {
    std::string key;  // sorts as the content does
    NodeId id;
};

struct KeyedRelationship {
    std::string_view type;
    std::size_t start = 0;  // places in the order of the nodes
    std::size_t end = 0;
    RelationshipId id;
};

constexpr std::size_t entry_overhead = 64;  // of a map or vector entry, roughly

// Labels, name, properties; the parts end with a byte that none of them contains.
std::string content_key(const Node& node) {
    std::string key;
    for (const std::string& label : node.labels) {
        key += label;
        key += '\1';
    }
    key += '\0';
    if (const auto name = node.properties.find("name"); name != node.properties.end()) {
        write_json(key, name->second);
    }
    key += '\0';
    write_json(key, node.properties);
    return key;
}

std::vector<NodeId> nodes_of(const Snapshot& snapshot, const Selection& selection, Limits& limits) {
    std::vector<NodeId> ids;
    if (selection.everything) {
        const auto cursor = snapshot.nodes();
        while (const auto id = cursor->next()) {
            ids.push_back(*id);
            limits.check();
        }
        return ids;
    }
    for (const NodeId id : selection.nodes) {
        if (snapshot.contains(id)) {
            ids.push_back(id);
        }
    }
    for (const RelationshipId id : selection.relationships) {
        if (const auto ends = snapshot.endpoints(id)) {
            ids.push_back(ends->start);
            ids.push_back(ends->end);
        }
    }
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

std::vector<KeyedNode> in_order(const Snapshot& snapshot, const std::vector<NodeId>& ids,
                                Limits& limits) {
    std::vector<KeyedNode> nodes;
    nodes.reserve(ids.size());
    for (const NodeId id : ids) {
        limits.check();
        nodes.push_back({content_key(snapshot.node(id)), id});
        limits.charge(nodes.back().key.size() + entry_overhead);
    }
    std::ranges::sort(nodes, [](const KeyedNode& a, const KeyedNode& b) {
        return std::tie(a.key, a.id) < std::tie(b.key, b.id);
    });
    return nodes;
}

using Places = std::unordered_map<std::uint64_t, std::size_t>;

void add_relationship(const Snapshot& snapshot, const Places& places, RelationshipId id,
                      const Endpoints& ends, std::vector<KeyedRelationship>& found) {
    found.push_back({snapshot.catalog().name(type_of(id)), places.at(ends.start.value),
                     places.at(ends.end.value), id});
}

std::vector<KeyedRelationship> relationships_of(const Snapshot& snapshot,
                                                const Selection& selection, const Places& places,
                                                Limits& limits) {
    std::vector<KeyedRelationship> found;
    if (selection.everything) {
        for (const TypeId type : snapshot.catalog().types()) {
            const auto cursor = snapshot.relationships(type);
            while (const auto triple = cursor->next()) {
                limits.check();
                limits.charge(sizeof(KeyedRelationship));
                add_relationship(snapshot, places, triple->relationship,
                                 {triple->start, triple->end}, found);
            }
        }
        return found;
    }
    const std::set<RelationshipId> distinct(selection.relationships.begin(),
                                            selection.relationships.end());
    for (const RelationshipId id : distinct) {
        if (const auto ends = snapshot.endpoints(id)) {
            add_relationship(snapshot, places, id, *ends, found);
        }
    }
    return found;
}

// Parallel relationships of one type are told apart by their properties; they are few.
void put_in_order(const Snapshot& snapshot, std::vector<KeyedRelationship>& relationships) {
    const auto content = [&](RelationshipId id) {
        return to_json(snapshot.relationship(id).properties);
    };
    std::ranges::sort(relationships, [&](const KeyedRelationship& a, const KeyedRelationship& b) {
        const auto left = std::tie(a.type, a.start, a.end);
        const auto right = std::tie(b.type, b.start, b.end);
        if (left != right) {
            return left < right;
        }
        if (a.id == b.id) {
            return false;
        }
        const std::string mine = content(a.id);
        const std::string other = content(b.id);
        return std::tie(mine, a.id) < std::tie(other, b.id);
    });
}

}  // namespace

void walk(const Snapshot& snapshot, const Selection& selection, GraphSink& sink, Limits& limits) {
    const std::size_t held = limits.used_bytes();
    const auto nodes = in_order(snapshot, nodes_of(snapshot, selection, limits), limits);
    Places places;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        places.emplace(nodes[i].id.value, i);
    }
    auto relationships = relationships_of(snapshot, selection, places, limits);
    put_in_order(snapshot, relationships);

    for (const KeyedNode& node : nodes) {
        limits.check();
        sink.node(snapshot.node(node.id));
    }
    for (const KeyedRelationship& relationship : relationships) {
        limits.check();
        sink.relationship(snapshot.relationship(relationship.id));
    }
    sink.finish();
    limits.release(limits.used_bytes() - held);
}

Selection around(const Snapshot& snapshot, const std::vector<NodeId>& start, std::size_t hops,
                 Limits& limits) {
    std::set<NodeId> reached;
    for (const NodeId id : start) {
        if (snapshot.contains(id)) {
            reached.insert(id);
        }
    }
    const auto types = snapshot.catalog().types();
    std::vector<NodeId> border(reached.begin(), reached.end());
    std::vector<Neighbour> neighbours;
    for (std::size_t hop = 0; hop < hops && !border.empty(); ++hop) {
        std::vector<NodeId> next;
        for (const NodeId id : border) {
            neighbours.clear();
            for (const TypeId type : types) {
                limits.check();
                snapshot.expand(id, Direction::Both, type, neighbours);
            }
            for (const Neighbour& neighbour : neighbours) {
                if (reached.insert(neighbour.node).second) {
                    next.push_back(neighbour.node);
                }
            }
        }
        border = std::move(next);
    }

    Selection selection{false, {reached.begin(), reached.end()}, {}};
    for (const NodeId id : selection.nodes) {
        neighbours.clear();
        for (const TypeId type : types) {
            limits.check();
            snapshot.expand(id, Direction::Out, type, neighbours);
        }
        for (const Neighbour& neighbour : neighbours) {
            if (reached.contains(neighbour.node)) {
                selection.relationships.push_back(neighbour.relationship);
            }
        }
    }
    return selection;
}

void TransactionSink::node(const Node& node) {
    std::vector<LabelId> labels;
    for (const std::string& label : node.labels) {
        labels.push_back(transaction_.label(label));
    }
    const NodeId id = transaction_.create_node(labels);
    for (const auto& [key, value] : node.properties) {
        transaction_.set(id, transaction_.key(key), value);
    }
    ids_[node.id] = id;
}

void TransactionSink::relationship(const Relationship& relationship) {
    const auto start = ids_.find(relationship.start);
    const auto end = ids_.find(relationship.end);
    invariant(start != ids_.end() && end != ids_.end(),
              "a relationship's ends come before it in a graph");
    const RelationshipId id = transaction_.create_relationship(transaction_.type(relationship.type),
                                                               start->second, end->second);
    for (const auto& [key, value] : relationship.properties) {
        transaction_.set(id, transaction_.key(key), value);
    }
}

}  // namespace dingtu
