#include "query/temporal_make.h"

#include "base/calendar.h"
#include "base/error.h"
#include "base/zone.h"
#include "query/arguments.h"
#include "query/components.h"
#include "query/temporal_fields.h"

#include <fmt/format.h>

namespace dingtu {

namespace {

/// A value that a map selects from: `date`, `time` or `datetime`; null if it is not given.
const Value* selected(const TemporalFields& fields, std::string_view name, bool (*has)(Kind)) {
    const Value* value = fields.find(name);
    if (value == nullptr) {
        value = fields.find("datetime");
    }
    if (value != nullptr && !has(value->kind())) {
        refuse_kind(*value, fmt::format("a temporal value with a {}",
                                        name == "date" ? "date" : "time of day"));
    }
    return value;
}

/// The zone that the selected time of day brings along.
std::optional<TimeZone> zone_in(const Value* selected_time) {
    if (selected_time == nullptr || !has_offset(selected_time->kind())) {
        return std::nullopt;
    }
    if (selected_time->is(Kind::DateTime)) {
        return zone_of(selected_time->as_date_time());
    }
    return TimeZone{.offset_seconds = selected_time->as_time().offset_seconds, .name = ""};
}

Date date_in_map(const TemporalFields& fields) {
    const Value* base = selected(fields, "date", has_date);
    return date_from(fields, base == nullptr ? std::nullopt : std::optional(date_in(*base)));
}

std::int64_t time_in_map(const TemporalFields& fields) {
    const Value* base = selected(fields, "time", has_time);
    return time_from(fields, base == nullptr ? std::nullopt : std::optional(nanos_in(*base)));
}

LocalDateTime local_in_map(const TemporalFields& fields) {
    return {.days = date_in_map(fields).days, .nanos = time_in_map(fields)};
}

/// {timezone: ...} alone asks for the present there.
std::optional<DateTime> now_there(const Map& map, const DateTime& now) {
    auto zone = map.find("timezone");
    if (map.size() != 1 || zone == map.end() || zone->second.is_null()) {
        return std::nullopt;
    }
    return at_zone(instant_of(now), parse_time_zone(expect_string(zone->second)));
}

[[noreturn]] void refuse_source(const Value& from, std::string_view wanted) {
    refuse_kind(from, fmt::format("a String, a Map or a temporal value with a {}", wanted));
}

Time time_of_map(const Map& map, const DateTime& now) {
    TemporalFields fields(map, {"time", "datetime", "hour", "minute", "second", "millisecond",
                                "microsecond", "nanosecond", "timezone"});
    const TimeZone utc;
    auto source = zone_in(selected(fields, "time", has_time));
    const Value* base = selected(fields, "time", has_time);
    Time time{.nanos = time_in_map(fields), .offset_seconds = 0};
    if (base != nullptr && base->is(Kind::DateTime)) {
        time.offset_seconds = base->as_date_time().offset_seconds;
    } else {
        time.offset_seconds = source.value_or(utc).offset_seconds;
    }
    auto target = fields.zone();
    if (!target) {
        return time;
    }
    // A time of day has an offset only: a zone by name stands for its offset today.
    std::int32_t offset = at_zone(instant_of(now), *target).offset_seconds;
    std::int64_t moved = source ? std::int64_t{offset - time.offset_seconds} * nanos_per_second : 0;
    return {.nanos = floor_modulo(time.nanos + moved, nanos_per_day), .offset_seconds = offset};
}

std::optional<DateTime> from_epoch(const TemporalFields& fields) {
    auto seconds = fields.integer("epochSeconds");
    auto millis = fields.integer("epochMillis");
    if (!seconds && !millis) {
        return std::nullopt;
    }
    std::int64_t nanos = fields.integer("nanosecond").value_or(0);
    check_range("nanosecond", nanos, 0, millis ? 999'999 : nanos_per_second - 1);
    Instant moment{.seconds = millis ? floor_divide(*millis, 1000) : *seconds,
                   .nanos = nanos + (millis ? floor_modulo(*millis, 1000) * 1'000'000 : 0)};
    return at_zone(moment, fields.zone().value_or(TimeZone{}));
}

DateTime date_time_of_map(const Map& map) {
    TemporalFields fields(
        map, {"date",        "time",       "datetime",  "year",         "month",
              "day",         "week",       "dayOfWeek", "quarter",      "dayOfQuarter",
              "ordinalDay",  "hour",       "minute",    "second",       "millisecond",
              "microsecond", "nanosecond", "timezone",  "epochSeconds", "epochMillis"});
    if (auto moment = from_epoch(fields)) {
        return *moment;
    }
    LocalDateTime local = local_in_map(fields);
    auto source = zone_in(selected(fields, "time", has_time));
    auto target = fields.zone();
    if (!source) {
        return in_zone(local, target.value_or(TimeZone{}));
    }
    // A time that comes with a zone stays the moment it is, seen from the zone that is asked for.
    DateTime there = in_zone(local, *source);
    return target ? at_zone(instant_of(there), *target) : there;
}

}  // namespace

Date make_date(const Value& from, const DateTime& now) {
    if (from.is(Kind::String)) {
        return parse_date(from.as_string());
    }
    if (has_date(from.kind())) {
        return date_in(from);
    }
    if (!from.is(Kind::Map)) {
        refuse_source(from, "date");
    }
    if (auto there = now_there(from.as_map(), now)) {
        return date_at(*there);
    }
    return date_in_map(
        TemporalFields(from.as_map(), {"date", "datetime", "year", "month", "day", "week",
                                       "dayOfWeek", "quarter", "dayOfQuarter", "ordinalDay"}));
}

LocalTime make_local_time(const Value& from, const DateTime& now) {
    if (from.is(Kind::String)) {
        return parse_local_time(from.as_string());
    }
    if (has_time(from.kind())) {
        return {.nanos = nanos_in(from)};
    }
    if (!from.is(Kind::Map)) {
        refuse_source(from, "time of day");
    }
    if (auto there = now_there(from.as_map(), now)) {
        return local_time_at(*there);
    }
    return {.nanos = time_in_map(
                TemporalFields(from.as_map(), {"time", "datetime", "hour", "minute", "second",
                                               "millisecond", "microsecond", "nanosecond"}))};
}

Time make_time(const Value& from, const DateTime& now) {
    if (from.is(Kind::String)) {
        return parse_time(from.as_string());
    }
    if (from.is(Kind::Time)) {
        return from.as_time();
    }
    if (from.is(Kind::DateTime)) {
        return time_at(from.as_date_time());
    }
    if (has_time(from.kind())) {
        return {.nanos = nanos_in(from), .offset_seconds = 0};
    }
    if (!from.is(Kind::Map)) {
        refuse_source(from, "time of day");
    }
    if (auto there = now_there(from.as_map(), now)) {
        return time_at(*there);
    }
    return time_of_map(from.as_map(), now);
}

LocalDateTime make_local_date_time(const Value& from, const DateTime& now) {
    if (from.is(Kind::String)) {
        return parse_local_date_time(from.as_string());
    }
    if (has_date(from.kind())) {
        return {.days = date_in(from).days, .nanos = has_time(from.kind()) ? nanos_in(from) : 0};
    }
    if (!from.is(Kind::Map)) {
        refuse_source(from, "date");
    }
    if (auto there = now_there(from.as_map(), now)) {
        return local_date_time_at(*there);
    }
    return local_in_map(TemporalFields(
        from.as_map(), {"date", "time", "datetime", "year", "month", "day", "week", "dayOfWeek",
                        "quarter", "dayOfQuarter", "ordinalDay", "hour", "minute", "second",
                        "millisecond", "microsecond", "nanosecond"}));
}

DateTime make_date_time(const Value& from, const DateTime& now) {
    if (from.is(Kind::String)) {
        return parse_date_time(from.as_string());
    }
    if (from.is(Kind::DateTime)) {
        return from.as_date_time();
    }
    if (has_date(from.kind())) {
        return in_zone(make_local_date_time(from, now), TimeZone{});
    }
    if (!from.is(Kind::Map)) {
        refuse_source(from, "date");
    }
    if (auto there = now_there(from.as_map(), now)) {
        return *there;
    }
    return date_time_of_map(from.as_map());
}

Date date_at(const DateTime& now) {
    return {.days = now.days};
}

LocalTime local_time_at(const DateTime& now) {
    return {.nanos = now.nanos};
}

Time time_at(const DateTime& now) {
    return {.nanos = now.nanos, .offset_seconds = now.offset_seconds};
}

LocalDateTime local_date_time_at(const DateTime& now) {
    return {.days = now.days, .nanos = now.nanos};
}

}  // namespace dingtu
