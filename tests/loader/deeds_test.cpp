#include "tests/catch.h"
#include "tests/loader/findings_of.h"

using namespace dingtu;

// Who builds, runs, hosts, owns and attends what. All firms and people are invented.

TEST_CASE("all who build together run what they build", "[loader]") {
    CHECK(Read("长沙芯湾电子有限公司与湖南大学共建功率半导体联合实验室，每年投入经费500万元。")
              .relations("RUNS") == Names{"湖南大学 -> 功率半导体联合实验室",
                                          "长沙芯湾电子有限公司 -> 功率半导体联合实验室"});
    CHECK(Read("中国邮政集团有限公司江门市分公司与江门市商务局共同搭建了“侨品出海”服务平台。")
              .relations("RUNS") == Names{"中国邮政集团有限公司江门市分公司 -> 侨品出海服务平台",
                                          "江门市商务局 -> 侨品出海服务平台"});
}

TEST_CASE("who runs a platform may stand behind it", "[loader]") {
    CHECK(Read("永嘉泵阀产业大脑平台由温州泵友科技有限公司负责运营，已服务企业1200家。")
              .relations("RUNS") == Names{"温州泵友科技有限公司 -> 永嘉泵阀产业大脑平台"});
    CHECK(Read("宣城市政府委托安徽锦程园区运营管理有限公司管理宣城绿色智造孵化器。")
              .relations("RUNS") == Names{"安徽锦程园区运营管理有限公司 -> 宣城绿色智造孵化器"});
    CHECK(Read("泰州市姜堰区成立了姜堰不锈钢产业创新中心，交由江苏姜锻科技有限公司运营管理。")
              .relations("RUNS") == Names{"姜堰区 -> 姜堰不锈钢产业创新中心",
                                          "江苏姜锻科技有限公司 -> 姜堰不锈钢产业创新中心"});
}

TEST_CASE("hosts of a meeting are told in several clauses", "[loader]") {
    const Read read(
        "第三届皖南新材料产业发展大会在宣城市开幕，大会由宣城市人民政府主办，宣城市经济和信息化局、安徽皖新材料研究院承办。");
    CHECK(read.relations("RUNS") == Names{"安徽皖新材料研究院 -> 第三届皖南新材料产业发展大会",
                                          "宣城市人民政府 -> 第三届皖南新材料产业发展大会",
                                          "宣城市经济和信息化局 -> 第三届皖南新材料产业发展大会"});
}

TEST_CASE("a project's owner and builder are told by verbs, by roles and as its owner's",
          "[loader]") {
    CHECK(Read("滨海港物流园二期由江苏滨港建设集团承建，业主为盐城滨港投资有限公司。")
              .relations("PARTICIPATES_IN") == Names{"江苏滨港建设集团 -> 滨海港物流园二期",
                                                     "盐城滨港投资有限公司 -> 滨海港物流园二期"});
    CHECK(Read("唐山海泰钢管有限公司投资3.2亿元实施的热轧无缝钢管技改项目预计年底投产。")
              .relations("PARTICIPATES_IN") ==
          Names{"唐山海泰钢管有限公司 -> 热轧无缝钢管技改项目"});
    CHECK(Read("湖北襄澜新材料有限公司年产5万吨聚酰亚胺薄膜项目竣工投产。")
              .relations("PARTICIPATES_IN") == Names{"湖北襄澜新材料有限公司 -> 聚酰亚胺薄膜项目"});
}

TEST_CASE("a clause goes on about what the one before was about", "[loader]") {
    const Read built(
        "总投资15亿元的宿迁高新区光伏产业园二期项目正加快建设。项目由宿迁高新开发投资有限公司投资，江苏中瑞建设集团有限公司承建。");
    CHECK(built.relations("PARTICIPATES_IN") ==
          Names{"宿迁高新开发投资有限公司 -> 宿迁高新区光伏产业园二期项目",
                "江苏中瑞建设集团有限公司 -> 宿迁高新区光伏产业园二期项目"});
    const Read met(
        "2025中国（宿迁）光伏产业大会开幕。江苏泰晖光伏玻璃有限公司、苏州晟成光伏设备有限公司参会。");
    CHECK(met.relations("PARTICIPATES_IN") ==
          Names{"江苏泰晖光伏玻璃有限公司 -> 2025中国（宿迁）光伏产业大会",
                "苏州晟成光伏设备有限公司 -> 2025中国（宿迁）光伏产业大会"});
}

TEST_CASE("a bank that lends is not the firm that the next clause helps", "[loader]") {
    const Read read(
        "江苏泰晖光伏玻璃有限公司用工紧张。宿迁农村商业银行发放绿色贷款8000万元。宿迁市人力资源和社会保障局为企业招到技术工人120人。");
    CHECK(read.relations("RECEIVED") == Names{"江苏泰晖光伏玻璃有限公司 -> 招到技术工人120人",
                                              "江苏泰晖光伏玻璃有限公司 -> 绿色贷款"});
}

TEST_CASE("what failed or what others are helped to do is nobody's", "[loader]") {
    CHECK(Read("江门市没有建成蓬江智慧物流平台。").relations("RUNS").empty());
    CHECK(Read("江门市支持企业建设蓬江智慧物流平台。").relations("RUNS").empty());
}

TEST_CASE("who attends a meeting takes part in it", "[loader]") {
    CHECK(Read("德阳东锐重型机械有限公司携大型铸锻件亮相第25届中国国际工业博览会。")
              .relations("PARTICIPATES_IN") ==
          Names{"德阳东锐重型机械有限公司 -> 第25届中国国际工业博览会"});
}

TEST_CASE("who is brought in to build something together did not build the other", "[loader]") {
    CHECK(Read("余姚市已建成智能家电检测中心，并引进中国家用电器研究院共建实验室。")
              .relations("RUNS") == Names{"余姚市 -> 智能家电检测中心"});
}
