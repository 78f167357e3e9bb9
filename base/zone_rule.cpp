// POSIX TZ rules as the footer of a TZif file holds them: RFC 8536, section 3.3.1, and POSIX 1003.1
// "Environment Variables, TZ".

#include "base/calendar.h"
#include "base/zone_file.h"

#include <cctype>

namespace dingtu {

namespace {

/// Reads along a rule; every function that does not find what it looks for clears `good`.
class RuleReader {
public:
    explicit RuleReader(std::string_view text) : text_(text) {}

    [[nodiscard]] bool good() const { return good_; }
    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }

    bool take(char wanted) {
        if (at_ < text_.size() && text_[at_] == wanted) {
            ++at_;
            return true;
        }
        return false;
    }

    void need(char wanted) { good_ = take(wanted) && good_; }

    void skip_name() {
        std::size_t begin = at_;
        if (take('<')) {
            at_ = text_.find('>', at_);
            at_ = at_ == std::string_view::npos ? text_.size() : at_ + 1;
        } else {
            while (at_ < text_.size() &&
                   std::isalpha(static_cast<unsigned char>(text_[at_])) != 0) {
                ++at_;
            }
        }
        good_ = good_ && at_ > begin;
    }

    int number() {
        std::size_t begin = at_;
        int value = 0;
        while (at_ < text_.size() && at_ - begin < 4 &&
               std::isdigit(static_cast<unsigned char>(text_[at_])) != 0) {
            value = value * 10 + (text_[at_++] - '0');
        }
        good_ = good_ && at_ > begin;
        return value;
    }

    /// [+-]hh[:mm[:ss]] in seconds.
    std::int64_t clock() {
        bool negative = take('-');
        if (!negative) {
            take('+');
        }
        std::int64_t seconds = std::int64_t{number()} * 3600;
        if (take(':')) {
            seconds += std::int64_t{number()} * 60;
        }
        if (take(':')) {
            seconds += number();
        }
        return negative ? -seconds : seconds;
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
    bool good_ = true;
};

ZoneChange read_change(RuleReader& reader) {
    ZoneChange change;
    reader.need(',');
    if (reader.take('M')) {
        change.month = reader.number();
        reader.need('.');
        change.week = reader.number();
        reader.need('.');
        change.weekday = reader.number();
    } else {
        change.day = reader.take('J') ? ZoneChange::Day::Julian : ZoneChange::Day::ZeroBased;
        change.ordinal = reader.number();
    }
    if (reader.take('/')) {
        change.second_of_day = reader.clock();
    }
    return change;
}

bool plausible(const ZoneChange& change) {
    return change.month >= 1 && change.month <= 12 && change.week >= 1 && change.week <= 5 &&
           change.weekday >= 0 && change.weekday <= 6 && change.ordinal <= 365;
}

std::int64_t day_of_change(const ZoneChange& change, std::int64_t year) {
    std::int64_t january = date_of(CalendarDay{.year = year, .month = 1, .day = 1}).days;
    if (change.day == ZoneChange::Day::ZeroBased) {
        return january + change.ordinal;
    }
    if (change.day == ZoneChange::Day::Julian) {
        bool after_leap_day = days_in_month(year, 2) == 29 && change.ordinal >= 60;
        return january + change.ordinal - (after_leap_day ? 0 : 1);
    }
    std::int64_t first = date_of(CalendarDay{.year = year, .month = change.month, .day = 1}).days;
    std::int64_t weekday = floor_modulo(first + 4, 7);  // 1970-01-01 was a Thursday, 4
    std::int64_t day =
        floor_modulo(change.weekday - weekday, 7) + std::int64_t{change.week - 1} * 7;
    while (day >= days_in_month(year, change.month)) {
        day -= 7;
    }
    return first + day;
}

std::int64_t moment_of_change(const ZoneChange& change, std::int64_t year,
                              std::int32_t offset_before) {
    return day_of_change(change, year) * seconds_per_day + change.second_of_day - offset_before;
}

}  // namespace

std::optional<ZoneRule> parse_zone_rule(std::string_view text) {
    RuleReader reader(text);
    ZoneRule rule;
    reader.skip_name();
    rule.standard_offset = static_cast<std::int32_t>(-reader.clock());
    if (reader.good() && !reader.at_end()) {
        rule.has_summer = true;
        rule.summer_offset = rule.standard_offset + 3600;
        reader.skip_name();
        RuleReader ahead = reader;
        if (!ahead.take(',')) {
            rule.summer_offset = static_cast<std::int32_t>(-reader.clock());
        }
        rule.summer_begin = read_change(reader);
        rule.summer_end = read_change(reader);
    }
    bool usable = reader.good() && reader.at_end() && plausible(rule.summer_begin) &&
                  plausible(rule.summer_end);
    return usable ? std::optional(rule) : std::nullopt;
}

std::int32_t offset_by_rule(const ZoneRule& rule, std::int64_t utc_seconds) {
    if (!rule.has_summer) {
        return rule.standard_offset;
    }
    std::int64_t local = utc_seconds + rule.standard_offset;
    std::int64_t year = calendar_day(Date{floor_divide(local, seconds_per_day)}).year;
    if (year < min_year || year > max_year) {
        return rule.standard_offset;
    }
    std::int64_t begin = moment_of_change(rule.summer_begin, year, rule.standard_offset);
    std::int64_t end = moment_of_change(rule.summer_end, year, rule.summer_offset);
    bool summer = begin < end ? utc_seconds >= begin && utc_seconds < end
                              : utc_seconds >= begin || utc_seconds < end;  // southern half
    return summer ? rule.summer_offset : rule.standard_offset;
}

}  // namespace dingtu
