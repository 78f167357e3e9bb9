#include "storage/snapshot.h"

#include "storage/value_codec.h"

namespace dingtu {

namespace {
Map to_map(const Catalog& catalog, std::vector<std::pair<KeyId, Value>> properties) {
    Map map;
    for (auto& [key, value] : properties) {
        map.emplace(catalog.name(key), std::move(value));
    }
    return map;
}
}  // namespace

bool Snapshot::indexed(const Value& value) {
    return has_ordered_form(value);
}

Node Snapshot::node(NodeId id) const {
    Node node{id, {}, to_map(catalog(), properties(id))};
    for (const LabelId label : labels(id)) {
        node.labels.push_back(catalog().name(label));
    }
    return node;
}

Relationship Snapshot::relationship(RelationshipId id) const {
    const Endpoints ends = endpoints(id).value_or(Endpoints{});
    return relationship(Triple{ends.start, ends.end, id});
}

Relationship Snapshot::relationship(const Triple& triple) const {
    const RelationshipId id = triple.relationship;
    return {id, catalog().name(type_of(id)), triple.start, triple.end,
            to_map(catalog(), properties(id))};
}

}  // namespace dingtu
