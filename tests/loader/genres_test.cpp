#include "tests/catch.h"
#include "tests/loader/findings_of.h"

using namespace dingtu;

TEST_CASE("a policy without title marks is named by its heading and issued by who signs it",
          "[loader]") {
    const Read read(
        "海川区关于促进氢能产业发展的若干措施\n\n一、支持落户\n新落户企业给予一次性奖励100万元。\n\n"
        "南安市海川区人民政府\n2024年11月18日\n");
    CHECK(read.entities("Policy") == Names{"海川区关于促进氢能产业发展的若干措施"});
    CHECK(read.relations("UNDER_POLICY").size() == 1);
    CHECK(read.relations("RECEIVED").empty());
}

TEST_CASE("firms under the name of an honour won it, one in a line or in one line", "[loader]") {
    const Read read(
        "2024年度先进企业名单\n\n一、纳税贡献奖（2家）\n江苏联发纺织股份有限公司\n"
        "南通海迅电器有限公司（城东镇）\n\n二、科技创新奖\n一等奖：江苏铁锚玻璃股份有限公司\n");
    CHECK(read.relations("WON") == Names{"南通海迅电器有限公司 -> 纳税贡献奖",
                                         "江苏联发纺织股份有限公司 -> 纳税贡献奖",
                                         "江苏铁锚玻璃股份有限公司 -> 一等奖"});
    CHECK(read.relations("LOCATED_IN") == Names{"南通海迅电器有限公司 -> 城东镇"});
}

TEST_CASE("lines of keys and values make a record of a project or a firm", "[loader]") {
    const Read read(
        "重点项目清单\n\n1.项目名称：华晖燃气轮机再制造基地\n建设单位：沈阳华晖动力装备有限公司\n"
        "建设地点：兴华街道\n总投资：9.2亿元\n\n2.企业名称：辽宁弗莱德液压股份有限公司\n"
        "反映问题：流动资金不足\n责任单位：铁西区金融发展局\n"
        "办理结果：已办结。发放质押贷款1200万元\n");
    CHECK(read.relations("PARTICIPATES_IN") ==
          Names{"沈阳华晖动力装备有限公司 -> 华晖燃气轮机再制造基地"});
    CHECK(read.relations("RECEIVED") == Names{"辽宁弗莱德液压股份有限公司 -> 质押贷款"});
    CHECK(read.relations("PROVIDED_BY") == Names{"质押贷款 -> 铁西区金融发展局"});
}

TEST_CASE("columns may be set by spaces, and heads may have brackets", "[loader]") {
    const Read read(
        "补助明细\n\n收款单位　　补助项目　　　　发放主体\n"
        "宁波慈光电器股份有限公司　　稳岗返还　　　　慈溪市就业管理服务中心\n"
        "宁波凯驰胶带有限公司　　　　技改补助　　　　慈溪市商务局\n");
    CHECK(read.relations("RECEIVED") ==
          Names{"宁波凯驰胶带有限公司 -> 技改补助", "宁波慈光电器股份有限公司 -> 稳岗返还"});
}

TEST_CASE("a seat that was given up is none", "[loader]") {
    const Read read("四川声罗网络科技有限公司原来在朝阳区办公，2023年整体迁到郫都区。");
    CHECK(read.relations("LOCATED_IN") == Names{"四川声罗网络科技有限公司 -> 郫都区"});
}

TEST_CASE("each of several firms under its own number has its own facts", "[loader]") {
    const Read read(
        "培育企业情况\n\n一、江苏锐芯机床有限公司。位于李堡镇，主营立式车床。\n\n"
        "二、南通丰泽环保科技有限公司。位于墩头镇，主营污水处理设备。\n");
    CHECK(read.relations("LOCATED_IN") ==
          Names{"南通丰泽环保科技有限公司 -> 墩头镇", "江苏锐芯机床有限公司 -> 李堡镇"});
}

TEST_CASE("who speaks of us in quotes is the firm named behind them", "[loader]") {
    const Read read("“去年我们拿到了技改补贴150万元。”宁波金恒德电子有限公司财务总监徐敏说。");
    CHECK(read.relations("RECEIVED") == Names{"宁波金恒德电子有限公司 -> 技改补贴"});
    CHECK(read.relations("AFFILIATED_WITH") == Names{"徐敏 -> 宁波金恒德电子有限公司"});
}

TEST_CASE("bylines in brackets and credits with bars name their authors", "[loader]") {
    const Read read(
        "长丰跑出加速度\n\n本报讯（记者 周以宁 通讯员 何沐）10月，车间里一片忙碌。\n\n"
        "来源｜郫都区融媒体中心\n记者｜杨一诺　图片｜魏嘉树\n");
    CHECK(read.entities("Person") == Names{"何沐", "周以宁", "杨一诺", "魏嘉树"});
}
