// Dates and times from ISO 8601 text, basic (20150721T2140) and extended (2015-07-21T21:40).

#include "base/temporal_parse.h"

#include "base/calendar.h"
#include "base/error.h"
#include "base/temporal.h"
#include "base/zone.h"

#include <algorithm>

#include <fmt/format.h>

namespace dingtu {

bool TemporalReader::take(std::string_view wanted) {
    if (at_end() || wanted.find(peek()) == std::string_view::npos) {
        return false;
    }
    ++at_;
    return true;
}

std::size_t TemporalReader::digits() const {
    std::size_t end = at_;
    while (end < text_.size() && text_[end] >= '0' && text_[end] <= '9') {
        ++end;
    }
    return end - at_;
}

std::optional<std::int64_t> TemporalReader::number(std::size_t count) {
    if (count == 0 || count > 18 || digits() < count) {
        return std::nullopt;
    }
    std::int64_t value = 0;
    for (std::size_t end = at_ + count; at_ < end; ++at_) {
        value = value * 10 + (text_[at_] - '0');
    }
    return value;
}

std::int64_t TemporalReader::billionths() {
    std::size_t count = digits();
    std::size_t kept = std::min<std::size_t>(count, 9);
    std::int64_t value = number(kept).value_or(0);
    for (std::size_t i = kept; i < 9; ++i) {
        value *= 10;
    }
    at_ += count - kept;
    return value;
}

namespace {

/// Thrown inside this file only, and turned into an Error that shows the whole text.
struct NoMatch {};

std::int64_t need(std::optional<std::int64_t> number) {
    if (!number) {
        throw NoMatch{};
    }
    return *number;
}

std::int64_t read_year(TemporalReader& in) {
    bool negative = in.peek() == '-';
    bool any_length = in.take("+-");  // with a sign a year may have up to nine digits
    std::size_t count = any_length ? in.digits() : 4;
    if (any_length && (count < 1 || count > 9)) {
        throw NoMatch{};
    }
    std::int64_t year = need(in.number(count));
    return negative ? -year : year;
}

/// Behind "W": the week and perhaps the day.
Date read_week(TemporalReader& in, std::int64_t year) {
    WeekDay day{.year = year, .week = need(in.number(2)), .day = 1};
    if (in.take("-") || in.digits() > 0) {
        day.day = need(in.number(1));
    }
    return date_of(day);
}

/// Behind "Q": the quarter and perhaps its day.
Date read_quarter(TemporalReader& in, std::int64_t year) {
    std::int64_t quarter = need(in.number(1));
    std::int64_t day = 1;
    if (in.take("-") || in.digits() > 0) {
        day = need(in.number(std::clamp<std::size_t>(in.digits(), 1, 2)));
    }
    return date_of_quarter(year, quarter, day);
}

Date read_date(TemporalReader& in) {
    std::int64_t year = read_year(in);
    bool extended = in.take("-");
    if (in.take("W")) {
        return read_week(in, year);
    }
    if (in.take("Q")) {
        return read_quarter(in, year);
    }
    if (in.digits() == 3) {
        return date_of_ordinal(year, need(in.number(3)));
    }
    CalendarDay day{.year = year, .month = 1, .day = 1};
    if (extended || in.digits() > 0) {
        day.month = need(in.number(2));
    }
    if (extended ? in.take("-") : in.digits() > 0) {
        day.day = need(in.number(2));
    }
    return date_of(day);
}

/// ".142" if it is there.
std::int64_t read_fraction(TemporalReader& in) {
    if (!in.take(".,")) {
        return 0;
    }
    if (in.digits() == 0) {
        throw NoMatch{};
    }
    return in.billionths();
}

std::int64_t read_clock(TemporalReader& in) {
    std::int64_t hour = need(in.number(2));
    bool extended = in.take(":");
    if (!extended && in.digits() == 0) {
        return nanos_of_day(hour, 0, 0, 0);
    }
    std::int64_t minute = need(in.number(2));
    if (extended ? !in.take(":") : in.digits() == 0) {
        return nanos_of_day(hour, minute, 0, 0);
    }
    std::int64_t second = need(in.number(2));
    return nanos_of_day(hour, minute, second, read_fraction(in));
}

LocalDateTime read_local_date_time(TemporalReader& in) {
    LocalDateTime time{.days = read_date(in).days, .nanos = 0};
    if (in.take("Tt")) {
        time.nanos = read_clock(in);
    }
    return time;
}

/// "[Europe/Stockholm]", perhaps with an offset before it, which must be one in force then.
DateTime with_named_zone(LocalDateTime local, std::string_view offset, std::string_view zone) {
    TimeZone named = parse_time_zone(zone);
    if (offset.empty()) {
        return in_zone(local, named);
    }
    std::int32_t given = parse_offset(offset);
    DateTime time = in_zone(local, named, given);
    if (time.offset_seconds != given) {
        throw Error(Phase::Run, fmt::format("clocks in {} were not {} from UTC then", zone, offset))
            .hint(fmt::format("leave the offset out: `[{}]` is enough", zone))
            .named("ArgumentError", "InvalidTimeZone");
    }
    return time;
}

DateTime read_date_time(TemporalReader& in) {
    LocalDateTime local = read_local_date_time(in);
    std::string_view zone = in.rest();
    auto bracket = zone.find('[');
    if (bracket == std::string_view::npos) {
        std::int32_t offset = zone.empty() ? 0 : parse_offset(zone);
        return in_zone(local, TimeZone{.offset_seconds = offset, .name = ""});
    }
    if (zone.back() != ']') {
        throw NoMatch{};
    }
    return with_named_zone(local, zone.substr(0, bracket),
                           zone.substr(bracket + 1, zone.size() - bracket - 2));
}

/// All of `text` by `read`; an error shows the text and what such text looks like.
template <class Read>
auto whole(std::string_view text, std::string_view kind, std::string_view example, Read read) {
    try {
        TemporalReader in(text);
        auto value = read(in);
        if (in.at_end()) {
            return value;
        }
    } catch (const NoMatch&) {  // reported below, like text that is left over
    }
    throw Error(Phase::Run, fmt::format("`{}` is no {}", text, kind))
        .hint(fmt::format("write it like `{}`", example))
        .named("ArgumentError", "InvalidArgumentValue");
}

}  // namespace

Date parse_date(std::string_view text) {
    return whole(text, "date", "2015-07-21", read_date);
}

LocalTime parse_local_time(std::string_view text) {
    return whole(text, "local time", "21:40:32.142",
                 [](TemporalReader& in) { return LocalTime{read_clock(in)}; });
}

Time parse_time(std::string_view text) {
    return whole(text, "time", "21:40:32.142+08:00", [](TemporalReader& in) {
        Time time{.nanos = read_clock(in), .offset_seconds = 0};
        if (!in.at_end()) {
            time.offset_seconds = parse_offset(in.rest());
            in = TemporalReader("");
        }
        return time;
    });
}

LocalDateTime parse_local_date_time(std::string_view text) {
    return whole(text, "local date and time", "2015-07-21T21:40:32.142", read_local_date_time);
}

DateTime parse_date_time(std::string_view text) {
    return whole(text, "date and time", "2015-07-21T21:40:32.142+08:00", [](TemporalReader& in) {
        DateTime time = read_date_time(in);
        in = TemporalReader("");
        return time;
    });
}

}  // namespace dingtu
