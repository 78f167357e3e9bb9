#pragma once

#include "base/temporal.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace dingtu {

/// From the largest on; those from Day on can cut a time of day.
enum class TimeUnit : std::uint8_t {
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

/// By its name, "weekYear", without regard to case. Throws Error{Run} for any other.
[[nodiscard]] TimeUnit time_unit(const std::string& name);
[[nodiscard]] std::string_view name_of(TimeUnit unit);

/// The unit's first day; the day itself for Day and smaller units.
[[nodiscard]] Date cut(Date date, TimeUnit unit);
/// Where the unit begins that this nanosecond of the day is in; midnight for Day and larger units.
[[nodiscard]] std::int64_t cut(std::int64_t nanos_of_day, TimeUnit unit);

}  // namespace dingtu
