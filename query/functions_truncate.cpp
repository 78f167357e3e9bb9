// date.truncate() and its like: a temporal value cut down to the beginning of a unit, after which
// single components can be set anew.

#include "base/calendar.h"
#include "base/zone.h"
#include "query/arguments.h"
#include "query/components.h"
#include "query/function_tables.h"
#include "query/temporal_fields.h"
#include "query/time_unit.h"

#include <array>

#include <fmt/format.h>

namespace dingtu {

namespace {

using Args = std::span<const Value>;

/// The arguments, read.
struct Truncation {
    TimeUnit unit = TimeUnit::Day;
    Value from;
    Map overrides;

    Truncation(const Environment& environment, Args args)
        : unit(time_unit(expect_string(args[0]))),
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
        if (unit < TimeUnit::Day) {
            refuse_value(fmt::format("a time of day has no {}", name_of(unit)));
        }
    }

    [[nodiscard]] Date date(const TemporalFields& fields) const {
        return date_from(fields, cut(date_in(from), unit));
    }

    /// A new part of a second goes on top of what the cut has left of it.
    [[nodiscard]] std::int64_t time(const TemporalFields& fields) const {
        std::int64_t kept = has_time(from.kind()) ? cut(nanos_in(from), unit) : 0;
        std::int64_t set = time_from(fields, kept);
        if (unit <= TimeUnit::Second ||
            !fields.has_any({"millisecond", "microsecond", "nanosecond"})) {
            return set;
        }
        check_range("what is set within the unit, in nanoseconds,", set % nanos_per_second, 0,
                    unit == TimeUnit::Millisecond ? 999'999 : 999);
        return set + kept % nanos_per_second;
    }
};

Value truncate_date(const Environment& environment, Args args) {
    Truncation truncation(environment, args);
    truncation.need_date();
    if (truncation.unit > TimeUnit::Day) {
        refuse_value(fmt::format("a date cannot be cut to {}", args[0].as_string()));
    }
    return truncation.date(TemporalFields(
        truncation.overrides,
        {"year", "month", "day", "week", "dayOfWeek", "quarter", "dayOfQuarter", "ordinalDay"}));
}

Value truncate_local_time(const Environment& environment, Args args) {
    Truncation truncation(environment, args);
    truncation.need_time();
    return LocalTime{truncation.time(
        TemporalFields(truncation.overrides,
                       {"hour", "minute", "second", "millisecond", "microsecond", "nanosecond"}))};
}

Value truncate_time(const Environment& environment, Args args) {
    Truncation truncation(environment, args);
    truncation.need_time();
    TemporalFields fields(truncation.overrides, {"hour", "minute", "second", "millisecond",
                                                 "microsecond", "nanosecond", "timezone"});
    Time time{.nanos = truncation.time(fields), .offset_seconds = 0};
    if (auto zone = fields.zone()) {
        time.offset_seconds = at_zone(instant_of(environment.now), *zone).offset_seconds;
    } else if (has_offset(truncation.from.kind())) {
        time.offset_seconds = truncation.from.is(Kind::Time)
                                  ? truncation.from.as_time().offset_seconds
                                  : truncation.from.as_date_time().offset_seconds;
    }
    return time;
}

Value truncate_local_date_time(const Environment& environment, Args args) {
    Truncation truncation(environment, args);
    truncation.need_date();
    TemporalFields fields(
        truncation.overrides,
        {"year", "month", "day", "week", "dayOfWeek", "quarter", "dayOfQuarter", "ordinalDay",
         "hour", "minute", "second", "millisecond", "microsecond", "nanosecond"});
    return LocalDateTime{.days = truncation.date(fields).days, .nanos = truncation.time(fields)};
}

Value truncate_date_time(const Environment& environment, Args args) {
    Truncation truncation(environment, args);
    truncation.need_date();
    TemporalFields fields(
        truncation.overrides,
        {"year", "month", "day", "week", "dayOfWeek", "quarter", "dayOfQuarter", "ordinalDay",
         "hour", "minute", "second", "millisecond", "microsecond", "nanosecond", "timezone"});
    LocalDateTime local{.days = truncation.date(fields).days, .nanos = truncation.time(fields)};
    if (auto zone = fields.zone()) {
        return in_zone(local, *zone);
    }
    if (!truncation.from.is(Kind::DateTime)) {
        return in_zone(local, TimeZone{});
    }
    const DateTime& from = truncation.from.as_date_time();
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
