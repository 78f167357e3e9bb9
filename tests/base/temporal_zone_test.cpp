#include "base/calendar.h"
#include "base/error.h"
#include "base/zone.h"
#include "base/zone_file.h"
#include "tests/catch.h"

#include <string>

using namespace dingtu;

namespace {

std::string local_in(std::string_view local, std::string_view zone) {
    return to_text(in_zone(parse_local_date_time(local), parse_time_zone(zone)));
}

std::string seen_from(std::string_view moment, std::string_view zone) {
    return to_text(at_zone(instant_of(parse_date_time(moment)), parse_time_zone(zone)));
}

}  // namespace

TEST_CASE("a zone's offset follows its history", "[base]") {
    CHECK(local_in("1984-10-11T12:00", "Europe/Stockholm") ==
          "1984-10-11T12:00+01:00[Europe/Stockholm]");
    CHECK(local_in("1984-07-20T12:00", "Europe/Stockholm") ==
          "1984-07-20T12:00+02:00[Europe/Stockholm]");
    CHECK(local_in("1988-07-01T12:00", "Asia/Shanghai") == "1988-07-01T12:00+09:00[Asia/Shanghai]");
    CHECK(local_in("2024-07-01T12:00", "Asia/Shanghai") == "2024-07-01T12:00+08:00[Asia/Shanghai]");
    CHECK(local_in("1984-10-28T12:00", "Pacific/Honolulu") ==
          "1984-10-28T12:00-10:00[Pacific/Honolulu]");
}

TEST_CASE("before standard time a zone has its own mean time", "[base]") {
    CHECK(local_in("1818-07-21T21:40:32.142", "Europe/Berlin") ==
          "1818-07-21T21:40:32.142+00:53:28[Europe/Berlin]");
}

TEST_CASE("a zone that agrees with a neighbour since 1970 has the neighbour's past", "[base]") {
    CHECK(local_in("1818-07-21T21:40:32.142", "Europe/Stockholm") ==
          "1818-07-21T21:40:32.142+00:53:28[Europe/Stockholm]");
    CHECK(local_in("1818-07-21T21:40", "Europe/London") ==
          "1818-07-21T21:40-00:01:15[Europe/London]");
}

TEST_CASE("a zone's rule goes on for ever", "[base]") {
    CHECK(local_in("2417-08-08T12:31", "Europe/Stockholm") ==
          "2417-08-08T12:31+02:00[Europe/Stockholm]");
    CHECK(local_in("+999999999-01-01T00:00", "Australia/Sydney") ==
          "+999999999-01-01T00:00+11:00[Australia/Sydney]");
    CHECK(local_in("2417-07-08T12:31", "Australia/Sydney") ==
          "2417-07-08T12:31+10:00[Australia/Sydney]");
}

TEST_CASE("a local time that clocks skip moves on by the gap", "[base]") {
    CHECK(local_in("2017-03-26T02:30", "Europe/Stockholm") ==
          "2017-03-26T03:30+02:00[Europe/Stockholm]");
}

TEST_CASE("a local time that clocks show twice is the first, or the one preferred", "[base]") {
    CHECK(local_in("2017-10-29T02:30", "Europe/Stockholm") ==
          "2017-10-29T02:30+02:00[Europe/Stockholm]");
    DateTime second = in_zone(parse_local_date_time("2017-10-29T02:30"),
                              parse_time_zone("Europe/Stockholm"), 3600);
    CHECK(to_text(second) == "2017-10-29T02:30+01:00[Europe/Stockholm]");
    CHECK(parse_date_time(to_text(second)) == second);
}

TEST_CASE("a moment is seen from another zone", "[base]") {
    CHECK(seen_from("2017-10-29T00:59:59Z", "Europe/Stockholm") ==
          "2017-10-29T02:59:59+02:00[Europe/Stockholm]");
    CHECK(seen_from("2017-10-29T01:00Z", "Europe/Stockholm") ==
          "2017-10-29T02:00+01:00[Europe/Stockholm]");
    CHECK(seen_from("2017-01-01T00:00+08:00", "-05:00") == "2016-12-31T11:00-05:00");
}

TEST_CASE("an offset that was not in force in the zone is refused", "[base]") {
    CHECK_THROWS_WITH(parse_date_time("2015-07-21T21:40+05:00[Europe/Stockholm]"),
                      "clocks in Europe/Stockholm were not +05:00 from UTC then");
}

TEST_CASE("an unknown zone is refused with the nearest name", "[base]") {
    try {
        (void)parse_time_zone("Asia/Shangai");
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(std::string(error.what()) == "`Asia/Shangai` is no time zone");
        CHECK(error.hint() == "did you mean `Asia/Shanghai`?");
    }
    for (const char* name : {"", "/etc/passwd", "../../../etc/passwd", "Europe//Berlin", "Europe",
                             "tzdata.zi", "zone.tab", "+1"}) {
        CHECK_THROWS_AS(parse_time_zone(name), Error);
    }
}

TEST_CASE("zone rules of every form are understood", "[base]") {
    auto offset = [](const char* rule, const char* moment) {
        auto parsed = parse_zone_rule(rule);
        REQUIRE(parsed);
        return offset_by_rule(*parsed, instant_of(parse_date_time(moment)).seconds);
    };
    CHECK(offset("CST-8", "2020-01-01T00:00Z") == 8 * 3600);
    CHECK(offset("<+0330>-3:30", "2020-01-01T00:00Z") == 12600);
    CHECK(offset("CET-1CEST,M3.5.0,M10.5.0/3", "2020-03-29T00:59:59Z") == 3600);
    CHECK(offset("CET-1CEST,M3.5.0,M10.5.0/3", "2020-03-29T01:00:00Z") == 7200);
    CHECK(offset("EST5EDT,M3.2.0,M11.1.0", "2020-11-01T05:59:59Z") == -4 * 3600);
    CHECK(offset("EST5EDT,M3.2.0,M11.1.0", "2020-11-01T06:00:00Z") == -5 * 3600);
    CHECK(offset("XXX3EDT4,J60/0,J300/0", "2020-03-01T03:00:00Z") == -4 * 3600);
    CHECK(offset("XXX3EDT4,59/0,300/0", "2020-02-29T03:00:00Z") == -4 * 3600);
    CHECK(offset("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T00:59:59Z") == -2 * 3600);
    for (const char* rule : {"", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M1.1.0",
                             "CET-1CEST,M3.5.0,M10.5.0/3x"}) {
        CHECK_FALSE(parse_zone_rule(rule));
    }
}

TEST_CASE("a damaged zone file is refused, not read", "[base]") {
    std::string whole("TZif2", 5);
    CHECK_THROWS_AS(read_zone(""), Error);
    CHECK_THROWS_AS(read_zone("TZif"), Error);
    CHECK_THROWS_AS(read_zone(whole + std::string(15, '\0') + std::string(24, '\x7F')), Error);
}
