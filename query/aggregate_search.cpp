#include "query/aggregate_search.h"

#include "query/aggregates.h"

#include <algorithm>

namespace dingtu {

namespace {

bool any_aggregates(const ast::Expressions& expressions) {
    return std::any_of(expressions.begin(), expressions.end(), aggregates);
}
bool in_child(const ast::Child& child) {
    return child != nullptr && aggregates(*child);
}

struct AggregateSearch {
    bool operator()(const ast::Literal& /*node*/) const { return false; }
    bool operator()(const ast::Parameter& /*node*/) const { return false; }
    bool operator()(const ast::Variable& /*node*/) const { return false; }
    bool operator()(const ast::Property& node) const { return in_child(node.subject); }
    bool operator()(const ast::HasLabel& node) const { return in_child(node.subject); }
    bool operator()(const ast::Arithmetic& node) const { return any_aggregates(node.operands); }
    bool operator()(const ast::Logical& node) const { return any_aggregates(node.operands); }
    bool operator()(const ast::Unary& node) const { return in_child(node.operand); }
    bool operator()(const ast::Comparison& node) const { return any_aggregates(node.operands); }
    bool operator()(const ast::Test& node) const {
        return in_child(node.left) || in_child(node.right);
    }
    bool operator()(const ast::Index& node) const {
        return in_child(node.subject) || in_child(node.index);
    }
    bool operator()(const ast::Slice& node) const {
        return in_child(node.subject) || in_child(node.from) || in_child(node.to);
    }
    bool operator()(const ast::ListLiteral& node) const { return any_aggregates(node.items); }
    bool operator()(const ast::MapLiteral& node) const {
        return std::any_of(node.entries.begin(), node.entries.end(),
                           [](const auto& entry) { return aggregates(entry.second); });
    }
    bool operator()(const ast::Call& node) const {
        return find_aggregate(node.function.text) != nullptr || any_aggregates(node.args);
    }
    bool operator()(const ast::Case& node) const {
        return in_child(node.subject) || in_child(node.otherwise) ||
               std::any_of(node.whens.begin(), node.whens.end(), [](const auto& when) {
                   return aggregates(when.condition) || aggregates(when.result);
               });
    }
    bool operator()(const ast::ListComprehension& node) const {
        return in_child(node.source) || in_child(node.condition) || in_child(node.result);
    }
    bool operator()(const ast::Quantifier& node) const {
        return in_child(node.source) || in_child(node.condition);
    }
    bool operator()(const ast::Reduce& node) const {
        return in_child(node.initial) || in_child(node.source) || in_child(node.result);
    }
    bool operator()(const ast::PatternComprehension& /*node*/) const { return false; }
    bool operator()(const ast::PatternExpression& /*node*/) const { return false; }
    bool operator()(const ast::Subquery& /*node*/) const { return false; }
};

}  // namespace

bool aggregates(const ast::Expression& expression) {
    return std::visit(AggregateSearch{}, expression.node);
}

}  // namespace dingtu
