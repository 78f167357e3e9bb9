#include "base/json.h"

#include "base/error.h"
#include "tests/catch.h"

#include <limits>

using namespace dingtu;

namespace {
std::string again(const std::string& text) {
    return to_json(parse_json(text));
}
}  // namespace

TEST_CASE("what is read is written the same", "[base]") {
    for (const char* text :
         {"null", "true", "-0.0", "1.0", "1e300", "9007199254740993", "-9223372036854775808",
          "\"余杭\\n\\\"\"", "[1,1.0,[],{}]", R"({"$float":"NaN"})", R"({"$float":"-Infinity"})",
          R"({"$map":{"$k":1}})", R"({"$temporal":"date","value":"1984-10-11"})",
          R"({"$temporal":"duration","value":"P1Y2M3DT4H5.5S"})",
          R"({"$node":{"id":"17","labels":["A","B"],"properties":{"k":1}}})",
          R"({"$rel":{"id":"5","type":"T","start":"17","end":"18","properties":{}}})"}) {
        CHECK(again(text) == text);
    }
}

TEST_CASE("integers that do not fit are refused, not rounded", "[base]") {
    CHECK_THROWS_AS(parse_json("9223372036854775808"), Error);
    CHECK_THROWS_AS(parse_json("1 2"), Error);
    CHECK_THROWS_AS(parse_json("{\"a\":"), Error);
    CHECK_THROWS_AS(parse_json(std::string(5000, '[')), Error);
}

TEST_CASE("a map that looks like a tag is wrapped", "[base]") {
    CHECK(to_json(Value(Map{{"$x", Value(1)}})) == R"({"$map":{"$x":1}})");
    CHECK(parse_json(R"({"$map":{"$map":1}})").as_map().contains("$map"));
}

TEST_CASE("bytes that are no text do not break the writer", "[base]") {
    CHECK(to_json(Value(std::string("a\xFF"))) == "\"a\uFFFD\"");
    CHECK(to_json(Value(std::string("\x01\t", 2))) == "\"\\u0001\\t\"");
}

TEST_CASE("floats are the shortest text that reads back", "[base]") {
    CHECK(float_text(0.1) == "0.1");
    CHECK(float_text(5e-324) == "5e-324");
    CHECK(float_text(100000.0) == "100000.0");
    CHECK(float_text(std::numeric_limits<double>::max()) == "1.7976931348623157e308");
}
