#include "tests/catch.h"
#include "tests/query/support.h"

using namespace dingtu;

TEST_CASE("an unknown variable is pointed at, with the nearest known one", "[query]") {
    auto store = graph();
    CHECK(error_of(*store, "MATCH (firm:Firm) RETURN frm.name") ==
          "error: variable `frm` is not defined\n"
          "  MATCH (firm:Firm) RETURN frm.name\n"
          "                           ^ did you mean `firm`?\n");
}

TEST_CASE("the caret counts Chinese characters as two columns", "[query]") {
    auto store = graph();
    CHECK(error_of(*store, "MATCH (企:企业) RETURN 业.名称") ==
          "error: variable `业` is not defined\n"
          "  MATCH (企:企业) RETURN 业.名称\n"
          "                         ^\n");
}

TEST_CASE("an unknown function comes with the nearest known one", "[query]") {
    auto store = graph();
    CHECK(error_of(*store, "RETURN cuont(1)") ==
          "error: there is no function `cuont`\n"
          "  RETURN cuont(1)\n"
          "         ^ did you mean `count`?\n");
}

TEST_CASE("a missing parameter says how to give one", "[query]") {
    auto store = graph();
    CHECK(error_of(*store, "RETURN $x") ==
          "error: the parameter `$x` has no value\n"
          "  RETURN $x\n"
          "         ^ give one with --param x=JSON\n");
}

TEST_CASE("an error while running has its place", "[query]") {
    auto store = graph();
    std::string error = error_of(*store, "UNWIND [1, 0] AS d RETURN 10 / d");
    CHECK(error.find("error: ") == 0);
    CHECK(error.find("\n                            ^") != std::string::npos);
}

TEST_CASE("a value that no property can have is pointed at", "[query]") {
    auto store = graph("CREATE (:A)");
    CHECK(error_of(*store, "MATCH (a:A) SET a.m = {k: 1}") ==
          "error: a property cannot hold a value of the kind Map\n"
          "  MATCH (a:A) SET a.m = {k: 1}\n"
          "                  ^\n");
}

TEST_CASE("a label that nothing has is a warning with the nearest one", "[query]") {
    auto store = graph("CREATE (:Firm {name: '甲'})-[:RECEIVED]->(:Support)");
    auto result = answer(*store, "MATCH (f:Frim)-[:RECIEVED]->(s) RETURN f");
    CHECK(result.size() == 0);
    REQUIRE(result.summary().warnings.size() == 2);
    CHECK(result.summary().warnings[0] == "no node has the label `Frim`; did you mean `Firm`?");
    CHECK(result.summary().warnings[1] ==
          "no relationship has the type `RECIEVED`; did you mean `RECEIVED`?");
}

TEST_CASE("a property key that is near a known one is a warning", "[query]") {
    auto store = graph("CREATE (:Firm {founded: 2002})");
    auto near = answer(*store, "MATCH (f:Firm {fonded: 2002}) RETURN f.foundde");
    REQUIRE(near.summary().warnings.size() == 2);
    CHECK(near.summary().warnings[0] ==
          "no property has the key `fonded`; did you mean `founded`?");
    CHECK(answer(*store, "MATCH (f:Firm) RETURN f.revenue").summary().warnings.empty());
}

TEST_CASE("a time limit ends a statement that would run for ever", "[query]") {
    auto store = graph();
    Limits limits;
    limits.set_timeout(std::chrono::milliseconds(20));
    JsonRows ignored;
    std::string code;
    try {
        run_statement(*store,
                      "UNWIND range(1, 10000) AS a UNWIND range(1, 10000) AS b RETURN sum(a * b)",
                      {}, limits, ignored);
    } catch (const Error& error) {
        code = error.code();
    }
    CHECK(code == "ResourceError");
}

TEST_CASE("a memory limit ends a statement that holds too much back", "[query]") {
    auto store = graph();
    Limits limits;
    limits.set_memory(std::size_t{1} << 20U);
    JsonRows ignored;
    std::string code;
    try {
        run_statement(*store, "UNWIND range(1, 1000000) AS a RETURN a ORDER BY a DESC", {}, limits,
                      ignored);
    } catch (const Error& error) {
        code = error.code();
    }
    CHECK(code == "ResourceError");
}

TEST_CASE("a sum of two hundred thousand terms is simply answered", "[query]") {
    auto store = graph();
    std::string sum = "RETURN 0";
    for (int i = 0; i < 200000; ++i) {
        sum += " + 1";
    }
    CHECK(rows(*store, sum + " AS s") == "[[200000]]");
}
