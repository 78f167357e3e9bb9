#include "grammar/parse_tree.h"

#include <algorithm>

#include <fmt/format.h>

/// Operators. The grammar's rules nest to the left, and so does ANTLR's tree; chains are walked
/// down in loops, since a sum may have a hundred thousand terms.
namespace dingtu {

using ast::Child;
using ast::Expression;
using ast::Expressions;

namespace {

/// Chains that cannot be flat in the ast (`a.b.c`, `a IN b IN c`) are as deep as they are long.
constexpr std::size_t max_chain = 256;

Child boxed(Expression expression) {
    return std::make_unique<Expression>(std::move(expression));
}

void refuse_long_chain(std::size_t length, Span span) {
    if (length <= max_chain) return;
    throw syntax_error(
        fmt::format("more than {} operators in a row, each on the one before", max_chain), span,
        "UnexpectedSyntax");
}

ast::ArithmeticOp arithmetic_op(std::string_view symbol) {
    using Op = ast::ArithmeticOp;
    switch (symbol[0]) {
        case '+': return Op::Add;
        case '-': return Op::Subtract;
        case '*': return Op::Multiply;
        case '/': return Op::Divide;
        case '%': return Op::Modulo;
        default: return Op::Power;
    }
}

ast::CompareOp compare_op(std::string_view symbol) {
    using Op = ast::CompareOp;
    if (symbol == "=") return Op::Equal;
    if (symbol == "<>") return Op::NotEqual;
    if (symbol == "<") return Op::Less;
    if (symbol == "<=") return Op::LessEqual;
    return symbol == ">" ? Op::Greater : Op::GreaterEqual;
}

ast::TestOp test_op(Tree::TestContext* rule) {
    using Op = ast::TestOp;
    if (rule->IN()) return Op::In;
    if (rule->STARTS()) return Op::StartsWith;
    if (rule->ENDS()) return Op::EndsWith;
    return rule->CONTAINS() ? Op::Contains : Op::Matches;
}

/// Operators of one rank form a chain: `+` and `-`, or all comparisons.
enum class Precedence { Atom, Sign, Power, Product, Sum, Test, Comparison };

Precedence rank_of(Tree::ValueContext* rule) {
    if (rule->sign) return Precedence::Sign;
    if (!rule->op) return rule->value().empty() ? Precedence::Atom : Precedence::Test;
    switch (symbol(rule->op->getType())[0]) {
        case '^': return Precedence::Power;
        case '*':
        case '/':
        case '%': return Precedence::Product;
        case '+':
        case '-': return Precedence::Sum;
        default: return Precedence::Comparison;
    }
}

/// A chain of one rank from left to right: its rules, the innermost first.
std::vector<Tree::ValueContext*> chain(Tree::ValueContext* rule) {
    const Precedence rank = rank_of(rule);
    std::vector<Tree::ValueContext*> links;
    for (; rank_of(rule) == rank; rule = rule->value(0))
        links.push_back(rule);
    std::reverse(links.begin(), links.end());
    return links;
}

}  // namespace

Expressions TreeReader::expressions(const std::vector<Tree::ExpressionContext*>& rules) const {
    Expressions result;
    result.reserve(rules.size());
    for (auto* rule : rules)
        result.push_back(expression(rule));
    return result;
}

Child TreeReader::child(Tree::ExpressionContext* rule) const {
    return rule ? boxed(expression(rule)) : nullptr;
}

Expression TreeReader::expression(Tree::ExpressionContext* rule) const {
    if (rule->value()) return value(rule->value());
    if (rule->op->getType() != Tree::NOT) return logical(rule);
    return at(rule, ast::Unary{ast::UnaryOp::Not, child(rule->expression(0))});
}

Expression TreeReader::logical(Tree::ExpressionContext* rule) const {
    const std::size_t type = rule->op->getType();
    std::vector<Tree::ExpressionContext*> operands;
    auto* left = rule;
    for (; left->op && left->op->getType() == type; left = left->expression(0)) {
        operands.push_back(left->expression(1));
    }
    operands.push_back(left);
    std::reverse(operands.begin(), operands.end());
    const auto op = type == Tree::AND  ? ast::LogicalOp::And
                    : type == Tree::OR ? ast::LogicalOp::Or
                                       : ast::LogicalOp::Xor;
    return at(rule, ast::Logical{op, expressions(operands)});
}

Expression TreeReader::value(Tree::ValueContext* rule) const {
    switch (rank_of(rule)) {
        case Precedence::Atom: return with_trailers(rule);
        case Precedence::Sign: return signed_value(rule);
        case Precedence::Test: return tests(rule);
        case Precedence::Comparison: return comparison(rule);
        case Precedence::Power:
        case Precedence::Product:
        case Precedence::Sum: return arithmetic(rule);
    }
    return {};
}

Expression TreeReader::arithmetic(Tree::ValueContext* rule) const {
    const auto links = chain(rule);
    ast::Arithmetic result;
    result.operands.reserve(links.size() + 1);
    result.operands.push_back(value(links.front()->value(0)));
    for (auto* link : links) {
        result.ops.push_back(arithmetic_op(symbol(link->op->getType())));
        result.operands.push_back(value(link->value(1)));
    }
    return at(rule, std::move(result));
}

Expression TreeReader::comparison(Tree::ValueContext* rule) const {
    const auto links = chain(rule);
    ast::Comparison result;
    result.operands.push_back(value(links.front()->value(0)));
    for (auto* link : links) {
        result.ops.push_back(compare_op(symbol(link->op->getType())));
        result.operands.push_back(value(link->value(1)));
    }
    return at(rule, std::move(result));
}

Expression TreeReader::tests(Tree::ValueContext* rule) const {
    const auto links = chain(rule);
    refuse_long_chain(links.size(), source_.span(rule));
    Expression result = value(links.front()->value(0));
    for (auto* link : links) {
        Child left = boxed(std::move(result));
        if (auto* test = link->test()) {
            result =
                at(link, ast::Test{test_op(test), std::move(left), boxed(value(link->value(1)))});
        } else if (auto* labels = link->nullTest()->labelTest()) {
            refuse_not(labels);
            result = at(link, ast::HasLabel{std::move(left), label_test(labels)});
        } else {
            const auto op =
                link->nullTest()->NOT() ? ast::UnaryOp::IsNotNull : ast::UnaryOp::IsNull;
            result = at(link, ast::Unary{op, std::move(left)});
        }
    }
    return result;
}

/// Every word may be a label, but `x IS NOT IN y` means something else.
void TreeReader::refuse_not(Tree::LabelTestContext* rule) const {
    if (rule->start->getType() != Tree::NOT) return;
    throw syntax_error("`IS NOT` is followed by NULL", source_.span(rule->start),
                       "UnexpectedSyntax")
        .hint("NOT stands before the whole condition: NOT x IN ..");
}

/// A sign in front of a number belongs to it, so that the least integer can be written.
Expression TreeReader::signed_value(Tree::ValueContext* rule) const {
    auto* operand = rule->value(0);
    const bool negative = symbol(rule->sign->getType()) == "-";
    const bool number = rank_of(operand) == Precedence::Atom && operand->trailer().empty() &&
                        !operand->hasLabel() && operand->atom()->literal();
    if (negative && number) {
        auto* literal = operand->atom()->literal();
        if (literal->Integer()) {
            return at(rule, ast::Literal{integer(literal->start, true)});
        }
        if (literal->Float()) return at(rule, ast::Literal{-real(literal->start).as_float()});
    }
    const auto op = negative ? ast::UnaryOp::Negate : ast::UnaryOp::Plus;
    return at(rule, ast::Unary{op, boxed(value(operand))});
}

Expression TreeReader::with_trailers(Tree::ValueContext* rule) const {
    Expression result = atom(rule->atom());
    const auto trailers = rule->trailer();
    refuse_long_chain(trailers.size(), source_.span(rule));
    for (auto* part : trailers)
        result = trailer(std::move(result), part);
    if (!rule->hasLabel()) return result;
    return at(rule,
              ast::HasLabel{boxed(std::move(result)), label_test(rule->hasLabel()->labelTest())});
}

Expression TreeReader::trailer(Expression subject, Tree::TrailerContext* rule) const {
    const Span span{subject.span.begin, source_.span(rule).end};
    Child inner = boxed(std::move(subject));
    if (rule->anyName()) return {ast::Property{std::move(inner), name(rule->anyName())}, span};
    if (!rule->dots) return {ast::Index{std::move(inner), child(rule->from)}, span};
    return {ast::Slice{std::move(inner), child(rule->from), child(rule->to)}, span};
}

}  // namespace dingtu
