#include "loader/pinyin.h"

#include "tests/catch.h"

#include <algorithm>

using namespace dingtu;

TEST_CASE("a name is spelled by the main readings of its characters", "[loader]") {
    CHECK(pinyin_of("余杭区") == "yuhangqu");
    CHECK(pinyin_of("重庆") == "zhongqing");
    CHECK(pinyin_of("绿城AI") == "lvchengai");
}

TEST_CASE("the ways to type a name", "[loader]") {
    CHECK(pinyin_spellings("余杭") == "yuhang yh");
    CHECK(pinyin_spellings("重庆") == "zhongqing chongqing zq cq");
    CHECK(pinyin_spellings("绿城·AI（2025）") == "lvchengai2025 luchengai2025 lcai2025");
    CHECK(pinyin_spellings("") == "");
}

TEST_CASE("a name may be typed whole, in part, or by first letters", "[loader]") {
    for (const char* typed : {"yuhang", "yuhangqu", "YuHang", "yuh", "y", "yhq", "yhqu", "yu hang",
                              "余hang", "余杭q"}) {
        CHECK(typed_as(typed, "余杭区"));
    }
    for (const char* typed : {"hang", "yuhangqua", "yuhu", "yqh", "yuhangqux"}) {
        CHECK_FALSE(typed_as(typed, "余杭区"));
    }
}

TEST_CASE("every reading of a character counts, and zh may be z", "[loader]") {
    CHECK(typed_as("chongqing", "重庆"));
    CHECK(typed_as("hangzhouyinhang", "杭州银行"));
    CHECK(typed_as("hzyh", "杭州银行"));
    CHECK(typed_as("hangzhyh", "杭州银行"));
    CHECK(typed_as("xian", "西安"));
    CHECK(typed_as("xian", "仙居县"));
}

TEST_CASE("letters and digits of a name stand for themselves", "[loader]") {
    CHECK(typed_as("rgtech", "融光Tech"));
    CHECK(typed_as("5gji", "5G基站"));
    CHECK(typed_as("lvse", "绿色"));
}

TEST_CASE("the characters a typed name may begin with", "[loader]") {
    auto found = first_characters("yuhang");
    CHECK(std::find(found.begin(), found.end(), "余") != found.end());
    CHECK(std::find(found.begin(), found.end(), "银") != found.end());
    CHECK(std::find(found.begin(), found.end(), "杭") == found.end());
    CHECK(first_characters("余hang") == std::vector<std::string>{"余"});
    CHECK(first_characters("").empty());
    CHECK(first_characters("4").empty());
}
