#include "base/error.h"
#include "base/json.h"
#include "query/arithmetic.h"
#include "query/functions.h"
#include "tests/catch.h"

#include <string>
#include <vector>

using namespace dingtu;

namespace {

/// The result as the language prints it, or "detail: message" of the error.
std::string call(std::string_view name, const std::vector<Value>& args) {
    Environment environment;
    environment.now = parse_date_time("2026-11-24T15:30:45Z");
    try {
        return to_text(find_function(name)->call(environment, args));
    } catch (const Error& error) {
        return error.detail() + ": " + error.what();
    }
}

std::string make(std::string_view name, Map components) {
    return call(name, {Value(std::move(components))});
}

std::string cut(std::string_view name, std::string_view unit, Value value, Map overrides = {}) {
    return call(name, {unit, std::move(value), Value(std::move(overrides))});
}

std::string part(const Value& value, std::string_view key) {
    try {
        return to_json(component(value, key));
    } catch (const Error& error) {
        return error.detail() + ": " + error.what() + "; " + error.hint();
    }
}

}  // namespace

TEST_CASE("a day is told by month, week, quarter or number", "[query]") {
    CHECK(make("date", {{"year", 1984}}) == "1984-01-01");
    CHECK(make("date", {{"year", 1984}, {"month", 10}, {"day", 11}}) == "1984-10-11");
    CHECK(make("date", {{"year", 1984}, {"week", 10}, {"dayOfWeek", 3}}) == "1984-03-07");
    CHECK(make("date", {{"year", 1817}, {"week", 1}}) == "1816-12-30");
    CHECK(make("date", {{"year", 1984}, {"quarter", 3}, {"dayOfQuarter", 45}}) == "1984-08-14");
    CHECK(make("date", {{"year", 1984}, {"ordinalDay", 202}}) == "1984-07-20");
    CHECK(make("date", {{"year", 1984}, {"month", Value()}}) == "1984-01-01");
}

