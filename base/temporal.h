#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace dingtu {

/// A day of the proleptic Gregorian calendar: days since 1970-01-01.
struct Date {
    std::int64_t days = 0;

    friend auto operator<=>(const Date&, const Date&) = default;
};

/// A time of day without zone: nanoseconds since midnight, 0 to 86,399,999,999,999.
struct LocalTime {
    std::int64_t nanos = 0;

    friend auto operator<=>(const LocalTime&, const LocalTime&) = default;
};

/// A time of day with its offset from UTC. `nanos` is the local time of day.
struct Time {
    std::int64_t nanos = 0;
    std::int32_t offset_seconds = 0;

    friend bool operator==(const Time&, const Time&) = default;
};

/// A date and time of day without zone.
struct LocalDateTime {
    std::int64_t days = 0;
    std::int64_t nanos = 0;

    friend auto operator<=>(const LocalDateTime&, const LocalDateTime&) = default;
};

/// A date and time of day with offset, and the name of the zone if it was given by name.
/// `days` and `nanos` are local.
struct DateTime {
    std::int64_t days = 0;
    std::int64_t nanos = 0;
    std::int32_t offset_seconds = 0;
    std::string zone;

    friend bool operator==(const DateTime&, const DateTime&) = default;
};

/// An amount of time in four groups that do not convert into each other (months have no fixed
/// number of days); seconds and nanos are normalised: 0 <= nanos < 1,000,000,000.
struct Duration {
    std::int64_t months = 0;
    std::int64_t days = 0;
    std::int64_t seconds = 0;
    std::int64_t nanos = 0;

    friend bool operator==(const Duration&, const Duration&) = default;
};

/// ISO 8601 texts as the protocol and the query language write them.
[[nodiscard]] std::string to_text(const Date& date);
[[nodiscard]] std::string to_text(const LocalTime& time);
[[nodiscard]] std::string to_text(const Time& time);
[[nodiscard]] std::string to_text(const LocalDateTime& time);
[[nodiscard]] std::string to_text(const DateTime& time);
[[nodiscard]] std::string to_text(const Duration& duration);

/// Read such texts, in all the forms the language accepts (basic and extended, week, quarter and
/// ordinal dates, missing parts). Throw Error{Run} on text that is none.
[[nodiscard]] Date parse_date(std::string_view text);
[[nodiscard]] LocalTime parse_local_time(std::string_view text);
[[nodiscard]] Time parse_time(std::string_view text);
[[nodiscard]] LocalDateTime parse_local_date_time(std::string_view text);
[[nodiscard]] DateTime parse_date_time(std::string_view text);
[[nodiscard]] Duration parse_duration(std::string_view text);

}  // namespace dingtu
