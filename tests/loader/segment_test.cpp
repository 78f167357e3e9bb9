#include "loader/segment.h"

#include "base/error.h"
#include "loader/front.h"
#include "tests/catch.h"

using namespace dingtu;

namespace {

std::vector<std::string> texts(const std::string& text, Block block) {
    Document document;
    document.text = text;
    std::vector<std::string> out;
    for (const Sentence& sentence : segment(document)) {
        if (sentence.block == block) {
            out.push_back(sentence.text);
        }
    }
    return out;
}

std::string date_of(const std::string& text) {
    Document document;
    document.text = text;
    read_front_matter(document, segment(document));
    return document.date;
}

}  // namespace

TEST_CASE("lines wrapped at one width are joined", "[loader]") {
    const std::string wrapped =
        "西安高新区发布了未来产业行动计划并提出要求，\n重点布局商业航天、量子信息等产业领域，力争到\n二〇二七年形成三个百亿级的产业集群和一批好的\n企业。\n";
    CHECK(texts(wrapped, Block::Prose).size() == 1);
}

TEST_CASE("a sentence torn by a caption is whole again, in two pieces", "[loader]") {
    Document document;
    document.text =
        "老城区的改造还在继续，居民说这里的变化一天一个样，到了明年春天还会再攀\n\n车间全景\n\n新高。人们这样期待。\n";
    const std::vector<Sentence> sentences = segment(document);
    REQUIRE(sentences.size() == 3);
    CHECK(sentences[0].text.ends_with("还会再攀新高。"));
    CHECK(sentences[0].pieces.size() == 2);
    CHECK(sentences[2].block == Block::Caption);
    const Evidence evidence = evidence_of(document, sentences[0], {0, sentences[0].text.size()});
    CHECK(evidence.text.find("再攀‖新高") != std::string::npos);
}

TEST_CASE("columns out of order are put in the order in which their words fit", "[loader]") {
    const std::string page =
        "市里出台新办法，请银行加大支持，要在解决企业经营中一个又一个的痛\n\n"
        "生产需求。园区的人听说以后，很快找来一家愿意出让厂房的邻居。\n\n"
        "城南的另一家企业名字很好记，过去一直租不到办公的地方，如今，这家叫煦达\n\n"
        "点、难点的同时，让大家安心。\n\n"
        "再看城北，由于业务一年比一年多，那家工厂原有的几千平方米厂房已无法满足\n\n"
        "公司的新办公楼正在装修中，年底就能搬。\n";
    const std::vector<std::string> prose = texts(page, Block::Prose);
    CHECK(prose[0].find("痛点、难点") != std::string::npos);
    CHECK(std::any_of(prose.begin(), prose.end(), [](const std::string& s) {
        return s.find("无法满足生产需求") != std::string::npos;
    }));
    CHECK(std::any_of(prose.begin(), prose.end(), [](const std::string& s) {
        return s.find("煦达公司的新办公楼") != std::string::npos;
    }));
}

TEST_CASE("questions and answers, bylines and page numbers are told apart", "[loader]") {
    const std::string page = "热线问答\n本报记者 林晓溪\n问：补贴怎么领？\n答：网上申请。\n— 2 —\n";
    CHECK(texts(page, Block::Question) == std::vector<std::string>{"问：补贴怎么领？"});
    CHECK(texts(page, Block::Answer) == std::vector<std::string>{"答：网上申请。"});
    CHECK(texts(page, Block::Byline) == std::vector<std::string>{"本报记者 林晓溪"});
    CHECK(texts(page, Block::Prose).empty());
}

TEST_CASE("a document's date is that of its head or signature, else of its text", "[loader]") {
    CHECK(date_of("标题\n2025年6月12日　记者 林晓溪\n正文从2024年说起。") == "2025-06-12");
    CHECK(date_of("通知\n正文。\n某区人民政府\n2025年7月10日\n") == "2025-07-10");
    CHECK(date_of("去年，也就是2024年，全市很好。今年一季度，更好。5月20日，某公司宣布中标。") ==
          "2025-05");
    CHECK(date_of("没有日期的正文。").empty());
}

TEST_CASE("GB18030, UTF-16 and UTF-8 give the same text, with offsets of their own bytes",
          "[loader]") {
    const std::string gb = "\xba\xbc\xd6\xdd\xca\xd0";  // 杭州市
    const std::string utf16 = "\xff\xfe\x6d\x67\xde\x5d\x02\x5e";
    const Document a = read_document("a.txt", gb);
    const Document b = read_document("b.txt", utf16);
    CHECK(a.text == "杭州市");
    CHECK(b.text == "杭州市");
    CHECK(a.offsets.to_disk(6) == 4);
    CHECK(b.offsets.to_disk(6) == 6);
    CHECK(read_document("c.txt", "\xef\xbb\xbf杭州市").offsets.to_disk(3) == 6);
    CHECK_THROWS_WITH(read_document("d.txt", ""), "d.txt: the file is empty");
    CHECK_THROWS_WITH(read_document("e.exe", "x"),
                      "e.exe: files with the ending `.exe` are not read");
}

TEST_CASE("a page of HTML is read without its scripts, its table as rows", "[loader]") {
    const Document page = read_document(
        "a.html",
        "<html><script>var x;</script><p>杭州&amp;宁波</p><table><tr><td>甲</td><td>乙</td><td>丙</td></tr></table></html>");
    CHECK(page.text.find("var") == std::string::npos);
    CHECK(page.text.find("杭州&宁波\n") != std::string::npos);
    CHECK(page.text.find("甲 | 乙 | 丙") != std::string::npos);
}
