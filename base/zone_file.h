#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// One half of a POSIX TZ rule: when the clock changes, and the offset from UTC after it.
struct ZoneChange {
    enum class Day : std::uint8_t { MonthWeek, Julian, ZeroBased };
    Day day = Day::MonthWeek;
    int month = 1;    ///< of MonthWeek
    int week = 1;     ///< of MonthWeek; 5 is the last
    int weekday = 0;  ///< of MonthWeek; 0 is Sunday
    int ordinal = 0;  ///< of Julian (1-365, February 29 is never counted) and ZeroBased
    std::int64_t second_of_day = 7200;  ///< by the clock before the change; may be negative
};

/// The rule for moments after a zone file's last entry: "CET-1CEST,M3.5.0,M10.5.0/3".
struct ZoneRule {
    std::int32_t standard_offset = 0;
    std::int32_t summer_offset = 0;
    bool has_summer = false;
    ZoneChange summer_begin;
    ZoneChange summer_end;
};

/// The offsets of one zone over time. `offsets[i]` holds from `begins[i - 1]` (UTC seconds) until
/// before `begins[i]`; so there is one offset more than there are begins.
struct Zone {
    std::vector<std::int64_t> begins;
    std::vector<std::int32_t> offsets;
    std::optional<ZoneRule> rule;  ///< for what lies after the last begin

    [[nodiscard]] std::int32_t offset_at(std::int64_t utc_seconds) const;
};

/// Reads a TZif file (RFC 8536). Throws Error{Run} if it is none.
[[nodiscard]] Zone read_zone(std::string_view content);

/// Nothing if the text is no rule; then the last offset of the file goes on for ever.
[[nodiscard]] std::optional<ZoneRule> parse_zone_rule(std::string_view text);
[[nodiscard]] std::int32_t offset_by_rule(const ZoneRule& rule, std::int64_t utc_seconds);

}  // namespace dingtu
