#include "query/functions.h"

#include "base/error.h"
#include "base/json.h"
#include "tests/catch.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace dingtu;

namespace {

Environment environment() {
    static std::mt19937_64 random(7);
    Environment environment;
    environment.random = &random;
    environment.now = parse_date_time("2026-11-24T15:30:45.123456789Z");
    return environment;
}

/// The function's result as JSON, or "code detail: message" of its error.
std::string call(std::string_view name, const std::vector<Value>& args) {
    const Function* function = find_function(name);
    if (function == nullptr) {
        return "no such function";
    }
    bool null = function->null_for_null && std::ranges::any_of(args, &Value::is_null);
    try {
        return null ? "null" : to_json(function->call(environment(), args));
    } catch (const Error& error) {
        return error.code() + " " + error.detail() + ": " + error.what();
    }
}

/// The text of a temporal result.
std::string temporal(std::string_view name, const std::vector<Value>& args) {
    return to_text(find_function(name)->call(environment(), args));
}

Value list(List items) {
    return items;
}

}  // namespace

TEST_CASE("functions are found without regard to case", "[query]") {
    REQUIRE(find_function("toUpper") != nullptr);
    CHECK(find_function("TOUPPER") == find_function("toUpper"));
    CHECK(find_function("Duration.InDays") == find_function("duration.inDays"));
    CHECK(find_function("toUper") == nullptr);
    CHECK(find_function("") == nullptr);
}

TEST_CASE("every function is described fully and once", "[query]") {
    std::set<std::string_view> names;
    for (const Function* function : all_functions()) {
        INFO(function->name);
        CHECK(names.insert(function->name).second);
        CHECK(function->call != nullptr);
        CHECK(function->signature.starts_with(function->name));
        CHECK_FALSE(function->help.empty());
        CHECK((function->max_args == -1 || function->max_args >= function->min_args));
        int described = std::min(function->max_args, 3);
        for (int i = 0; i < described; ++i) {
            CHECK_FALSE(function->accepts.at(static_cast<std::size_t>(i)).empty());
        }
    }
}

TEST_CASE("no function breaks on arguments of any kind", "[query]") {
    std::vector<Value> samples{Value(),
                               true,
                               -3,
                               INT64_MIN,
                               INT64_MAX,
                               0.5,
                               std::numeric_limits<double>::quiet_NaN(),
                               std::numeric_limits<double>::infinity(),
                               "",
                               "汉字",
                               list({1, "a", Value()}),
                               Map{{"year", 5}, {"day", "x"}},
                               Path{},
                               parse_date("2015-07-21"),
                               parse_time("12:00+01:00"),
                               parse_local_time("12:00"),
                               parse_local_date_time("2015-07-21T12:00"),
                               parse_date_time("2015-07-21T12:00[Europe/Stockholm]"),
                               parse_duration("P1Y-2DT3.5S")};
    for (const Function* function : all_functions()) {
        int most = function->max_args < 0 ? 3 : function->max_args;
        for (int count = std::max(1, function->min_args); count <= most; ++count) {
            for (const Value& first : samples) {
                for (const Value& second : samples) {
                    std::vector<Value> args{first, second, first};
                    args.resize(static_cast<std::size_t>(count));
                    bool null =
                        function->null_for_null && std::ranges::any_of(args, &Value::is_null);
                    if (null || function->name == "range") {
                        continue;
                    }
                    INFO(function->signature << " of " << to_text(first) << " and "
                                             << to_text(second));
                    try {
                        (void)function->call(environment(), args);
                    } catch (const Error& error) {
                        CHECK(error.phase() == Phase::Run);
                        CHECK_FALSE(error.detail().empty());
                    }
                }
            }
        }
    }
}

TEST_CASE("strings are counted and cut in characters", "[query]") {
    CHECK(call("substring", {"0123456789", 1}) == R"("123456789")");
    CHECK(call("substring", {"浙江省杭州市", 3, 2}) == R"("杭州")");
    CHECK(call("substring", {"浙江", 5}) == R"("")");
    CHECK(call("substring", {"浙江", 1, INT64_MAX}) == R"("江")");
    CHECK(call("substring", {"x", -1}) ==
          "ArgumentError NumberOutOfRange: the start must not be negative, but is -1");
    CHECK(call("left", {"浙江省", 2}) == R"("浙江")");
    CHECK(call("right", {"浙江省", 1}) == R"("省")");
    CHECK(call("right", {"浙江省", 9}) == R"("浙江省")");
    CHECK(call("size", {"浙江省"}) == "3");
    CHECK(call("char_length", {"浙江省"}) == "3");
    CHECK(call("reverse", {"raksO"}) == R"("Oskar")");
    CHECK(call("reverse", {"杭州"}) == R"("州杭")");
}

