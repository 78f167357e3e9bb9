#include "query/aggregates.h"

#include "base/error.h"
#include "base/json.h"
#include "tests/catch.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

using namespace dingtu;

namespace {

void add(Aggregator& aggregator, const std::vector<Value>& args, std::uint64_t multiplicity) {
    const std::uint32_t group = 0;
    aggregator.add({.groups = {&group, 1}, .args = args, .weights = {&multiplicity, 1}});
}

/// The aggregate over rows of one argument, each with how often it stands, as JSON or error name.
std::string over_many(std::string_view name,
                      const std::vector<std::pair<Value, std::uint64_t>>& rows) {
    try {
        auto aggregator = find_aggregate(name)->make();
        aggregator->extend(1);
        for (const auto& [value, multiplicity] : rows) {
            add(*aggregator, {value}, multiplicity);
        }
        return to_json(aggregator->result(0));
    } catch (const Error& error) {
        return error.code() + " " + error.detail();
    }
}

std::string over(std::string_view name, const std::vector<Value>& values) {
    std::vector<std::pair<Value, std::uint64_t>> rows;
    for (const Value& value : values) {
        rows.emplace_back(value, 1);
    }
    return over_many(name, rows);
}

std::string percentile(std::string_view name, const std::vector<Value>& values, Value where) {
    try {
        auto aggregator = find_aggregate(name)->make();
        aggregator->extend(1);
        for (const Value& value : values) {
            add(*aggregator, {value, where}, 1);
        }
        return to_json(aggregator->result(0));
    } catch (const Error& error) {
        return error.code() + " " + error.detail();
    }
}

Value list(List items) {
    return items;
}

}  // namespace

TEST_CASE("aggregates are found without regard to case", "[query]") {
    CHECK(find_aggregate("PERCENTILECONT") == find_aggregate("percentileCont"));
    CHECK(find_aggregate("percentilecont")->args == 2);
    CHECK(find_aggregate("median") == nullptr);
    CHECK(all_aggregates().size() == 10);
}

TEST_CASE("count leaves nulls out and counts what a row stands for", "[query]") {
    CHECK(over("count", std::vector<Value>{1, Value(), "a"}) == "2");
    CHECK(over_many("count", {{Value(1), 3}, {Value(), 4}}) == "3");
    CHECK(over("count", std::vector<Value>{}) == "0");
}

TEST_CASE("a sum is exact as long as the whole fits", "[query]") {
    CHECK(over("sum", std::vector<Value>{33, Value(), 42}) == "75");
    CHECK(over("sum", std::vector<Value>{}) == "0");
    CHECK(over("sum", std::vector<Value>{INT64_MAX, INT64_MAX, -INT64_MAX}) ==
          "9223372036854775807");
    CHECK(over("sum", std::vector<Value>{INT64_MAX, 1}) == "ArithmeticError IntegerOverflow");
    CHECK(over_many("sum", {{Value(1000), 1'000'000'000'000}}) == "1000000000000000");
    CHECK(over("sum", std::vector<Value>{1, 0.5}) == "1.5");
    CHECK(over("sum", std::vector<Value>(10, 0.1)) == "1.0");
    CHECK(over("sum", std::vector<Value>{1e308, 1e308, -1e308}) == R"({"$float":"Infinity"})");
    CHECK(over("sum", std::vector<Value>{"1"}) == "TypeError InvalidArgumentValue");
}

TEST_CASE("durations add up, but not with numbers", "[query]") {
    std::vector<Value> durations{parse_duration("P1M2DT3S"), parse_duration("P2MT0.5S")};
    CHECK(over("sum", durations) == R"({"$temporal":"duration","value":"P3M2DT3.5S"})");
    CHECK(over("avg", durations) == R"({"$temporal":"duration","value":"P1M16DT5H14M34.75S"})");
    CHECK(over_many("sum", {{Value(parse_duration("PT1.5S")), 4}}) ==
          R"({"$temporal":"duration","value":"PT6S"})");
    CHECK(over("sum", std::vector<Value>{1, parse_duration("P1D")}) ==
          "TypeError InvalidArgumentValue");
    CHECK(over("sum", std::vector<Value>{parse_duration("P1D"), 1}) ==
          "TypeError InvalidArgumentValue");
}

