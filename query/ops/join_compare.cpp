// Ranks: values that can be compared with each other get ascending numbers, equal ones the same;
// the highest bits tell apart what cannot be compared. 0: nothing to compare.

#include "query/ops/join_compare.h"

#include "query/expressions.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dingtu::join {

namespace {

constexpr unsigned class_shift = 29;

/// Numbers of kinds whose values can be compared with each other, from 1 on; 0 for those that are
/// not ranked.
std::uint32_t class_of(const Value& value) {
    switch (value.kind()) {
        case Kind::Integer:
        case Kind::Float: return 1;
        case Kind::String: return 2;
        case Kind::Boolean: return 3;
        case Kind::Date: return 4;
        case Kind::Map:
        case Kind::Node:
        case Kind::Relationship:
        case Kind::List:
        case Kind::Path:
        case Kind::DateTime:
        case Kind::LocalDateTime:
        case Kind::Time:
        case Kind::LocalTime:
        case Kind::Duration:
        case Kind::Null: return 0;
    }
    return 0;
}

bool compares_to_nothing(const Value& value) {
    return value.is_null() || (value.is(Kind::Float) && std::isnan(value.as_float()));
}

template <class Number>
bool compare_numbers(ast::CompareOp op, Number left, Number right) {
    switch (op) {
        case ast::CompareOp::Equal: return left == right;
        case ast::CompareOp::NotEqual: return left != right;
        case ast::CompareOp::Less: return left < right;
        case ast::CompareOp::LessEqual: return left <= right;
        case ast::CompareOp::Greater: return left > right;
        case ast::CompareOp::GreaterEqual: return left >= right;
    }
    return false;
}

}  // namespace

Comparison::Comparison(const JoinQuery::Compared& compared, const JoinQuery& query,
                       Context& context)
    : compared_(compared),
      query_(query),
      context_(context),
      same_values_(compared.left_key && compared.right_key &&
                   compared.left_key->stored() == compared.right_key->stored() &&
                   query.variables[compared.left].labels.text() ==
                       query.variables[compared.right].labels.text()),
      questions_until_ranks_(nodes_like(query.variables[compared.left]) +
                             nodes_like(query.variables[compared.right])) {}

bool Comparison::holds(std::uint32_t left, std::uint32_t right) {
    if (!compared_.left_key) {
        return compare_numbers(compared_.op, left, right);
    }
    if (questions_until_ranks_ > 0 && --questions_until_ranks_ == 0) {
        rank();
    }
    return left_ ? holds_by_rank(left, right) : holds_by_value(left, right);
}

bool Comparison::holds_by_value(std::uint32_t left, std::uint32_t right) const {
    return compare(compared_.op, value(left, *compared_.left_key),
                   value(right, *compared_.right_key)) == Ternary::True;
}

bool Comparison::holds_by_rank(std::uint32_t left, std::uint32_t right) const {
    const std::uint32_t a = left_->get(left);
    const std::uint32_t b = (right_ ? *right_ : *left_).get(right);
    return a != 0 && b != 0 && (a ^ b) >> class_shift == 0 && compare_numbers(compared_.op, a, b);
}

Value Comparison::value(std::uint32_t node, const Name& key) const {
    const auto id = key.key(context_.graph.catalog());
    return id ? context_.graph.property(NodeId{node}, *id) : Value();
}

std::uint64_t Comparison::nodes_like(const JoinQuery::Variable& variable) const {
    const Catalog& catalog = context_.graph.catalog();
    std::uint64_t least = catalog.node_count();
    for (const std::string& name : variable.labels.required()) {
        const auto label = catalog.label(name);
        least = std::min(least, label ? catalog.count(*label) : 0);
    }
    return std::max<std::uint64_t>(least, 1);
}

/// Where a value has no rank, all stay without.
void Comparison::rank() {
    const JoinQuery::Variable& left = query_.variables[compared_.left];
    const JoinQuery::Variable& right = query_.variables[compared_.right];
    std::vector<Ranked> found;
    if (!collect(left, *compared_.left_key, false, found) ||
        (!same_values_ && !collect(right, *compared_.right_key, true, found))) {
        return;
    }
    auto before = [this](const Ranked& a, const Ranked& b) {
        context_.limits.check();
        const std::uint32_t of_a = class_of(a.value);
        const std::uint32_t of_b = class_of(b.value);
        return of_a != of_b ? of_a < of_b : std::is_lt(order(a.value, b.value));
    };
    if (!std::is_sorted(found.begin(), found.end(), before)) {  // keys often ascend with the ids
        std::sort(found.begin(), found.end(), before);
    }
    Ranks of_left(context_.limits);
    Ranks of_right(context_.limits);
    number(found, of_left, of_right);
    left_.emplace(std::move(of_left));
    if (!same_values_) {
        right_.emplace(std::move(of_right));
    }
}

/// Values that compare to nothing are left out. False if there is one that has no rank.
bool Comparison::collect(const JoinQuery::Variable& variable, const Name& key, bool right,
                         std::vector<Ranked>& into) const {
    const Catalog& catalog = context_.graph.catalog();
    const auto id = key.key(catalog);
    const auto labels = variable.labels.required();
    const auto label = labels.empty() ? std::nullopt : catalog.label(labels.front());
    if (!id || (!labels.empty() && !label)) {
        return true;
    }
    const auto cursor = label ? context_.graph.nodes(*label) : context_.graph.nodes();
    std::array<NodeId, batch_rows> nodes;
    std::vector<Value> values;
    while (const std::size_t size = cursor->fill(nodes)) {
        context_.limits.check_now();
        values.clear();
        context_.graph.properties(std::span(nodes).first(size), *id, values);
        for (std::size_t i = 0; i < size; ++i) {
            if (compares_to_nothing(values[i])) {
                continue;
            }
            if (class_of(values[i]) == 0) {
                return false;
            }
            into.push_back({.value = std::move(values[i]),
                            .node = static_cast<std::uint32_t>(nodes[i].value),
                            .right = right});
        }
    }
    return true;
}

void Comparison::number(const std::vector<Ranked>& sorted, Ranks& left, Ranks& right) const {
    std::uint32_t rank = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const Ranked& now = sorted[i];
        const bool equal_to_last = i > 0 && equivalent(sorted[i - 1].value, now.value);
        rank += equal_to_last ? 0 : 1;
        (now.right ? right : left).at(now.node) = class_of(now.value) << class_shift | rank;
    }
}

}  // namespace dingtu::join
