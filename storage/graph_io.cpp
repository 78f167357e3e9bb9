#include "storage/graph_io.h"

#include "base/error.h"

#include <set>

namespace dingtu {
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
