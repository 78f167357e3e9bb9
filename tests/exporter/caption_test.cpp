#include "exporter/caption.h"

#include "exporter/escape.h"
#include "exporter/palette.h"
#include "tests/catch.h"

#include <set>

using namespace dingtu;

using Lines = std::vector<std::string>;

TEST_CASE("captions break into lines of about equal length", "[exporter]") {
    CHECK(wrap("余杭区", 8, 2) == Lines{"余杭区"});
    CHECK(wrap("杭州市未来产业先导区", 8, 2) == Lines{"杭州市未来产", "业先导区"});
    CHECK(wrap("支持中小企业数字化转型金融支持方案", 8, 2) ==
          Lines{"支持中小企业数字", "化转型金融支持…"});
}

TEST_CASE("captions do not break inside words nor before closing marks", "[exporter]") {
    CHECK(wrap("Dingtu graph view", 8, 2) == Lines{"Dingtu", "graph view"});
    CHECK(wrap("一二三四五六（七）八九十", 8, 2) == Lines{"一二三四五六", "（七）八九十"});
    CHECK(wrap("一二三四五六七，八九十甲", 8, 2) == Lines{"一二三四五六", "七，八九十甲"});
}

TEST_CASE("a caption is the name, the title, any text, or label and number", "[exporter]") {
    Node node{NodeId{7}, {"Firm"}, {{"a", "text"}, {"name", "禾芯"}, {"title", "T"}}};
    CHECK(caption(node) == "禾芯");
    node.properties.erase("name");
    CHECK(caption(node) == "T");
    node.properties.erase("title");
    CHECK(caption(node) == "text");
    node.properties = {{"n", 1}, {"name", ""}};
    CHECK(caption(node) == "Firm n7");
    node.labels.clear();
    CHECK(caption(node) == "n7");
}

TEST_CASE("a name has the same colour in every picture and its own in each", "[exporter]") {
    Palette first = Palette::of_nodes();
    Palette second = Palette::of_nodes();
    std::string firm(first.colour("Firm"));
    (void)second.colour("District");
    CHECK(second.colour("Firm") == firm);
    CHECK(first.colour("") != firm);
    std::set<std::string> colours;
    for (const char* label : {"Region", "Province", "City", "District", "Zone", "Firm", "Agency",
                              "Industry", "Policy", "Support", "Platform", "Product", "Project",
                              "Person", "Award", "Event", "Metric", "Document"}) {
        colours.insert(std::string(first.colour(label)));
    }
    CHECK(colours.size() == 18);
    for (int i = 0; i < 30; ++i) {
        CHECK(first.colour("more" + std::to_string(i)).size() == 7);
    }
}

TEST_CASE("words for a shell are quoted only if they must be", "[exporter]") {
    CHECK(shell_word("Firm:组织=nodes/a_b.csv") == "Firm:组织=nodes/a_b.csv");
    CHECK(shell_word("it's `x` $y") == "'it'\\''s `x` $y'");
    CHECK(shell_word("") == "''");
}

TEST_CASE("file names are safe everywhere", "[exporter]") {
    CHECK(safe_file_name("../企业 A/b") == "___企业_A_b");
    CHECK(safe_file_name("") == "_");
    CHECK(safe_file_name(std::string(500, 'x')).size() <= 80);
}

TEST_CASE("XML holds what it can, the rest becomes a replacement", "[exporter]") {
    std::string out;
    append_xml(out, "<a & \"b\">\n\t\r\x01");
    CHECK(out == "&lt;a &amp; &quot;b&quot;&gt;&#10;&#9;&#13;\xEF\xBF\xBD");
}

TEST_CASE("a DOT label shows quotes, backslashes and entities as they are", "[exporter]") {
    std::string out;
    append_dot(out, "a\"b\\n&amp;\n");
    CHECK(out == R"("a\"b\\n&amp;amp;\n")");
}
