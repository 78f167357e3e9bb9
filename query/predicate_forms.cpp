#include "query/predicate_forms.h"

#include "base/text.h"

#include <algorithm>

namespace dingtu {

Direction direction_of(ast::Arrow arrow) {
    switch (arrow) {
        case ast::Arrow::Right: return Direction::Out;
        case ast::Arrow::Left: return Direction::In;
        case ast::Arrow::Either: return Direction::Both;
    }
    return Direction::Both;
}

void drop_circular_find(Predicate& predicate) {
    std::set<Slot> slots;
    if (predicate.find->value) {
        predicate.find->value->read_slots(slots);
    }
    if (slots.contains(predicate.node)) {
        predicate.find.reset();
    }
}

namespace {

const ast::PathPattern* path_asked_for(const ast::Expression& expression) {
    if (const auto* pattern = std::get_if<ast::PatternExpression>(&expression.node)) {
        return pattern->pattern.get();
    }
    const auto* subquery = std::get_if<ast::Subquery>(&expression.node);
    if (subquery == nullptr || subquery->op != ast::Subquery::Op::Exists ||
        subquery->query->parts.size() != 1) {
        return nullptr;
    }
    const auto& clauses = subquery->query->parts.front().clauses;
    const auto* match =
        clauses.size() == 1 ? std::get_if<ast::Match>(&clauses.front().node) : nullptr;
    bool plain =
        match != nullptr && !match->optional && !match->where && match->patterns.size() == 1;
    return plain ? &match->patterns.front() : nullptr;
}

}  // namespace

void PredicateForms::mark(const ast::Expression& where, Predicate& predicate) const {
    find(where, predicate);
    predicate.different = different_nodes(where);
    predicate.absent = absence(where);
    predicate.compared = compared_nodes(where);
}

/// The node that an expression is: `n`, or `id(n)` where `by_id`.
std::optional<Slot> PredicateForms::node_of(const ast::Expression& expression, bool by_id) const {
    const ast::Expression* inner = &expression;
    const auto* call = std::get_if<ast::Call>(&expression.node);
    if (by_id) {
        if (call == nullptr || call->args.size() != 1 || to_lower(call->function.text) != "id") {
            return std::nullopt;
        }
        inner = &call->args.front();
    }
    const auto* variable = std::get_if<ast::Variable>(&inner->node);
    return variable == nullptr ? std::nullopt : slot_of(variable->name);
}

/// A variable of the pattern, or one from before it: several MATCH clauses may become one join.
std::optional<Slot> PredicateForms::slot_of(const std::string& name) const {
    if (auto found = nodes_.find(name); found != nodes_.end()) {
        return pattern_.nodes[found->second].slot;
    }
    auto column = binder_.scope().column(name);
    return column ? std::optional(column->slot) : std::nullopt;
}

/// `a <> b`, `id(a) <> id(b)`, or the negation of the equality.
std::optional<std::pair<Slot, Slot>> PredicateForms::different_nodes(
    const ast::Expression& where) const {
    const auto* negation = std::get_if<ast::Unary>(&where.node);
    bool negated = negation != nullptr && negation->op == ast::UnaryOp::Not;
    const ast::Expression& inner = negated ? *negation->operand : where;
    const auto* comparison = std::get_if<ast::Comparison>(&inner.node);
    auto op = negated ? ast::CompareOp::Equal : ast::CompareOp::NotEqual;
    if (comparison == nullptr || comparison->ops.size() != 1 || comparison->ops.front() != op) {
        return std::nullopt;
    }
    for (bool by_id : {false, true}) {
        auto a = node_of(comparison->operands[0], by_id);
        auto b = node_of(comparison->operands[1], by_id);
        if (a && b) {
            return std::pair(*a, *b);
        }
    }
    return std::nullopt;
}

/// `a.x < b.y`, `id(a) < id(b)`; not `<>`, which says little.
std::optional<NodeComparison> PredicateForms::compared_nodes(const ast::Expression& where) const {
    const auto* comparison = std::get_if<ast::Comparison>(&where.node);
    if (comparison == nullptr || comparison->ops.size() != 1 ||
        comparison->ops.front() == ast::CompareOp::NotEqual) {
        return std::nullopt;
    }
    NodeComparison compared{.left = 0,
                            .right = 0,
                            .op = comparison->ops.front(),
                            .left_key = std::nullopt,
                            .right_key = std::nullopt};
    auto left = node_of(comparison->operands[0], true);
    auto right = node_of(comparison->operands[1], true);
    if (!left || !right) {
        left = node_with_key(comparison->operands[0], compared.left_key);
        right = node_with_key(comparison->operands[1], compared.right_key);
    }
    if (!left || !right || *left == *right) {
        return std::nullopt;
    }
    compared.left = *left;
    compared.right = *right;
    return compared;
}

/// The node of which the expression is a property, and the key.
std::optional<Slot> PredicateForms::node_with_key(const ast::Expression& expression,
                                                  std::optional<Name>& key) const {
    const auto* property = std::get_if<ast::Property>(&expression.node);
    if (property == nullptr) {
        return std::nullopt;
    }
    key = binder_.key(property->key);
    return node_of(*property->subject, false);
}

/// `NOT (a)-[:T]->(b)`, `NOT EXISTS { MATCH (a)-[:T]->(b) }` between nodes of the pattern.
std::optional<Absence> PredicateForms::absence(const ast::Expression& where) const {
    const auto* negation = std::get_if<ast::Unary>(&where.node);
    if (negation == nullptr || negation->op != ast::UnaryOp::Not) {
        return std::nullopt;
    }
    const ast::PathPattern* path = path_asked_for(*negation->operand);
    if (path == nullptr || path->relationships.size() != 1 ||
        path->selector != ast::Selector::None || path->variable) {
        return std::nullopt;
    }
    auto from = plain_node(path->nodes[0]);
    auto to = plain_node(path->nodes[1]);
    const ast::RelationshipPattern& relationship = path->relationships.front();
    bool plain = !relationship.variable && !relationship.variable_length &&
                 !relationship.properties && !relationship.condition;
    if (!from || !to || !plain) {
        return std::nullopt;
    }
    NameTest types =
        relationship.types ? binder_.labels(*relationship.types, NameKind::Type) : NameTest();
    return Absence{.from = *from,
                   .to = *to,
                   .direction = direction_of(relationship.arrow),
                   .types = std::move(types)};
}

std::optional<Slot> PredicateForms::plain_node(const ast::NodePattern& node) const {
    if (!node.variable || node.labels || node.properties || node.condition) {
        return std::nullopt;
    }
    return slot_of(node.variable->text);
}

/// `n.key = value`, `id(n) = value`, `called(n, value)`, either way round.
void PredicateForms::find(const ast::Expression& where, Predicate& predicate) const {
    if (const auto* call = std::get_if<ast::Call>(&where.node)) {
        if (to_lower(call->function.text) == "called" && call->args.size() == 2) {
            found(predicate, Find::How::Called, {}, call->args[0], call->args[1]);
        }
        return;
    }
    const auto* comparison = std::get_if<ast::Comparison>(&where.node);
    if (comparison == nullptr || comparison->ops.size() != 1 ||
        comparison->ops.front() != ast::CompareOp::Equal) {
        return;
    }
    find_equal(comparison->operands[0], comparison->operands[1], predicate);
    if (!predicate.find) {
        find_equal(comparison->operands[1], comparison->operands[0], predicate);
    }
}

void PredicateForms::find_equal(const ast::Expression& left, const ast::Expression& right,
                                Predicate& predicate) const {
    if (const auto* property = std::get_if<ast::Property>(&left.node)) {
        found(predicate, Find::How::Value, binder_.key(property->key), *property->subject, right);
    }
    const auto* call = std::get_if<ast::Call>(&left.node);
    if (call != nullptr && call->args.size() == 1 && to_lower(call->function.text) == "id") {
        found(predicate, Find::How::Id, {}, call->args.front(), right);
    }
}

void PredicateForms::found(Predicate& predicate, Find::How how, Name key,
                           const ast::Expression& node, const ast::Expression& value) const {
    const auto* variable = std::get_if<ast::Variable>(&node.node);
    if (variable == nullptr || !nodes_.contains(variable->name)) {
        return;
    }
    predicate.node = pattern_.nodes[nodes_.at(variable->name)].slot;
    predicate.find = Find{.how = how,
                          .label = {},
                          .key = std::move(key),
                          .value = binder_.expression(value).expression,
                          .text = predicate.text};
    drop_circular_find(predicate);
}

}  // namespace dingtu
