#include "tests/catch.h"
#include "tests/loader/findings_of.h"

using namespace dingtu;

// All firms and people of these texts are invented.

TEST_CASE("a firm's name begins behind the words that tell what it is", "[loader]") {
    const Read read("链主企业山东盛和新材料有限公司与淄博市的巨峰集团成都有限公司签约。");
    CHECK(read.entities("Firm") == Names{"山东盛和新材料有限公司", "巨峰集团成都有限公司"});
}

TEST_CASE("a short form in brackets leads to the full name", "[loader]") {
    const Read read(
        "位于苏州工业园区的苏州芯微达电子股份有限公司（以下简称“芯微达”）扩产。芯微达获评国家级绿色工厂。");
    CHECK(read.relations("LOCATED_IN") ==
          Names{"苏州工业园区 -> 苏州市", "苏州芯微达电子股份有限公司 -> 苏州工业园区"});
    CHECK(read.relations("WON") == Names{"苏州芯微达电子股份有限公司 -> 国家级绿色工厂"});
}

TEST_CASE("the former and the latter are the firms named last", "[loader]") {
    const Read read(
        "江苏天岚储能科技股份有限公司与常州锂原新材料有限公司先后公布消息。前者拟在武进高新区建设储能系统二期项目，后者已在溧阳高新区建成磷酸铁锂生产线。");
    CHECK(read.relations("PARTICIPATES_IN") ==
          Names{"常州锂原新材料有限公司 -> 磷酸铁锂生产线",
                "江苏天岚储能科技股份有限公司 -> 储能系统二期项目 (planned)"});
}

TEST_CASE("what was denied, failed or given up is no relation", "[loader]") {
    CHECK(Read("武汉泰景光电有限公司未能入选湖北省智能工厂。").relations("WON").empty());
    CHECK(Read("江苏赛孚电子有限公司曾计划在新北区建设封测项目，但因资金未到位而终止。")
              .relations("PARTICIPATES_IN")
              .empty());
    CHECK(Read("长沙景航机器人有限公司申请研发补助，目前尚未获批。").relations("RECEIVED").empty());
    CHECK(Read("杭州砺云轴承有限公司没有获得贷款。").relations("RECEIVED").empty());
}

TEST_CASE("what is planned is marked as planned", "[loader]") {
    const Read read(
        "2025年3月1日\n合肥视岳光学科技有限公司计划在芜湖市鸠江区建设激光雷达二期工厂项目。");
    CHECK(read.relations("PARTICIPATES_IN") ==
          Names{"合肥视岳光学科技有限公司 -> 激光雷达二期工厂项目 (planned)"});
    CHECK(read.relations("LOCATED_IN") == Names{"激光雷达二期工厂项目 -> 鸠江区 (planned)"});
}

TEST_CASE("support goes from who gives it to who gets it, also by pronoun and object first",
          "[loader]") {
    const Read read(
        "青岛海韵电力装备有限公司去年扩产。城阳区科技局向其发放研发补助150万元；青岛银行已把800万元贷款发放给海韵电力。");
    CHECK(read.relations("RECEIVED") ==
          Names{"青岛海韵电力装备有限公司 -> 研发补助", "青岛海韵电力装备有限公司 -> 贷款"});
    CHECK(read.relations("PROVIDED_BY") == Names{"研发补助 -> 城阳区科技局", "贷款 -> 青岛银行"});
}

TEST_CASE("a list of industries is part of the group it names", "[loader]") {
    const Read read("成都市青白江区聚焦绿色建材、先进材料、智能装备三大主导产业。");
    CHECK(read.relations("PART_OF") == Names{"先进材料 -> 三大主导产业", "智能装备 -> 三大主导产业",
                                             "绿色建材 -> 三大主导产业"});
    CHECK(read.relations("TARGETS").size() == 4);
}

TEST_CASE("a department without its place belongs to the document's place", "[loader]") {
    const Read read(
        "南山区促进算力应用扶持情况通报\n\n由区住房和建设局牵头建设“南山云谷”公共服务平台。");
    CHECK(read.entities("Agency") == Names{"南山区住房和建设局"});
    CHECK(read.relations("RUNS") == Names{"南山区住房和建设局 -> 南山云谷公共服务平台"});
}