TEST_CASE("strings are replaced, split and trimmed", "[query]") {
    CHECK(call("replace", {"aXbXc", "X", "--"}) == R"("a--b--c")");
    CHECK(call("replace", {"aaa", "aa", "b"}) == R"("ba")");
    CHECK(call("replace", {"abc", "", "x"}) == R"("abc")");
    CHECK(call("split", {"one1two", "1"}) == R"(["one","two"])");
    CHECK(call("split", {"", ","}) == R"([""])");
    CHECK(call("split", {",a,", ","}) == R"(["","a",""])");
    CHECK(call("split", {"甲、乙,丙", list({"、", ","})}) == R"(["甲","乙","丙"])");
    CHECK(call("split", {"甲乙", ""}) == R"(["甲","乙"])");
    CHECK(call("trim", {"\t 杭州　\n"}) == R"("杭州")");
    CHECK(call("lTrim", {"  a "}) == R"("a ")");
    CHECK(call("rTrim", {"  a "}) == R"("  a")");
    CHECK(call("trim", {"《文件》", "《》"}) == R"("文件")");
    CHECK(call("trim", {"   "}) == R"("")");
    CHECK(call("toUpper", {"zürich"}) == R"("ZÜRICH")");
}

TEST_CASE("lists are read from both ends", "[query]") {
    CHECK(call("head", {list({1, 2, 3})}) == "1");
    CHECK(call("last", {list({1, 2, 3})}) == "3");
    CHECK(call("tail", {list({1, 2, 3})}) == "[2,3]");
    CHECK(call("head", {list({})}) == "null");
    CHECK(call("tail", {list({})}) == "[]");
    CHECK(call("reverse", {list({1, 2, 3})}) == "[3,2,1]");
    CHECK(call("size", {list({1, Value()})}) == "2");
    CHECK(call("isEmpty", {Map{}}) == "true");
    CHECK(call("coalesce", {Value(), 1, 2}) == "1");
    CHECK(call("coalesce", {Value()}) == "null");
}

TEST_CASE("a range counts both ends in", "[query]") {
    CHECK(call("range", {0, 3}) == "[0,1,2,3]");
    CHECK(call("range", {3, 0}) == "[]");
    CHECK(call("range", {10, -10, -3}) == "[10,7,4,1,-2,-5,-8]");
    CHECK(call("range", {0, 7, 3}) == "[0,3,6]");
    CHECK(call("range", {INT64_MAX - 1, INT64_MAX}) == "[9223372036854775806,9223372036854775807]");
    CHECK(call("range", {INT64_MIN, INT64_MAX, INT64_MAX}) ==
          "[-9223372036854775808,-1,9223372036854775806]");
    CHECK(call("range", {INT64_MAX, INT64_MIN, INT64_MIN}) == "[9223372036854775807,-1]");
    CHECK(call("range", {2, 8, 0}) ==
          "ArgumentError NumberOutOfRange: the step of a range must not be 0");
}

