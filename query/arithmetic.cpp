#include "query/arithmetic.h"

#include "base/error.h"
#include "base/json.h"
#include "query/arguments.h"
#include "query/arithmetic_temporal.h"

#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

namespace dingtu {

namespace {

bool any_null(const Value& a, const Value& b) {
    return a.is_null() || b.is_null();
}

bool integers(const Value& a, const Value& b) {
    return a.is(Kind::Integer) && b.is(Kind::Integer);
}

bool numbers(const Value& a, const Value& b) {
    return a.is_number() && b.is_number();
}

[[noreturn]] void refuse_operands(std::string_view sign, const Value& a, const Value& b) {
    throw Error(Phase::Run, fmt::format("`{}` does not know {} and {}", sign, kind_name(a.kind()),
                                        kind_name(b.kind())))
        .named("TypeError", "InvalidArgumentType");
}

[[noreturn]] void refuse_zero() {
    throw Error(Phase::Run, "an integer is divided by zero")
        .hint("`1.0 / 0` is Infinity: divide a float if that is meant")
        .named("ArithmeticError", "DivisionByZero");
}

Value settled(std::optional<Value> result, std::string_view sign, const Value& a, const Value& b) {
    if (!result) {
        refuse_operands(sign, a, b);
    }
    return std::move(*result);
}

Value add_integers(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) {
        refuse_overflow(fmt::format("{} + {}", a, b));
    }
    return sum;
}

Value subtract_integers(std::int64_t a, std::int64_t b) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(a, b, &difference)) {
        refuse_overflow(fmt::format("{} - {}", a, b));
    }
    return difference;
}

Value multiply_integers(std::int64_t a, std::int64_t b) {
    std::int64_t product = 0;
    if (__builtin_mul_overflow(a, b, &product)) {
        refuse_overflow(fmt::format("{} * {}", a, b));
    }
    return product;
}

Value concatenate_lists(const Value& a, const Value& b) {
    List out;
    for (const Value* side : {&a, &b}) {
        if (side->is(Kind::List)) {
            out.insert(out.end(), side->as_list().begin(), side->as_list().end());
        } else {
            out.push_back(*side);
        }
    }
    return out;
}

/// What may stand beside a string in a concatenation, as text.
std::optional<std::string> joinable(const Value& value) {
    switch (value.kind()) {
        case Kind::String: return value.as_string();
        case Kind::Float: return float_text(value.as_float());
        case Kind::Integer:
        case Kind::Date:
        case Kind::Time:
        case Kind::LocalTime:
        case Kind::DateTime:
        case Kind::LocalDateTime:
        case Kind::Duration: return to_text(value);
        case Kind::Map:
        case Kind::Node:
        case Kind::Relationship:
        case Kind::List:
        case Kind::Path:
        case Kind::Boolean:
        case Kind::Null: return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Value> concatenate_strings(const Value& a, const Value& b) {
    auto left = joinable(a);
    auto right = joinable(b);
    if (!left || !right) {
        return std::nullopt;
    }
    return Value(*left + *right);
}

}  // namespace

Value add(const Value& a, const Value& b) {
    if (any_null(a, b)) {
        return {};
    }
    if (integers(a, b)) {
        return add_integers(a.as_integer(), b.as_integer());
    }
    if (numbers(a, b)) {
        return a.as_number() + b.as_number();
    }
    if (a.is(Kind::List) || b.is(Kind::List)) {
        return concatenate_lists(a, b);
    }
    if (a.is(Kind::String) || b.is(Kind::String)) {
        return settled(concatenate_strings(a, b), "+", a, b);
    }
    return settled(add_temporal(a, b), "+", a, b);
}

Value subtract(const Value& a, const Value& b) {
    if (any_null(a, b)) {
        return {};
    }
    if (integers(a, b)) {
        return subtract_integers(a.as_integer(), b.as_integer());
    }
    if (numbers(a, b)) {
        return a.as_number() - b.as_number();
    }
    return settled(subtract_temporal(a, b), "-", a, b);
}

Value multiply(const Value& a, const Value& b) {
    if (any_null(a, b)) {
        return {};
    }
    if (integers(a, b)) {
        return multiply_integers(a.as_integer(), b.as_integer());
    }
    if (numbers(a, b)) {
        return a.as_number() * b.as_number();
    }
    return settled(multiply_temporal(a, b), "*", a, b);
}

Value divide(const Value& a, const Value& b) {
    if (any_null(a, b)) {
        return {};
    }
    if (integers(a, b)) {
        if (b.as_integer() == 0) {
            refuse_zero();
        }
        if (b.as_integer() == -1) {
            return negate(a);
        }
        return a.as_integer() / b.as_integer();
    }
    if (numbers(a, b)) {
        return a.as_number() / b.as_number();
    }
    return settled(divide_temporal(a, b), "/", a, b);
}

Value modulo(const Value& a, const Value& b) {
    if (any_null(a, b)) {
        return {};
    }
    if (integers(a, b)) {
        if (b.as_integer() == 0) {
            refuse_zero();
        }
        // The lowest integer by -1 has remainder 0, but the machine's division traps on it.
        return b.as_integer() == -1 ? std::int64_t{0} : a.as_integer() % b.as_integer();
    }
    if (numbers(a, b)) {
        return std::fmod(a.as_number(), b.as_number());
    }
    refuse_operands("%", a, b);
}

Value power(const Value& a, const Value& b) {
    if (any_null(a, b)) {
        return {};
    }
    if (!numbers(a, b)) {
        refuse_operands("^", a, b);
    }
    return std::pow(a.as_number(), b.as_number());
}

Value negate(const Value& a) {
    switch (a.kind()) {
        case Kind::Null: return {};
        case Kind::Integer: return subtract_integers(0, a.as_integer());
        case Kind::Float: return -a.as_float();
        case Kind::Duration: return *multiply_temporal(a, -1);
        case Kind::Map:
        case Kind::Node:
        case Kind::Relationship:
        case Kind::List:
        case Kind::Path:
        case Kind::DateTime:
        case Kind::LocalDateTime:
        case Kind::Date:
        case Kind::Time:
        case Kind::LocalTime:
        case Kind::String:
        case Kind::Boolean: break;
    }
    throw Error(Phase::Run, fmt::format("`-` does not know {}", kind_name(a.kind())))
        .named("TypeError", "InvalidArgumentType");
}

}  // namespace dingtu
