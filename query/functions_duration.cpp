// duration() and the durations between two temporal values.

#include "base/calendar.h"
#include "base/duration.h"
#include "base/zone.h"
#include "query/arguments.h"
#include "query/components.h"
#include "query/function_tables.h"
#include "query/temporal_fields.h"

#include <array>
#include <optional>

#include <fmt/format.h>

namespace dingtu {

namespace {

using Args = std::span<const Value>;

/// A field times its unit. Floats multiply as doubles: a twelfth of a year is one month then.
long double amount(const TemporalFields& fields, std::string_view name, double unit) {
    const Value* value = fields.find(name);
    if (value == nullptr) {
        return 0;
    }
    if (!value->is_number()) {
        refuse_kind(*value, fmt::format("a number as `{}`", name));
    }
    if (value->is(Kind::Integer)) {
        return static_cast<long double>(value->as_integer()) * static_cast<long double>(unit);
    }
    return value->as_float() * unit;
}

Duration duration_of_map(const Map& map) {
    TemporalFields fields(map, {"years", "quarters", "months", "weeks", "days", "hours", "minutes",
                                "seconds", "milliseconds", "microseconds", "nanoseconds"});
    long double months =
        amount(fields, "years", 12) + amount(fields, "quarters", 3) + amount(fields, "months", 1);
    long double days = amount(fields, "weeks", 7) + amount(fields, "days", 1);
    long double seconds = amount(fields, "hours", 3600) + amount(fields, "minutes", 60) +
                          amount(fields, "seconds", 1);
    long double nanos = amount(fields, "milliseconds", 1e6) + amount(fields, "microseconds", 1e3) +
                        amount(fields, "nanoseconds", 1);
    return duration_of(months, days, seconds, nanos);
}

Value duration(const Environment& /*environment*/, Args args) {
    if (args[0].is(Kind::Duration)) {
        return args[0];
    }
    if (args[0].is(Kind::String)) {
        return parse_duration(args[0].as_string());
    }
    if (!args[0].is(Kind::Map)) {
        refuse_kind(args[0], "a String or Map");
    }
    return duration_of_map(args[0].as_map());
}

std::optional<TimeZone> own_zone(const Value& value) {
    if (value.is(Kind::Time)) {
        return TimeZone{.offset_seconds = value.as_time().offset_seconds, .name = ""};
    }
    return value.is(Kind::DateTime) ? std::optional(zone_of(value.as_date_time())) : std::nullopt;
}

/// The value as a moment; the date and zone that it does not have come from the other.
DateTime completed(const Value& value, const Value& other) {
    if (value.is(Kind::DateTime)) {
        return value.as_date_time();
    }
    Date date = has_date(value.kind())   ? date_in(value)
                : has_date(other.kind()) ? date_in(other)
                                         : Date{};
    std::int64_t nanos = has_time(value.kind()) ? nanos_in(value) : 0;
    TimeZone zone = own_zone(value).value_or(own_zone(other).value_or(TimeZone{}));
    return in_zone({.days = date.days, .nanos = nanos}, zone);
}

/// Two moments, the second as clocks in the zone of the first show it.
struct Stretch {
    DateTime begin;
    DateTime end;
    bool by_calendar = false;  ///< both have dates, so that months and days lie between them

    /// The last day that is whole when counting from `begin`: java.time's `until`.
    [[nodiscard]] Date last_whole_day() const {
        std::int64_t days = end.days;
        if (end.days > begin.days && end.nanos < begin.nanos) {
            --days;
        } else if (end.days < begin.days && end.nanos > begin.nanos) {
            ++days;
        }
        return Date{days};
    }

    [[nodiscard]] std::int64_t months() const {
        if (!by_calendar) {
            return 0;
        }
        auto packed = [](Date date) {
            CalendarDay day = calendar_day(date);
            return (day.year * 12 + day.month) * 32 + day.day;
        };
        return (packed(last_whole_day()) - packed(Date{begin.days})) / 32;
    }

    [[nodiscard]] std::int64_t days_after(Date date) const {
        return by_calendar ? last_whole_day().days - date.days : 0;
    }

    /// The time that passes from the begin's time on `date` until the end.
    [[nodiscard]] Duration rest_after(Date date, std::int64_t months, std::int64_t days) const {
        DateTime from = begin;
        if (date.days != begin.days) {
            from = in_zone({.days = date.days, .nanos = begin.nanos}, zone_of(begin),
                           begin.offset_seconds);
        }
        Instant a = instant_of(from);
        Instant b = instant_of(end);
        return normalised(months, days, b.seconds - a.seconds, b.nanos - a.nanos);
    }
};

Stretch span_between(Args args) {
    for (const Value& arg : args) {
        if (!is_temporal(arg.kind()) || arg.is(Kind::Duration)) {
            refuse_kind(arg, "a temporal value with a date or a time of day");
        }
    }
    DateTime begin = completed(args[0], args[1]);
    DateTime end = completed(args[1], args[0]);
    end = at_zone(instant_of(end), zone_of(begin));
    return {.begin = begin,
            .end = end,
            .by_calendar = has_date(args[0].kind()) && has_date(args[1].kind())};
}

Value between(const Environment& /*environment*/, Args args) {
    Stretch span = span_between(args);
    std::int64_t months = span.months();
    Date after_months = plus_months(Date{span.begin.days}, months);
    std::int64_t days = span.days_after(after_months);
    return span.rest_after(plus_days(after_months, days), months, days);
}

Value in_months(const Environment& /*environment*/, Args args) {
    return Duration{.months = span_between(args).months()};
}

Value in_days(const Environment& /*environment*/, Args args) {
    Stretch span = span_between(args);
    return Duration{.days = span.days_after(Date{span.begin.days})};
}

Value in_seconds(const Environment& /*environment*/, Args args) {
    Stretch span = span_between(args);
    return span.rest_after(Date{span.begin.days}, 0, 0);
}

constexpr Kinds moment{Kind::Date, Kind::Time, Kind::LocalTime, Kind::LocalDateTime,
                       Kind::DateTime};

constexpr Function between_entry(std::string_view name, Value (*call)(const Environment&, Args),
                                 std::string_view signature, std::string_view help) {
    return {.name = name,
            .min_args = 2,
            .max_args = 2,
            .accepts = {moment, moment},
            .result = Kind::Duration,
            .call = call,
            .signature = signature,
            .help = help};
}

constexpr std::array functions{
    Function{.name = "duration",
             .min_args = 1,
             .max_args = 1,
             .accepts = {Kinds{Kind::String, Kind::Map, Kind::Duration}},
             .result = Kind::Duration,
             .call = duration,
             .signature = "duration(from :: String or Map) :: Duration",
             .help = "an amount of time; fractions of a month go on as days, of a day as seconds"},
    between_entry("duration.between", between,
                  "duration.between(begin :: temporal, end :: temporal) :: Duration",
                  "months, then days, then seconds from the one to the other"),
    between_entry("duration.inMonths", in_months,
                  "duration.inMonths(begin :: temporal, end :: temporal) :: Duration",
                  "whole months from the one to the other"),
    between_entry("duration.inDays", in_days,
                  "duration.inDays(begin :: temporal, end :: temporal) :: Duration",
                  "whole days from the one to the other"),
    between_entry("duration.inSeconds", in_seconds,
                  "duration.inSeconds(begin :: temporal, end :: temporal) :: Duration",
                  "the time that passes from the one to the other"),
};

}  // namespace

std::span<const Function> duration_functions() {
    return functions;
}

}  // namespace dingtu
