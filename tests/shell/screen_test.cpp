#include "shell/screen.h"

#include "tests/catch.h"

using namespace dingtu;

namespace {

std::string prompt(std::size_t line) {
    return line == 0 ? "> " : "| ";
}

/// The rows without their colours.
std::vector<std::string> plain_rows(const Screen& screen) {
    std::vector<std::string> rows;
    for (const std::string& row : screen.rows) {
        std::string text;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i] == '\x1B') {
                i = row.find('m', i);
            } else {
                text += row[i];
            }
        }
        rows.push_back(text);
    }
    return rows;
}

Screen laid_out(std::string_view text, std::size_t cursor, std::size_t width) {
    return lay_out(text, cursor, {.width = width}, prompt, {});
}

}  // namespace

TEST_CASE("the cursor stands behind double-width characters", "[shell]") {
    Screen screen = laid_out("余杭区ab", 9, 40);
    CHECK(plain_rows(screen) == std::vector<std::string>{"> 余杭区ab"});
    CHECK(screen.cursor_row == 0);
    CHECK(screen.cursor_column == 8);
}

TEST_CASE("a wide character does not straddle the edge", "[shell]") {
    Screen screen = laid_out("abc余杭", 9, 6);
    CHECK(plain_rows(screen) == std::vector<std::string>{"> abc", "余杭"});
    CHECK(screen.cursor_row == 1);
    CHECK(screen.cursor_column == 4);
}

TEST_CASE("a line that fills the width puts the cursor on the next row", "[shell]") {
    Screen screen = laid_out("abcd", 4, 6);
    CHECK(plain_rows(screen) == std::vector<std::string>{"> abcd", ""});
    CHECK(screen.cursor_row == 1);
    CHECK(screen.cursor_column == 0);
}

TEST_CASE("every line of a statement has its prompt", "[shell]") {
    Screen screen = laid_out("MATCH (n)\nRETURN n;", 12, 40);
    CHECK(plain_rows(screen) == std::vector<std::string>{"> MATCH (n)", "| RETURN n;"});
    CHECK(screen.cursor_row == 1);
    CHECK(screen.cursor_column == 4);
}

TEST_CASE("an empty text shows the prompt alone", "[shell]") {
    Screen screen = laid_out("", 0, 40);
    CHECK(plain_rows(screen) == std::vector<std::string>{"> "});
    CHECK(screen.cursor_column == 2);
}

TEST_CASE("the text is the same with and without colours", "[shell]") {
    std::string text = "MATCH (f:Firm {name:'申昊'}) RETURN f, 1 // 注";
    Screen screen = lay_out(text, 7, {.width = 20}, prompt, paint_statement(text, 7));
    CHECK(plain_rows(screen) == plain_rows(laid_out(text, 7, 20)));
}

TEST_CASE("the bracket under the cursor and its partner are marked", "[shell]") {
    std::string text = "RETURN (1 + (2)) AS x";
    auto paint = paint_statement(text, 7);
    CHECK(paint[7] == paint[15]);
    CHECK(paint[7] != paint[12]);
    CHECK(paint[12] == paint_statement(text, 0)[12]);
}

TEST_CASE("characters of ambiguous width count as the terminal draws them", "[shell]") {
    TerminalShape shape{.width = 40, .ambiguous = Ambiguous::Wide};
    CHECK(lay_out("“余”…", 12, shape, prompt, {}).cursor_column == 2 + 8);
    shape.ambiguous = Ambiguous::Narrow;
    CHECK(lay_out("“余”…", 12, shape, prompt, {}).cursor_column == 2 + 5);
}

TEST_CASE("a text taller than the terminal shows the part around the cursor", "[shell]") {
    std::string text = "1\n2\n3\n4\n5\n6";
    TerminalShape shape{.width = 40, .height = 3};
    EditView view;
    std::string drawn = view.draw(lay_out(text, text.size(), shape, prompt, {}), shape, false);
    CHECK(drawn.find("| 4") != std::string::npos);
    CHECK(drawn.find("| 6") != std::string::npos);
    CHECK(drawn.find("> 1") == std::string::npos);
    drawn = view.draw(lay_out(text, 0, shape, prompt, {}), shape, false);
    CHECK(drawn.find("> 1") != std::string::npos);
    CHECK(drawn.find("| 4") == std::string::npos);
    CHECK(view.draw(lay_out(text, 0, shape, prompt, {}), shape, true).find("| 6") !=
          std::string::npos);
}
