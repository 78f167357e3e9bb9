#include "query/expression.h"

#include "base/error.h"

#include <fmt/format.h>

namespace dingtu {

Ternary truth(const Value& value) {
    if (value.is_null()) {
        return Ternary::Unknown;
    }
    if (value.is(Kind::Boolean)) {
        return value.as_boolean() ? Ternary::True : Ternary::False;
    }
    throw Error(Phase::Run, fmt::format("a condition must be true or false, not of type {}",
                                        kind_name(value.kind())))
        .named("TypeError", "InvalidArgumentType");
}

void Expression::eval_all(const Rows& rows, std::vector<Value>& out) const {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows.frame.context.limits.check();
        out.push_back(eval(rows.row(i)));
    }
}

void Expression::select(const Batch& batch, Frame& frame,
                        std::vector<std::uint32_t>& chosen) const {
    std::erase_if(chosen, [&](std::uint32_t row) {
        frame.context.limits.check();
        return !holds(*this, {.batch = batch, .index = row, .frame = frame});
    });
}

bool is_fixed(const Expression& expression) {
    std::set<Slot> slots;
    expression.read_slots(slots);
    return slots.empty() && expression.pure();
}

bool holds(const Expression& predicate, const Row& row) {
    return truth(predicate.eval(row)) == Ternary::True;
}

Value eval_constant(const Expression& expression, Context& context) {
    Batch none;
    none.size = 1;
    Frame frame{.context = context, .locals = {}};
    return expression.eval({.batch = none, .index = 0, .frame = frame});
}

}  // namespace dingtu
