#include "query/ops/updates.h"

#include "base/error.h"

#include <fmt/format.h>

namespace dingtu {

Map properties_of(const ExpressionPtr& properties, const Row& row) {
    if (!properties) {
        return {};
    }
    Value value = properties->eval(row);
    if (value.is_null()) {
        return {};
    }
    if (value.is(Kind::Map)) {
        return value.as_map();
    }
    throw Error(Phase::Run, fmt::format("properties are a map, not a value of type {}",
                                        kind_name(value.kind())))
        .named("TypeError", "InvalidArgumentType");
}

namespace {

/// Sets a property and counts it; null removes. `Element` is NodeId or RelationshipId.
template <class Element>
void set_property(Context& context, Element element, KeyId key, const Value& value) {
    bool there = !context.graph.property(element, key).is_null();
    if (value.is_null() && !there) {
        return;
    }
    context.transaction->set(element, key, value);
    ++context.updates.properties_set;
}

template <class Element>
void set_all(Context& context, Element element, const Map& properties) {
    for (const auto& [name, value] : properties) {
        if (value.is_null() && !context.graph.catalog().key(name)) {
            continue;
        }
        set_property(context, element, context.transaction->key(name), value);
    }
}

/// `SET x = map`: what the map does not name goes.
template <class Element>
void replace_all(Context& context, Element element, const Map& properties) {
    for (const auto& [key, old] : context.graph.properties(element)) {
        auto kept = properties.find(context.graph.catalog().name(key));
        if (kept == properties.end()) {
            set_property(context, element, key, Value());
        }
    }
    set_all(context, element, properties);
}

NodeId create_node(const plan::CreateNode& node, const Row& row) {
    Context& context = row.frame.context;
    Map properties = properties_of(node.properties, row);
    std::vector<LabelId> labels;
    for (const std::string& label : node.labels) {
        labels.push_back(context.transaction->label(label));
    }
    NodeId id = context.transaction->create_node(labels);
    ++context.updates.nodes_created;
    context.updates.labels_added += labels.size();
    set_all(context, id, properties);
    return id;
}

NodeId end_of(const Row& row, Slot slot) {
    const Value& value = row.at(slot);
    if (value.is(Kind::Node)) {
        if (!row.frame.context.deleted_nodes.contains(value.as_node_id())) {
            return value.as_node_id();
        }
        throw Error(Phase::Run,
                    "a relationship cannot be made to a node that this statement deleted")
            .named("EntityNotFound", "DeletedEntityAccess");
    }
    throw Error(Phase::Run, "a relationship cannot be made: the node at one of its ends is null")
        .hint("find or create the node first; an OPTIONAL MATCH may have found none")
        .named("EntityNotFound", "NullNode");
}

RelationshipId create_relationship(const plan::CreateRelationship& relationship, const Row& row) {
    Context& context = row.frame.context;
    Map properties = properties_of(relationship.properties, row);
    TypeId type = context.transaction->type(relationship.type);
    RelationshipId id = context.transaction->create_relationship(
        type, end_of(row, relationship.from), end_of(row, relationship.to));
    ++context.updates.relationships_created;
    set_all(context, id, properties);
    return id;
}

void refuse_deleted(const Row& row, const Value& target) {
    const Context& context = row.frame.context;
    bool deleted = target.is(Kind::Node)
                       ? context.deleted_nodes.contains(target.as_node_id())
                       : context.deleted_relationships.contains(target.as_relationship_id());
    if (!deleted) {
        return;
    }
    throw Error(Phase::Run,
                "this element was deleted by the statement and cannot be changed any more")
        .named("EntityNotFound", "DeletedEntityAccess");
}

void change_labels(const plan::SetItem& item, Context& context, const Value& target) {
    if (!target.is(Kind::Node)) {
        throw Error(Phase::Run, "only nodes have labels").named("TypeError", "InvalidArgumentType");
    }
    for (const std::string& name : item.labels) {
        if (item.op == plan::SetItem::Op::AddLabels) {
            LabelId label = context.transaction->label(name);
            context.updates.labels_added +=
                context.transaction->add_label(target.as_node_id(), label) ? 1U : 0U;
        } else if (auto label = context.graph.catalog().label(name)) {
            bool removed = context.transaction->remove_label(target.as_node_id(), *label);
            context.updates.labels_removed += removed ? 1U : 0U;
        }
    }
}

/// The right side of `SET x = ..` and `SET x += ..`: a map, or the properties of another element.
Map map_of(const Row& row, const Value& value) {
    if (value.is(Kind::Map)) {
        return value.as_map();
    }
    const Snapshot& graph = row.frame.context.graph;
    if (value.is(Kind::Node)) {
        return graph.node(value.as_node_id()).properties;
    }
    if (value.is(Kind::Relationship)) {
        return graph.relationship(value.as_relationship_id()).properties;
    }
    throw Error(Phase::Run,
                fmt::format("properties are set from a map, not from a value of type {}",
                            kind_name(value.kind())))
        .named("TypeError", "InvalidArgumentType");
}

template <class Element>
void apply_to(const plan::SetItem& item, const Row& row, Element element) {
    Context& context = row.frame.context;
    Value value = item.value->eval(row);
    switch (item.op) {
        case plan::SetItem::Op::Property:
            if (value.is_null() && !context.graph.catalog().key(item.key.stored())) {
                return;
            }
            return set_property(context, element, context.transaction->key(item.key.stored()),
                                value);
        case plan::SetItem::Op::Replace: return replace_all(context, element, map_of(row, value));
        case plan::SetItem::Op::Merge: return set_all(context, element, map_of(row, value));
        case plan::SetItem::Op::AddLabels:
        case plan::SetItem::Op::RemoveLabels: return;
    }
}

}  // namespace

namespace {

/// Does `change`; an error of it that has no place gets that of the written part.
template <class Change>
void at_span(Span span, Change change) {
    try {
        change();
    } catch (Error& error) {
        if (error.span() == Span{}) {
            error.at(span);
        }
        throw;
    }
}

void apply_item(const plan::SetItem& item, const Row& row) {
    using Op = plan::SetItem::Op;
    Value target = item.target->eval(row);
    if (target.is_null()) {
        return;
    }
    if (!target.is(Kind::Node) && !target.is(Kind::Relationship)) {
        throw Error(
            Phase::Run,
            fmt::format("only nodes and relationships can be changed, not a value of type {}",
                        kind_name(target.kind())))
            .named("TypeError", "InvalidArgumentType");
    }
    refuse_deleted(row, target);
    if (item.op == Op::AddLabels || item.op == Op::RemoveLabels) {
        change_labels(item, row.frame.context, target);
    } else if (target.is(Kind::Node)) {
        apply_to(item, row, target.as_node_id());
    } else {
        apply_to(item, row, target.as_relationship_id());
    }
}

}  // namespace

void create_elements(const plan::Create& create, Batch& rows, std::size_t row, Frame& frame) {
    Row here{.batch = rows, .index = row, .frame = frame};
    for (const auto& element : create.elements) {
        if (const auto* node = std::get_if<plan::CreateNode>(&element)) {
            at_span(node->span,
                    [&] { rows.column(node->slot).emplace_back(create_node(*node, here)); });
        } else {
            const auto& made = std::get<plan::CreateRelationship>(element);
            at_span(made.span,
                    [&] { rows.column(made.slot).emplace_back(create_relationship(made, here)); });
        }
    }
}

void apply_items(const std::vector<plan::SetItem>& items, const Row& row) {
    for (const plan::SetItem& item : items) {
        at_span(item.span, [&] { apply_item(item, row); });
    }
}

}  // namespace dingtu
