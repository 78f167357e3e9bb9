// Expressions that open a scope: comprehensions, quantifiers, reduce, patterns and subqueries.

#include "query/binder.h"
#include "query/optimize.h"

namespace dingtu {

std::size_t Binder::open_local(const std::string& name, Type type) {
    std::size_t index = state_.next_local++;
    scope_.push_local(name, index, type);
    return index;
}

Typed Binder::bind_node(const ast::ListComprehension& node, const ast::Expression& whole) {
    Typed source = expression(*node.source);
    if (!source.type.kinds.fits(Kind::List)) {
        throw refusal(node.source->span, "a list comprehension needs a list",
                      "InvalidArgumentType");
    }
    std::size_t variable = open_local(node.variable.text, {.kinds = source.type.items});
    ExpressionPtr where = node.condition ? condition(*node.condition) : nullptr;
    Typed result =
        node.result ? expression(*node.result) : Typed{nullptr, {.kinds = source.type.items}};
    close_local();
    return {at_place(make_list_comprehension(variable, source.expression, where, result.expression),
                     whole.span),
            {.kinds = Kind::List, .items = result.type.kinds}};
}

Typed Binder::bind_node(const ast::Quantifier& node, const ast::Expression& whole) {
    Typed source = expression(*node.source);
    if (!source.type.kinds.fits(Kind::List)) {
        throw refusal(node.source->span, "a quantifier needs a list", "InvalidArgumentType");
    }
    std::size_t variable = open_local(node.variable.text, {.kinds = source.type.items});
    ExpressionPtr where = node.condition ? condition(*node.condition) : nullptr;
    close_local();
    return {at_place(make_quantifier(node.op, variable, source.expression, where), whole.span),
            {.kinds = Kind::Boolean}};
}

Typed Binder::bind_node(const ast::Reduce& node, const ast::Expression& whole) {
    Typed initial = expression(*node.initial);
    Typed source = expression(*node.source);
    if (!source.type.kinds.fits(Kind::List)) {
        throw refusal(node.source->span, "reduce() needs a list", "InvalidArgumentType");
    }
    ReduceParts parts{.accumulator = open_local(node.accumulator.text, {}),
                      .variable = open_local(node.variable.text, {.kinds = source.type.items}),
                      .initial = initial.expression,
                      .source = source.expression,
                      .result = expression(*node.result).expression};
    close_local();
    close_local();
    return {at_place(make_reduce(std::move(parts)), whole.span), {}};
}

namespace {

/// A pattern in an expression as a plan of its own.
plan::StepPtr plan_of(Pattern pattern, const plan::StepPtr& input, const BindState& state,
                      bool once = false) {
    auto match = std::make_shared<plan::Step>(plan::Step{plan::Match{std::move(pattern)}, {input}});
    return optimize(match, state.catalog, state.optimize, once);
}

}  // namespace

Typed Binder::bind_node(const ast::PatternComprehension& node, const ast::Expression& /*whole*/) {
    Binder inner(state_, &scope_);
    inner.set_reading_only();
    MatchParts parts = inner.match({node.pattern.get(), 1}, node.condition.get(), {});
    Typed result = inner.expression(*node.result);
    Slot slot = state_.slot();
    plan::Project project;
    project.items.push_back({.slot = slot, .expression = result.expression, .text = "result"});
    auto step = std::make_shared<plan::Step>(
        plan::Step{std::move(project), {plan_of(std::move(parts.pattern), inner.plan_, state_)}});
    return {make_subquery({.op = ast::Subquery::Op::Collect,
                           .plan = step,
                           .imports = inner.scope_.imports(),
                           .result = slot}),
            {.kinds = Kind::List, .items = result.type.kinds}};
}

Typed Binder::bind_node(const ast::PatternExpression& node, const ast::Expression& whole) {
    bool shortest = node.pattern->selector != ast::Selector::None;
    if (!shortest && !condition_) {
        throw refusal(
            whole.span,
            "a pattern is a condition: it can stand in WHERE, AND, OR, NOT and EXISTS only",
            "UnexpectedSyntax")
            .hint("for its paths write [p = (a)-->(b) | p], for their number COUNT { (a)-->(b) }");
    }
    Binder inner(state_, &scope_);
    MatchParts parts = inner.match({node.pattern.get(), 1}, nullptr,
                                   {.may_introduce = shortest, .want_path = shortest});
    if (!shortest) {
        return {make_subquery({.op = ast::Subquery::Op::Exists,
                               .plan = plan_of(std::move(parts.pattern), inner.plan_, state_, true),
                               .imports = inner.scope_.imports(),
                               .result = 0}),
                {.kinds = Kind::Boolean}};
    }
    bool all = node.pattern->selector == ast::Selector::AllShortestPaths;
    Slot slot = parts.pattern.paths.front().first;
    auto found = make_subquery({.op = ast::Subquery::Op::Collect,
                                .plan = plan_of(std::move(parts.pattern), inner.plan_, state_),
                                .imports = inner.scope_.imports(),
                                .result = slot});
    if (all) {
        return {found, {.kinds = Kind::List, .items = Kind::Path}};
    }
    return {make_index(found, make_constant(0)), {.kinds = Kind::Path}};
}

Typed Binder::bind_node(const ast::Subquery& node, const ast::Expression& whole) {
    Binder inner(state_, &scope_);
    inner.set_reading_only();
    BoundQuery bound = inner.query(*node.query);
    bool collect = node.op == ast::Subquery::Op::Collect;
    if (collect && bound.output.size() != 1) {
        throw refusal(whole.span, "COLLECT needs a query that returns one column",
                      "InvalidClauseComposition");
    }
    bool exists = node.op == ast::Subquery::Op::Exists;
    auto expression =
        make_subquery({.op = node.op,
                       .plan = optimize(bound.plan, state_.catalog, state_.optimize, exists),
                       .imports = inner.scope_.imports(),
                       .result = collect ? bound.output.front() : 0});
    Kinds kinds = collect                               ? Kind::List
                  : node.op == ast::Subquery::Op::Count ? Kind::Integer
                                                        : Kind::Boolean;
    return {expression, {.kinds = kinds}};
}

}  // namespace dingtu
