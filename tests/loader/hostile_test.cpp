#include "loader/load.h"
#include "loader/parts.h"
#include "tests/catch.h"
#include "tests/loader/findings_of.h"

#include <string>
#include <string_view>

using namespace dingtu;

namespace {

std::string times(std::string_view text, std::size_t count) {
    std::string out;
    out.reserve(text.size() * count);
    for (std::size_t i = 0; i < count; ++i) {
        out += text;
    }
    return out;
}

}  // namespace

// Each of these took the square of its length, or more, at some time: with that they would run for
// hours.
TEST_CASE("text that is no text is read to its end", "[loader]") {
    const std::string fact = "杭州申科机电有限公司位于余杭区，获得补助资金30万元，增长5.2%，";
    for (const std::string& text :
         {times(fact, 6000), times("“", 100000), times("（", 100000), times("《办法", 30000),
          times("1234567890", 100000), times("一二三四五六七八九十百千万亿", 12000),
          times("5%", 20000), times("2025年5月", 20000), times("杭州申科机电有限公司、", 12000),
          times("和", 100000), times("a\tb\tc\n", 30000), times("申\n", 100000)}) {
        const Read read(text);
        for (const Relation& relation : read.findings.relations) {
            REQUIRE(relation.head < read.findings.entities.size());
        }
    }
    SUCCEED("none of them kept the program");
}

TEST_CASE("a line of ten megabytes is cut into sentences", "[loader]") {
    Document document;
    document.text = times("杭州市发展很好", 480000);
    const std::vector<Sentence> sentences = segment(document);
    std::size_t bytes = 0;
    for (const Sentence& sentence : sentences) {
        REQUIRE(sentence.text.size() < 10000);
        bytes += sentence.text.size();
    }
    CHECK(bytes == document.text.size());
}

TEST_CASE("a long document is one document: its parts share entities, facts and places in the text",
          "[loader]") {
    std::string text = "余杭区企业名录\n\n";
    const std::string filler = "这一年大家都很忙，事情一件接着一件，没有人停下来。";
    text += "浙江云汐机电有限公司获评省级未来工厂。\n\n";
    text += times(filler + "\n\n", 4000);
    text += "浙江云汐机电有限公司生产激光雷达。浙江云汐机电有限公司获评省级未来工厂。\n";
    const Read read(text);
    REQUIRE(parts_of(read.sentences).size() > 3);
    CHECK(read.entities("Firm") == Names{"浙江云汐机电有限公司"});
    CHECK(read.relations("WON") == Names{"浙江云汐机电有限公司 -> 省级未来工厂"});
    CHECK(read.relations("PRODUCES") == Names{"浙江云汐机电有限公司 -> 激光雷达"});
    for (const Relation& relation : read.findings.relations) {
        const Span piece = relation.evidence.pieces.front();
        CHECK_THAT(relation.evidence.text,
                   Catch::Matchers::StartsWith(text.substr(piece.begin, piece.end - piece.begin)));
    }
    for (const Mention& mention : read.findings.mentions) {
        const std::string& sentence = read.sentences[mention.sentence].text;
        REQUIRE(mention.end <= sentence.size());
    }
}
