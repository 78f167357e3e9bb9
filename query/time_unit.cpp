#include "query/time_unit.h"

#include "base/calendar.h"
#include "base/error.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::array<std::string_view, 14> unit_names{
    "millennium", "century", "decade", "year",   "weekYear", "quarter",     "month",
    "week",       "day",     "hour",   "minute", "second",   "millisecond", "microsecond"};

Date first_of_year(std::int64_t year, std::int64_t multiple) {
    return date_of(
        CalendarDay{.year = floor_divide(year, multiple) * multiple, .month = 1, .day = 1});
}

}  // namespace

TimeUnit time_unit(const std::string& name) {
    std::string wanted = to_lower(name);
    auto known = std::ranges::find(unit_names, wanted, [](auto unit) { return to_lower(unit); });
    if (known == unit_names.end()) {
        Error error(Phase::Run, fmt::format("`{}` is no unit of time", name));
        if (auto near =
                nearest(name, std::vector<std::string>(unit_names.begin(), unit_names.end()))) {
            error.hint(fmt::format("did you mean `{}`?", *near));
        }
        throw error.named("ArgumentError", "InvalidArgumentValue");
    }
    return static_cast<TimeUnit>(known - unit_names.begin());
}

std::string_view name_of(TimeUnit unit) {
    return unit_names.at(static_cast<std::size_t>(unit));
}

Date cut(Date date, TimeUnit unit) {
    CalendarDay day = calendar_day(date);
    switch (unit) {
        case TimeUnit::Millennium: return first_of_year(day.year, 1000);
        case TimeUnit::Century: return first_of_year(day.year, 100);
        case TimeUnit::Decade: return first_of_year(day.year, 10);
        case TimeUnit::Year: return first_of_year(day.year, 1);
        case TimeUnit::WeekYear: return date_of(WeekDay{.year = week_day(date).year});
        case TimeUnit::Quarter: return date_of_quarter(day.year, quarter_of(date), 1);
        case TimeUnit::Month:
            return date_of(CalendarDay{.year = day.year, .month = day.month, .day = 1});
        case TimeUnit::Week: return plus_days(date, 1 - week_day(date).day);
        case TimeUnit::Day:
        case TimeUnit::Hour:
        case TimeUnit::Minute:
        case TimeUnit::Second:
        case TimeUnit::Millisecond:
        case TimeUnit::Microsecond: break;
    }
    return date;
}

std::int64_t cut(std::int64_t nanos, TimeUnit unit) {
    switch (unit) {
        case TimeUnit::Hour: return nanos - nanos % (3600 * nanos_per_second);
        case TimeUnit::Minute: return nanos - nanos % (60 * nanos_per_second);
        case TimeUnit::Second: return nanos - nanos % nanos_per_second;
        case TimeUnit::Millisecond: return nanos - nanos % 1'000'000;
        case TimeUnit::Microsecond: return nanos - nanos % 1000;
        case TimeUnit::Millennium:
        case TimeUnit::Century:
        case TimeUnit::Decade:
        case TimeUnit::Year:
        case TimeUnit::WeekYear:
        case TimeUnit::Quarter:
        case TimeUnit::Month:
        case TimeUnit::Week:
        case TimeUnit::Day: break;
    }
    return 0;
}

}  // namespace dingtu
