#pragma once

#include "base/temporal.h"

#include <cstdint>

namespace dingtu {

/// A duration of parts that may have fractions. What is left of a month goes on as days (30.436875
/// to a month), what is left of a day as seconds; less than a nanosecond is dropped. Throws
/// Error{Run} ArithmeticError IntegerOverflow if a group leaves 64 bits.
[[nodiscard]] Duration duration_of(long double months, long double days, long double seconds,
                                   long double nanos);

/// `nanos` of any size and sign; the same error.
[[nodiscard]] Duration normalised(std::int64_t months, std::int64_t days, std::int64_t seconds,
                                  std::int64_t nanos);

[[nodiscard]] Duration plus(const Duration& a, const Duration& b);
[[nodiscard]] Duration negated(const Duration& a);
/// Exact.
[[nodiscard]] Duration times(const Duration& a, std::int64_t factor);
/// As duration_of() carries fractions. Both operands must be finite, and the divisor not 0.
[[nodiscard]] Duration times(const Duration& a, double factor);
[[nodiscard]] Duration divided(const Duration& a, double divisor);

/// The date, or date and time, that a duration later: first the months, then the days, then the
/// rest. A date moves by whole days of the rest only.
[[nodiscard]] Date plus(Date date, const Duration& duration);
[[nodiscard]] LocalDateTime plus(LocalDateTime time, const Duration& duration);
/// Months and days by the calendar of its zone, the rest as time that passes.
[[nodiscard]] DateTime plus(const DateTime& time, const Duration& duration);
/// Times of day go round; months and days do not move them.
[[nodiscard]] LocalTime plus(LocalTime time, const Duration& duration);
[[nodiscard]] Time plus(const Time& time, const Duration& duration);

}  // namespace dingtu
