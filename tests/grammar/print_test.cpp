#include "grammar/print.h"

#include "grammar/parse.h"
#include "tests/catch.h"
#include "tests/grammar/dump.h"
#include "tests/grammar/queries.h"

using namespace dingtu;

namespace {

std::string canonical(std::string_view text) {
    const auto statements = parse_script(text);
    REQUIRE(statements.size() == 1);
    return to_text(statements.front());
}

std::string canonical_expression(std::string_view text) {
    return to_text(parse_expression(text));
}

}  // namespace

TEST_CASE("canonical text parses to the same statement and prints the same again", "[grammar]") {
    for (const char* query : test::queries) {
        INFO(query);
        const auto statements = parse_script(query);
        REQUIRE(statements.size() == 1);
        const std::string text = to_text(statements.front());
        INFO(text);
        const auto again = parse_script(text);
        REQUIRE(again.size() == 1);
        CHECK(ast::dump(again.front()) == ast::dump(statements.front()));
        CHECK(to_text(again.front()) == text);
    }
}

TEST_CASE("canonical text has upper-case keywords, single spaces and ASCII signs", "[grammar]") {
    CHECK(canonical("match（n：企业{名称:\"a'b\"}）where n.x>1 return n.x as y order by y desc") ==
          "MATCH (n:企业 {名称: 'a\\'b'}) WHERE n.x > 1 RETURN n.x AS y ORDER BY y DESC");
    CHECK(canonical("for x in [1] insert (:A&B)") == "UNWIND [1] AS x CREATE (:A:B)");
    CHECK(canonical("explain match (a)-[:T]->{1,}(b) return a offset 1") ==
          "EXPLAIN MATCH (a)-[:T]->+(b) RETURN a SKIP 1");
    CHECK(canonical("RETURN EXISTS { (a)-->(b) }") == "RETURN EXISTS { MATCH (a)-->(b) }");
    CHECK(canonical("MATCH (a)-[]-(b)-[*2..2]->() RETURN a") == "MATCH (a)--(b)-[*2]->() RETURN a");
}

TEST_CASE("brackets stand where they are needed or the user put them", "[grammar]") {
    CHECK(canonical_expression("(a + b) * c") == "(a + b) * c");
    CHECK(canonical_expression("(a * b) + c") == "(a * b) + c");
    CHECK(canonical_expression("((a)) + (b)") == "a + b");
    CHECK(canonical_expression("-(1)") == "-(1)");
    CHECK(canonical_expression("n:A|B") == "n:(A|B)");

    ast::Expression sum = parse_expression("a + b");
    ast::Expression power = parse_expression("x ^ y");
    std::get<ast::Arithmetic>(power.node).operands[0] = std::move(sum);
    CHECK(to_text(power) == "(a + b) ^ y");
}

TEST_CASE("names have back-quotes only where they need them", "[grammar]") {
    CHECK(quoted_name("企业") == "企业");
    CHECK(quoted_name("a_1") == "a_1");
    CHECK(quoted_name("count") == "count");
    CHECK(quoted_name("Match") == "`Match`");
    CHECK(quoted_name("a b") == "`a b`");
    CHECK(quoted_name("1a") == "`1a`");
    CHECK(quoted_name("a`b") == "`a``b`");
    CHECK(quoted_name("") == "``");
    CHECK(canonical("MATCH (`a`:`Match` {`in`: 1}) RETURN `a`") ==
          "MATCH (a:Match {in: 1}) RETURN a");
}

TEST_CASE("values print as literals", "[grammar]") {
    const auto print = [](Value value) {
        return to_text(ast::Expression{ast::Literal{std::move(value)}, {}, false});
    };
    CHECK(print(Value()) == "null");
    CHECK(print(Value("a'\n\x01")) == "'a\\'\\n\\u0001'");
    CHECK(print(Value(1.0)) == "1.0");
    CHECK(print(Value(List{Value(1), Value("x")})) == "[1, 'x']");
    CHECK(print(Value(Map{{"a b", Value(true)}})) == "{`a b`: true}");
}
