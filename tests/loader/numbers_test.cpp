#include "loader/numbers.h"

#include "tests/catch.h"

#include <random>
#include <string>

#include <fmt/format.h>

using namespace dingtu;

namespace {

/// "14000 家 gt; 30..40 % range": all quantities of a text, as a reader would write them.
std::string read(std::string_view text) {
    std::string all;
    for (const Quantity& quantity : find_quantities(text)) {
        if (!all.empty()) all += "; ";
        all += fmt::format("{}", quantity.value);
        if (quantity.value_max) all += fmt::format("..{}", *quantity.value_max);
        all += fmt::format(" {} {}", quantity.unit, to_text(quantity.comparison));
    }
    return all;
}

}  // namespace

TEST_CASE("a number is read with its scale, unit and comparison", "[loader]") {
    CHECK(read("增加值1073亿元") == "107300000000 CNY eq");
    CHECK(read("累计入库企业1.4万余家") == "14000 家 gt");
    CHECK(read("清单8.5万余条，600多项专利") == "85000 条 gt; 600 项 gt");
    CHECK(read("近300家，近6000条，提升近5倍") == "300 家 approx; 6000 条 approx; 5 倍 approx");
    CHECK(read("从约50%提升至73%以上") == "50 % approx; 73 % ge");
    CHECK(read("超500%、超800家、突破200万户") == "500 % gt; 800 家 gt; 2000000 户 gt");
    CHECK(read("缩减至80天以内") == "80 天 le");
    CHECK(read("加快3.0个百分点") == "3 pp eq");
    CHECK(read("年产1600万米") == "16000000 米 eq");
    CHECK(read("回落20个基点") == "20 基点 eq");
    CHECK(read("由22个月缩减") == "22 月 eq");
    CHECK(read("不少于150家、不超过2年、不足1亿元、至少3项、最高500万元") ==
          "150 家 ge; 2 年 le; 100000000 CNY lt; 3 项 ge; 5000000 CNY le");
    CHECK(read("22个月左右，两年多，1200余人") == "22 月 approx; 2 年 gt; 1200 人 gt");
}

TEST_CASE("full-width digits, groups of three and blanks are read", "[loader]") {
    CHECK(read("产值１０７３．５亿元") == "107350000000 CNY eq");
    CHECK(read("从业人员1,234,567人") == "1234567 人 eq");
    CHECK(read("增长 5.2 %，投资 3 亿元") == "5.2 % eq; 300000000 CNY eq");
    CHECK(read("增长５．２％") == "5.2 % eq");
    CHECK(read("100多万户，300余亿元") == "1000000 户 gt; 30000000000 CNY gt");
}

TEST_CASE("units keep their name and compose", "[loader]") {
    CHECK(read("出口3.5亿美元，建筑面积12万平方米，用电9.6亿千瓦时") ==
          "350000000 USD eq; 120000 平方米 eq; 960000000 千瓦时 eq");
    CHECK(read("装机5千瓦，旅客3.2万人次，轨道516公里") == "5 千瓦 eq; 32000 人次 eq; 516 公里 eq");
    CHECK(read("造林800公顷，节约2万吨标准煤，吞吐120万标箱") ==
          "800 公顷 eq; 20000 吨标准煤 eq; 1200000 标准箱 eq");
    CHECK(read("价格3500元/吨，密度785人/平方公里") == "3500 CNY/吨 eq; 785 人/平方公里 eq");
    CHECK(read("最高气温38℃，积累超2TB数据") == "38 ℃ eq; 2 TB gt");
}

TEST_CASE("Chinese numerals, tenths, halves and doublings are numbers", "[loader]") {
    CHECK(read("占三成，四成以上，五成左右，三成五") == "30 % eq; 40 % ge; 50 % approx; 35 % eq");
    CHECK(read("一半企业、占比过半、近一半") == "50 % eq; 50 % gt; 50 % approx");
    CHECK(read("百分之三十五，百分之七点二") == "35 % eq; 7.2 % eq");
    CHECK(read("产值翻一番，利润翻了两番，能耗减半") == "100 % eq; 300 % eq; -50 % eq");
    CHECK(read("连续六年，十二家，两万五千人") == "6 年 eq; 12 家 eq; 25000 人 eq");
    CHECK(read("打八折，九五折") == "8 折 eq; 9.5 折 eq");
    CHECK(read("提高三个百分点，增长一点五倍") == "3 pp eq; 1.5 倍 eq");
    CHECK(read("近百家，超千亿元，上千家") == "100 家 approx; 100000000000 CNY gt; 1000 家 ge");
}

TEST_CASE("ranges have two values of one unit", "[loader]") {
    CHECK(read("占30%—40%") == "30..40 % range");
    CHECK(read("3至5年") == "3..5 年 range");
    CHECK(read("增长6.5%-7%") == "6.5..7 % range");
    CHECK(read("奖励10-20万元") == "100000..200000 CNY range");
    CHECK(read("500万元至1000万元") == "5000000..10000000 CNY range");
    CHECK(read("从50%到73%") == "50 % eq; 73 % eq");
    CHECK(read("由五成左右升到73%以上") == "50 % approx; 73 % ge");
}

