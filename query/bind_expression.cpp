// Expressions: names become columns, functions are found, kinds are checked as far as the text
// tells.

#include "base/text.h"
#include "grammar/print.h"
#include "query/binder.h"
#include "query/functions.h"

#include <algorithm>

#include <fmt/format.h>

namespace dingtu {

Error refusal(Span span, const std::string& message, const char* detail, const char* code) {
    return Error(Phase::Bind, message).at(span).named(code, detail);
}

std::string names_of(Kinds kinds) {
    std::string out;
    for (auto kind = Kind::Map; kind <= Kind::Float;
         kind = static_cast<Kind>(static_cast<int>(kind) + 1)) {
        if (!kinds.contains(kind)) {
            continue;
        }
        if (!out.empty()) {
            out += " or ";
        }
        out += kind_name(kind);
    }
    return out;
}

/// The error of a value where another kind is needed.
Error wrong_kind(Span span, const char* what, Kinds accepted, Kinds found) {
    return refusal(
        span, fmt::format("{} must be {}, this is {}", what, names_of(accepted), names_of(found)),
        "InvalidArgumentType");
}

namespace {

/// Forms through which a condition may still be a bare pattern: `NOT (a)-->(b)`.
bool passes_condition_on(const ast::Expression& whole) {
    const auto* unary = std::get_if<ast::Unary>(&whole.node);
    return (unary != nullptr && unary->op == ast::UnaryOp::Not) ||
           std::holds_alternative<ast::Logical>(whole.node) ||
           std::holds_alternative<ast::PatternExpression>(whole.node);
}

}  // namespace

Typed Binder::expression(const ast::Expression& whole) {
    if (replacements_ != nullptr && !inside_aggregate_) {
        auto found = replacements_->find(to_text(whole));
        if (found != replacements_->end()) {
            return found->second;
        }
    }
    if (!passes_condition_on(whole)) {
        condition_ = false;
    }
    Typed bound = std::visit([&](const auto& node) { return bind_node(node, whole); }, whole.node);
    condition_ = false;
    return bound;
}

ExpressionPtr Binder::condition(const ast::Expression& expression_) {
    condition_ = true;
    return expect(expression_, Kind::Boolean, "a condition");
}

ExpressionPtr Binder::expect(const ast::Expression& expression_, Kinds accepted, const char* what) {
    Typed bound = expression(expression_);
    if (!bound.type.kinds.fits(accepted)) {
        throw wrong_kind(expression_.span, what, accepted, bound.type.kinds);
    }
    return bound.expression;
}

std::vector<Typed> Binder::bind_all(const ast::Expressions& expressions) {
    std::vector<Typed> bound;
    for (const ast::Expression& each : expressions) {
        bound.push_back(expression(each));
    }
    return bound;
}

Typed Binder::bind_node(const ast::Literal& node, const ast::Expression& /*whole*/) {
    return {make_constant(node.value), {.kinds = node.value.kind()}};
}

Typed Binder::bind_node(const ast::Parameter& node, const ast::Expression& whole) {
    if (!state_.parameters.contains(node.name)) {
        throw refusal(whole.span, fmt::format("the parameter `${}` has no value", node.name),
                      "MissingParameter", "ParameterMissing")
            .hint(fmt::format("give one with --param {}=JSON", node.name));
    }
    state_.parameters_read.insert(node.name);
    return {at_place(make_parameter(node.name), whole.span), {}};
}

Typed Binder::bind_node(const ast::Variable& node, const ast::Expression& whole) {
    auto found = scope_.find(node.name);
    bool beside_aggregate = only_replacements_ && !inside_aggregate_;
    if (beside_aggregate && (!found || column_slot(*found->expression))) {
        throw refusal(whole.span,
                      fmt::format("`{}` is neither grouped by nor aggregated here", node.name),
                      "AmbiguousAggregationExpression")
            .hint(fmt::format("return `{}` as a column of its own, or aggregate it", node.name));
    }
    if (!found) {
        Error error = refusal(whole.span, fmt::format("variable `{}` is not defined", node.name),
                              "UndefinedVariable");
        auto names = scope_.names();
        if (auto near = nearest(node.name, names)) {
            error.hint(fmt::format("did you mean `{}`?", *near));
        }
        throw error;
    }
    return *found;
}

Typed Binder::bind_node(const ast::Property& node, const ast::Expression& whole) {
    Typed subject = expression(*node.subject);
    Kinds accepted = Kinds{Kind::Node, Kind::Relationship, Kind::Map} | Kinds::temporal();
    if (!subject.type.kinds.fits(accepted)) {
        bool path =
            subject.type.kinds == Kinds(Kind::Path);  // openCypher names this one differently
        throw refusal(whole.span, fmt::format("{} has no properties", names_of(subject.type.kinds)),
                      "InvalidArgumentType", path ? "SyntaxError" : "TypeError");
    }
    bool element =
        subject.type.kinds == Kinds(Kind::Node) || subject.type.kinds == Kinds(Kind::Relationship);
    if (element) {
        warn_unknown(NameKind::Key, node.key);
    }
    return {at_place(make_property(subject.expression, key(node.key)), whole.span), {}};
}

Typed Binder::bind_node(const ast::HasLabel& node, const ast::Expression& whole) {
    Typed subject = expression(*node.subject);
    if (!subject.type.kinds.fits({Kind::Node, Kind::Relationship})) {
        throw wrong_kind(node.subject->span, "what has labels", {Kind::Node, Kind::Relationship},
                         subject.type.kinds);
    }
    bool relationship = subject.type.kinds == Kinds(Kind::Relationship);
    NameTest test = labels(node.labels, relationship ? NameKind::Type : NameKind::Label);
    return {at_place(make_has_labels(subject.expression, test), whole.span),
            {.kinds = Kind::Boolean}};
}

namespace {

constexpr Kinds numbers = Kinds::number();
const Kinds additive = Kinds::number() | Kinds::temporal() | Kinds{Kind::String, Kind::List};

/// The kinds of `a op b` as far as they are certain.
Kinds arithmetic_kinds(ast::ArithmeticOp op, Kinds a, Kinds b) {
    bool integers = a == Kinds(Kind::Integer) && b == Kinds(Kind::Integer);
    bool both_numbers = !a.empty() && !b.empty() && (a & numbers) == a && (b & numbers) == b;
    if (op == ast::ArithmeticOp::Power) {
        return both_numbers ? Kinds(Kind::Float) : Kinds::any();
    }
    if (integers) {
        return Kind::Integer;
    }
    if (both_numbers) {
        return a == numbers || b == numbers ? numbers : Kinds(Kind::Float);
    }
    bool lists = a == Kinds(Kind::List) || b == Kinds(Kind::List);
    if (op == ast::ArithmeticOp::Add && lists) {
        return Kind::List;
    }
    bool strings = a == Kinds(Kind::String) && b == Kinds(Kind::String);
    if (op == ast::ArithmeticOp::Add && strings) {
        return Kind::String;
    }
    return Kinds::any();
}

bool fits_operator(ast::ArithmeticOp op, Kinds kinds, bool beside_list) {
    if (op == ast::ArithmeticOp::Add) {
        return beside_list || kinds.fits(additive);
    }
    if (op == ast::ArithmeticOp::Modulo || op == ast::ArithmeticOp::Power) {
        return kinds.fits(numbers);
    }
    return kinds.fits(numbers | Kinds::temporal());
}

}  // namespace

Typed Binder::bind_node(const ast::Arithmetic& node, const ast::Expression& whole) {
    std::vector<Typed> bound = bind_all(node.operands);
    Kinds kinds = bound.front().type.kinds;
    for (std::size_t i = 0; i < node.ops.size(); ++i) {
        Kinds right = bound[i + 1].type.kinds;
        bool lists = kinds.contains(Kind::List) || right.contains(Kind::List);
        bool left_fits = fits_operator(node.ops[i], kinds, lists);
        if (!left_fits || !fits_operator(node.ops[i], right, lists)) {
            const ast::Expression& bad = node.operands[left_fits ? i + 1 : i];
            throw refusal(bad.span,
                          fmt::format("this operator does not work on {}",
                                      names_of(left_fits ? right : kinds)),
                          "InvalidArgumentType");
        }
        kinds = arithmetic_kinds(node.ops[i], kinds, right);
    }
    std::vector<ExpressionPtr> operands;
    for (Typed& each : bound) {
        operands.push_back(std::move(each.expression));
    }
    return {at_place(make_arithmetic(std::move(operands), node.ops), whole.span), {.kinds = kinds}};
}

Typed Binder::bind_node(const ast::Logical& node, const ast::Expression& whole) {
    bool is_condition = std::exchange(condition_, false);
    std::vector<ExpressionPtr> operands;
    for (const ast::Expression& operand : node.operands) {
        condition_ = is_condition;
        operands.push_back(expect(operand, Kind::Boolean, "an operand of AND, OR and XOR"));
    }
    return {at_place(make_logical(node.op, std::move(operands)), whole.span),
            {.kinds = Kind::Boolean}};
}

Typed Binder::bind_node(const ast::Unary& node, const ast::Expression& whole) {
    using Op = ast::UnaryOp;
    if (node.op == Op::Not) {  // `condition_` passes through
        ExpressionPtr operand = expect(*node.operand, Kind::Boolean, "the operand of NOT");
        return {at_place(make_unary(node.op, operand), whole.span), {.kinds = Kind::Boolean}};
    }
    Typed operand = expression(*node.operand);
    if (node.op == Op::IsNull || node.op == Op::IsNotNull) {
        return {make_unary(node.op, operand.expression), {.kinds = Kind::Boolean}};
    }
    if (!operand.type.kinds.fits(numbers | Kinds(Kind::Duration))) {
        throw wrong_kind(node.operand->span, "what has a sign", numbers, operand.type.kinds);
    }
    return {at_place(make_unary(node.op, operand.expression), whole.span), operand.type};
}

Typed Binder::bind_node(const ast::Comparison& node, const ast::Expression& whole) {
    std::vector<ExpressionPtr> operands;
    for (const ast::Expression& operand : node.operands) {
        operands.push_back(expression(operand).expression);
    }
    return {at_place(make_comparison(std::move(operands), node.ops), whole.span),
            {.kinds = Kind::Boolean}};
}

Typed Binder::bind_node(const ast::Test& node, const ast::Expression& whole) {
    Typed left = expression(*node.left);
    Typed right = expression(*node.right);
    if (node.op == ast::TestOp::In && !right.type.kinds.fits(Kind::List)) {
        throw wrong_kind(node.right->span, "the right side of IN", Kind::List, right.type.kinds);
    }
    return {at_place(make_test(node.op, left.expression, right.expression), whole.span),
            {.kinds = Kind::Boolean}};
}

Typed Binder::bind_node(const ast::Index& node, const ast::Expression& whole) {
    Typed subject = expression(*node.subject);
    Typed index = expression(*node.index);
    Kinds accepted = Kinds{Kind::List, Kind::Map, Kind::Node, Kind::Relationship};
    if (!subject.type.kinds.fits(accepted)) {
        throw wrong_kind(node.subject->span, "what is indexed", accepted, subject.type.kinds)
            .named("TypeError", "InvalidArgumentType");
    }
    bool list = subject.type.kinds == Kinds(Kind::List);
    if (list && !index.type.kinds.fits(Kind::Integer)) {
        throw wrong_kind(node.index->span, "a place in a list", Kind::Integer, index.type.kinds)
            .named("TypeError", "InvalidArgumentType");
    }
    Type type{.kinds = list ? subject.type.items : Kinds::any()};
    return {at_place(make_index(subject.expression, index.expression), whole.span), type};
}

Typed Binder::bind_node(const ast::Slice& node, const ast::Expression& whole) {
    Typed subject = expression(*node.subject);
    if (!subject.type.kinds.fits(Kind::List)) {
        throw wrong_kind(node.subject->span, "what is cut", Kind::List, subject.type.kinds);
    }
    ExpressionPtr from =
        node.from ? expect(*node.from, Kind::Integer, "a place in a list") : nullptr;
    ExpressionPtr to = node.to ? expect(*node.to, Kind::Integer, "a place in a list") : nullptr;
    return {at_place(make_slice(subject.expression, from, to), whole.span), subject.type};
}

Typed Binder::bind_node(const ast::ListLiteral& node, const ast::Expression& /*whole*/) {
    std::vector<ExpressionPtr> items;
    Kinds kinds;
    for (const ast::Expression& item : node.items) {
        Typed bound = expression(item);
        kinds = kinds | bound.type.kinds;
        items.push_back(std::move(bound.expression));
    }
    return {make_list(std::move(items)),
            {.kinds = Kind::List, .items = node.items.empty() ? Kinds::any() : kinds}};
}

Typed Binder::bind_node(const ast::MapLiteral& node, const ast::Expression& /*whole*/) {
    std::vector<std::pair<std::string, ExpressionPtr>> entries;
    for (const auto& [name, value] : node.entries) {
        entries.emplace_back(name.text, expression(value).expression);
    }
    return {make_map(std::move(entries)), {.kinds = Kind::Map}};
}

Typed Binder::bind_node(const ast::Case& node, const ast::Expression& whole) {
    ExpressionPtr subject = node.subject ? expression(*node.subject).expression : nullptr;
    std::vector<std::pair<ExpressionPtr, ExpressionPtr>> whens;
    Kinds kinds;
    for (const ast::Case::When& when : node.whens) {
        condition_ = subject == nullptr;
        Typed when_condition = expression(when.condition);
        Typed result = expression(when.result);
        kinds = kinds | result.type.kinds;
        whens.emplace_back(when_condition.expression, result.expression);
    }
    Typed otherwise =
        node.otherwise ? expression(*node.otherwise) : Typed{nullptr, {.kinds = Kind::Null}};
    return {at_place(make_case(subject, std::move(whens), otherwise.expression), whole.span),
            {.kinds = kinds | otherwise.type.kinds}};
}

}  // namespace dingtu
