// Temporal values as ISO 8601 text, in the form the language prints: parts that are zero are left
// out from the end, fractions are as long as they must be.

#include "base/calendar.h"
#include "base/temporal.h"
#include "base/zone.h"

#include <cstdlib>

#include <fmt/format.h>

namespace dingtu {

namespace {

/// ".5", "" for none; at most nine digits.
std::string fraction_text(std::int64_t nanos) {
    if (nanos == 0) {
        return "";
    }
    std::string text = fmt::format(".{:09}", nanos);
    text.erase(text.find_last_not_of('0') + 1);
    return text;
}

std::string day_text(std::int64_t days) {
    CalendarDay day = calendar_day(Date{days});
    // Four digits have no sign; ISO 8601 wants one where there are more.
    const char* sign = day.year < 0 ? "-" : day.year > 9999 ? "+" : "";
    return fmt::format("{}{:04}-{:02}-{:02}", sign, std::abs(day.year), day.month, day.day);
}

std::string clock_text(std::int64_t nanos) {
    std::int64_t seconds = nanos / nanos_per_second;
    std::string text = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    if (nanos % (60 * nanos_per_second) != 0) {
        text += fmt::format(":{:02}{}", seconds % 60, fraction_text(nanos % nanos_per_second));
    }
    return text;
}

void append_part(std::string& text, std::int64_t amount, char unit) {
    if (amount != 0) {
        text += fmt::format("{}{}", amount, unit);
    }
}

/// The seconds of a minute with their fraction; both have the sign of the whole.
std::string seconds_text(std::int64_t seconds, std::int64_t nanos) {
    bool negative = seconds < 0 || nanos < 0;
    return fmt::format("{}{}{}S", negative ? "-" : "", std::abs(seconds),
                       fraction_text(std::abs(nanos)));
}

}  // namespace

std::string to_text(const Date& date) {
    return day_text(date.days);
}

std::string to_text(const LocalTime& time) {
    return clock_text(time.nanos);
}

std::string to_text(const Time& time) {
    return clock_text(time.nanos) + offset_text(time.offset_seconds);
}

std::string to_text(const LocalDateTime& time) {
    return day_text(time.days) + "T" + clock_text(time.nanos);
}

std::string to_text(const DateTime& time) {
    std::string text =
        day_text(time.days) + "T" + clock_text(time.nanos) + offset_text(time.offset_seconds);
    return time.zone.empty() ? text : text + "[" + time.zone + "]";
}

std::string to_text(const Duration& duration) {
    // Normalised seconds round down; text rounds towards zero, so that all its parts share a sign.
    bool borrow = duration.seconds < 0 && duration.nanos > 0;
    std::int64_t seconds = duration.seconds + (borrow ? 1 : 0);
    std::int64_t nanos = duration.nanos - (borrow ? nanos_per_second : 0);
    std::string text = "P";
    append_part(text, duration.months / 12, 'Y');
    append_part(text, duration.months % 12, 'M');
    append_part(text, duration.days, 'D');
    std::string clock;
    append_part(clock, seconds / 3600, 'H');
    append_part(clock, seconds / 60 % 60, 'M');
    if (seconds % 60 != 0 || nanos != 0) {
        clock += seconds_text(seconds % 60, nanos);
    }
    if (clock.empty()) {
        return text == "P" ? "PT0S" : text;
    }
    return text + "T" + clock;
}

}  // namespace dingtu
