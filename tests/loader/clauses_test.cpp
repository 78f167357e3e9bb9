#include "tests/catch.h"
#include "tests/loader/findings_of.h"

using namespace dingtu;

// Honours, seats, use and help told in many orders of words. All firms are invented.

TEST_CASE("an honour may stand before who won it, and several in one list", "[loader]") {
    const std::string firm = "宁波甬洁阀门有限公司";
    CHECK(Read("作为国家级制造业单项冠军企业，宁波甬洁阀门有限公司的产品销往40多个国家。")
              .relations("WON") == Names{firm + " -> 国家级制造业单项冠军企业"});
    CHECK(Read("获评国家级智能制造示范工厂的宁波甬洁阀门有限公司，生产效率提升30%。")
              .relations("WON") == Names{firm + " -> 国家级智能制造示范工厂"});
    CHECK(
        Read("宁波甬洁阀门有限公司是国家级制造业单项冠军、浙江省隐形冠军企业。").relations("WON") ==
        Names{firm + " -> 国家级制造业单项冠军", firm + " -> 浙江省隐形冠军企业"});
    CHECK(
        Read(
            "全区新增国家级专精特新“小巨人”企业2家，分别是宁波甬洁阀门有限公司和宁波海擎机电有限公司。")
            .relations("WON") == Names{"宁波海擎机电有限公司 -> 国家级专精特新小巨人企业",
                                       firm + " -> 国家级专精特新小巨人企业"});
}

TEST_CASE("a platform in a list of honours is no prize", "[loader]") {
    const Read read(
        "江苏锡苑电缆有限公司先后获得国家知识产权优势企业、江苏省企业技术中心、无锡市市长质量奖等荣誉。");
    CHECK(read.relations("WON") == Names{"江苏锡苑电缆有限公司 -> 国家知识产权优势企业",
                                         "江苏锡苑电缆有限公司 -> 无锡市市长质量奖"});
}

TEST_CASE("one sentence may place several firms", "[loader]") {
    const Read read("沈阳市浑南区聚集了沈阳拓远激光有限公司、沈阳芯图半导体有限公司等一批企业。");
    CHECK(read.relations("LOCATED_IN") ==
          Names{"沈阳拓远激光有限公司 -> 浑南区", "沈阳芯图半导体有限公司 -> 浑南区"});
}

TEST_CASE("a street is named without its district, also where its name ends in a function word",
          "[loader]") {
    const Read read(
        "走进位于杭州市余杭区仓前街道的杭州灵枢智能科技有限公司，展厅里陈列着多款手术机器人。");
    CHECK(read.entities("Zone") == Names{"仓前街道"});
    CHECK(read.relations("LOCATED_IN") ==
          Names{"仓前街道 -> 余杭区", "杭州灵枢智能科技有限公司 -> 仓前街道"});
}

TEST_CASE("what 生产 and 研发 only sort is not made", "[loader]") {
    CHECK(Read("浙江越绣服饰有限公司研发投入占比达到6%，生产效率提升20%。")
              .relations("PRODUCES")
              .empty());
    CHECK(
        Read("浙江越绣服饰有限公司推出多项惠民举措，打造特色品牌。").relations("PRODUCES").empty());
}

TEST_CASE("a system may be told of before who uses it", "[loader]") {
    CHECK(Read("“陶眼”视觉质检系统已在佛山陶韵洁具有限公司的三条产线上应用。").relations("USES") ==
          Names{"佛山陶韵洁具有限公司 -> 陶眼视觉质检系统"});
}

TEST_CASE("who is in need is helped by who learned of it", "[loader]") {
    const Read read(
        "了解到浙江锦澜纺织有限公司缺少流动资金后，嘉兴银行主动上门，三天内发放信用贷款500万元。");
    CHECK(read.relations("RECEIVED") == Names{"浙江锦澜纺织有限公司 -> 信用贷款"});
    CHECK(read.relations("PROVIDED_BY") == Names{"信用贷款 -> 嘉兴银行"});
}

TEST_CASE(
    "all firms of a list get what is given, and money without a name is the loan offered before",
    "[loader]") {
    const Read read(
        "嘉兴银行推出“科创易贷”，已向浙江锦澜纺织有限公司、浙江远景测控有限公司分别放款500万元和300万元。");
    CHECK(read.relations("RECEIVED") ==
          Names{"浙江远景测控有限公司 -> 科创易贷", "浙江锦澜纺织有限公司 -> 科创易贷"});
    CHECK(read.relations("PROVIDED_BY") == Names{"科创易贷 -> 嘉兴银行"});
}

TEST_CASE("help may be told of before who got it", "[loader]") {
    const Read read(
        "靠着海宁经济开发区管委会拨付的200万元设备补贴，浙江锦澜纺织有限公司更新了生产线。");
    CHECK(read.relations("RECEIVED") == Names{"浙江锦澜纺织有限公司 -> 设备补贴"});
    CHECK(read.relations("PROVIDED_BY") == Names{"设备补贴 -> 海宁经济开发区管委会"});
}
