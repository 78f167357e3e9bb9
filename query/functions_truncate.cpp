// date.truncate() and its like: a temporal value cut down to the beginning of a unit, after which
// single components can be set anew.

#include "base/calendar.h"
#include "base/error.h"
#include "base/text.h"
#include "base/zone.h"
#include "query/arguments.h"
#include "query/components.h"
#include "query/function_tables.h"
#include "query/temporal_fields.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace dingtu {

namespace {

using Args = std::span<const Value>;

/// From the largest on; those from Day on can cut a time of day.
enum class Unit : std::uint8_t {
    Millennium,
    Century,
    Decade,
    Year,
    WeekYear,
    Quarter,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond
};

constexpr std::array<std::string_view, 14> unit_names{
    "millennium", "century", "decade", "year",   "weekYear", "quarter",     "month",
    "week",       "day",     "hour",   "minute", "second",   "millisecond", "microsecond"};

Unit unit_of(const std::string& name) {
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
    return static_cast<Unit>(known - unit_names.begin());
}

Date first_of_year(std::int64_t year, std::int64_t multiple) {
    return date_of(
        CalendarDay{.year = floor_divide(year, multiple) * multiple, .month = 1, .day = 1});
}

Date cut_date(Date date, Unit unit) {
    CalendarDay day = calendar_day(date);
    switch (unit) {
        case Unit::Millennium: return first_of_year(day.year, 1000);
        case Unit::Century: return first_of_year(day.year, 100);
        case Unit::Decade: return first_of_year(day.year, 10);
        case Unit::Year: return first_of_year(day.year, 1);
        case Unit::WeekYear: return date_of(WeekDay{.year = week_day(date).year});
        case Unit::Quarter: return date_of_quarter(day.year, quarter_of(date), 1);
        case Unit::Month:
            return date_of(CalendarDay{.year = day.year, .month = day.month, .day = 1});
        case Unit::Week: return plus_days(date, 1 - week_day(date).day);
        case Unit::Day:
        case Unit::Hour:
        case Unit::Minute:
        case Unit::Second:
        case Unit::Millisecond:
        case Unit::Microsecond: break;
    }
    return date;
}

std::int64_t cut_time(std::int64_t nanos, Unit unit) {
    switch (unit) {
        case Unit::Hour: return nanos - nanos % (3600 * nanos_per_second);
        case Unit::Minute: return nanos - nanos % (60 * nanos_per_second);
        case Unit::Second: return nanos - nanos % nanos_per_second;
        case Unit::Millisecond: return nanos - nanos % 1'000'000;
        case Unit::Microsecond: return nanos - nanos % 1000;
        case Unit::Millennium:
        case Unit::Century:
        case Unit::Decade:
        case Unit::Year:
        case Unit::WeekYear:
        case Unit::Quarter:
        case Unit::Month:
        case Unit::Week:
        case Unit::Day: break;
    }
    return 0;
}

/// The arguments of a truncation, read and cut.
struct Cut {
    Unit unit = Unit::Day;
    Value from;
    Map overrides;

    Cut(const Environment& environment, Args args)
        : unit(unit_of(expect_string(args[0]))),
          from(args.size() > 1 ? args[1] : Value(environment.now)) {
        if (args.size() > 2) {
            overrides = expect_map(args[2]);
        }
    }

    void need_date() const {
        if (!has_date(from.kind())) {
            refuse_kind(from, "a temporal value with a date");
        }
    }

    void need_time() const {
        if (!has_time(from.kind())) {
            refuse_kind(from, "a temporal value with a time of day");
        }
        if (unit < Unit::Day) {
            refuse_value(fmt::format("a time of day has no {}",
                                     unit_names.at(static_cast<std::size_t>(unit))));
        }
    }

    [[nodiscard]] Date date(const TemporalFields& fields) const {
        return date_from(fields, cut_date(date_in(from), unit));
    }