TEST_CASE("a range that would not fit in memory is refused, not made", "[query]") {
    Limits limits;
    limits.set_memory(1 << 20);
    Environment small = environment();
    small.limits = &limits;
    CHECK_THROWS_AS(find_function("range")->call(small, std::vector<Value>{0, 1'000'000'000}),
                    Error);
    CHECK(call("range", {INT64_MIN, INT64_MAX}).starts_with("ArgumentError NumberOutOfRange"));
}

TEST_CASE("numbers are rounded as people round", "[query]") {
    CHECK(call("round", {2.5}) == "3.0");
    CHECK(call("round", {-2.5}) == "-2.0");
    CHECK(call("round", {0.49999999999999994}) == "0.0");
    CHECK(call("round", {3}) == "3.0");
    CHECK(call("round", {1.005, 2}) == "1.01");
    CHECK(call("round", {-1.55, 1}) == "-1.6");
    CHECK(call("round", {2.5, 0, "HALF_EVEN"}) == "2.0");
    CHECK(call("round", {1.25, 1, "half_down"}) == "1.2");
    CHECK(call("round", {1.21, 1, "UP"}) == "1.3");
    CHECK(call("round", {-1.29, 1, "DOWN"}) == "-1.2");
    CHECK(call("round", {-1.21, 1, "CEILING"}) == "-1.2");
    CHECK(call("round", {-1.21, 1, "FLOOR"}) == "-1.3");
    CHECK(call("round", {9.99, 1}) == "10.0");
    CHECK(call("round", {1234.5, -2}) == "1200.0");
    CHECK(call("round", {49.9, -2}) == "0.0");
    CHECK(call("round", {50, -2}) == "100.0");
    CHECK(call("round", {1e300, 2}) == "1e300");
    CHECK(call("round", {0.1, INT64_MAX}) == "0.1");
    CHECK(call("round", {1.5, 0, "SIDEWAYS"}) ==
          "ArgumentError InvalidArgumentValue: `SIDEWAYS` is no way to round");
}

TEST_CASE("numeric functions keep to their kinds and ranges", "[query]") {
    CHECK(call("abs", {-3}) == "3");
    CHECK(call("abs", {-3.5}) == "3.5");
    CHECK(call("abs", {INT64_MIN}).starts_with("ArithmeticError IntegerOverflow"));
    CHECK(call("sign", {-0.1}) == "-1");
    CHECK(call("sign", {0}) == "0");
    CHECK(call("ceil", {0.1}) == "1.0");
    CHECK(call("floor", {-0.1}) == "-1.0");
    CHECK(call("sqrt", {256}) == "16.0");
    CHECK(call("sqrt", {-1}) == R"({"$float":"NaN"})");
    CHECK(call("log", {0}) == R"({"$float":"-Infinity"})");
    CHECK(call("isNaN", {std::numeric_limits<double>::quiet_NaN()}) == "true");
    CHECK(call("atan2", {1, 1}) == "0.7853981633974483");
    CHECK(call("degrees", {3.141592653589793}) == "180.0");
    CHECK(call("haversin", {0}) == "0.0");
    CHECK(call("e", {}) == "2.718281828459045");
    CHECK(call("sin", {"x"}) ==
          "TypeError InvalidArgumentValue: a number is expected, not the String `'x'`");
}

TEST_CASE("random numbers lie from 0 to below 1, identifiers are version 4", "[query]") {
    for (int i = 0; i < 1000; ++i) {
        double number = find_function("rand")->call(environment(), {}).as_float();
        CHECK((number >= 0 && number < 1));
    }
    std::string uuid = find_function("randomUUID")->call(environment(), {}).as_string();
    REQUIRE(uuid.size() == 36);
    CHECK(uuid[14] == '4');
    CHECK(std::string_view("89ab").find(uuid[19]) != std::string_view::npos);
    CHECK(uuid != find_function("randomUUID")->call(environment(), {}).as_string());
}

TEST_CASE("conversion gives null for text that says nothing of the kind", "[query]") {
    CHECK(call("toInteger", {"42"}) == "42");
    CHECK(call("toInteger", {" +42 "}) == "42");
    CHECK(call("toInteger", {"1.7"}) == "1");
    CHECK(call("toInteger", {"1e3"}) == "1000");
    CHECK(call("toInteger", {-2.9}) == "-2");
    CHECK(call("toInteger", {"foo"}) == "null");
    CHECK(call("toInteger", {""}) == "null");
    CHECK(call("toInteger", {"9223372036854775807"}) == "9223372036854775807");
    CHECK(call("toFloat", {"1"}) == "1.0");
    CHECK(call("toFloat", {".5"}) == "0.5");
    CHECK(call("toFloat", {"1e999"}) == R"({"$float":"Infinity"})");
    CHECK(call("toFloat", {"-Infinity"}) == R"({"$float":"-Infinity"})");
    CHECK(call("toFloat", {"inf"}) == "null");
    CHECK(call("toFloat", {"1.5x"}) == "null");
    CHECK(call("toBoolean", {" TRUE "}) == "true");
    CHECK(call("toBoolean", {"f alse"}) == "null");
    CHECK(call("toString", {1.0}) == R"("1.0")");
    CHECK(call("toString", {parse_duration("P1Y")}) == R"("P1Y")");
}

TEST_CASE("conversion refuses kinds, except in the lenient forms", "[query]") {
    CHECK(call("toInteger", {list({})}).starts_with("TypeError InvalidArgumentValue"));
    CHECK(call("toFloat", {true}).starts_with("TypeError InvalidArgumentValue"));
    CHECK(call("toBoolean", {1.0}).starts_with("TypeError InvalidArgumentValue"));
    CHECK(call("toString", {Map{}}).starts_with("TypeError InvalidArgumentValue"));
    CHECK(call("toInteger", {1e300}).starts_with("ArithmeticError IntegerOverflow"));
    CHECK(call("toIntegerOrNull", {list({})}) == "null");
    CHECK(call("toIntegerOrNull", {1e300}) == "null");
    CHECK(call("toFloatOrNull", {true}) == "null");
    CHECK(call("toStringOrNull", {Map{}}) == "null");
    CHECK(call("toIntegerList", {list({"1", 2.5, "x", list({})})}) == "[1,2,null,null]");
    CHECK(call("toBooleanList", {list({"true", 0, Value()})}) == "[true,false,null]");
    CHECK(call("toFloatList", {list({"1.5", 2})}) == "[1.5,2.0]");
    CHECK(call("toStringList", {list({1, true})}) == R"(["1","true"])");
}

TEST_CASE("the clock stands still during a statement", "[query]") {
    CHECK(temporal("date", {}) == "2026-11-24");
    CHECK(temporal("datetime", {}) == "2026-11-24T15:30:45.123456789Z");
    CHECK(temporal("localtime.statement", {}) == "15:30:45.123456789");
    CHECK(temporal("datetime.transaction", {"Asia/Shanghai"}) ==
          "2026-11-24T23:30:45.123456789+08:00[Asia/Shanghai]");
    CHECK(temporal("date", {Map{{"timezone", "+14:00"}}}) == "2026-11-25");
    CHECK(call("timestamp", {}) == "1795534245123");
    CHECK(temporal("datetime.realtime", {}) > "2024");
}
