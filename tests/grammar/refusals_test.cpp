#include "base/error.h"
#include "grammar/parse.h"
#include "tests/catch.h"

#include <fstream>
#include <sstream>

using namespace dingtu;

namespace {

/// What a user sees of a text that does not parse; empty if it does.
std::string shown(std::string_view text) {
    try {
        (void)parse_script(text);
    } catch (const Error& error) {
        CHECK(error.phase() == Phase::Syntax);
        return render(error, text);
    }
    return {};
}

/// The blocks of refusals.txt: a query in the first line, behind it what a user sees.
std::vector<std::pair<std::string, std::string>> refusals() {
    std::ifstream file(DINGTU_SOURCE_DIR "/tests/grammar/refusals.txt");
    std::vector<std::pair<std::string, std::string>> blocks;
    std::string line;
    while (std::getline(file, line)) {
        blocks.emplace_back(line, "");
        while (std::getline(file, line) && !line.empty())
            blocks.back().second += line + '\n';
    }
    return blocks;
}

}  // namespace

TEST_CASE("a refusal says what is wrong, where, and how to mend it", "[grammar]") {
    const auto blocks = refusals();
    REQUIRE(blocks.size() > 100);
    for (const auto& [query, message] : blocks)
        CHECK(shown(query) == message);
}

TEST_CASE("a refusal in a long statement comes without trying mends", "[grammar]") {
    std::string text = "RETURN [0";
    for (int i = 1; i < 20'000; ++i) {
        text += ", " + std::to_string(i);
    }
    CHECK_THROWS_WITH(parse_script(text + " 1]"), "`1` cannot follow `19999`");
}

TEST_CASE("a refusal in a script shows the line it speaks of", "[grammar]") {
    CHECK(shown("RETURN 1;\n\tMATCH (企业) RETRUN 企业;\nRETURN 2") ==
          "error: `RETRUN` is not understood here\n"
          "   MATCH (企业) RETRUN 企业;\n"
          "                ^ did you mean `RETURN`?\n");
    CHECK(shown("MATCH (n\nRETURN n") ==
          "error: `)` is missing before `RETURN`\n"
          "  RETURN n\n"
          "  ^ it closes the `(` of line 1, column 7\n");
    CHECK(shown("RETURN 1 +\n\n") ==
          "error: an expression is missing after `+`\n"
          "  RETURN 1 +\n"
          "            ^\n");
}

TEST_CASE("bytes that are not UTF-8 are refused with their place", "[grammar]") {
    CHECK_THROWS_WITH(parse_script("RETURN '\xC0\xAF'"), "byte 0xC0 at offset 8 is not UTF-8");
    CHECK_THROWS_WITH(parse_script("RETURN '\xED\xA0\x80'"), "byte 0xED at offset 8 is not UTF-8");
}
