#include "base/text.h"
#include "grammar/parse_tree.h"

#include <fmt/format.h>

namespace dingtu {

using ast::Expression;

namespace {

/// Whether a truth is asked for at the place of a pattern: `WHERE (a)-->(b)`, `NOT (a)-->(b)`,
/// `exists((a)-->(b))`. Anywhere else it has no value.
bool asks_for_truth(antlr4::tree::ParseTree* atom) {
    for (auto* inner = atom;;) {
        auto* value = dynamic_cast<Tree::ValueContext*>(inner->parent);
        if (!value || value->children.size() != 1) return false;
        auto* expression = dynamic_cast<Tree::ExpressionContext*>(value->parent);
        if (!expression) return false;
        auto* around = expression->parent;
        if (dynamic_cast<Tree::AtomContext*>(around)) {
            inner = around;
            continue;
        }
        if (auto* call = dynamic_cast<Tree::FunctionCallContext*>(around)) {
            return call->functionName()->EXISTS() != nullptr;
        }
        return dynamic_cast<Tree::ExpressionContext*>(around) ||
               dynamic_cast<Tree::WhereContext*>(around) ||
               dynamic_cast<Tree::FilterClauseContext*>(around) ||
               dynamic_cast<Tree::LoneExpressionContext*>(around) ||
               dynamic_cast<Tree::WhenThenContext*>(around);
    }
}

void refuse_value_of_pattern(Tree::AtomContext* rule, Span span) {
    if (asks_for_truth(rule)) return;
    throw syntax_error("a pattern is a condition and has no value here", span, "UnexpectedSyntax")
        .hint("COUNT { .. } counts its matches, [pattern | ..] lists them");
}

}  // namespace

Expression TreeReader::atom(Tree::AtomContext* rule) const {
    if (rule->variable()) return at(rule, ast::Variable{name(rule->variable()).text});
    if (rule->literal()) return at(rule, literal(rule->literal()));
    if (rule->Parameter()) return at(rule, parameter(rule->start));
    if (rule->functionCall()) return at(rule, call(rule->functionCall()));
    if (rule->expression()) {
        Expression inner = expression(rule->expression());
        inner.span = source_.span(rule);
        inner.bracketed = true;
        return inner;
    }
    if (rule->list()) return at(rule, ast::ListLiteral{expressions(rule->list()->expression())});
    if (rule->map()) return at(rule, map(rule->map()));
    if (rule->caseExpression()) return at(rule, case_expression(rule->caseExpression()));
    if (rule->subquery()) return at(rule, subquery(rule->subquery()));
    if (rule->quantifier()) return at(rule, quantifier(rule->quantifier()));
    if (rule->reduction()) return at(rule, reduction(rule->reduction()));
    if (rule->listComprehension()) return at(rule, list_comprehension(rule->listComprehension()));
    if (rule->patternComprehension()) {
        return at(rule, pattern_comprehension(rule->patternComprehension()));
    }
    return pattern_atom(rule);
}

Expression TreeReader::pattern_atom(Tree::AtomContext* rule) const {
    if (!rule->shortestPath()) refuse_value_of_pattern(rule, source_.span(rule));
    auto pattern = rule->shortestPath() ? shortest_path(rule->shortestPath())
                                        : pattern_test(rule->patternTest());
    return at(rule, ast::PatternExpression{std::make_unique<ast::PathPattern>(std::move(pattern))});
}

ast::Child TreeReader::child(Tree::WhereContext* rule) const {
    return rule ? child(rule->expression()) : nullptr;
}

ast::Case TreeReader::case_expression(Tree::CaseExpressionContext* rule) const {
    ast::Case result;
    result.subject = child(rule->subject);
    for (auto* part : rule->whenThen()) {
        result.whens.push_back({expression(part->expression(0)), expression(part->expression(1))});
    }
    result.otherwise = child(rule->otherwise);
    return result;
}

ast::Subquery TreeReader::subquery(Tree::SubqueryContext* rule) const {
    using Op = ast::Subquery::Op;
    ast::Subquery result;
    result.op = rule->EXISTS() ? Op::Exists : rule->COUNT() ? Op::Count : Op::Collect;
    result.query = std::make_unique<ast::Query>();
    if (rule->query()) {
        *result.query = query(rule->query());
    } else {
        const auto* end = rule->where() ? rule->where()->stop : rule->patterns()->stop;
        const Span span{source_.span(rule->patterns()).begin, source_.span(end).end};
        ast::Match match{false, patterns(rule->patterns(), Use::Match), where(rule->where())};
        ast::SingleQuery single;
        single.clauses.push_back({std::move(match), span});
        single.span = span;
        result.query->parts.push_back(std::move(single));
        result.query->span = span;
    }
    refuse_bad_subquery(result);
    return result;
}

ast::Quantifier TreeReader::quantifier(Tree::QuantifierContext* rule) const {
    using Op = ast::QuantifierOp;
    const auto op = rule->ALL()    ? Op::All
                    : rule->ANY()  ? Op::Any
                    : rule->NONE() ? Op::None
                                   : Op::Single;
    return {op, name(rule->variable()), child(rule->expression()), child(rule->where())};
}

ast::Reduce TreeReader::reduction(Tree::ReductionContext* rule) const {
    return {name(rule->variable(0)), child(rule->expression(0)), name(rule->variable(1)),
            child(rule->expression(1)), child(rule->expression(2))};
}

ast::ListComprehension TreeReader::list_comprehension(Tree::ListComprehensionContext* rule) const {
    return {name(rule->variable()), child(rule->expression(0)), child(rule->where()),
            child(rule->expression(1))};
}

ast::PatternComprehension TreeReader::pattern_comprehension(
    Tree::PatternComprehensionContext* rule) const {
    auto pattern = std::make_unique<ast::PathPattern>(pattern_test(rule->patternTest()));
    if (rule->variable()) {
        pattern->variable = name(rule->variable());
        pattern->span.begin = pattern->variable->span.begin;
    }
    return {std::move(pattern), child(rule->where()), child(rule->expression())};
}

ast::MapLiteral TreeReader::map(Tree::MapContext* rule) const {
    ast::MapLiteral result;
    for (auto* entry : rule->mapEntry()) {
        result.entries.push_back({name(entry->anyName()), expression(entry->expression())});
    }
    return result;
}

ast::Call TreeReader::call(Tree::FunctionCallContext* rule) const {
    ast::Call result;
    result.function = dotted_name(rule->functionName());
    result.distinct = rule->DISTINCT() != nullptr;
    result.star = rule->star != nullptr;
    result.args = expressions(rule->expression());
    if (result.star && to_lower(result.function.text) != "count") {
        throw syntax_error(fmt::format("`{}` cannot take `*`", result.function.text),
                           source_.span(rule->star), "UnexpectedSyntax")
            .hint("only count(*) can");
    }
    return result;
}

}  // namespace dingtu
