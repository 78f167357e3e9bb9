#include "query/pattern.h"

#include <algorithm>

namespace dingtu {

void Pattern::append(const Pattern& next) {
    std::size_t clause = 0;
    for (const PatternRelationship& own : relationships) {
        clause = std::max(clause, own.clause + 1);
    }
    std::vector<std::size_t> places;  // of the nodes of `next` among the own ones
    for (const PatternNode& node : next.nodes) {
        auto same = std::find_if(nodes.begin(), nodes.end(),
                                 [&](const PatternNode& own) { return own.slot == node.slot; });
        places.push_back(static_cast<std::size_t>(same - nodes.begin()));
        if (same == nodes.end()) {
            nodes.push_back(node);
        }
    }
    for (PatternRelationship relationship : next.relationships) {
        relationship.from = places[relationship.from];
        relationship.to = places[relationship.to];
        relationship.clause += clause;
        relationships.push_back(std::move(relationship));
    }
    predicates.insert(predicates.end(), next.predicates.begin(), next.predicates.end());
    paths.insert(paths.end(), next.paths.begin(), next.paths.end());
    last.insert(last.end(), next.last.begin(), next.last.end());
}

}  // namespace dingtu
