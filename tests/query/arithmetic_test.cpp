#include "query/arithmetic.h"

#include "base/error.h"
#include "base/json.h"
#include "tests/catch.h"

#include <string>

using namespace dingtu;

namespace {

/// The result as JSON, or the name of the error.
template <class Operation, class... Operands>
std::string result(Operation operation, const Operands&... operands) {
    try {
        return to_json(operation(operands...));
    } catch (const Error& error) {
        return error.code() + " " + error.detail();
    }
}

/// The result as the language prints it.
template <class Operation>
std::string shown(Operation operation, const Value& a, const Value& b) {
    return to_text(operation(a, b));
}

Value list(List items) {
    return items;
}

const std::string overflow = "ArithmeticError IntegerOverflow";
const std::string wrong_kind = "TypeError InvalidArgumentType";

}  // namespace

TEST_CASE("integers stay integers, a float makes a float", "[query]") {
    CHECK(result(add, 1, 2) == "3");
    CHECK(result(add, 1, 2.0) == "3.0");
    CHECK(result(subtract, 1, 2.5) == "-1.5");
    CHECK(result(multiply, 3, 4) == "12");
    CHECK(result(divide, 7, 2) == "3");
    CHECK(result(divide, -7, 2) == "-3");
    CHECK(result(divide, 7, 2.0) == "3.5");
    CHECK(result(modulo, -7, 3) == "-1");
    CHECK(result(modulo, 5.5, 2) == "1.5");
    CHECK(result(power, 2, 3) == "8.0");
    CHECK(result(negate, 5) == "-5");
    CHECK(result(negate, 0.0) == "-0.0");
}

TEST_CASE("integers that leave 64 bits are an error, not another number", "[query]") {
    CHECK(result(add, INT64_MAX, 1) == overflow);
    CHECK(result(subtract, INT64_MIN, 1) == overflow);
    CHECK(result(multiply, INT64_MAX, 2) == overflow);
    CHECK(result(divide, INT64_MIN, -1) == overflow);
    CHECK(result(negate, INT64_MIN) == overflow);
    CHECK(result(modulo, INT64_MIN, -1) == "0");
}

TEST_CASE("division by zero is an error of integers only", "[query]") {
    CHECK(result(divide, 1, 0) == "ArithmeticError DivisionByZero");
    CHECK(result(modulo, 1, 0) == "ArithmeticError DivisionByZero");
    CHECK(result(divide, 1.0, 0) == R"({"$float":"Infinity"})");
    CHECK(result(modulo, 1, 0.0) == R"({"$float":"NaN"})");
}

TEST_CASE("null makes null", "[query]") {
    Value null;
    CHECK(result(add, null, 1) == "null");
    CHECK(result(add, list({1}), null) == "null");
    CHECK(result(divide, null, 0) == "null");
    CHECK(result(negate, null) == "null");
    CHECK(result(power, 1, null) == "null");
}

TEST_CASE("lists and strings are joined", "[query]") {
    CHECK(result(add, list({1, 10}), list({4})) == "[1,10,4]");
    CHECK(result(add, list({false}), true) == "[false,true]");
    CHECK(result(add, 0, list({1})) == "[0,1]");
    CHECK(result(add, "杭", "州") == R"("杭州")");
    CHECK(result(add, "n", 1) == R"("n1")");
    CHECK(result(add, 1.0, "n") == R"("1.0n")");
    CHECK(result(add, "on ", parse_date("2015-07-21")) == R"("on 2015-07-21")");
    CHECK(result(add, "n", true) == wrong_kind);
}

TEST_CASE("other kinds have no arithmetic", "[query]") {
    CHECK(result(add, true, 1) == wrong_kind);
    CHECK(result(subtract, "a", "b") == wrong_kind);
    CHECK(result(multiply, Map{}, 2) == wrong_kind);
    CHECK(result(divide, list({1}), 2) == wrong_kind);
    CHECK(result(power, "2", 2) == wrong_kind);
    CHECK(result(negate, "a") == wrong_kind);
    CHECK(result(subtract, parse_date("2015-07-21"), parse_date("2015-07-20")) == wrong_kind);
    CHECK(result(add, parse_date("2015-07-21"), 1) == wrong_kind);
}

TEST_CASE("a duration moves every temporal value", "[query]") {
    Value duration = parse_duration("P12Y5M14DT16H13M10.000000002S");
    CHECK(shown(add, parse_date("1984-10-11"), duration) == "1997-03-25");
    CHECK(shown(add, duration, parse_date("1984-10-11")) == "1997-03-25");
    CHECK(shown(subtract, parse_date("1984-10-11"), duration) == "1972-04-27");
    CHECK(shown(add, parse_local_time("12:31:14.000000001"), duration) == "04:44:24.000000003");
    CHECK(shown(subtract, parse_time("12:31:14.000000001+01:00"), duration) ==
          "20:18:03.999999999+01:00");
    CHECK(shown(subtract, parse_local_date_time("1984-10-11T12:31:14.000000001"), duration) ==
          "1972-04-26T20:18:03.999999999");
    CHECK(result(subtract, duration, parse_date("1984-10-11")) == wrong_kind);
}

