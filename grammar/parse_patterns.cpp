#include "grammar/parse_tree.h"

#include <fmt/format.h>

namespace dingtu {

using ast::LabelExpression;
using ast::PathPattern;
using ast::RelationshipPattern;

// ---- paths -------------------------------------------------------------------------------------

std::vector<PathPattern> TreeReader::patterns(Tree::PatternsContext* rule, Use use) const {
    std::vector<PathPattern> patterns;
    for (auto* part : rule->pathPattern())
        patterns.push_back(path_pattern(part, use));
    return patterns;
}

PathPattern TreeReader::path_pattern(Tree::PathPatternContext* rule, Use use) const {
    auto* chosen = rule->selector();
    if (use != Use::Match && (chosen || rule->shortestPath())) {
        throw syntax_error("a shortest path can be matched, not made",
                           source_.span(chosen ? chosen->start : rule->shortestPath()->start),
                           "UnexpectedSyntax");
    }
    PathPattern pattern =
        rule->path() ? path(rule->path(), use) : shortest_path(rule->shortestPath());
    if (chosen) selector(chosen, pattern);
    if (rule->variable()) pattern.variable = name(rule->variable());
    pattern.span = source_.span(rule);
    return pattern;
}

void TreeReader::selector(Tree::SelectorContext* rule, PathPattern& into) const {
    using ast::Selector;
    if (rule->Integer()) {
        into.selector = Selector::ShortestK;
        into.k = count(rule->Integer()->getSymbol());
        if (into.k > 0) return;
        throw syntax_error("SHORTEST takes a number of at least 1",
                           source_.span(rule->Integer()->getSymbol()), "UnexpectedSyntax");
    }
    into.selector = rule->ANY() ? Selector::AnyShortest : Selector::AllShortest;
}

PathPattern TreeReader::shortest_path(Tree::ShortestPathContext* rule) const {
    PathPattern pattern = path(rule->path(), Use::Match);
    if (pattern.relationships.size() != 1) {
        throw syntax_error(
            fmt::format("`{}` takes a pattern of one relationship", source_.text(rule->start)),
            pattern.span, "UnexpectedSyntax")
            .hint("like shortestPath((a)-[*]-(b))");
    }
    pattern.selector =
        rule->SHORTESTPATH() ? ast::Selector::ShortestPath : ast::Selector::AllShortestPaths;
    pattern.span = source_.span(rule);
    return pattern;
}

PathPattern TreeReader::path(Tree::PathContext* rule, Use use) const {
    while (rule->path())
        rule = rule->path();
    return elements(rule, rule->nodePattern(), rule->relationship(), use);
}

PathPattern TreeReader::elements(const antlr4::ParserRuleContext* rule,
                                 const std::vector<Tree::NodePatternContext*>& nodes,
                                 const std::vector<Tree::RelationshipContext*>& relationships,
                                 Use use) const {
    PathPattern pattern;
    pattern.span = source_.span(rule);
    for (auto* part : nodes)
        pattern.nodes.push_back(node(part, use));
    for (auto* part : relationships)
        pattern.relationships.push_back(relationship(part, use));
    return pattern;
}

PathPattern TreeReader::pattern_test(Tree::PatternTestContext* rule) const {
    return elements(rule, rule->nodePattern(), rule->relationship(), Use::Match);
}

// ---- nodes -------------------------------------------------------------------------------------

ast::NodePattern TreeReader::node(Tree::NodePatternContext* rule, Use use) const {
    ast::NodePattern node;
    node.span = source_.span(rule);
    if (rule->variable()) node.variable = name(rule->variable());
    if (rule->labels()) node.labels = label_choice(rule->labels()->labelChoice());
    if (rule->properties()) node.properties = properties(rule->properties(), use);
    node.condition = child(rule->where());
    if (use != Use::Match) {
        refuse_condition(rule->where());
        refuse_choice(node.labels);
    }
    return node;
}

ast::Child TreeReader::properties(Tree::PropertiesContext* rule, Use use) const {
    if (rule->map()) return std::make_unique<ast::Expression>(at(rule, map(rule->map())));
    if (use != Use::Create) {
        throw syntax_error("a parameter cannot stand for all properties of a pattern here",
                           source_.span(rule), "InvalidParameterUse")
            .hint(fmt::format("write each one: {{key: {}.key}}", source_.text(rule->start)));
    }
    return std::make_unique<ast::Expression>(at(rule, parameter(rule->Parameter()->getSymbol())));
}

void TreeReader::refuse_condition(Tree::WhereContext* rule) const {
    if (!rule) return;
    throw syntax_error("WHERE has no meaning in a pattern that is made", source_.span(rule->start),
                       "UnexpectedSyntax");
}

/// What is made has the labels it is given: all of them.
void TreeReader::refuse_choice(const std::optional<LabelExpression>& labels) const {
    using Op = LabelExpression::Op;
    if (!labels || labels->op == Op::Name) return;
    if (labels->op == Op::And) {
        for (const LabelExpression& operand : labels->operands)
            refuse_choice(operand);
        return;
    }
    throw syntax_error(
        fmt::format("`{}` leaves open which labels a new node has", source_.text(labels->span)),
        labels->span, "UnexpectedSyntax")
        .hint("labels of a new node are joined with `:` or `&`");
}

// ---- relationships -----------------------------------------------------------------------------

RelationshipPattern TreeReader::relationship(Tree::RelationshipContext* rule, Use use) const {
    RelationshipPattern result;
    result.span = source_.span(rule);
    const bool left = rule->left != nullptr;
    const bool right = rule->right != nullptr;
    if (left != right) result.arrow = left ? ast::Arrow::Left : ast::Arrow::Right;
    if (auto* body = rule->relationshipBody()) {
        if (body->variable()) result.variable = name(body->variable());
        if (body->labels()) result.types = label_choice(body->labels()->labelChoice());
        if (body->range()) range(body->range(), result);
        if (body->properties()) result.properties = properties(body->properties(), use);
        result.condition = child(body->where());
        if (use != Use::Match) refuse_condition(body->where());
    }
    if (rule->quantity()) quantity(rule->quantity(), result);
    if (use != Use::Match) refuse_vague(result, use);
    return result;
}

/// `*`, `*2`, `*1..`, `*..3`, `*1..3`
void TreeReader::range(Tree::RangeContext* rule, RelationshipPattern& into) const {
    into.variable_length = true;
    if (rule->from) into.min = count(rule->from);
    if (rule->to) into.max = count(rule->to);
    if (!rule->dots) into.max = into.min;
}

/// GQL's `*` is from 0, `+` from 1, `{n}` exactly n, `{m,n}` with either end left out.
void TreeReader::quantity(Tree::QuantityContext* rule, RelationshipPattern& into) const {
    if (into.variable_length) {
        throw syntax_error("the relationship has its length in the brackets already",
                           source_.span(rule), "InvalidRelationshipPattern")
            .hint("leave one of the two out");
    }
    into.variable_length = true;
    into.quantified = true;
    const std::string_view first = symbol(rule->start->getType());
    into.min = first == "+" ? 1 : 0;
    if (first != "{") return;
    if (rule->from) into.min = count(rule->from);
    if (rule->to) into.max = count(rule->to);
    if (!rule->comma) into.max = into.min;
    if (!into.max || *into.min <= *into.max) return;
    throw syntax_error(fmt::format("`{}` begins above its end", source_.text(source_.span(rule))),
                       source_.span(rule), "InvalidRelationshipPattern")
        .hint(fmt::format("write `{{{},{}}}`", *into.max, *into.min));
}

/// What is made has one type and, by CREATE, one direction. A variable without a type may be bound
/// already: which mistake that is, only the binder can tell.
void TreeReader::refuse_vague(const RelationshipPattern& made, Use use) const {
    const char* word = use == Use::Create ? "CREATE" : "MERGE";
    if (made.variable_length) {
        throw syntax_error(fmt::format("{} makes one relationship, not a chain of them", word),
                           made.span, "CreatingVarLength");
    }
    const bool named = made.variable && !made.types;
    if (!named && (!made.types || made.types->op != LabelExpression::Op::Name)) {
        throw syntax_error(fmt::format("a relationship in {} needs exactly one type", word),
                           made.types ? made.types->span : made.span, "NoSingleRelationshipType")
            .hint("like -[:TYPE]->");
    }
    if (use == Use::Create && made.arrow == ast::Arrow::Either) {
        throw syntax_error("a relationship in CREATE needs one direction", made.span,
                           "RequiresDirectedRelationship")
            .hint("write --> or <--");
    }
}

// ---- labels ------------------------------------------------------------------------------------

namespace {

/// One operand is itself; more are joined.
LabelExpression joined(LabelExpression::Op op, std::vector<LabelExpression> operands) {
    if (operands.size() == 1) return std::move(operands.front());
    const Span span{operands.front().span.begin, operands.back().span.end};
    return {op, {}, std::move(operands), span};
}

}  // namespace

LabelExpression TreeReader::label_choice(Tree::LabelChoiceContext* rule) const {
    std::vector<LabelExpression> operands;
    for (auto* part : rule->labelBoth())
        operands.push_back(label_both(part));
    return joined(LabelExpression::Op::Or, std::move(operands));
}

LabelExpression TreeReader::label_test(Tree::LabelTestContext* rule) const {
    std::vector<LabelExpression> operands;
    for (auto* part : rule->labelBoth())
        operands.push_back(label_both(part));
    return joined(LabelExpression::Op::Or, std::move(operands));
}

LabelExpression TreeReader::label_both(Tree::LabelBothContext* rule) const {
    std::vector<LabelExpression> operands;
    for (auto* part : rule->labelTerm())
        operands.push_back(label_term(part));
    return joined(LabelExpression::Op::And, std::move(operands));
}

LabelExpression TreeReader::label_term(Tree::LabelTermContext* rule) const {
    using Op = LabelExpression::Op;
    const Span span = source_.span(rule);
    if (rule->anyName()) return {Op::Name, name(rule->anyName()), {}, span};
    if (rule->labelChoice()) return label_choice(rule->labelChoice());
    if (!rule->labelTerm()) return {Op::Any, {}, {}, span};
    std::vector<LabelExpression> operand;
    operand.push_back(label_term(rule->labelTerm()));
    return {Op::Not, {}, std::move(operand), span};
}

}  // namespace dingtu