    /// A new part of a second goes on top of what the cut has left of it.
    [[nodiscard]] std::int64_t time(const TemporalFields& fields) const {
        std::int64_t kept = has_time(from.kind()) ? cut_time(nanos_in(from), unit) : 0;
        std::int64_t set = time_from(fields, kept);
        if (unit <= Unit::Second || !fields.has_any({"millisecond", "microsecond", "nanosecond"})) {
            return set;
        }
        check_range("what is set within the unit, in nanoseconds,", set % nanos_per_second, 0,
                    unit == Unit::Millisecond ? 999'999 : 999);
        return set + kept % nanos_per_second;
    }
};

Value truncate_date(const Environment& environment, Args args) {
    Cut cut(environment, args);
    cut.need_date();
    if (cut.unit > Unit::Day) {
        refuse_value(fmt::format("a date cannot be cut to {}", args[0].as_string()));
    }
    return cut.date(TemporalFields(cut.overrides, {"year", "month", "day", "week", "dayOfWeek",
                                                   "quarter", "dayOfQuarter", "ordinalDay"}));
}

Value truncate_local_time(const Environment& environment, Args args) {
    Cut cut(environment, args);
    cut.need_time();
    return LocalTime{cut.time(TemporalFields(
        cut.overrides, {"hour", "minute", "second", "millisecond", "microsecond", "nanosecond"}))};
}

Value truncate_time(const Environment& environment, Args args) {
    Cut cut(environment, args);
    cut.need_time();
    TemporalFields fields(cut.overrides, {"hour", "minute", "second", "millisecond", "microsecond",
                                          "nanosecond", "timezone"});
    Time time{.nanos = cut.time(fields), .offset_seconds = 0};
    if (auto zone = fields.zone()) {
        time.offset_seconds = at_zone(instant_of(environment.now), *zone).offset_seconds;
    } else if (has_offset(cut.from.kind())) {
        time.offset_seconds = cut.from.is(Kind::Time) ? cut.from.as_time().offset_seconds
                                                      : cut.from.as_date_time().offset_seconds;
    }
    return time;
}

Value truncate_local_date_time(const Environment& environment, Args args) {
    Cut cut(environment, args);
    cut.need_date();
    TemporalFields fields(cut.overrides, {"year", "month", "day", "week", "dayOfWeek", "quarter",
                                          "dayOfQuarter", "ordinalDay", "hour", "minute", "second",
                                          "millisecond", "microsecond", "nanosecond"});
    return LocalDateTime{.days = cut.date(fields).days, .nanos = cut.time(fields)};
}

Value truncate_date_time(const Environment& environment, Args args) {
    Cut cut(environment, args);
    cut.need_date();
    TemporalFields fields(cut.overrides, {"year", "month", "day", "week", "dayOfWeek", "quarter",
                                          "dayOfQuarter", "ordinalDay", "hour", "minute", "second",
                                          "millisecond", "microsecond", "nanosecond", "timezone"});
    LocalDateTime local{.days = cut.date(fields).days, .nanos = cut.time(fields)};
    if (auto zone = fields.zone()) {
        return in_zone(local, *zone);
    }
    if (!cut.from.is(Kind::DateTime)) {
        return in_zone(local, TimeZone{});
    }
    const DateTime& from = cut.from.as_date_time();
    return in_zone(local, zone_of(from), from.offset_seconds);
}

constexpr Kinds with_date{Kind::Date, Kind::LocalDateTime, Kind::DateTime};
constexpr Kinds with_time{Kind::Time, Kind::LocalTime, Kind::LocalDateTime, Kind::DateTime};

constexpr Function entry(std::string_view name, Kinds accepts, Kind result,
                         Value (*call)(const Environment&, Args), std::string_view signature) {
    return {.name = name,
            .min_args = 1,
            .max_args = 3,
            .accepts = {Kind::String, accepts, Kind::Map},
            .result = result,
            .pure = false,
            .call = call,
            .signature = signature,
            .help = "the beginning of the unit, with single components set anew"};
}

constexpr std::array functions{
    entry("date.truncate", with_date, Kind::Date, truncate_date,
          "date.truncate(unit :: String, value :: temporal?, components :: Map?) :: Date"),
    entry(
        "localtime.truncate", with_time, Kind::LocalTime, truncate_local_time,
        "localtime.truncate(unit :: String, value :: temporal?, components :: Map?) :: LocalTime"),
    entry("time.truncate", with_time, Kind::Time, truncate_time,
          "time.truncate(unit :: String, value :: temporal?, components :: Map?) :: Time"),
    entry("localdatetime.truncate", with_date, Kind::LocalDateTime, truncate_local_date_time,
          "localdatetime.truncate(unit :: String, value :: temporal?, components :: Map?) :: "
          "LocalDateTime"),
    entry("datetime.truncate", with_date, Kind::DateTime, truncate_date_time,
          "datetime.truncate(unit :: String, value :: temporal?, components :: Map?) :: DateTime"),
};

}  // namespace

std::span<const Function> truncation_functions() {
    return functions;
}

}  // namespace dingtu
