#include "base/temporal.h"

#include "base/calendar.h"
#include "base/error.h"
#include "base/zone.h"
#include "tests/catch.h"

#include <string>
#include <utility>
#include <vector>

using namespace dingtu;

namespace {

using Cases = std::vector<std::pair<std::string, std::string>>;

template <class Parse>
std::string message_of(Parse parse, std::string_view text) {
    try {
        (void)parse(text);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a date is read in every ISO 8601 form", "[base]") {
    auto [text, shown] = GENERATE(values<std::pair<std::string, std::string>>({
        {"2015-07-21", "2015-07-21"},
        {"20150721", "2015-07-21"},
        {"2015-07", "2015-07-01"},
        {"201507", "2015-07-01"},
        {"2015-W30-2", "2015-07-21"},
        {"2015W302", "2015-07-21"},
        {"2015-W30", "2015-07-20"},
        {"2015W30", "2015-07-20"},
        {"2015-202", "2015-07-21"},
        {"2015202", "2015-07-21"},
        {"2015-Q3-21", "2015-07-21"},
        {"2015Q321", "2015-07-21"},
        {"2015-Q3", "2015-07-01"},
        {"2015", "2015-01-01"},
        {"-0044-03-15", "-0044-03-15"},
        {"+12345-01-02", "+12345-01-02"},
        {"-999999999-01-01", "-999999999-01-01"},
        {"+999999999-12-31", "+999999999-12-31"},
    }));
    CHECK(to_text(parse_date(text)) == shown);
}

TEST_CASE("text that is no date is refused with the reason", "[base]") {
    CHECK(message_of(parse_date, "yesterday") == "`yesterday` is no date");
    CHECK(message_of(parse_date, "2015-07-21x") == "`2015-07-21x` is no date");
    CHECK(message_of(parse_date, "2015-7-2") == "`2015-7-2` is no date");
    CHECK(message_of(parse_date, "") == "`` is no date");
    CHECK(message_of(parse_date, "2015-13-01") == "month is 13, but must be 1 to 12");
    CHECK(message_of(parse_date, "2015-02-29") == "day is 29, but must be 1 to 28");
    CHECK(message_of(parse_date, "2015-W54") == "week is 54, but must be 1 to 53");
    CHECK(message_of(parse_date, "2016-W53") == "week is 53, but must be 1 to 52");
    CHECK(message_of(parse_date, "2015-366") == "ordinalDay is 366, but must be 1 to 365");
}

TEST_CASE("times are read and shown without what is zero at the end", "[base]") {
    auto [text, shown] = GENERATE(values<std::pair<std::string, std::string>>({
        {"21:40:32.142", "21:40:32.142"},
        {"214032.142", "21:40:32.142"},
        {"21:40:32,1", "21:40:32.1"},
        {"21:40:00", "21:40"},
        {"2140", "21:40"},
        {"21", "21:00"},
        {"00:00:00.000000001", "00:00:00.000000001"},
    }));
    CHECK(to_text(parse_local_time(text)) == shown);
}

TEST_CASE("a time keeps its offset", "[base]") {
    auto [text, shown] = GENERATE(values<std::pair<std::string, std::string>>({
        {"21:40:32.142+0100", "21:40:32.142+01:00"},
        {"214032.142Z", "21:40:32.142Z"},
        {"21:40:32+01:00", "21:40:32+01:00"},
        {"214032-0100", "21:40:32-01:00"},
        {"21:40-01:30", "21:40-01:30"},
        {"2140-00:00", "21:40Z"},
        {"22+18:00", "22:00+18:00"},
        {"21:40", "21:40Z"},
        {"12:00+00:53:28", "12:00+00:53:28"},
    }));
    CHECK(to_text(parse_time(text)) == shown);
    CHECK(message_of(parse_time, "12:00+18:01") == "`+18:01` is no offset from UTC");
}

TEST_CASE("dates and times combine all forms", "[base]") {
    auto [text, shown] = GENERATE(values<std::pair<std::string, std::string>>({
        {"2015-07-21T21:40:32.142+0100", "2015-07-21T21:40:32.142+01:00"},
        {"2015-W30-2T214032.142Z", "2015-07-21T21:40:32.142Z"},
        {"2015-202T21:40:32+01:00", "2015-07-21T21:40:32+01:00"},
        {"2015T214032-0100", "2015-01-01T21:40:32-01:00"},
        {"20150721T21:40-01:30", "2015-07-21T21:40-01:30"},
        {"2015-07-21T21:40:32", "2015-07-21T21:40:32Z"},
        {"2015-07-21T21:40:32.142+02:00[Europe/Stockholm]",
         "2015-07-21T21:40:32.142+02:00[Europe/Stockholm]"},
        {"2015-07-21T21:40[Asia/Shanghai]", "2015-07-21T21:40+08:00[Asia/Shanghai]"},
    }));
    CHECK(to_text(parse_date_time(text)) == shown);
}

TEST_CASE("a duration is read from units and as a date", "[base]") {
    auto [text, shown] = GENERATE(values<std::pair<std::string, std::string>>({
        {"P14DT16H12M", "P14DT16H12M"},
        {"P5M1.5D", "P5M1DT12H"},
        {"P0.75M", "P22DT19H51M49.5S"},
        {"PT0.75M", "PT45S"},
        {"P2.5W", "P17DT12H"},
        {"P12Y5M14DT16H12M70S", "P12Y5M14DT16H13M10S"},
        {"P2012-02-02T14:37:21.545", "P2012Y2M2DT14H37M21.545S"},
        {"PT-0.001S", "PT-0.001S"},
        {"-P1Y2M", "P-1Y-2M"},
        {"P1Y-2M", "P10M"},
        {"PT0S", "PT0S"},
        {"PT9007199254740993S", "PT2501999792983H36M33S"},
    }));
    CHECK(to_text(parse_duration(text)) == shown);
}

TEST_CASE("text that is no duration is refused", "[base]") {
    for (const char* text : {"", "P", "PT", "1Y", "P1", "P1DT", "P1S", "PT1D", "P1.D", "P.5D"}) {
        CHECK(message_of(parse_duration, text) == "`" + std::string(text) + "` is no duration");
    }
    CHECK(message_of(parse_duration, "P999999999999999999Y") ==
          "a duration leaves the range of 64-bit integers");
}

TEST_CASE("the parts of a day's number make the day again", "[base]") {
    // Every day over 4 centuries in both directions from three far places, by a stride of 97.
    for (std::int64_t begin : {-365'242'000'000LL, -146'100LL, 365'241'000'000LL}) {
        for (std::int64_t days = begin; days < begin + 2 * 146'097; days += 97) {
            Date date{days};
            CHECK(date_of(calendar_day(date)) == date);
            CHECK(date_of(week_day(date)) == date);
            CHECK(date_of_ordinal(calendar_day(date).year, ordinal_day(date)) == date);
            CHECK(parse_date(to_text(date)) == date);
        }
    }
}

TEST_CASE("months later is the same day, or the month's last", "[base]") {
    CHECK(to_text(plus_months(parse_date("2015-01-31"), 1)) == "2015-02-28");
    CHECK(to_text(plus_months(parse_date("2015-01-31"), 13)) == "2016-02-29");
    CHECK(to_text(plus_months(parse_date("2015-03-31"), -1)) == "2015-02-28");
    CHECK(to_text(plus_months(parse_date("0001-01-15"), -13)) == "-0001-12-15");
    CHECK_THROWS_AS(plus_months(parse_date("+999999999-12-01"), 1), Error);
    CHECK_THROWS_AS(plus_months(parse_date("2015-01-01"), INT64_MIN), Error);
}
