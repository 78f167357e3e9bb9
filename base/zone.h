#pragma once

#include "base/temporal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dingtu {

/// A fixed offset from UTC or, if `name` is not empty, a zone of the IANA database, whose offset
/// depends on the moment; `offset_seconds` is not used then.
struct TimeZone {
    std::int32_t offset_seconds = 0;
    std::string name;

    friend bool operator==(const TimeZone&, const TimeZone&) = default;
};

/// A moment: seconds since 1970-01-01T00:00Z and the nanoseconds after it.
struct Instant {
    std::int64_t seconds = 0;
    std::int64_t nanos = 0;

    friend auto operator<=>(const Instant&, const Instant&) = default;
};

/// "Z", "+01:00", "+0100", "-05", "+00:53:28" or the name of a zone, "Asia/Shanghai". Throws
/// Error{Run} for text that is neither, and for a zone that the system's database does not have.
[[nodiscard]] TimeZone parse_time_zone(std::string_view text);
/// The offset alone; throws Error{Run} if it is none.
[[nodiscard]] std::int32_t parse_offset(std::string_view text);
/// "Z", "+01:00", "+00:53:28".
[[nodiscard]] std::string offset_text(std::int32_t offset_seconds);

[[nodiscard]] TimeZone zone_of(const DateTime& time);
[[nodiscard]] Instant instant_of(const DateTime& time);
/// What clocks in `zone` show at that moment.
[[nodiscard]] DateTime at_zone(Instant moment, const TimeZone& zone);
/// The moment at which clocks in `zone` show `local`. Where clocks were put back and show it twice,
/// it is the one with the `preferred` offset, else the first; where they were put forward and never
/// show it, they read later by the gap, as java.time has it.
[[nodiscard]] DateTime in_zone(LocalDateTime local, const TimeZone& zone,
                               std::optional<std::int32_t> preferred = std::nullopt);

}  // namespace dingtu
