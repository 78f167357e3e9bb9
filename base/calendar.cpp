#include "base/calendar.h"

#include "base/error.h"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

namespace dingtu {

namespace {

bool is_leap(std::int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

// Both directions: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil,
// civil_from_days). Years begin in March there, so that the leap day is a year's last.
constexpr std::int64_t days_per_era = 146'097;  // 400 years
constexpr std::int64_t epoch_shift = 719'468;   // from 0000-03-01 to 1970-01-01

std::int64_t days_from_civil(std::int64_t year, std::int64_t month, std::int64_t day) {
    year -= month <= 2 ? 1 : 0;
    std::int64_t era = floor_divide(year, 400);
    std::int64_t year_of_era = year - era * 400;
    std::int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * days_per_era + day_of_era - epoch_shift;
}

/// Monday of week 1.
std::int64_t week_year_begin(std::int64_t year) {
    std::int64_t fourth = days_from_civil(year, 1, 4);
    return fourth - floor_modulo(fourth + 3, 7);  // 1970-01-01 was a Thursday
}

[[noreturn]] void refuse_range() {
    throw Error(Phase::Run, "a date lies outside the years -999999999 to 999999999")
        .named("ArgumentError", "NumberOutOfRange");
}

Date checked(std::int64_t days) {
    static const std::int64_t first = days_from_civil(min_year, 1, 1);
    static const std::int64_t last = days_from_civil(max_year, 12, 31);
    if (days < first || days > last) {
        refuse_range();
    }
    return Date{days};
}

}  // namespace

void check_range(std::string_view field, std::int64_t value, std::int64_t low, std::int64_t high) {
    if (value < low || value > high) {
        throw Error(Phase::Run,
                    fmt::format("{} is {}, but must be {} to {}", field, value, low, high))
            .named("ArgumentError", "NumberOutOfRange");
    }
}

CalendarDay calendar_day(Date date) {
    std::int64_t shifted = date.days + epoch_shift;
    std::int64_t era = floor_divide(shifted, days_per_era);
    std::int64_t day_of_era = shifted - era * days_per_era;
    std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    std::int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
    std::int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    return {.year = era * 400 + year_of_era + (month <= 2 ? 1 : 0),
            .month = month,
            .day = day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

WeekDay week_day(Date date) {
    std::int64_t day = floor_modulo(date.days + 3, 7) + 1;
    // The week belongs to the year of its Thursday.
    std::int64_t year = calendar_day(Date{date.days + 4 - day}).year;
    return {.year = year, .week = (date.days - week_year_begin(year)) / 7 + 1, .day = day};
}

std::int64_t ordinal_day(Date date) {
    return date.days - days_from_civil(calendar_day(date).year, 1, 1) + 1;
}

std::int64_t quarter_of(Date date) {
    return (calendar_day(date).month - 1) / 3 + 1;
}

std::int64_t day_of_quarter(Date date) {
    std::int64_t first_month = (quarter_of(date) - 1) * 3 + 1;
    return date.days - days_from_civil(calendar_day(date).year, first_month, 1) + 1;
}

std::int64_t days_in_month(std::int64_t year, std::int64_t month) {
    static constexpr std::array<std::int64_t, 12> lengths{31, 28, 31, 30, 31, 30,
                                                          31, 31, 30, 31, 30, 31};
    check_range("month", month, 1, 12);
    return month == 2 && is_leap(year) ? 29 : lengths.at(static_cast<std::size_t>(month - 1));
}

Date date_of(const CalendarDay& day) {
    check_range("year", day.year, min_year, max_year);
    check_range("day", day.day, 1, days_in_month(day.year, day.month));
    return Date{days_from_civil(day.year, day.month, day.day)};
}

Date date_of(const WeekDay& day) {
    check_range("year", day.year, min_year, max_year);
    std::int64_t begin = week_year_begin(day.year);
    check_range("week", day.week, 1, (week_year_begin(day.year + 1) - begin) / 7);
    check_range("dayOfWeek", day.day, 1, 7);
    return checked(begin + (day.week - 1) * 7 + day.day - 1);
}

Date date_of_ordinal(std::int64_t year, std::int64_t ordinal) {
    check_range("year", year, min_year, max_year);
    check_range("ordinalDay", ordinal, 1, is_leap(year) ? 366 : 365);
    return Date{days_from_civil(year, 1, 1) + ordinal - 1};
}

Date date_of_quarter(std::int64_t year, std::int64_t quarter, std::int64_t day) {
    check_range("year", year, min_year, max_year);
    check_range("quarter", quarter, 1, 4);
    std::int64_t begin = days_from_civil(year, (quarter - 1) * 3 + 1, 1);
    std::int64_t end =
        quarter == 4 ? days_from_civil(year + 1, 1, 1) : days_from_civil(year, quarter * 3 + 1, 1);
    check_range("dayOfQuarter", day, 1, end - begin);
    return Date{begin + day - 1};
}

Date plus_months(Date date, std::int64_t months) {
    constexpr std::int64_t limit = 12 * (max_year - min_year + 1);
    if (months < -limit || months > limit) {
        refuse_range();
    }
    CalendarDay day = calendar_day(date);
    std::int64_t month = day.year * 12 + day.month - 1 + months;
    day.year = floor_divide(month, 12);
    day.month = floor_modulo(month, 12) + 1;
    day.day = std::min(day.day, days_in_month(day.year, day.month));
    return date_of(day);
}

Date plus_days(Date date, std::int64_t days) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(date.days, days, &sum)) {
        refuse_range();
    }
    return checked(sum);
}

LocalDateTime plus_seconds(LocalDateTime time, std::int64_t seconds, std::int64_t nanos) {
    std::int64_t day_nanos = time.nanos +
                             floor_modulo(seconds, seconds_per_day) * nanos_per_second +
                             floor_modulo(nanos, nanos_per_day);
    std::int64_t days = floor_divide(seconds, seconds_per_day) +
                        floor_divide(nanos, nanos_per_day) + day_nanos / nanos_per_day;
    return {.days = plus_days(Date{time.days}, days).days, .nanos = day_nanos % nanos_per_day};
}

std::int64_t nanos_of_day(std::int64_t hour, std::int64_t minute, std::int64_t second,
                          std::int64_t subsecond) {
    check_range("hour", hour, 0, 23);
    check_range("minute", minute, 0, 59);
    check_range("second", second, 0, 59);
    check_range("nanosecond", subsecond, 0, nanos_per_second - 1);
    return ((hour * 60 + minute) * 60 + second) * nanos_per_second + subsecond;
}

}  // namespace dingtu