TEST_CASE("a mean is a float, and null of nothing", "[query]") {
    CHECK(over("avg", std::vector<Value>{1, 2, Value()}) == "1.5");
    CHECK(over_many("avg", {{Value(1), 3}, {Value(5), 1}}) == "2.0");
    CHECK(over("avg", std::vector<Value>{Value()}) == "null");
    CHECK(over("avg", std::vector<Value>{INT64_MAX, INT64_MAX}) == "9.223372036854776e18");
}

TEST_CASE("extremes follow the order of ORDER BY and leave nulls out", "[query]") {
    CHECK(over("max", std::vector<Value>{1, 2.0, 5, Value(), 3.2, 0.1}) == "5");
    CHECK(over("min", std::vector<Value>{1, 2.0, 5, Value(), 3.2, 0.1}) == "0.1");
    CHECK(over("max", std::vector<Value>{"a", "b", "B", "abc"}) == R"("b")");
    CHECK(over("min", std::vector<Value>{1, "a", list({1, 2}), 0.2}) == "[1,2]");
    CHECK(over("max", std::vector<Value>{1, "a", list({1, 2}), 0.2}) == "1");
    CHECK(over("max", std::vector<Value>{}) == "null");
}

TEST_CASE("collect keeps the order and repeats what a row stands for", "[query]") {
    CHECK(over_many("collect", {{Value("b"), 2}, {Value(), 5}, {Value("a"), 1}}) ==
          R"(["b","b","a"])");
    CHECK(over("collect", std::vector<Value>{}) == "[]");
    CHECK(over_many("collect", {{Value(1), UINT64_MAX}}) == "ResourceError Memory");
}

TEST_CASE("deviations divide by n or n - 1", "[query]") {
    std::vector<Value> values{2, 4, 4, 4, 5, 5, 7, 9};
    CHECK(over("stDevP", values) == "2.0");
    CHECK(over("stDev", std::vector<Value>{1, 3}) == "1.4142135623730951");
    CHECK(over("stDev", std::vector<Value>{1}) == "0.0");
    CHECK(over("stDevP", std::vector<Value>{}) == "0.0");
    CHECK(over_many("stDevP", {{Value(1), 2}, {Value(3), 2}}) == "1.0");
    CHECK(over("stDevP", std::vector<Value>{1e9 + 1, 1e9 + 3}) == "1.0");
}

TEST_CASE("percentiles fall on a value or between two", "[query]") {
    std::vector<Value> prices{30.0, 10.0, Value(), 20.0};
    CHECK(percentile("percentileDisc", prices, 0.0) == "10.0");
    CHECK(percentile("percentileDisc", prices, 0.5) == "20.0");
    CHECK(percentile("percentileDisc", prices, 1) == "30.0");
    CHECK(percentile("percentileDisc", {1, 2}, 0.5) == "1");
    CHECK(percentile("percentileCont", prices, 0.25) == "15.0");
    CHECK(percentile("percentileCont", prices, 1.0) == "30.0");
    CHECK(percentile("percentileCont", {}, 0.5) == "null");
}

TEST_CASE("a percentile outside 0 to 1 is refused", "[query]") {
    for (Value bad :
         {Value(1000), Value(-1), Value(1.1), Value(std::numeric_limits<double>::quiet_NaN())}) {
        CHECK(percentile("percentileCont", {10.0}, bad) == "ArgumentError NumberOutOfRange");
        CHECK(percentile("percentileDisc", {10.0}, bad) == "ArgumentError NumberOutOfRange");
    }
}
