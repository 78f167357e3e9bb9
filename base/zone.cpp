#include "base/zone.h"

#include "base/calendar.h"
#include "base/error.h"
#include "base/zone_database.h"

#include <array>
#include <cstdlib>
#include <optional>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::int32_t max_offset = 18 * 3600;  // as ISO 8601 profiles and java.time have it

std::int64_t seconds_of(LocalDateTime local) {
    return local.days * seconds_per_day + local.nanos / nanos_per_second;
}

DateTime with_offset(LocalDateTime local, std::int32_t offset, const TimeZone& zone) {
    return {.days = local.days, .nanos = local.nanos, .offset_seconds = offset, .zone = zone.name};
}

/// Two digits at `at`, which moves behind them; -1 if there are none.
int two_digits(std::string_view text, std::size_t& at) {
    auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
    if (!digit(at) || !digit(at + 1)) {
        return -1;
    }
    at += 2;
    return (text[at - 2] - '0') * 10 + (text[at - 1] - '0');
}

/// The offset in seconds if the text is one.
std::optional<std::int32_t> read_offset(std::string_view text) {
    if (text == "Z" || text == "z") {
        return 0;
    }
    if (text.empty() || (text.front() != '+' && text.front() != '-')) {
        return std::nullopt;
    }
    std::size_t at = 1;
    std::array<int, 3> parts{two_digits(text, at), 0, 0};
    for (std::size_t i = 1; i < parts.size() && at < text.size(); ++i) {
        at += text[at] == ':' ? 1U : 0U;
        parts.at(i) = two_digits(text, at);
        if (parts.at(i) < 0) {
            return std::nullopt;
        }
    }
    std::int32_t seconds = parts[0] * 3600 + parts[1] * 60 + parts[2];
    if (parts[0] < 0 || parts[1] > 59 || parts[2] > 59 || at != text.size() ||
        seconds > max_offset) {
        return std::nullopt;
    }
    return text.front() == '-' ? -seconds : seconds;
}

}  // namespace

std::int32_t parse_offset(std::string_view text) {
    if (auto offset = read_offset(text)) {
        return *offset;
    }
    throw Error(Phase::Run, fmt::format("`{}` is no offset from UTC", text))
        .hint("write `Z` or `+08:00`, at most 18 hours")
        .named("ArgumentError", "InvalidTimeZone");
}

TimeZone parse_time_zone(std::string_view text) {
    if (auto offset = read_offset(text)) {
        return {.offset_seconds = *offset, .name = ""};
    }
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
        return {.offset_seconds = parse_offset(text), .name = ""};
    }
    TimeZone zone{.offset_seconds = 0, .name = std::string(text)};
    (void)find_zone(zone.name);
    return zone;
}

std::string offset_text(std::int32_t offset_seconds) {
    if (offset_seconds == 0) {
        return "Z";
    }
    std::int32_t seconds = std::abs(offset_seconds);
    std::string text = fmt::format("{}{:02}:{:02}", offset_seconds < 0 ? '-' : '+', seconds / 3600,
                                   seconds / 60 % 60);
    if (seconds % 60 != 0) {
        text += fmt::format(":{:02}", seconds % 60);
    }
    return text;
}

TimeZone zone_of(const DateTime& time) {
    return {.offset_seconds = time.zone.empty() ? time.offset_seconds : 0, .name = time.zone};
}

Instant instant_of(const DateTime& time) {
    LocalDateTime local{.days = time.days, .nanos = time.nanos};
    return {.seconds = seconds_of(local) - time.offset_seconds,
            .nanos = time.nanos % nanos_per_second};
}

DateTime at_zone(Instant moment, const TimeZone& zone) {
    constexpr std::int64_t longest = 31'557'600'000'000'000;  // a billion years of 365.25 days
    check_range("the number of seconds since 1970", moment.seconds, -longest, longest);
    std::int32_t offset =
        zone.name.empty() ? zone.offset_seconds : find_zone(zone.name).offset_at(moment.seconds);
    return with_offset(plus_seconds({}, moment.seconds + offset, moment.nanos), offset, zone);
}

DateTime in_zone(LocalDateTime local, const TimeZone& zone, std::optional<std::int32_t> preferred) {
    if (zone.name.empty()) {
        return with_offset(local, zone.offset_seconds, zone);
    }
    const Zone& rules = find_zone(zone.name);
    std::int64_t seconds = seconds_of(local);
    std::int32_t before = rules.offset_at(seconds - seconds_per_day);
    std::int32_t after = rules.offset_at(seconds + seconds_per_day);
    for (std::int32_t offset : {preferred.value_or(before), before, after}) {
        if (rules.offset_at(seconds - offset) == offset) {
            return with_offset(local, offset, zone);
        }
    }
    return at_zone({.seconds = seconds - before, .nanos = local.nanos % nanos_per_second}, zone);
}

}  // namespace dingtu
