#include "query/components.h"

#include "base/calendar.h"
#include "base/error.h"
#include "base/text.h"
#include "base/zone.h"
#include "query/kinds.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace dingtu {

namespace {

template <class Part>
struct Component {
    std::string_view name;
    Value (*read)(const Part&);
};

constexpr std::array<Component<Date>, 12> date_components{{
    {"year", [](const Date& d) { return Value(calendar_day(d).year); }},
    {"quarter", [](const Date& d) { return Value(quarter_of(d)); }},
    {"month", [](const Date& d) { return Value(calendar_day(d).month); }},
    {"week", [](const Date& d) { return Value(week_day(d).week); }},
    {"weekYear", [](const Date& d) { return Value(week_day(d).year); }},
    {"day", [](const Date& d) { return Value(calendar_day(d).day); }},
    {"ordinalDay", [](const Date& d) { return Value(ordinal_day(d)); }},
    {"dayOfYear", [](const Date& d) { return Value(ordinal_day(d)); }},
    {"weekDay", [](const Date& d) { return Value(week_day(d).day); }},
    {"dayOfWeek", [](const Date& d) { return Value(week_day(d).day); }},
    {"dayOfQuarter", [](const Date& d) { return Value(day_of_quarter(d)); }},
    {"dayOfMonth", [](const Date& d) { return Value(calendar_day(d).day); }},
}};

constexpr std::array<Component<LocalTime>, 6> time_components{{
    {"hour", [](const LocalTime& t) { return Value(t.nanos / nanos_per_second / 3600); }},
    {"minute", [](const LocalTime& t) { return Value(t.nanos / nanos_per_second / 60 % 60); }},
    {"second", [](const LocalTime& t) { return Value(t.nanos / nanos_per_second % 60); }},
    {"millisecond", [](const LocalTime& t) { return Value(t.nanos / 1'000'000 % 1000); }},
    {"microsecond", [](const LocalTime& t) { return Value(t.nanos / 1000 % 1'000'000); }},
    {"nanosecond", [](const LocalTime& t) { return Value(t.nanos % nanos_per_second); }},
}};

constexpr std::array<Component<std::int32_t>, 3> offset_components{{
    {"offset", [](const std::int32_t& offset) { return Value(offset_text(offset)); }},
    {"offsetMinutes", [](const std::int32_t& offset) { return Value(offset / 60); }},
    {"offsetSeconds", [](const std::int32_t& offset) { return Value(offset); }},
}};

constexpr std::array<Component<DateTime>, 2> instant_components{{
    {"epochSeconds", [](const DateTime& t) { return Value(instant_of(t).seconds); }},
    {"epochMillis",
     [](const DateTime& t) {
         Instant moment = instant_of(t);
         return Value(moment.seconds * 1000 + moment.nanos / 1'000'000);
     }},
}};

/// Multiples of the whole duration's seconds. Checked: 64 bits hold 292 years of nanoseconds.
Value subseconds(const Duration& duration, std::int64_t per_second) {
    std::int64_t whole = 0;
    std::int64_t part = duration.nanos / (nanos_per_second / per_second);
    if (__builtin_mul_overflow(duration.seconds, per_second, &whole) ||
        __builtin_add_overflow(whole, part, &whole)) {
        throw Error(Phase::Run, "the duration is too long to be counted in such small units")
            .named("ArithmeticError", "IntegerOverflow");
    }
    return whole;
}

/// Durations count towards zero: minus 90 minutes are minus 1 hour, not minus 2.
std::int64_t whole_seconds(const Duration& d) {
    return d.seconds + (d.seconds < 0 && d.nanos > 0 ? 1 : 0);
}

std::int64_t signed_nanos(const Duration& d) {
    return d.nanos - (d.seconds < 0 && d.nanos > 0 ? nanos_per_second : 0);
}

constexpr std::array<Component<Duration>, 20> duration_components{{
    {"years", [](const Duration& d) { return Value(d.months / 12); }},
    {"quarters", [](const Duration& d) { return Value(d.months / 3); }},
    {"months", [](const Duration& d) { return Value(d.months); }},
    {"weeks", [](const Duration& d) { return Value(d.days / 7); }},
    {"days", [](const Duration& d) { return Value(d.days); }},
    {"hours", [](const Duration& d) { return Value(whole_seconds(d) / 3600); }},
    {"minutes", [](const Duration& d) { return Value(whole_seconds(d) / 60); }},
    {"seconds", [](const Duration& d) { return Value(whole_seconds(d)); }},
    {"milliseconds", [](const Duration& d) { return subseconds(d, 1000); }},
    {"microseconds", [](const Duration& d) { return subseconds(d, 1'000'000); }},
    {"nanoseconds", [](const Duration& d) { return subseconds(d, nanos_per_second); }},
    {"quartersOfYear", [](const Duration& d) { return Value(d.months / 3 % 4); }},
    {"monthsOfQuarter", [](const Duration& d) { return Value(d.months % 3); }},
    {"monthsOfYear", [](const Duration& d) { return Value(d.months % 12); }},
    {"daysOfWeek", [](const Duration& d) { return Value(d.days % 7); }},
    {"minutesOfHour", [](const Duration& d) { return Value(whole_seconds(d) / 60 % 60); }},
    {"secondsOfMinute", [](const Duration& d) { return Value(whole_seconds(d) % 60); }},
    {"millisecondsOfSecond", [](const Duration& d) { return Value(signed_nanos(d) / 1'000'000); }},
    {"microsecondsOfSecond", [](const Duration& d) { return Value(signed_nanos(d) / 1000); }},
    {"nanosecondsOfSecond", [](const Duration& d) { return Value(signed_nanos(d)); }},
}};

/// Looks a key up in one table after the other. Without a key it finds nothing and collects the
/// names instead, for "did you mean".
class Search {
public:
    explicit Search(std::optional<std::string_view> key) : key_(key) {}

