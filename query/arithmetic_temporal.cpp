#include "query/arithmetic_temporal.h"

#include "base/duration.h"
#include "base/error.h"
#include "query/arguments.h"

#include <cmath>

namespace dingtu {

namespace {

std::optional<Value> later(const Value& time, const Duration& duration) {
    switch (time.kind()) {
        case Kind::Date: return plus(time.as_date(), duration);
        case Kind::LocalTime: return plus(time.as_local_time(), duration);
        case Kind::Time: return plus(time.as_time(), duration);
        case Kind::LocalDateTime: return plus(time.as_local_date_time(), duration);
        case Kind::DateTime: return plus(time.as_date_time(), duration);
        case Kind::Duration: return plus(time.as_duration(), duration);
        case Kind::Map:
        case Kind::Node:
        case Kind::Relationship:
        case Kind::List:
        case Kind::Path:
        case Kind::String:
        case Kind::Boolean:
        case Kind::Integer:
        case Kind::Float:
        case Kind::Null: return std::nullopt;
    }
    return std::nullopt;
}

double scale(const Value& number) {
    double scale = number.as_number();
    if (!std::isfinite(scale)) {
        refuse_number("a duration can only be scaled by a finite number");
    }
    return scale;
}

}  // namespace

std::optional<Value> add_temporal(const Value& a, const Value& b) {
    if (b.is(Kind::Duration)) {
        return later(a, b.as_duration());
    }
    return a.is(Kind::Duration) ? later(b, a.as_duration()) : std::nullopt;
}

std::optional<Value> subtract_temporal(const Value& a, const Value& b) {
    return b.is(Kind::Duration) ? later(a, negated(b.as_duration())) : std::nullopt;
}

std::optional<Value> multiply_temporal(const Value& a, const Value& b) {
    if (!a.is(Kind::Duration)) {
        return b.is(Kind::Duration) && a.is_number() ? multiply_temporal(b, a) : std::nullopt;
    }
    if (b.is(Kind::Integer)) {
        return times(a.as_duration(), b.as_integer());
    }
    return b.is(Kind::Float) ? std::optional<Value>(times(a.as_duration(), scale(b)))
                             : std::nullopt;
}

std::optional<Value> divide_temporal(const Value& a, const Value& b) {
    if (!a.is(Kind::Duration) || !b.is_number()) {
        return std::nullopt;
    }
    double divisor = scale(b);
    if (divisor == 0) {
        throw Error(Phase::Run, "a duration is divided by zero")
            .named("ArithmeticError", "DivisionByZero");
    }
    return divided(a.as_duration(), divisor);
}

}  // namespace dingtu
