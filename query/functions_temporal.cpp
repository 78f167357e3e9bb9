// date(), time(), datetime() and their like, the clock in its three readings, and epochs.

#include "base/calendar.h"
#include "base/zone.h"
#include "query/arguments.h"
#include "query/function_tables.h"
#include "query/temporal_make.h"

#include <array>
#include <chrono>

namespace dingtu {

namespace {

using Args = std::span<const Value>;

DateTime date_time_at(const DateTime& now) {
    return now;
}

/// The present moment without arguments, else what the argument says.
template <auto make, auto at>
Value make_or_now(const Environment& environment, Args args) {
    if (args.empty()) {
        return at(environment.now);
    }
    return make(args[0], environment.now);
}

/// `now`, in UTC or the zone that is asked for.
DateTime seen_from(const DateTime& now, Args args) {
    return args.empty() ? now : at_zone(instant_of(now), parse_time_zone(expect_string(args[0])));
}

/// When the statement began, which is also when its transaction did.
template <auto at>
Value statement_clock(const Environment& environment, Args args) {
    return at(seen_from(environment.now, args));
}

template <auto at>
Value real_clock(const Environment& /*environment*/, Args args) {
    auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    std::int64_t nanos = std::chrono::duration_cast<std::chrono::nanoseconds>(since_1970).count();
    DateTime now = at_zone({.seconds = floor_divide(nanos, nanos_per_second),
                            .nanos = floor_modulo(nanos, nanos_per_second)},
                           TimeZone{});
    return at(seen_from(now, args));
}

Value from_epoch(const Environment& /*environment*/, Args args) {
    std::int64_t nanos = args.size() == 2 ? expect_integer(args[1]) : 0;
    check_range("nanoseconds", nanos, 0, nanos_per_second - 1);
    return at_zone({.seconds = expect_integer(args[0]), .nanos = nanos}, TimeZone{});
}

Value from_epoch_millis(const Environment& /*environment*/, Args args) {
    std::int64_t millis = expect_integer(args[0]);
    return at_zone(
        {.seconds = floor_divide(millis, 1000), .nanos = floor_modulo(millis, 1000) * 1'000'000},
        TimeZone{});
}

Value timestamp(const Environment& environment, Args /*args*/) {
    Instant moment = instant_of(environment.now);
    return moment.seconds * 1000 + moment.nanos / 1'000'000;
}

constexpr Kinds source = Kinds{Kind::String,   Kind::Map,       Kind::Date,         Kind::Time,
                               Kind::DateTime, Kind::LocalTime, Kind::LocalDateTime};

constexpr Function maker(std::string_view name, Kind result,
                         Value (*call)(const Environment&, Args), std::string_view signature,
                         std::string_view help) {
    return {.name = name,
            .min_args = 0,
            .max_args = 1,
            .accepts = {source},
            .result = result,
            .pure = false,
            .call = call,
            .signature = signature,
            .help = help};
}

constexpr Function clock(std::string_view name, Kind result,
                         Value (*call)(const Environment&, Args), std::string_view signature,
                         std::string_view help) {
    return {.name = name,
            .min_args = 0,
            .max_args = 1,
            .accepts = {Kind::String},
            .result = result,
            .pure = false,
            .call = call,
            .signature = signature,
            .help = help};
}

constexpr std::string_view statement_help = "when the statement began";
constexpr std::string_view real_help = "this very moment, another for every row";

constexpr std::array functions{
    maker("date", Kind::Date, make_or_now<make_date, date_at>,
          "date(from :: String or Map or temporal?) :: Date",
          "a day from text, components or another value; without argument today, in UTC"),
    maker("localtime", Kind::LocalTime, make_or_now<make_local_time, local_time_at>,
          "localtime(from :: String or Map or temporal?) :: LocalTime",
          "a time of day without zone"),
    maker("time", Kind::Time, make_or_now<make_time, time_at>,
          "time(from :: String or Map or temporal?) :: Time",
          "a time of day with its offset from UTC"),
    maker("localdatetime", Kind::LocalDateTime,
          make_or_now<make_local_date_time, local_date_time_at>,
          "localdatetime(from :: String or Map or temporal?) :: LocalDateTime",
          "a date and time of day without zone"),
    maker("datetime", Kind::DateTime, make_or_now<make_date_time, date_time_at>,
          "datetime(from :: String or Map or temporal?) :: DateTime",
          "a date and time of day with offset, perhaps in a zone by name"),

    clock("date.transaction", Kind::Date, statement_clock<date_at>,
          "date.transaction(zone :: String?) :: Date", statement_help),
    clock("date.statement", Kind::Date, statement_clock<date_at>,
          "date.statement(zone :: String?) :: Date", statement_help),
    clock("date.realtime", Kind::Date, real_clock<date_at>,
          "date.realtime(zone :: String?) :: Date", real_help),
    clock("localtime.transaction", Kind::LocalTime, statement_clock<local_time_at>,
          "localtime.transaction(zone :: String?) :: LocalTime", statement_help),
    clock("localtime.statement", Kind::LocalTime, statement_clock<local_time_at>,
          "localtime.statement(zone :: String?) :: LocalTime", statement_help),
    clock("localtime.realtime", Kind::LocalTime, real_clock<local_time_at>,
          "localtime.realtime(zone :: String?) :: LocalTime", real_help),
    clock("time.transaction", Kind::Time, statement_clock<time_at>,
          "time.transaction(zone :: String?) :: Time", statement_help),
    clock("time.statement", Kind::Time, statement_clock<time_at>,
          "time.statement(zone :: String?) :: Time", statement_help),
    clock("time.realtime", Kind::Time, real_clock<time_at>,
          "time.realtime(zone :: String?) :: Time", real_help),
    clock("localdatetime.transaction", Kind::LocalDateTime, statement_clock<local_date_time_at>,
          "localdatetime.transaction(zone :: String?) :: LocalDateTime", statement_help),
    clock("localdatetime.statement", Kind::LocalDateTime, statement_clock<local_date_time_at>,
          "localdatetime.statement(zone :: String?) :: LocalDateTime", statement_help),
    clock("localdatetime.realtime", Kind::LocalDateTime, real_clock<local_date_time_at>,
          "localdatetime.realtime(zone :: String?) :: LocalDateTime", real_help),
    clock("datetime.transaction", Kind::DateTime, statement_clock<date_time_at>,
          "datetime.transaction(zone :: String?) :: DateTime", statement_help),
    clock("datetime.statement", Kind::DateTime, statement_clock<date_time_at>,
          "datetime.statement(zone :: String?) :: DateTime", statement_help),
    clock("datetime.realtime", Kind::DateTime, real_clock<date_time_at>,
          "datetime.realtime(zone :: String?) :: DateTime", real_help),

    Function{.name = "datetime.fromepoch",
             .min_args = 1,
             .max_args = 2,
             .accepts = {Kind::Integer, Kind::Integer},
             .result = Kind::DateTime,
             .call = from_epoch,
             .signature = "datetime.fromepoch(seconds :: Integer, nanoseconds :: Integer?) :: "
                          "DateTime",
             .help = "the moment so long after 1970-01-01T00:00Z"},
    Function{.name = "datetime.fromepochmillis",
             .min_args = 1,
             .max_args = 1,
             .accepts = {Kind::Integer},
             .result = Kind::DateTime,
             .call = from_epoch_millis,
             .signature = "datetime.fromepochmillis(milliseconds :: Integer) :: DateTime",
             .help = "the moment so long after 1970-01-01T00:00Z"},
    Function{.name = "timestamp",
             .min_args = 0,
             .max_args = 0,
             .accepts = {},
             .result = Kind::Integer,
             .pure = false,
             .call = timestamp,
             .signature = "timestamp() :: Integer",
             .help = "milliseconds from 1970-01-01T00:00Z to when the statement began"},
};

}  // namespace

std::span<const Function> temporal_functions() {
    return functions;
}

}  // namespace dingtu
