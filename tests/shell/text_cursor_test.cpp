#include "shell/text_cursor.h"

#include "tests/catch.h"

using namespace dingtu;

TEST_CASE("up and down keep the display column", "[shell]") {
    std::string text = "余杭区ab\nMATCH\n\n企";
    CHECK(place_above(text, 3) == std::nullopt);
    CHECK(place_below(text, 6) == 12 + 4);   // behind 余杭: four columns, behind MATC
    CHECK(place_above(text, 12 + 5) == 6);   // behind MATCH: five columns, the middle of 区
    CHECK(place_below(text, 12 + 3) == 18);  // an empty line has one place
    CHECK(place_below(text, 18) == 19);
    CHECK(place_below(text, text.size()) == std::nullopt);
}

TEST_CASE("the line around a place", "[shell]") {
    std::string text = "ab\ncd";
    CHECK(line_begin(text, 2) == 0);
    CHECK(line_end(text, 0) == 2);
    CHECK(line_begin(text, 3) == 3);
    CHECK(line_end(text, 5) == 5);
}

TEST_CASE("a further line says what is open", "[shell]") {
    CHECK(continuation_prompt("MATCH (n\n", 1, 8) == "    (-> ");
    CHECK(continuation_prompt("RETURN 'a\n", 1, 8) == "    '-> ");
    CHECK(continuation_prompt("MATCH (n)\nRETURN\n", 2, 8) == "     -> ");
}

TEST_CASE("candidates stand side by side in display columns", "[shell]") {
    CHECK(side_by_side({"余杭", "ab", "余姚"}, 14, 60) == "\n余杭  ab\n余姚\n");
    CHECK(side_by_side({"a", "b", "c"}, 80, 2) == "\na  b\n... and 1 more\n");
}
