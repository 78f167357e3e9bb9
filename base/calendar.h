#pragma once

#include "base/temporal.h"

#include <cstdint>
#include <string_view>

namespace dingtu {

/// The proleptic Gregorian calendar and the ISO 8601 week. All that takes a field checks it and
/// throws Error{Run} ArgumentError NumberOutOfRange, naming the field.

inline constexpr std::int64_t nanos_per_second = 1'000'000'000;
inline constexpr std::int64_t seconds_per_day = 86'400;
inline constexpr std::int64_t nanos_per_day = seconds_per_day * nanos_per_second;
/// The mean Gregorian month of 30.436875 days: what a fraction of a month stands for.
inline constexpr std::int64_t seconds_per_month = 2'629'746;
inline constexpr std::int64_t min_year = -999'999'999;
inline constexpr std::int64_t max_year = 999'999'999;

/// A day by year, month (1-12) and day of month (1-31).
struct CalendarDay {
    std::int64_t year = 1970;
    std::int64_t month = 1;
    std::int64_t day = 1;
};

/// A day by the year of its ISO week, the week (1-53; week 1 holds the year's first Thursday) and
/// the day of the week (1 is Monday).
struct WeekDay {
    std::int64_t year = 1970;
    std::int64_t week = 1;
    std::int64_t day = 1;
};

[[nodiscard]] CalendarDay calendar_day(Date date);
[[nodiscard]] WeekDay week_day(Date date);
[[nodiscard]] std::int64_t ordinal_day(Date date);
[[nodiscard]] std::int64_t quarter_of(Date date);
[[nodiscard]] std::int64_t day_of_quarter(Date date);

[[nodiscard]] std::int64_t days_in_month(std::int64_t year, std::int64_t month);

[[nodiscard]] Date date_of(const CalendarDay& day);
[[nodiscard]] Date date_of(const WeekDay& day);
[[nodiscard]] Date date_of_ordinal(std::int64_t year, std::int64_t ordinal);
[[nodiscard]] Date date_of_quarter(std::int64_t year, std::int64_t quarter, std::int64_t day);

/// The same day of the month that many months later, or the month's last day if it has none such.
[[nodiscard]] Date plus_months(Date date, std::int64_t months);
[[nodiscard]] Date plus_days(Date date, std::int64_t days);
/// `nanos` may be of any size and sign: whole days of it move the date.
[[nodiscard]] LocalDateTime plus_seconds(LocalDateTime time, std::int64_t seconds,
                                         std::int64_t nanos);

/// Nanoseconds of the day; the subsecond part is 0 to 999,999,999.
[[nodiscard]] std::int64_t nanos_of_day(std::int64_t hour, std::int64_t minute, std::int64_t second,
                                        std::int64_t subsecond);

/// Throws unless `low` <= `value` <= `high`; `field` is what the user calls it.
void check_range(std::string_view field, std::int64_t value, std::int64_t low, std::int64_t high);

/// Quotient and remainder with 0 <= remainder < divisor.
[[nodiscard]] constexpr std::int64_t floor_divide(std::int64_t value, std::int64_t divisor) {
    std::int64_t quotient = value / divisor;
    return value % divisor < 0 ? quotient - 1 : quotient;
}
[[nodiscard]] constexpr std::int64_t floor_modulo(std::int64_t value, std::int64_t divisor) {
    std::int64_t rest = value % divisor;
    return rest < 0 ? rest + divisor : rest;
}

}  // namespace dingtu
