#pragma once

#include "base/error.h"
#include "grammar/ast.h"
#include "query/expression.h"
#include "query/functions.h"
#include "query/names.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dingtu {

namespace plan {
struct Step;
}

/// Makers of bound expressions, one per form of the language. Each hides its class; errors that
/// evaluation throws without a place get the span that at_place() was given.

[[nodiscard]] ExpressionPtr make_constant(Value value);
/// The constant's value, if the expression is one.
[[nodiscard]] const Value* constant_value(const Expression& expression);
[[nodiscard]] ExpressionPtr make_parameter(std::string name);
[[nodiscard]] ExpressionPtr make_column(Slot slot);
/// The slot, if the expression is a column and nothing else.
[[nodiscard]] std::optional<Slot> column_slot(const Expression& expression);
[[nodiscard]] ExpressionPtr make_local(std::size_t index);

[[nodiscard]] ExpressionPtr make_property(ExpressionPtr subject, Name key);
[[nodiscard]] ExpressionPtr make_has_labels(ExpressionPtr subject, NameTest labels);

[[nodiscard]] ExpressionPtr make_arithmetic(std::vector<ExpressionPtr> operands,
                                            std::vector<ast::ArithmeticOp> ops);
[[nodiscard]] ExpressionPtr make_logical(ast::LogicalOp op, std::vector<ExpressionPtr> operands);
[[nodiscard]] ExpressionPtr make_unary(ast::UnaryOp op, ExpressionPtr operand);
/// What the expression denies, if it is a NOT; else null.
[[nodiscard]] const Expression* negated(const Expression& expression);
[[nodiscard]] ExpressionPtr make_comparison(std::vector<ExpressionPtr> operands,
                                            std::vector<ast::CompareOp> ops);
/// The comparison of two values.
[[nodiscard]] Ternary compare(ast::CompareOp op, const Value& a, const Value& b);
[[nodiscard]] ExpressionPtr make_test(ast::TestOp op, ExpressionPtr left, ExpressionPtr right);

[[nodiscard]] ExpressionPtr make_index(ExpressionPtr subject, ExpressionPtr index);
/// Either end may be null.
[[nodiscard]] ExpressionPtr make_slice(ExpressionPtr subject, ExpressionPtr from, ExpressionPtr to);
[[nodiscard]] ExpressionPtr make_list(std::vector<ExpressionPtr> items);
[[nodiscard]] ExpressionPtr make_map(std::vector<std::pair<std::string, ExpressionPtr>> entries);
[[nodiscard]] ExpressionPtr make_call(const Function& function, std::vector<ExpressionPtr> args);
/// `subject` null: the conditions are predicates. `otherwise` may be null.
[[nodiscard]] ExpressionPtr make_case(ExpressionPtr subject,
                                      std::vector<std::pair<ExpressionPtr, ExpressionPtr>> whens,
                                      ExpressionPtr otherwise);

/// The item stands in the local `variable` while condition and result (either may be null) are
/// asked.
[[nodiscard]] ExpressionPtr make_list_comprehension(std::size_t variable, ExpressionPtr source,
                                                    ExpressionPtr condition, ExpressionPtr result);
[[nodiscard]] ExpressionPtr make_quantifier(ast::QuantifierOp op, std::size_t variable,
                                            ExpressionPtr source, ExpressionPtr condition);
struct ReduceParts {
    std::size_t accumulator = 0;
    std::size_t variable = 0;
    ExpressionPtr initial;
    ExpressionPtr source;
    ExpressionPtr result;
};
[[nodiscard]] ExpressionPtr make_reduce(ReduceParts parts);

/// A path from alternating columns: node, relationship or list of relationships, node, ...
[[nodiscard]] ExpressionPtr make_path(Slots elements);

/// A value that a subquery's plan takes from the row outside; filled before each run of the plan.
using OuterCell = std::shared_ptr<Value>;
[[nodiscard]] ExpressionPtr make_outer(OuterCell cell);

/// The cell, if the expression is its value and nothing else; else null.
[[nodiscard]] OuterCell outer_cell(const Expression& expression);

/// A subplan that is run for each row: whether it has rows, how many, or the list of the values in
/// `result`.
struct SubqueryParts {
    ast::Subquery::Op op = ast::Subquery::Op::Exists;
    std::shared_ptr<const plan::Step> plan;
    std::vector<std::pair<ExpressionPtr, OuterCell>> imports;
    Slot result = 0;
};
[[nodiscard]] ExpressionPtr make_subquery(SubqueryParts parts);
/// What the expression is made of, if it is a subquery; else null.
[[nodiscard]] const SubqueryParts* subquery_parts(const Expression& expression);

/// As `inner`; errors thrown by it without a place get `span`.
[[nodiscard]] ExpressionPtr at_place(ExpressionPtr inner, Span span);
/// The expression itself, without what at_place() put around it.
[[nodiscard]] const Expression& without_place(const Expression& expression);

}  // namespace dingtu
