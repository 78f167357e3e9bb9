// Calls of functions and aggregates.

#include "base/text.h"
#include "grammar/print.h"
#include "query/binder.h"
#include "query/functions.h"

#include <algorithm>

#include <fmt/format.h>

namespace dingtu {

Typed Binder::bind_node(const ast::Call& node, const ast::Expression& whole) {
    if (const Aggregate* aggregate = find_aggregate(node.function.text)) {
        return bind_aggregate(node, *aggregate, whole);
    }
    const Function* function = find_function(node.function.text);
    bool asks_for_pattern = node.args.size() == 1 && to_lower(node.function.text) == "exists" &&
                            std::holds_alternative<ast::PatternExpression>(node.args.front().node);
    if (asks_for_pattern) {
        condition_ = true;
        return expression(node.args.front());
    }
    if (function == nullptr) {
        Error error = refusal(node.function.span,
                              fmt::format("there is no function `{}`", node.function.text),
                              "UnknownFunction");
        std::vector<std::string> names;
        for (const Function* known : all_functions()) {
            names.emplace_back(known->name);
        }
        for (const Aggregate& known : all_aggregates()) {
            names.emplace_back(known.name);
        }
        if (auto near = nearest(node.function.text, names)) {
            error.hint(fmt::format("did you mean `{}`?", *near));
        }
        throw error;
    }
    if (inside_aggregate_ && !function->pure && to_lower(node.function.text) == "rand") {
        throw refusal(whole.span, "an aggregate of random numbers has no meaning",
                      "NonConstantExpression");
    }
    std::vector<ExpressionPtr> args = bind_args(node, *function);
    return {at_place(make_call(*function, std::move(args)), whole.span),
            {.kinds = function->result}};
}

std::vector<ExpressionPtr> Binder::bind_args(const ast::Call& call, const Function& function) {
    auto count = static_cast<int>(call.args.size());
    if (call.star || count < function.min_args ||
        (function.max_args >= 0 && count > function.max_args)) {
        throw refusal(call.function.span,
                      fmt::format("wrong number of arguments for `{}`", function.name),
                      "InvalidNumberOfArguments")
            .hint(std::string(function.signature));
    }
    std::vector<ExpressionPtr> args;
    for (std::size_t i = 0; i < call.args.size(); ++i) {
        Typed arg = expression(call.args[i]);
        Kinds accepted = function.accepts[std::min(i, function.accepts.size() - 1)];
        if (!arg.type.kinds.fits(accepted)) {
            throw wrong_kind(call.args[i].span, "this argument", accepted, arg.type.kinds)
                .hint(std::string(function.signature));
        }
        args.push_back(std::move(arg.expression));
    }
    return args;
}

Typed Binder::bind_aggregate(const ast::Call& call, const Aggregate& aggregate,
                             const ast::Expression& whole) {
    if (inside_aggregate_) {
        throw refusal(whole.span, "an aggregate cannot stand inside another", "NestedAggregation");
    }
    if (aggregates_ == nullptr || scope_.local_count() > 0) {
        throw refusal(whole.span, fmt::format("`{}` cannot be used here", aggregate.name),
                      "InvalidAggregation")
            .hint("aggregate in a WITH or RETURN first, and use its column");
    }
    auto count = static_cast<int>(call.args.size());
    if (!call.star && count != aggregate.args) {
        throw refusal(call.function.span,
                      fmt::format("wrong number of arguments for `{}`", aggregate.name),
                      "InvalidNumberOfArguments")
            .hint(std::string(aggregate.signature));
    }
    plan::GroupBy::Item item{.slot = state_.slot(),
                             .function = &aggregate,
                             .args = {},
                             .distinct = call.distinct,
                             .text = to_text(whole)};
    inside_aggregate_ = true;
    for (std::size_t i = 0; i < call.args.size(); ++i) {
        item.args.push_back(
            expect(call.args[i], i == 0 ? aggregate.accepts : Kinds::number(), "this argument"));
    }
    inside_aggregate_ = false;
    aggregates_->push_back(item);
    return {make_column(item.slot), {.kinds = aggregate.result}};
}

}  // namespace dingtu