TEST_CASE("a day in a zone has as many hours as its clocks show", "[query]") {
    Value before = parse_date_time("2017-10-28T12:00[Europe/Stockholm]");
    CHECK(shown(add, before, parse_duration("P1D")) == "2017-10-29T12:00+01:00[Europe/Stockholm]");
    CHECK(shown(add, before, parse_duration("PT24H")) ==
          "2017-10-29T11:00+01:00[Europe/Stockholm]");
}

TEST_CASE("durations add and scale with their fractions carried over", "[query]") {
    Value a = parse_duration("P12Y5M14DT16H13M10.000000001S");
    CHECK(shown(add, a, a) == "P24Y10M28DT32H26M20.000000002S");
    CHECK(shown(subtract, a, a) == "PT0S");
    CHECK(shown(multiply, a, 2) == "P24Y10M28DT32H26M20.000000002S");
    CHECK(shown(multiply, 0.5, a) == "P6Y2M22DT13H21M8S");
    CHECK(shown(divide, a, 2) == "P6Y2M22DT13H21M8S");
    CHECK(shown(divide, a, 0.5) == "P24Y10M28DT32H26M20.000000002S");
    CHECK(shown(multiply, parse_duration("P10M"), 0.7) == "P7M");
    CHECK(shown(divide, parse_duration("P14D"), 7) == "P2D");
    CHECK(shown(multiply, parse_duration("PT1S"), 0.1) == "PT0.1S");
    CHECK(to_text(negate(parse_duration("P1M-2D"))) == "P-1M2D");
    CHECK(result(multiply, parse_duration("P1000000000Y"), INT64_MAX) == overflow);
    CHECK(result(divide, a, 0) == "ArithmeticError DivisionByZero");
    CHECK(result(multiply, a, std::numeric_limits<double>::infinity()) ==
          "ArgumentError NumberOutOfRange");
}

TEST_CASE("a sum outside the calendar is refused", "[query]") {
    CHECK(result(add, parse_date("+999999999-12-31"), parse_duration("P1D")) ==
          "ArgumentError NumberOutOfRange");
    CHECK(result(subtract, parse_date("-999999999-01-01"), parse_duration("PT86400S")) ==
          "ArgumentError NumberOutOfRange");
}

TEST_CASE("texts are compared by parts; what is no text is unknown", "[query]") {
    CHECK(result(starts_with, "浙江省", "浙江") == "true");
    CHECK(result(ends_with, "浙江省", "省") == "true");
    CHECK(result(contains, "浙江省", "江") == "true");
    CHECK(result(contains, "浙江省", "") == "true");
    CHECK(result(contains, "x", Value()) == "null");
    CHECK(result(starts_with, 1, "1") == "null");
}

TEST_CASE("a regular expression must match the whole text", "[query]") {
    CHECK(result(matches, "杭州市", ".{3}") == "true");
    CHECK(result(matches, "杭州市", "杭州") == "false");
    CHECK(result(matches, "Abc", "(?i)abc") == "true");
    CHECK(result(matches, "x", Value()) == "null");
    CHECK(result(matches, "x", "(") == "ArgumentError InvalidRegularExpression");
    CHECK(result(matches, std::string(50, 'a'), "(a*)*b") == "false");
}

TEST_CASE("IN is unknown where a null decides", "[query]") {
    CHECK(result(in_list, 3, list({1, Value(), 3})) == "true");
    CHECK(result(in_list, 4, list({1, Value(), 3})) == "null");
    CHECK(result(in_list, Value(), list({})) == "false");
    CHECK(result(in_list, 1, Value()) == "null");
    CHECK(result(in_list, list({1}), list({list({1})})) == "true");
    CHECK(result(in_list, 1, 1) == wrong_kind);
}

TEST_CASE("lists and maps are looked up", "[query]") {
    Value numbers = list({1, 2, 3});
    CHECK(result(index, numbers, 0) == "1");
    CHECK(result(index, numbers, -1) == "3");
    CHECK(result(index, numbers, 3) == "null");
    CHECK(result(index, numbers, INT64_MIN) == "null");
    CHECK(result(index, numbers, Value()) == "null");
    CHECK(result(index, Value(), 0) == "null");
    CHECK(result(index, numbers, 1.0) == wrong_kind);
    CHECK(result(index, 1, 0) == wrong_kind);
    Value map = Map{{"name", "Apa"}};
    CHECK(result(index, map, "name") == R"("Apa")");
    CHECK(result(index, map, "other") == "null");
    CHECK(result(index, map, 1) == "TypeError MapElementAccessByNonString");
}

TEST_CASE("a slice takes what there is", "[query]") {
    auto from_to = [](Value from, Value to) { return to_json(slice(list({1, 2, 3}), &from, &to)); };
    CHECK(from_to(1, 3) == "[2,3]");
    CHECK(from_to(-3, -1) == "[1,2]");
    CHECK(from_to(-5, 5) == "[1,2,3]");
    CHECK(from_to(3, 1) == "[]");
    CHECK(from_to(INT64_MIN, INT64_MAX) == "[1,2,3]");
    CHECK(from_to(Value(), 1) == "null");
    Value one = 1;
    CHECK(to_json(slice(list({1, 2, 3}), &one, nullptr)) == "[2,3]");
    CHECK(to_json(slice(list({1, 2, 3}), nullptr, &one)) == "[1]");
    CHECK(to_json(slice(Value(), nullptr, &one)) == "null");
}
