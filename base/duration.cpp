#include "base/duration.h"

#include "base/calendar.h"
#include "base/error.h"
#include "base/zone.h"

#include <cmath>

namespace dingtu {

namespace {

__extension__ using Wide = __int128;

constexpr long double days_per_month = 30.436875L;
constexpr auto nanos_per_second_exact = static_cast<long double>(nanos_per_second);

[[noreturn]] void refuse_overflow() {
    throw Error(Phase::Run, "a duration leaves the range of 64-bit integers")
        .named("ArithmeticError", "IntegerOverflow");
}

struct Split {
    std::int64_t whole = 0;
    long double fraction = 0;
};

Split split(long double amount) {
    long double whole = std::trunc(amount);
    if (!(whole >= -0x1p63L && whole < 0x1p63L)) {
        refuse_overflow();
    }
    return {.whole = static_cast<std::int64_t>(whole), .fraction = amount - whole};
}

/// A fraction of a nanosecond is dropped, but 0.7 is not quite seven tenths: what is next to a
/// whole number is that number.
std::int64_t whole_nanos(long double nanos) {
    long double nearest = std::nearbyint(nanos);
    return split(std::fabs(nanos - nearest) < 1e-3L ? nearest : nanos).whole;
}

std::int64_t add(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) {
        refuse_overflow();
    }
    return sum;
}

std::int64_t multiply(std::int64_t a, std::int64_t b) {
    std::int64_t product = 0;
    if (__builtin_mul_overflow(a, b, &product)) {
        refuse_overflow();
    }
    return product;
}

/// `a` plus whole nanoseconds, round the clock.
std::int64_t round_the_clock(std::int64_t nanos, const Duration& duration) {
    std::int64_t moved = floor_modulo(duration.seconds, seconds_per_day) * nanos_per_second;
    return (nanos + moved + duration.nanos) % nanos_per_day;
}

}  // namespace

Duration duration_of(long double months, long double days, long double seconds, long double nanos) {
    Split month = split(months);
    Split day = split(days);
    Split second = split(seconds);
    Split nano = split(nanos);
    Split carried = split(month.fraction * days_per_month + day.fraction);
    long double rest = carried.fraction * static_cast<long double>(nanos_per_day) +
                       second.fraction * nanos_per_second_exact + nano.fraction;
    std::int64_t seconds_of_nanos = nano.whole / nanos_per_second;
    return normalised(month.whole, add(day.whole, carried.whole),
                      add(second.whole, seconds_of_nanos),
                      nano.whole % nanos_per_second + whole_nanos(rest));
}

Duration normalised(std::int64_t months, std::int64_t days, std::int64_t seconds,
                    std::int64_t nanos) {
    return {.months = months,
            .days = days,
            .seconds = add(seconds, floor_divide(nanos, nanos_per_second)),
            .nanos = floor_modulo(nanos, nanos_per_second)};
}

Duration plus(const Duration& a, const Duration& b) {
    return normalised(add(a.months, b.months), add(a.days, b.days), add(a.seconds, b.seconds),
                      a.nanos + b.nanos);
}

Duration negated(const Duration& a) {
    return times(a, std::int64_t{-1});
}

Duration times(const Duration& a, std::int64_t factor) {
    Wide nanos = Wide{a.nanos} * factor;
    auto carried = static_cast<std::int64_t>(nanos / nanos_per_second);
    return normalised(multiply(a.months, factor), multiply(a.days, factor),
                      add(multiply(a.seconds, factor), carried),
                      static_cast<std::int64_t>(nanos % nanos_per_second));
}

// Months and days are scaled as doubles, whose rounding makes ten times 0.7 seven; a product of
// higher precision falls short of it, and a whole month would become days.
Duration times(const Duration& a, double factor) {
    long double exact = factor;
    return duration_of(static_cast<double>(a.months) * factor, static_cast<double>(a.days) * factor,
                       static_cast<long double>(a.seconds) * exact,
                       static_cast<long double>(a.nanos) * exact);
}

Duration divided(const Duration& a, double divisor) {
    long double exact = divisor;
    return duration_of(
        static_cast<double>(a.months) / divisor, static_cast<double>(a.days) / divisor,
        static_cast<long double>(a.seconds) / exact, static_cast<long double>(a.nanos) / exact);
}

Date plus(Date date, const Duration& duration) {
    // Whole days towards zero: minus 33 hours is one day back, not two.
    bool borrow = duration.seconds < 0 && duration.nanos > 0;
    std::int64_t days = (duration.seconds + (borrow ? 1 : 0)) / seconds_per_day;
    return plus_days(plus_months(date, duration.months), add(duration.days, days));
}

LocalDateTime plus(LocalDateTime time, const Duration& duration) {
    Date date = plus_days(plus_months(Date{time.days}, duration.months), duration.days);
    return plus_seconds({.days = date.days, .nanos = time.nanos}, duration.seconds, duration.nanos);
}

DateTime plus(const DateTime& time, const Duration& duration) {
    Date date = plus_days(plus_months(Date{time.days}, duration.months), duration.days);
    DateTime moved = time;
    if (date.days != time.days) {
        moved =
            in_zone({.days = date.days, .nanos = time.nanos}, zone_of(time), time.offset_seconds);
    }
    Instant moment = instant_of(moved);
    std::int64_t nanos = moment.nanos + duration.nanos;
    return at_zone({.seconds = add(add(moment.seconds, duration.seconds), nanos / nanos_per_second),
                    .nanos = nanos % nanos_per_second},
                   zone_of(time));
}

LocalTime plus(LocalTime time, const Duration& duration) {
    return {.nanos = round_the_clock(time.nanos, duration)};
}

Time plus(const Time& time, const Duration& duration) {
    return {.nanos = round_the_clock(time.nanos, duration), .offset_seconds = time.offset_seconds};
}

}  // namespace dingtu
