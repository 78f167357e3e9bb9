#include "loader/periods.h"

#include "tests/catch.h"

#include <random>

using namespace dingtu;

namespace {

/// The periods of a text in a document of `date`: "2024/2025H1 -"; compared and bound ones in
/// brackets, a vague one as "-", a planned one with "!".
std::string read(std::string_view text, const std::string& date = "2025-05-23",
                 const std::string& heading = "", const std::string& previous = "") {
    std::string all;
    for (const Period& period : find_periods(text, {date, heading, previous})) {
        if (!all.empty()) all += " ";
        std::string one = period.value.empty() ? "-" : period.value;
        if (period.target) one += "!";
        if (period.use == PeriodUse::Compared) one = "<" + one + ">";
        if (period.use == PeriodUse::Bound) one = "(" + one + ")";
        all += one;
    }
    return all;
}

}  // namespace

TEST_CASE("written times become periods", "[loader]") {
    CHECK(read("2024年，") == "2024");
    CHECK(read("二〇二四年六月") == "2024-06");
    CHECK(read("2025年第一季度") == "2025Q1");
    CHECK(read("2024年上半年") == "2024H1");
    CHECK(read("2024年前三季度") == "2024-01/2024-09");
    CHECK(read("2024年1至7月") == "2024-01/2024-07");
    CHECK(read("2025年3月28日") == "2025-03-28");
    CHECK(read("2025-03-28 发布") == "2025-03-28");
    CHECK(read("2003年到2024年") == "2003/2024");
    CHECK(read("2021—2023年") == "2021/2023");
    CHECK(read("2024年末") == "2024-12");
    CHECK(read("2024 年 6 月") == "2024-06");
}

TEST_CASE("relative times follow the document's date", "[loader]") {
    CHECK(read("今年一季度") == "2025Q1");
    CHECK(read("去年1—7月") == "2024-01/2024-07");
    CHECK(read("去年前7个月") == "2024-01/2024-07");
    CHECK(read("1—3月") == "2025-01/2025-03");
    CHECK(read("5月23日") == "2025-05-23");
    CHECK(read("22年前") == "2003");
    CHECK(read("今年以来") == "2025-01/");
    CHECK(read("2024年6月以来") == "2024-06/");
    CHECK(read("自2024年6月上线以来，") == "2024-06/");
    CHECK(read("截至2024年末") == "/2024-12");
    CHECK(read("截至5月底") == "/2025-05");
    CHECK(read("截至目前") == "/2025-05");
    CHECK(read("目前") == "/2025-05");
    CHECK(read("本季度", "2025-07-03", "2025Q2") == "2025Q2");
    CHECK(read("本月", "2025-05") == "2025-05");
    CHECK(read("四季度", "2025-01-20") == "2024Q4");
    CHECK(read("全年", "2025-01-20") == "2024");
    CHECK(read("全年力争", "2025-01-20") == "2025");
    CHECK(read("全年", "2025-03-20", "2024") == "2024");
    CHECK(read("年末全市常住人口", "2025-03-20", "2024") == "2024-12");
    CHECK(read("“十四五”期间") == "2021/2025");
    CHECK(read("“十三五”以来") == "2016-01/");
    CHECK(read("同期，", "2025-05", "", "2003/2024") == "2003/2024");
}

TEST_CASE("a compared, bound, vague or planned time is told apart", "[loader]") {
    CHECK(read("比上年增长") == "<2024>");
    CHECK(read("较2024年全年提高") == "<2024>");
    CHECK(read("比去年同期高出") == "<2024> <->");
    CHECK(read("与2023年相比") == "<2023>");
    CHECK(read("成立于2011年，") == "(2011)");
    CHECK(read("2011年成立的") == "(2011)");
    CHECK(read("自2025年8月1日起施行") == "(2025-08-01)");
    CHECK(read("近三年，五年来，近年来") == "- - -");
    CHECK(read("到2027年，") == "2027!");
    CHECK(read("预计2026年投产") == "(2026!)");
    CHECK(read("力争到2025年末") == "2025-12");
}

TEST_CASE("numbers and names that look like times are none", "[loader]") {
    for (const std::string_view text : {"3个月", "13家", "0.3月", "第三届", "《中国制造2025》",
                                        "1200余人", "五一路", "十四五规划", "三季"}) {
        INFO(text);
        CHECK(read(text).empty());
    }
}

TEST_CASE("a title's period holds, a line in brackets gives none", "[loader]") {
    CHECK(heading_period("2024年杭州市国民经济和社会发展统计公报", "2025-03-10") == "2024");
    CHECK(heading_period("钱塘区2025年第二季度助企服务台账（摘录）", "2025-07-03") == "2025Q2");
    CHECK(heading_period("制造业运行简报（2025年一季度）", "2025-04-28") == "2025Q1");
    CHECK(heading_period("（2025年一季度，2025年4月28日编印）", "2025-04-28").empty());
    CHECK(heading_period("关于2027年目标的通知", "2025-04-28").empty());
}

TEST_CASE("the hull of two periods spans both", "[loader]") {
    CHECK(hull("2003", "2024") == "2003/2024");
    CHECK(hull("2024", "2024") == "2024");
    CHECK(hull("", "2024") == "2024");
}

TEST_CASE("any bytes are read without harm", "[loader]") {
    std::mt19937 random(11);
    const std::string alphabet[] = {"2024", "年",   "月",   "日", "1",  "—",     "至",
                                    "今年", "以来", "截至", "近", "三", "季度",  "前",
                                    "末",   "\xE5", "比",   "，", "到", "十四五"};
    for (int i = 0; i < 3000; ++i) {
        std::string text;
        for (std::size_t k = random() % 12; k-- > 0;)
            text += alphabet[random() % 20];
        std::size_t last = 0;
        for (const Period& period : find_periods(text, {"2025-05-23", "", ""})) {
            INFO(text);
            CHECK(period.span.end <= text.size());
            CHECK(period.span.end > last);
            last = period.span.end;
        }
    }
}