TEST_CASE("in a list the unit stands once or with each", "[loader]") {
    CHECK(read("高于全国、全省0.1和0.3个百分点") == "0.1 pp eq; 0.3 pp eq");
    CHECK(read("2.2个和1.7个百分点") == "2.2 pp eq; 1.7 pp eq");
    CHECK(read("分别给予50、100、200万元奖励") == "500000 CNY eq; 1000000 CNY eq; 2000000 CNY eq");
    CHECK(read("9.0%、9.4%和11.6%") == "9 % eq; 9.4 % eq; 11.6 % eq");
}

TEST_CASE("ordinals, dates, names, versions and vague numbers are no quantities", "[loader]") {
    const std::string_view texts[] = {
        "第三届世界互联网大会",
        "2024年3月5日",
        "萧政办示〔2025〕7号",
        "一、总体情况",
        "数字化改造1.0全覆盖",
        "五大产业生态圈",
        "PM2.5浓度",
        "5G基站",
        "电话0571-87654321",
        "数十家企业",
        "几十年时间",
        "第5项预计8月办结",
        "世界500强企业",
        "《中国制造2025》",
        "三五年内",
        "十几家",
        "“415X”集群",
        "第12个",
        "1.7:24.7:73.6",
        "三成为主力",
        "3D打印",
        "二〇二五年五月",
        "1—7月",
        "十分重要",
    };
    for (const std::string_view text : texts) {
        INFO(text);
        CHECK(read(text).empty());
    }
}

TEST_CASE("counts in Chinese numerals are marked as weak", "[loader]") {
    for (const std::string_view text : {"三个行业", "两家企业", "一批人才六项"}) {
        for (const Quantity& quantity : find_quantities(text)) {
            CHECK(quantity.weak);
        }
    }
    CHECK_FALSE(find_quantities("三成").at(0).weak);
    CHECK_FALSE(find_quantities("3家").at(0).weak);
}

TEST_CASE("spans cut the words out of the text", "[loader]") {
    const std::string text = "杭州已培育近300家机器人企业，占73%以上";
    const auto quantities = find_quantities(text);
    REQUIRE(quantities.size() == 2);
    const auto cut = [&](Span span) { return text.substr(span.begin, span.end - span.begin); };
    CHECK(cut(quantities[0].span) == "近300家");
    CHECK(cut(quantities[0].number) == "300家");
    CHECK(cut(quantities[1].span) == "73%以上");
}

TEST_CASE("every written number is read back", "[loader]") {
    std::mt19937 random(20250523);
    const std::string units[] = {"家", "%", "亿元", "个百分点", "万人", "平方米"};
    const double scales[] = {1, 1, 1e8, 1, 1e4, 1};
    for (int i = 0; i < 2000; ++i) {
        const std::size_t kind = random() % 6;
        const double value = static_cast<double>(random() % 1000000) / 100;
        const std::string text = fmt::format("前文{}{}后文", value, units[kind]);
        const auto found = find_quantities(text);
        INFO(text);
        REQUIRE(found.size() == 1);
        CHECK(found[0].value == Approx(value * scales[kind]));
        CHECK(found[0].number.begin == std::string("前文").size());
    }
}

TEST_CASE("any bytes are scanned without harm and spans stay inside, in order", "[loader]") {
    std::mt19937 random(7);
    const std::string alphabet[] = {"1",  "2",  ".",    ",",    "亿", "万",     "元",
                                    "%",  "近", "多",   "以上", "—",  "百分之", "成",
                                    "翻", "年", "\xE4", "x",    "、", "和",     "三"};
    for (int i = 0; i < 3000; ++i) {
        std::string text;
        for (std::size_t k = random() % 14; k-- > 0;)
            text += alphabet[random() % 21];
        std::size_t last = 0;
        for (const Quantity& quantity : find_quantities(text)) {
            INFO(text);
            CHECK(quantity.number.begin >= last);
            CHECK(quantity.number.end <= text.size());
            CHECK(quantity.number.begin < quantity.number.end);
            last = quantity.number.end;
        }
    }
}

TEST_CASE("a table cell is a number as a whole, and a header names a unit", "[loader]") {
    CHECK(whole_quantity("1,234.5")->value == 1234.5);
    CHECK(whole_quantity("-3.2%")->value == -3.2);
    CHECK_FALSE(whole_quantity("约3家企业"));
    CHECK_FALSE(whole_quantity("办结"));
    CHECK(find_unit("亿元")->scale == 1e8);
    CHECK(find_unit("万平方米")->unit == "平方米");
    CHECK_FALSE(find_unit("企业"));
}
