#include "base/text.h"

#include "base/error.h"
#include "base/identifiers.h"
#include "tests/catch.h"

using namespace dingtu;

TEST_CASE("bad UTF-8 is found at its first byte", "[base]") {
    CHECK_FALSE(invalid_utf8("余杭 abc 😀"));
    CHECK(invalid_utf8("ab\xFF") == 2);
    CHECK(invalid_utf8("\xC0\xAF") == 0);          // overlong
    CHECK(invalid_utf8("a\xED\xA0\x80") == 1);     // a surrogate
    CHECK(invalid_utf8("余\xE6\x9D") == 3);        // cut off
    CHECK(invalid_utf8("\xF4\x90\x80\x80") == 0);  // beyond U+10FFFF
    CHECK(replace_invalid_utf8("a\xFFz") == "a\uFFFDz");
}

TEST_CASE("Chinese characters are two columns wide, marks none", "[base]") {
    CHECK(display_width("余杭ab") == 6);
    CHECK(display_width("e\u0301") == 1);
    CHECK(display_width("👨‍👩‍👧") == 2);
    CHECK(fit_width("余杭区", 5) == "余杭");
    CHECK(display_width("“余杭”…—①") == 9);
    CHECK(display_width("“余杭”…—①", Ambiguous::Wide) == 14);
    CHECK(display_width("éa1", Ambiguous::Wide) == 4);  // é is drawn wide by Chinese fonts too
    CHECK(fit_width("“余”", 3, Ambiguous::Wide) == "“");
    CHECK(fit_width("e\u0301x", 1) == "e\u0301");
}

TEST_CASE("names compare without quotes, spaces, width and case", "[base]") {
    CHECK(normal_name("“双清双找” 行动") == normal_name("双清双找行动"));
    CHECK(normal_name("ＡＩ＋　平台") == "ai+平台");
    CHECK(normal_name("《办法》") == "办法");
    CHECK(normal_name("Yu hang") == "yuhang");
}

TEST_CASE("the nearest name is near, or there is none", "[base]") {
    std::vector<std::string> names{"Firm", "District", "余杭区", "萧山区"};
    CHECK(nearest("Frim", names) == "Firm");
    CHECK(nearest("district", names) == "District");
    CHECK(nearest("余杭县", names) == "余杭区");
    CHECK_FALSE(nearest("Policy", names));
    CHECK_FALSE(nearest("x", names));
}

TEST_CASE("an error is drawn under its place, long lines cut around it", "[base]") {
    Error error(Phase::Bind, "variable `g` is not defined");
    std::string line = "RETURN " + std::string(150, 'x') + " + g";
    error.at({line.size() - 1, line.size()}).hint("did you mean `f`?");
    std::string drawn = render(error, line);
    CHECK(drawn.find("…") != std::string::npos);
    CHECK(drawn.find("+ g\n") != std::string::npos);
    CHECK(drawn.find("^ did you mean `f`?\n") != std::string::npos);
    CHECK(exit_code(Phase::Bind) == 1);
    CHECK(exit_code(Phase::Usage) == 2);
    CHECK(exit_code(Phase::Store) == 3);
    CHECK(exit_code(Phase::Bug) == 4);
    CHECK(exit_code(Phase::Interrupted) == 130);
}

TEST_CASE("line and column count characters", "[base]") {
    Place place = place_of("第一行\n第二行", std::string("第一行\n第二").size());
    CHECK(place.line == 2);
    CHECK(place.column == 3);
}

TEST_CASE("identifiers are made of letters and digits of any script", "[base]") {
    for (char32_t letter : std::u32string_view(U"余é가ℵⅧ℘")) {
        INFO(static_cast<std::uint32_t>(letter));
        CHECK(begins_identifier(letter));
        CHECK(continues_identifier(letter));
    }
    for (char32_t part : std::u32string_view(U"7７\u0301·_")) {
        INFO(static_cast<std::uint32_t>(part));
        CHECK_FALSE(begins_identifier(part));
        CHECK(continues_identifier(part));
    }
    for (char32_t other : std::u32string_view(U"，（→。 -😀")) {
        INFO(static_cast<std::uint32_t>(other));
        CHECK_FALSE(begins_identifier(other));
        CHECK_FALSE(continues_identifier(other));
    }
}