    template <class Part, std::size_t size>
    bool in(const std::array<Component<Part>, size>& components, const Part& part) {
        for (const auto& candidate : components) {
            if (fits(candidate.name)) {
                found_ = candidate.read(part);
                return true;
            }
        }
        return false;
    }

    bool is(std::string_view name, const std::string& text) {
        if (!fits(name)) {
            return false;
        }
        found_ = Value(text);
        return true;
    }

    Value& found() { return found_; }
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

private:
    bool fits(std::string_view name) {
        if (!key_) {
            names_.emplace_back(name);
        }
        return key_ == name;
    }

    std::optional<std::string_view> key_;
    std::vector<std::string> names_;
    Value found_;
};

bool search_date_time(Search& search, const DateTime& time) {
    return search.in(offset_components, time.offset_seconds) ||
           search.in(instant_components, time) ||
           search.is("timezone", time.zone.empty() ? offset_text(time.offset_seconds) : time.zone);
}

bool search_in(Search& search, const Value& value) {
    if (value.is(Kind::Duration)) {
        return search.in(duration_components, value.as_duration());
    }
    if (has_date(value.kind()) && search.in(date_components, date_in(value))) {
        return true;
    }
    if (has_time(value.kind()) && search.in(time_components, LocalTime{nanos_in(value)})) {
        return true;
    }
    if (value.is(Kind::Time)) {
        std::int32_t offset = value.as_time().offset_seconds;
        return search.in(offset_components, offset) || search.is("timezone", offset_text(offset));
    }
    return value.is(Kind::DateTime) && search_date_time(search, value.as_date_time());
}

}  // namespace

bool is_temporal(Kind kind) {
    return Kinds::temporal().contains(kind);
}

bool has_date(Kind kind) {
    return kind == Kind::Date || kind == Kind::LocalDateTime || kind == Kind::DateTime;
}

bool has_time(Kind kind) {
    return is_temporal(kind) && kind != Kind::Date && kind != Kind::Duration;
}

bool has_offset(Kind kind) {
    return kind == Kind::Time || kind == Kind::DateTime;
}

Date date_in(const Value& value) {
    invariant(has_date(value.kind()), "a date was asked of a value that has none");
    if (value.is(Kind::Date)) {
        return value.as_date();
    }
    return Date{value.is(Kind::DateTime) ? value.as_date_time().days
                                         : value.as_local_date_time().days};
}

std::int64_t nanos_in(const Value& value) {
    invariant(has_time(value.kind()), "a time of day was asked of a value that has none");
    if (value.is(Kind::LocalTime)) {
        return value.as_local_time().nanos;
    }
    if (value.is(Kind::Time)) {
        return value.as_time().nanos;
    }
    return value.is(Kind::DateTime) ? value.as_date_time().nanos : value.as_local_date_time().nanos;
}

Value temporal_component(const Value& value, std::string_view key) {
    Search search(key);
    if (search_in(search, value)) {
        return std::move(search.found());
    }
    Search all(std::nullopt);
    (void)search_in(all, value);
    Error error(Phase::Run, fmt::format("a {} has no `{}`", kind_name(value.kind()), key));
    if (auto near = nearest(key, all.names())) {
        error.hint(fmt::format("did you mean `{}`?", *near));
    }
    throw error.named("TypeError", "InvalidArgumentValue");
}

}  // namespace dingtu
