#include "base/value.h"

#include "base/error.h"
#include "tests/catch.h"

#include <cmath>
#include <limits>

using namespace dingtu;

namespace {
const double nan_value = std::numeric_limits<double>::quiet_NaN();
}

TEST_CASE("integers and floats are two kinds and one number", "[base]") {
    CHECK(Value(1).kind() != Value(1.0).kind());
    CHECK(equal(Value(1), Value(1.0)) == Ternary::True);
    CHECK(equivalent(Value(1), Value(1.0)));
    CHECK(hash(Value(1)) == hash(Value(1.0)));
    CHECK(equal(Value(std::int64_t{9007199254740993}), Value(9007199254740992.0)) ==
          Ternary::False);
    CHECK(less(Value(9007199254740992.0), Value(std::int64_t{9007199254740993})) == Ternary::True);
}

TEST_CASE("null is unknown to equality and equal to itself in groups", "[base]") {
    CHECK(equal(Value(), Value()) == Ternary::Unknown);
    CHECK(equivalent(Value(), Value()));
    CHECK(equal(Value(List{1, Value()}), Value(List{1, 2})) == Ternary::Unknown);
    CHECK(equal(Value(List{1, Value()}), Value(List{2, Value()})) == Ternary::False);
    CHECK(equal(Value(List{1, Value()}), Value(List{1})) == Ternary::False);
}

TEST_CASE("NaN equals nothing and sorts behind all numbers", "[base]") {
    CHECK(equal(Value(nan_value), Value(nan_value)) == Ternary::False);
    CHECK(equivalent(Value(nan_value), Value(nan_value)));
    CHECK(less(Value(nan_value), Value(1)) == Ternary::False);
    CHECK((order(Value(std::numeric_limits<double>::infinity()), Value(nan_value)) < 0));
}

TEST_CASE("the order of kinds is the language's, null last", "[base]") {
    const Value kinds[] = {Map{},      NodeId{1},    RelationshipId{1}, List{}, Path{},
                           Value("a"), Value(false), Value(1),          Value()};
    for (std::size_t i = 0; i + 1 < std::size(kinds); ++i) {
        INFO(kind_name(kinds[i].kind()) << " before " << kind_name(kinds[i + 1].kind()));
        CHECK((order(kinds[i], kinds[i + 1]) < 0));
    }
}

TEST_CASE("values of different kinds cannot be compared by less", "[base]") {
    CHECK(less(Value("1"), Value(2)) == Ternary::Unknown);
    CHECK(less(Value(List{1, 2}), Value(List{1, 3})) == Ternary::True);
    CHECK(less_or_equal(Value(List{1}), Value(List{1})) == Ternary::True);
    CHECK(less(Value(List{1, Value("a")}), Value(List{1, 2})) == Ternary::Unknown);
}

TEST_CASE("a copy shares its content and outlives the original", "[base]") {
    Value copy;
    {
        Value original(List{Value("余杭区"), Value(Map{{"k", Value(1)}})});
        copy = original;
    }
    CHECK(copy.as_list()[0].as_string() == "余杭区");
    CHECK(copy.as_list()[1].as_map().at("k").as_integer() == 1);
}

TEST_CASE("reading a value as another kind is a bug that says so", "[base]") {
    CHECK_THROWS_AS(static_cast<void>(Value(1).as_string()), Error);
    CHECK_THROWS_AS(static_cast<void>(Value("a").as_integer()), Error);
}

TEST_CASE("a value reads as a person writes it", "[base]") {
    CHECK(to_text(Value("余杭")) == "余杭");
    CHECK(to_text(Value(List{Value("a"), Value(1.0), Value()})) == "[\"a\", 1.0, null]");
    Node node{.id = NodeId{1}, .labels = {"Firm"}, .properties = {{"name", Value("甲")}}};
    CHECK(to_text(Value(node)) == "(:Firm {name: \"甲\"})");
}
