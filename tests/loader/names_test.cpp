#include "loader/firm_register.h"
#include "tests/catch.h"
#include "tests/loader/findings_of.h"

#include <filesystem>
#include <fstream>

using namespace dingtu;

namespace {

/// A CSV file that goes with the test.
class TemporaryList {
public:
    explicit TemporaryList(const std::string& text)
        : path_(std::filesystem::temp_directory_path() / ("dingtu_firms_test.csv")) {
        std::ofstream(path_) << text;
    }
    TemporaryList(const TemporaryList&) = delete;
    TemporaryList& operator=(const TemporaryList&) = delete;
    ~TemporaryList() { std::filesystem::remove(path_); }
    [[nodiscard]] std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

}  // namespace

TEST_CASE("bodies of the state are known by their list, parts of them by their endings",
          "[loader]") {
    const Read read(
        "教育部国际合作与交流司近日发文。国家发改委和浙江省发改委都表示支持，印度空军未回应。");
    CHECK(read.entities("Agency") ==
          Names{"印度空军", "国家发展和改革委员会", "教育部国际合作与交流司", "浙江省发改委"});
}

TEST_CASE("a firm known all over the country has the longest of its names that the text has",
          "[loader]") {
    CHECK(Read("记者从工行获悉，中国工商银行今年新增贷款1.2万亿元。").entities("Firm") ==
          Names{"中国工商银行"});
    CHECK(Read("这部小说可以与名著媲美的地方不多，苹果也便宜了。").entities("Firm").empty());
    CHECK(Read("苹果公司发布了新手机。").entities("Firm") == Names{"苹果公司"});
}

TEST_CASE("townships, new areas and industrial parks are places by their form", "[loader]") {
    const Read read("这家企业去年在下塘镇建厂，今年又落户两江新区的光电产业园。城镇居民收入增长。");
    CHECK(read.entities("Zone") == Names{"下塘镇", "两江新区", "光电产业园"});
}

TEST_CASE("a user's name takes in the rest of a longer name of the same firm", "[loader]") {
    RuleBook rules = RuleBook::built_in();
    rules.read("mine", "name Firm 海岳科技 海岳\n");
    const Read read("杭州海岳科技有限公司获得补助。海岳负责人说，钱已到账。", rules);
    CHECK(read.entities("Firm") == Names{"海岳科技"});
}

TEST_CASE("a list of firms gives each its own short forms and tells of the shared ones",
          "[loader]") {
    const TemporaryList list(
        "企业名称,简称\n杭州申昊科技股份有限公司,\n苏州兴业材料科技股份有限公司,\n"
        "兴业皮革科技股份有限公司,兴业皮革\n福建众和股份有限公司,\n新疆众和股份有限公司,\n");
    FirmRegister firms;
    firms.read(list.path());
    firms.finish();
    REQUIRE(firms.firms().size() == 5);
    const std::vector<std::string>& forms = firms.firms()[0].forms;
    CHECK(std::find(forms.begin(), forms.end(), "申昊科技") != forms.end());
    CHECK(firms.firms()[2].shorts == Names{"兴业皮革"});
    const auto tells = [&](const std::string& start) {
        return std::any_of(firms.ambiguous().begin(), firms.ambiguous().end(),
                           [&](const std::string& line) { return line.starts_with(start); });
    };
    CHECK(tells("众和: 福建众和股份有限公司, 新疆众和股份有限公司"));
    RuleBook rules = RuleBook::built_in();
    CHECK_FALSE(rules.read_register(list.path()).empty());
    CHECK(Read("申昊科技去年营收增长。", rules).entities("Firm") ==
          Names{"杭州申昊科技股份有限公司"});
}
