#include "shell/elements.h"

namespace dingtu {

void Elements::add(const Value& value) {
    if (value.is(Kind::Node)) {
        nodes.insert(value.as_node_id());
    } else if (value.is(Kind::Relationship)) {
        relationships.insert(value.as_relationship_id());
    } else if (value.is(Kind::List)) {
        for (const Value& item : value.as_list()) {
            add(item);
        }
    } else if (value.is(Kind::Map)) {
        for (const auto& [key, item] : value.as_map()) {
            add(item);
        }
    } else if (value.is(Kind::Path)) {
        for (const Value& node : value.as_path().nodes) {
            add(node);
        }
        for (const Value& relationship : value.as_path().relationships) {
            add(relationship);
        }
    }
}

void ElementSink::row(std::span<const Value> values) {
    for (const Value& value : values) {
        elements_.add(value);
    }
}

}  // namespace dingtu