TEST_CASE("components that make no day are refused", "[query]") {
    CHECK(make("date", {{"month", 1}}) == "InvalidArgumentValue: `year` is missing");
    CHECK(make("date", {{"year", 1984}, {"day", 1}}) ==
          "InvalidArgumentValue: `month` is missing: `day` says nothing without it");
    CHECK(make("date", {{"year", 1984}, {"month", 2}, {"day", 30}}) ==
          "NumberOutOfRange: day is 30, but must be 1 to 29");
    CHECK(make("date", {{"year", 1984}, {"month", 2}, {"week", 3}})
              .starts_with("InvalidArgumentValue: a day is told by month, by week"));
    CHECK(make("date", {{"year", 1984}, {"mounth", 2}}) ==
          "InvalidArgumentValue: `mounth` is no component that can be given here");
    CHECK(make("date", {{"year", "1984"}}) ==
          "InvalidArgumentValue: an Integer as `year` is expected, not the String `'1984'`");
    CHECK(make("date", {{"year", 1'000'000'000}}) ==
          "NumberOutOfRange: year is 1000000000, but must be -999999999 to 999999999");
}

TEST_CASE("a day can be taken from another value and changed", "[query]") {
    Value day = parse_date("1984-11-11");
    CHECK(make("date", {{"date", day}, {"year", 28}}) == "0028-11-11");
    CHECK(make("date", {{"date", day}, {"week", 1}}) == "1984-01-08");
    CHECK(make("date", {{"date", day}, {"quarter", 3}}) == "1984-08-11");
    CHECK(make("date", {{"date", parse_date("1816-12-30")}, {"week", 2}, {"dayOfWeek", 3}}) ==
          "1817-01-08");
    CHECK(make("date", {{"date", parse_date("2015-01-31")}, {"month", 4}}) == "2015-04-30");
    CHECK(make("date", {{"date", parse_local_time("12:00")}})
              .starts_with("InvalidArgumentValue: a temporal value with a date is expected"));
}

TEST_CASE("a time of day that comes with a zone is moved to another", "[query]") {
    Value time = parse_time("12:31:14.645876+01:00");
    CHECK(make("time", {{"time", time}, {"second", 42}, {"timezone", "+05:00"}}) ==
          "16:31:42.645876+05:00");
    CHECK(make("time", {{"time", parse_local_time("12:31")}, {"timezone", "+05:00"}}) ==
          "12:31+05:00");
    CHECK(make("datetime", {{"date", parse_date("1984-03-28")},
                            {"time", parse_date_time("1984-10-11T12:00[Europe/Stockholm]")},
                            {"timezone", "Pacific/Honolulu"}}) ==
          "1984-03-28T00:00-10:00[Pacific/Honolulu]");
    CHECK(make("time", {{"hour", 12}, {"timezone", "Asia/Shanghai"}}) == "12:00+08:00");
}

TEST_CASE("parts of a second add up, each within the next larger", "[query]") {
    Map time{{"hour", 12}, {"minute", 31}, {"second", 14}};
    auto with = [&time](Map more) {
        more.insert(time.begin(), time.end());
        return make("localtime", more);
    };
    CHECK(with({{"millisecond", 123}, {"microsecond", 456}, {"nanosecond", 789}}) ==
          "12:31:14.123456789");
    CHECK(with({{"nanosecond", 645876123}}) == "12:31:14.645876123");
    CHECK(with({{"millisecond", 1}, {"microsecond", 1000}}) ==
          "NumberOutOfRange: microsecond is 1000, but must be 0 to 999");
    CHECK(make("localtime", {{"minute", 3}}) ==
          "InvalidArgumentValue: `hour` is missing: `minute` says nothing without it");
}

TEST_CASE("epochs are moments in UTC", "[query]") {
    CHECK(call("datetime.fromepoch", {416779, 999999999}) == "1970-01-05T19:46:19.999999999Z");
    CHECK(call("datetime.fromepochmillis", {237821673987}) == "1977-07-15T13:34:33.987Z");
    CHECK(call("datetime.fromepochmillis", {-1}) == "1969-12-31T23:59:59.999Z");
    CHECK(make("datetime", {{"epochSeconds", 0}, {"timezone", "Asia/Shanghai"}}) ==
          "1970-01-01T08:00+08:00[Asia/Shanghai]");
    for (std::int64_t far : {INT64_MAX, INT64_MIN}) {
        CHECK(call("datetime.fromepoch", {far}).starts_with("NumberOutOfRange"));
        CHECK(make("datetime", {{"epochSeconds", far}, {"timezone", "Asia/Shanghai"}})
                  .starts_with("NumberOutOfRange"));
    }
}

TEST_CASE("truncation cuts to the unit and sets components anew", "[query]") {
    Value moment = parse_date_time("1984-10-11T12:31:14.645876123+01:00");
    CHECK(cut("date.truncate", "millennium", parse_date("2017-10-11"), {{"day", 2}}) ==
          "2000-01-02");
    CHECK(cut("date.truncate", "weekYear", parse_date("1984-01-01"), {{"day", 5}}) == "1983-01-05");
    CHECK(cut("date.truncate", "decade", parse_date("-0005-03-01")) == "-0010-01-01");
    CHECK(cut("datetime.truncate", "week", moment, {{"dayOfWeek", 2}}) == "1984-10-09T00:00+01:00");
    CHECK(cut("datetime.truncate", "millisecond", moment, {{"nanosecond", 2}}) ==
          "1984-10-11T12:31:14.645000002+01:00");
    CHECK(cut("time.truncate", "hour", moment, {{"timezone", "+02:00"}}) == "12:00+02:00");
    CHECK(cut("localtime.truncate", "day", moment) == "00:00");
    CHECK(call("date.truncate", {"YEAR"}) == "2026-01-01");
}

TEST_CASE("truncation keeps to the second of two equal hours", "[query]") {
    Value second = parse_date_time("2017-10-29T02:30+01:00[Europe/Stockholm]");
    CHECK(cut("datetime.truncate", "hour", second) == "2017-10-29T02:00+01:00[Europe/Stockholm]");
}

TEST_CASE("truncation refuses units that a value does not have", "[query]") {
    CHECK(cut("date.truncate", "hour", parse_date("2015-07-21")) ==
          "InvalidArgumentValue: a date cannot be cut to hour");
    CHECK(cut("time.truncate", "month", parse_time("12:00Z")) ==
          "InvalidArgumentValue: a time of day has no month");
    CHECK(cut("date.truncate", "yaer", parse_date("2015-07-21")) ==
          "InvalidArgumentValue: `yaer` is no unit of time");
    CHECK(cut("date.truncate", "year", parse_time("12:00Z"))
              .starts_with("InvalidArgumentValue: a temporal value with a date is expected"));
    CHECK(cut("localtime.truncate", "millisecond", parse_local_time("12:00"),
              {{"nanosecond", 1'000'000}})
              .starts_with("NumberOutOfRange"));
}

TEST_CASE("a duration carries fractions to the next smaller group", "[query]") {
    CHECK(make("duration", {{"months", 0.75}}) == "P22DT19H51M49.5S");
    CHECK(make("duration", {{"weeks", 2.5}}) == "P17DT12H");
    CHECK(make("duration", {{"seconds", -2}, {"milliseconds", 1}}) == "PT-1.999S");
    CHECK(make("duration", {{"seconds", -60}, {"milliseconds", -1}}) == "PT-1M-0.001S");
    CHECK(make("duration", {{"seconds", 0.1}}) == "PT0.1S");
    CHECK(make("duration", {{"years", 1.0 / 12}}) == "P1M");
    CHECK(make("duration", {{"years", 1e300}}) ==
          "IntegerOverflow: a duration leaves the range of 64-bit integers");
    CHECK(make("duration", {{"year", 1}}) ==
          "InvalidArgumentValue: `year` is no component that can be given here");
}

TEST_CASE("between two values lie months, then days, then seconds", "[query]") {
    auto between = [](Value a, Value b) { return call("duration.between", {a, b}); };
    CHECK(between(parse_date("1984-10-11"), parse_date("2015-06-24")) == "P30Y8M13D");
    CHECK(between(parse_local_date_time("2015-07-21T21:40:32.142"), parse_date("2015-06-24")) ==
          "P-27DT-21H-40M-32.142S");
    CHECK(between(parse_date_time("2014-07-21T21:40:36.143+0200"),
                  parse_date_time("2015-07-21T21:40:32.142+0100")) == "P1YT59M55.999S");
    CHECK(between(parse_date("2015-01-31"), parse_date("2015-02-28")) == "P28D");
    CHECK(between(parse_date("2015-01-31"), parse_date("2015-03-01")) == "P1M1D");
    CHECK(between(parse_date("-999999999-01-01"), parse_date("+999999999-12-31")) ==
          "P1999999998Y11M30D");
    CHECK(between(parse_local_time("14:30"), parse_time("16:30+0100")) == "PT2H");
}

TEST_CASE("the hours of a day in a zone are those that pass", "[query]") {
    Value midnight = parse_date_time("2017-10-29T00:00[Europe/Stockholm]");
    CHECK(call("duration.inSeconds", {midnight, parse_local_time("04:00")}) == "PT5H");
    CHECK(call("duration.inSeconds", {midnight, parse_date("2017-10-30")}) == "PT25H");
    CHECK(call("duration.inDays", {midnight, parse_date("2017-10-30")}) == "P1D");
    CHECK(call("duration.inMonths", {parse_date("2015-01-31"), parse_date("2016-01-30")}) ==
          "P11M");
}

TEST_CASE("temporal values have components", "[query]") {
    Value moment = parse_date_time("1984-11-11T12:31:14.645876123[Europe/Stockholm]");
    CHECK(part(moment, "quarter") == "4");
    CHECK(part(moment, "week") == "45");
    CHECK(part(moment, "weekDay") == "7");
    CHECK(part(moment, "dayOfQuarter") == "42");
    CHECK(part(moment, "microsecond") == "645876");
    CHECK(part(moment, "timezone") == R"("Europe/Stockholm")");
    CHECK(part(moment, "offset") == R"("+01:00")");
    CHECK(part(moment, "epochMillis") == "469020674645");
    CHECK(part(parse_date_time("1969-12-31T23:59:59.5Z"), "epochMillis") == "-500");
    CHECK(part(parse_time("12:00-01:30"), "offsetMinutes") == "-90");
    CHECK(part(parse_duration("PT-90M"), "hours") == "-1");
    CHECK(part(parse_duration("PT-1.5S"), "millisecondsOfSecond") == "-500");
    CHECK(part(parse_duration("PT-1.5S"), "milliseconds") == "-1500");
    CHECK(part(parse_duration("P16M10D"), "monthsOfQuarter") == "1");
}

TEST_CASE("a component that a value does not have is refused", "[query]") {
    CHECK(part(parse_date("2015-07-21"), "hour") == "InvalidArgumentValue: a Date has no `hour`; ");
    CHECK(part(parse_date("2015-07-21"), "yaer") ==
          "InvalidArgumentValue: a Date has no `yaer`; did you mean `year`?");
    CHECK(part(1, "year").starts_with("InvalidArgumentType"));
    CHECK(part(Value(), "year") == "null");
    CHECK(part(parse_duration("P0DT99999999999S"), "nanoseconds").starts_with("IntegerOverflow"));
}
