// Durations from text: ISO 8601 with units (P1Y2M3DT4H5.5S; a sign and a fraction may stand at any
// part) and as a date and time (P2012-02-02T14:37:21.545).

#include "base/calendar.h"
#include "base/duration.h"
#include "base/error.h"
#include "base/temporal_parse.h"

#include <optional>

#include <fmt/format.h>

namespace dingtu {

namespace {

/// Sums of the four groups while reading.
struct Sums {
    long double months = 0;
    long double days = 0;
    long double seconds = 0;
    long double nanos = 0;
};

/// [+-]digits[.digits]
struct Amount {
    std::int64_t whole = 0;
    std::int64_t billionths = 0;

    [[nodiscard]] long double exact() const {
        return static_cast<long double>(whole) + static_cast<long double>(billionths) / 1e9L;
    }
};

std::optional<Amount> read_amount(TemporalReader& in) {
    bool negative = in.peek() == '-';
    in.take("+-");
    auto whole = in.number(in.digits());
    if (!whole) {
        return std::nullopt;
    }
    Amount amount{.whole = *whole, .billionths = 0};
    if (in.take(".,")) {
        if (in.digits() == 0) {
            return std::nullopt;
        }
        amount.billionths = in.billionths();
    }
    return negative ? Amount{.whole = -amount.whole, .billionths = -amount.billionths} : amount;
}

bool add_date_part(TemporalReader& in, const Amount& amount, Sums& sums) {
    if (in.take("Yy")) {
        sums.months += amount.exact() * 12;
    } else if (in.take("Mm")) {
        sums.months += amount.exact();
    } else if (in.take("Ww")) {
        sums.days += amount.exact() * 7;
    } else if (in.take("Dd")) {
        sums.days += amount.exact();
    } else {
        return false;
    }
    return true;
}

bool add_time_part(TemporalReader& in, const Amount& amount, Sums& sums) {
    if (in.take("Hh")) {
        sums.seconds += amount.exact() * 3600;
    } else if (in.take("Mm")) {
        sums.seconds += amount.exact() * 60;
    } else if (in.take("Ss")) {
        sums.seconds += static_cast<long double>(amount.whole);
        sums.nanos += static_cast<long double>(amount.billionths);
    } else {
        return false;
    }
    return true;
}

/// Everything behind "P", in units. At least one part must be there, and one behind a "T".
std::optional<Sums> read_units(TemporalReader in) {
    Sums sums;
    bool in_time = false;
    bool part_due = true;
    while (!in.at_end()) {
        if (!in_time && in.take("Tt")) {
            in_time = true;
            part_due = true;
            continue;
        }
        auto amount = read_amount(in);
        if (!amount || !(in_time ? add_time_part : add_date_part)(in, *amount, sums)) {
            return std::nullopt;
        }
        part_due = false;
    }
    return part_due ? std::nullopt : std::optional(sums);
}

/// Everything behind "P", as year-month-day, perhaps with a "T" and hour:minute:second.
std::optional<Sums> read_as_date(TemporalReader in) {
    constexpr std::int64_t none = 99;
    auto years = in.number(4);
    std::int64_t months = in.take("-") ? in.number(2).value_or(none) : none;
    std::int64_t days = in.take("-") ? in.number(2).value_or(none) : none;
    if (!years || months > 12 || days > 31) {
        return std::nullopt;
    }
    Sums sums;
    sums.months = static_cast<long double>(*years * 12 + months);
    sums.days = static_cast<long double>(days);
    if (in.take("Tt")) {
        LocalTime time = parse_local_time(in.rest());
        sums.nanos = static_cast<long double>(time.nanos);
        in = TemporalReader("");
    }
    return in.at_end() ? std::optional(sums) : std::nullopt;
}

}  // namespace

Duration parse_duration(std::string_view text) {
    TemporalReader in(text);
    bool negative = in.peek() == '-';
    in.take("+-");
    std::optional<Sums> sums;
    if (in.take("Pp")) {
        sums = read_units(in);
        if (!sums) {
            sums = read_as_date(in);
        }
    }
    if (!sums) {
        throw Error(Phase::Run, fmt::format("`{}` is no duration", text))
            .hint("write it like `P1Y2M3DT4H5M6.5S`")
            .named("ArgumentError", "InvalidArgumentValue");
    }
    Duration duration = duration_of(sums->months, sums->days, sums->seconds, sums->nanos);
    return negative ? negated(duration) : duration;
}

}  // namespace dingtu
