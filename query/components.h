#pragma once

#include "base/value.h"

#include <string_view>

namespace dingtu {

[[nodiscard]] bool is_temporal(Kind kind);

/// `value.key` of a temporal value: year, dayOfWeek, offset, minutesOfHour, ... Throws Error{Run}
/// TypeError InvalidArgumentValue for a component that its kind does not have.
[[nodiscard]] Value temporal_component(const Value& value, std::string_view key);

/// What a temporal value of any kind but Duration knows of date, time of day and zone.
[[nodiscard]] bool has_date(Kind kind);
[[nodiscard]] bool has_time(Kind kind);
[[nodiscard]] bool has_offset(Kind kind);
/// The value must have it.
[[nodiscard]] Date date_in(const Value& value);
[[nodiscard]] std::int64_t nanos_in(const Value& value);

}  // namespace dingtu
