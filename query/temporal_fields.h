#pragma once

#include "base/temporal.h"
#include "base/value.h"
#include "base/zone.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace dingtu {

/// The components a user gives for a temporal value: {year: 1984, week: 10}. A null component
/// counts as not given.
class TemporalFields {
public:
    /// `known` are the names that make sense for the value; throws Error{Run} ArgumentError for any
    /// other. The map must outlive this.
    TemporalFields(const Map& map, std::initializer_list<std::string_view> known);

    [[nodiscard]] const Value* find(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
    [[nodiscard]] bool has_any(std::initializer_list<std::string_view> names) const;
    /// Throws Error{Run} TypeError if it is given and is no integer.
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name) const;
    /// `timezone`, by name or offset.
    [[nodiscard]] std::optional<TimeZone> zone() const;

private:
    const Map& map_;
};

/// The day that the fields tell, by month, ISO week, quarter or day of the year; what is not given
/// is that of `base`, or the first. Without a base a year must be given, and no unit without the
/// next larger one.
[[nodiscard]] Date date_from(const TemporalFields& fields, std::optional<Date> base);
/// Nanoseconds of the day, likewise; midnight without any field.
[[nodiscard]] std::int64_t time_from(const TemporalFields& fields,
                                     std::optional<std::int64_t> base);

}  // namespace dingtu
