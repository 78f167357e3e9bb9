#include "query/temporal_fields.h"

#include "base/calendar.h"
#include "base/error.h"
#include "base/text.h"
#include "query/arguments.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace dingtu {

TemporalFields::TemporalFields(const Map& map, std::initializer_list<std::string_view> known)
    : map_(map) {
    for (const auto& [name, value] : map) {
        if (std::ranges::find(known, name) != known.end()) {
            continue;
        }
        std::vector<std::string> names(known.begin(), known.end());
        Error error(Phase::Run, fmt::format("`{}` is no component that can be given here", name));
        if (auto near = nearest(name, names)) {
            error.hint(fmt::format("did you mean `{}`?", *near));
        }
        throw error.named("ArgumentError", "InvalidArgumentValue");
    }
}

const Value* TemporalFields::find(std::string_view name) const {
    auto entry = map_.find(name);
    return entry == map_.end() || entry->second.is_null() ? nullptr : &entry->second;
}

bool TemporalFields::has_any(std::initializer_list<std::string_view> names) const {
    return std::ranges::any_of(names, [this](std::string_view name) { return has(name); });
}

std::optional<std::int64_t> TemporalFields::integer(std::string_view name) const {
    const Value* value = find(name);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (!value->is(Kind::Integer)) {
        refuse_kind(*value, fmt::format("an Integer as `{}`", name));
    }
    return value->as_integer();
}

std::optional<TimeZone> TemporalFields::zone() const {
    const Value* value = find("timezone");
    return value == nullptr ? std::nullopt : std::optional(parse_time_zone(expect_string(*value)));
}

namespace {

[[noreturn]] void refuse_missing(std::string_view missing, std::string_view given) {
    refuse_value(fmt::format("`{}` is missing: `{}` says nothing without it", missing, given));
}

/// A field that has no meaning without another, unless a base supplies that.
void needs(const TemporalFields& fields, std::string_view name, std::string_view larger) {
    if (fields.has(name) && !fields.has(larger)) {
        refuse_missing(larger, name);
    }
}

Date by_month(const TemporalFields& fields, std::int64_t year, std::optional<Date> base) {
    if (!base) {
        needs(fields, "day", "month");
    }
    CalendarDay start = base ? calendar_day(*base) : CalendarDay{};
    std::int64_t month = fields.integer("month").value_or(start.month);
    // A day that only comes from the base gives way: the 31st in a month of thirty is the 30th.
    std::int64_t day =
        fields.integer("day").value_or(std::min(start.day, days_in_month(year, month)));
    return date_of(CalendarDay{.year = year, .month = month, .day = day});
}

Date by_week(const TemporalFields& fields, std::int64_t year, std::optional<Date> base) {
    if (!base) {
        needs(fields, "dayOfWeek", "week");
    }
    WeekDay start = base ? week_day(*base) : WeekDay{};
    return date_of(WeekDay{.year = year,
                           .week = fields.integer("week").value_or(start.week),
                           .day = fields.integer("dayOfWeek").value_or(start.day)});
}

Date by_quarter(const TemporalFields& fields, std::int64_t year, std::optional<Date> base) {
    if (!base) {
        needs(fields, "dayOfQuarter", "quarter");
    }
    std::int64_t quarter =
        fields.integer("quarter").value_or(base ? quarter_of(*base) : std::int64_t{1});
    if (!base || fields.has("dayOfQuarter")) {
        return date_of_quarter(year, quarter, fields.integer("dayOfQuarter").value_or(1));
    }
    // The same month and day within another quarter.
    check_range("quarter", quarter, 1, 4);
    CalendarDay day = calendar_day(*base);
    return plus_months(*base, (year - day.year) * 12 + (quarter - quarter_of(*base)) * 3);
}

/// At most one of the ways to tell a day may be used.
void check_one_way(const TemporalFields& fields) {
    int ways = 0;
    for (bool used : {fields.has_any({"month", "day"}), fields.has_any({"week", "dayOfWeek"}),
                      fields.has_any({"quarter", "dayOfQuarter"}), fields.has("ordinalDay")}) {
        ways += used ? 1 : 0;
    }
    if (ways > 1) {
        refuse_value(
            "a day is told by month, by week, by quarter or by `ordinalDay`: not by two "
            "of them at once");
    }
}

/// The subsecond as nanoseconds. The largest unit given may fill the second, each smaller one what
/// the next larger leaves.
std::int64_t subsecond_from(const TemporalFields& fields) {
    auto milli = fields.integer("millisecond");
    auto micro = fields.integer("microsecond");
    auto nano = fields.integer("nanosecond");
    check_range("millisecond", milli.value_or(0), 0, 999);
    check_range("microsecond", micro.value_or(0), 0, milli ? 999 : 999'999);
    check_range("nanosecond", nano.value_or(0), 0,
                micro   ? 999
                : milli ? 999'999
                        : nanos_per_second - 1);
    return (milli.value_or(0) * 1000 + micro.value_or(0)) * 1000 + nano.value_or(0);
}

}  // namespace

Date date_from(const TemporalFields& fields, std::optional<Date> base) {
    check_one_way(fields);
    auto year = fields.integer("year");
    if (!base && !year) {
        refuse_value("`year` is missing");
    }
    bool week = fields.has_any({"week", "dayOfWeek"});
    if (!year) {
        year = week ? week_day(*base).year : calendar_day(*base).year;
    }
    check_range("year", *year, min_year, max_year);
    if (week) {
        return by_week(fields, *year, base);
    }
    if (fields.has_any({"quarter", "dayOfQuarter"})) {
        return by_quarter(fields, *year, base);
    }
    if (auto ordinal = fields.integer("ordinalDay")) {
        return date_of_ordinal(*year, *ordinal);
    }
    return by_month(fields, *year, base);
}

std::int64_t time_from(const TemporalFields& fields, std::optional<std::int64_t> base) {
    bool subsecond = fields.has_any({"millisecond", "microsecond", "nanosecond"});
    if (!base) {
        needs(fields, "minute", "hour");
        needs(fields, "second", "minute");
        if (subsecond && !fields.has("second")) {
            refuse_value("`second` is missing: a part of a second says nothing without it");
        }
    }
    std::int64_t start = base.value_or(0);
    std::int64_t seconds = start / nanos_per_second;
    return nanos_of_day(fields.integer("hour").value_or(seconds / 3600),
                        fields.integer("minute").value_or(seconds / 60 % 60),
                        fields.integer("second").value_or(seconds % 60),
                        subsecond ? subsecond_from(fields) : start % nanos_per_second);
}

}  // namespace dingtu
