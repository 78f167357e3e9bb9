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
