#pragma once

#include "base/value.h"

namespace dingtu {

/// Temporal values from a text, a map of components, or another temporal value. `now` stands in for
/// what a map of nothing but a time zone leaves open. Throw Error{Run}.
[[nodiscard]] Date make_date(const Value& from, const DateTime& now);
[[nodiscard]] LocalTime make_local_time(const Value& from, const DateTime& now);
[[nodiscard]] Time make_time(const Value& from, const DateTime& now);
[[nodiscard]] LocalDateTime make_local_date_time(const Value& from, const DateTime& now);
[[nodiscard]] DateTime make_date_time(const Value& from, const DateTime& now);

/// `now` as such a value.
[[nodiscard]] Date date_at(const DateTime& now);
[[nodiscard]] LocalTime local_time_at(const DateTime& now);
[[nodiscard]] Time time_at(const DateTime& now);
[[nodiscard]] LocalDateTime local_date_time_at(const DateTime& now);

}  // namespace dingtu