TEST_CASE("a question is no evidence, its answer is", "[loader]") {
    const Read read(
        "问：听说广州绿藤环保设备有限公司在黄埔区拿到了技改补贴？\n答：黄埔区工信局已于7月15日向绿藤环保拨付技改补贴126万元。\n");
    CHECK(read.relations("RECEIVED") == Names{"广州绿藤环保设备有限公司 -> 技改补贴"});
    CHECK(read.relations("LOCATED_IN") == Names{"黄埔区工信局 -> 黄埔区"});
}

TEST_CASE("rows of a table are read by the heads of their columns", "[loader]") {
    const Read read(
        "序号|企业名称|所属行业|支持措施|支持单位|办理结果\n1|青岛百和生物科技有限公司|生物医药|研发费用补助|城阳区科技局|已办结\n2|青岛蓝弯船舶科技有限公司|海洋装备|贷款贴息|城阳区财政局|不予支持\n3|山东盛和新材料有限公司|新材料|出口信保补贴|城阳区商务局|审核中\n");
    CHECK(read.relations("RECEIVED") == Names{"山东盛和新材料有限公司 -> 出口信保补贴 (planned)",
                                              "青岛百和生物科技有限公司 -> 研发费用补助"});
    CHECK(read.relations("IN_INDUSTRY").size() == 3);
}

TEST_CASE("the measures of a notice are offered under its policy and given to nobody", "[loader]") {
    const Read read(
        "江宁区人民政府办公室关于印发《江宁区工业企业扶持办法》的通知\n\n一、设备补助。企业新购设备的，按投入额的10%给予补助。\n二、违规处理。骗取资金的，追回已拨付资金。\n");
    CHECK(read.relations("UNDER_POLICY") == Names{"设备补助 -> 江宁区工业企业扶持办法"});
    CHECK(read.relations("RECEIVED").empty());
    CHECK(read.relations("ISSUED") == Names{"江宁区人民政府办公室 -> 江宁区工业企业扶持办法"});
}

TEST_CASE("every relation's evidence is the text's own words at its own place", "[loader]") {
    const Read read(
        "总部位于雁塔区的西安蓝际航天科技有限公司是联盟成员。该公司自主研发的“朱鹮一号”液体火箭发动机完成试车。");
    REQUIRE_FALSE(read.findings.relations.empty());
    for (const Relation& relation : read.findings.relations) {
        REQUIRE_FALSE(relation.evidence.pieces.empty());
        std::string words;
        for (const Span piece : relation.evidence.pieces) {
            words += (words.empty() ? "" : "‖") +
                     read.document.text.substr(piece.begin, piece.end - piece.begin);
        }
        CHECK(words == relation.evidence.text);
    }
}

TEST_CASE("a user's names win over every rule", "[loader]") {
    RuleBook rules = RuleBook::built_in();
    rules.read("mine.rules", "name Product 蓝海公司 蓝海\nstop 石景科技\n");
    const Read read("蓝海公司销量大增。石景科技的产品热销。", rules);
    CHECK(read.entities("Product") == Names{"蓝海公司"});
    CHECK(read.entities("Firm").empty());
}

TEST_CASE("own labels and relation types need no more than a rule file", "[loader]") {
    RuleBook rules = RuleBook::built_in();
    rules.read(
        "zoo.rules",
        "name Animal fox\nname Plant berries\nclass eat = eats ate\nrule {a:Animal} ..3 @eat ..3 {p:Plant} => FEEDS_ON a p\n");
    CHECK(Read("The fox eats berries.", rules).relations("FEEDS_ON") == Names{"fox -> berries"});
}

TEST_CASE("a fault in a rule file is told with file and line", "[loader]") {
    RuleBook rules;
    CHECK_THROWS_WITH(rules.read("my.rules", "# a comment\nrule {h:Firm} @nowhere => X h h\n"),
                      "my.rules:2: no class `@nowhere` stands above");
    CHECK_THROWS_WITH(rules.read("my.rules", "rule {h:Firm => X h h\n"),
                      Catch::Matchers::StartsWith("my.rules:1: `{h:Firm"));
    CHECK_THROWS_WITH(rules.read("my.rules", "regel x\n"),
                      "my.rules:1: `regel` begins no line of a rule file");
}
