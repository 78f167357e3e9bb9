#include "loader/metrics.h"

#include "loader/segment.h"
#include "tests/catch.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

using namespace dingtu;

namespace {

/// A document in which names are marked: {Firm:申昊科技} is a mention, {Firm~公司:申昊科技} one by
/// 公司 of the same entity.
class MarkedText {
public:
    MarkedText(const std::string& marked, const std::string& title, const std::string& date) {
        document_.id = document_.path = "text";
        if (!title.empty()) read(title + "\n\n");
        read(marked);
        sentences_ = segment(document_);
        document_.title = title.empty() ? "" : sentences_.front().text;
        document_.date = date;
        place_mentions();
    }

    /// "subject | indicator | measure value unit cmp | period stage scope", one for each metric.
    std::vector<std::string> metrics() {
        Scene scene(document_, sentences_, findings_);
        find_metrics(scene);
        std::vector<std::string> lines;
        for (const Relation& relation : findings_.relations) {
            if (relation.type == "HAS_METRIC") lines.push_back(line_of(relation));
        }
        return lines;
    }

    std::vector<std::string> evidence() {
        Scene scene(document_, sentences_, findings_);
        find_metrics(scene);
        std::vector<std::string> texts;
        for (const Relation& relation : findings_.relations) {
            if (relation.type == "HAS_METRIC") texts.push_back(relation.evidence.text);
        }
        return texts;
    }

    Findings& findings() { return findings_; }
    const Document& document() const { return document_; }
    EntityRef entity(const std::string& name) const { return entities_.at(name); }

private:
    struct Mark {
        std::size_t begin = 0;
        std::size_t end = 0;
        std::string label;
        std::string name;
        bool anaphor = false;
    };

    void read(std::string_view marked) {
        while (!marked.empty()) {
            const std::size_t open = marked.find('{');
            document_.text += marked.substr(0, open);
            if (open == std::string_view::npos) return;
            const std::size_t shut = marked.find('}', open);
            add_mark(marked.substr(open + 1, shut - open - 1));
            marked.remove_prefix(shut + 1);
        }
    }

    void add_mark(std::string_view mark) {
        const std::size_t colon = mark.find(':');
        const std::size_t wave = mark.substr(0, colon).find('~');
        Mark one;
        one.label = mark.substr(0, std::min(colon, wave));
        one.name = mark.substr(colon + 1);
        one.anaphor = wave != std::string_view::npos;
        one.begin = document_.text.size();
        document_.text +=
            one.anaphor ? std::string(mark.substr(wave + 1, colon - wave - 1)) : one.name;
        one.end = document_.text.size();
        marks_.push_back(one);
    }

    EntityRef entity_of(const Mark& mark) {
        const auto [place, added] =
            entities_.try_emplace(mark.name, static_cast<EntityRef>(findings_.entities.size()));
        if (added) findings_.entities.push_back({mark.label, mark.name, {}, {}, "test"});
        return place->second;
    }

    void place_mentions() {
        for (const Mark& mark : marks_) {
            for (std::uint32_t i = 0; i < sentences_.size(); ++i) {
                for (const Piece& piece : sentences_[i].pieces) {
                    if (mark.begin < piece.begin || mark.end > piece.end) continue;
                    Mention mention;
                    mention.label = mark.label;
                    mention.sentence = i;
                    mention.begin = piece.at + mark.begin - piece.begin;
                    mention.end = piece.at + mark.end - piece.begin;
                    mention.entity = entity_of(mark);
                    mention.name = mark.anaphor ? "" : mark.name;
                    mention.anaphor = mark.anaphor;
                    findings_.mentions.push_back(mention);
                }
            }
        }
    }

    std::string line_of(const Relation& relation) const {
        const Map& is = findings_.entities[relation.tail].properties;
        const auto text = [&](const char* key) {
            const auto found = is.find(key);
            if (found == is.end()) return std::string();
            const Value& value = found->second;
            return value.is_number() ? fmt::format("{}", value.as_number()) : to_text(value);
        };
        std::string value = text("value");
        if (is.count("value_max") != 0) value += ".." + text("value_max");
        std::string line =
            fmt::format("{} | {} | {} {} {} {} |", findings_.entities[relation.head].name,
                        text("indicator"), text("measure"), value, text("unit"), text("cmp"));
        for (const char* key : {"period", "stage", "scope"}) {
            if (is.count(key) != 0) line += " " + text(key);
        }
        return line;
    }

    Document document_;
    std::vector<Sentence> sentences_;
    Findings findings_;
    std::vector<Mark> marks_;
    std::map<std::string, EntityRef> entities_;
};

using Lines = std::vector<std::string>;

Lines read(const std::string& marked, const std::string& title = "",
           const std::string& date = "2025-05-23") {
    return MarkedText(marked, title, date).metrics();
}

}  // namespace

TEST_CASE("a figure has its subject, indicator, measure and period", "[loader]") {
    CHECK(
        read(
            "今年一季度，{City:宁波}规上工业增加值1120亿元，同比增长6.8%，比上年全年加快1.2个百分点。") ==
        Lines{"宁波 | 规上工业增加值 | level 112000000000 CNY eq | 2025Q1",
              "宁波 | 规上工业增加值 | yoy 6.8 % eq | 2025Q1",
              "宁波 | 规上工业增加值 | change 1.2 pp eq | 2025Q1"});
    CHECK(read("{Firm:锐拓精密}拥有600多项专利。") == Lines{"锐拓精密 | 专利 | level 600 项 gt |"});
    CHECK(
        read(
            "截至2024年末，{Firm:锐拓精密}共有员工420人，其中研发人员占38%；累计取得发明专利86件。") ==
        Lines{"锐拓精密 | 员工 | level 420 人 eq | /2024-12",
              "锐拓精密 | 研发人员占比 | share 38 % eq | /2024-12",
              "锐拓精密 | 发明专利 | level 86 件 eq | /2024-12"});
    CHECK(read("{Zone:前湾新区}今年1—5月引进项目68个，总投资420亿元，到位资金95亿元。") ==
          Lines{"前湾新区 | 项目 | level 68 个 eq | 2025-01/2025-05",
                "前湾新区 | 项目总投资 | level 42000000000 CNY eq | 2025-01/2025-05",
                "前湾新区 | 到位资金 | level 9500000000 CNY eq | 2025-01/2025-05"});
}

TEST_CASE("分别 and 依次 give each item its number", "[loader]") {
    CHECK(
        read(
            "今年一季度，{City:宁波}高新技术产业、战略性新兴产业、装备制造业增加值分别增长9.0%、9.4%和11.6%。") ==
        Lines{"宁波 | 高新技术产业增加值 | yoy 9 % eq | 2025Q1",
              "宁波 | 战略性新兴产业增加值 | yoy 9.4 % eq | 2025Q1",
              "宁波 | 装备制造业增加值 | yoy 11.6 % eq | 2025Q1"});
    CHECK(
        read("{City:宁波}新能源汽车产业、数字产业紧随其后，增幅依次为9.4%和9.0%。") ==
        Lines{"宁波 | 新能源汽车产业增幅 | yoy 9.4 % eq |", "宁波 | 数字产业增幅 | yoy 9 % eq |"});
    CHECK(
        read(
            "2024年，{District:余杭区}、{District:萧山区}、{District:滨江区}规上工业增加值分别增长8.1%、7.2%和6.9%。") ==
        Lines{"余杭区 | 规上工业增加值 | yoy 8.1 % eq | 2024",
              "萧山区 | 规上工业增加值 | yoy 7.2 % eq | 2024",
              "滨江区 | 规上工业增加值 | yoy 6.9 % eq | 2024"});
    CHECK(read("{City:合肥}当年认定的智能工厂、未来工厂、工业互联网平台分别为6家、4家和23个。") ==
          Lines{"合肥 | 智能工厂 | level 6 家 eq | 2025", "合肥 | 未来工厂 | level 4 家 eq | 2025",
                "合肥 | 工业互联网平台 | level 23 个 eq | 2025"});
    CHECK(read("{City:蚌埠}玻璃3000万吨、汽车8.6万辆，分别增长3.1%和25%。") ==
          Lines{"蚌埠 | 玻璃 | level 30000000 吨 eq |", "蚌埠 | 汽车 | level 86000 辆 eq |",
                "蚌埠 | 玻璃 | yoy 3.1 % eq |", "蚌埠 | 汽车 | yoy 25 % eq |"});
    CHECK(read("{City:岳阳}工业增加值增长5.5%，分别高于全国、全省0.1和0.3个百分点。") ==
          Lines{"岳阳 | 工业增加值 | yoy 5.5 % eq |", "岳阳 | 工业增加值 | change 0.1 pp eq |",
                "岳阳 | 工业增加值 | change 0.3 pp eq |"});
}

TEST_CASE("two states of one thing are a pair", "[loader]") {
    CHECK(read("2003年到2024年，{City:苏州}工业增加值从935亿元升至4740亿元，增长率超400%。") ==
          Lines{"苏州 | 工业增加值 | level 93500000000 CNY eq | 2003 before",
                "苏州 | 工业增加值 | level 474000000000 CNY eq | 2024 after",
                "苏州 | 工业增加值增长率 | change 400 % gt | 2003/2024"});
    CHECK(read("{Firm:韵升股份}产品不良率由3.2%降至0.8%，交货期从45天缩短到28天以内。") ==
          Lines{"韵升股份 | 产品不良率 | share 3.2 % eq | before",
                "韵升股份 | 产品不良率 | share 0.8 % eq | after",
                "韵升股份 | 交货期 | level 45 天 eq | before",
                "韵升股份 | 交货期 | level 28 天 le | after"});
    CHECK(read("2024年{Firm:韵升股份}营业收入3.2亿元，净利润则由2023年的2600万元降至2100万元。") ==
          Lines{"韵升股份 | 营业收入 | level 320000000 CNY eq | 2024",
                "韵升股份 | 净利润 | level 26000000 CNY eq | 2023 before",
                "韵升股份 | 净利润 | level 21000000 CNY eq | 2024 after"});
    CHECK(read("{City:苏州}审批时间原来平均22个月，如今压到80天以内。") ==
          Lines{"苏州 | 审批时间 | level 22 月 eq | before",
                "苏州 | 审批时间 | level 80 天 le | /2025-05 after"});
    CHECK(read("{Firm:韵升股份}原有的4000平方米厂房不够用。") ==
          Lines{"韵升股份 | 厂房面积 | level 4000 平方米 eq | before"});
    CHECK(read("{Firm:韵升股份}研发人员从最初的6人增加到380人，占员工总数的72%。") ==
          Lines{"韵升股份 | 研发人员 | level 6 人 eq | before",
                "韵升股份 | 研发人员 | level 380 人 eq | after",
                "韵升股份 | 研发人员占员工总数比重 | share 72 % eq |"});
}

TEST_CASE("growth and fall have their sign, differences and multiples are changes", "[loader]") {
    CHECK(read("{Firm:兆丰机电}设备故障率下降40%以上，订单交付周期缩短一半。") ==
          Lines{"兆丰机电 | 设备故障率 | change -40 % ge |",
                "兆丰机电 | 订单交付周期 | change -50 % eq |"});
    CHECK(read("今年一季度，{Firm:老板电器}套系销量同比增长69.5%，增速提升近5倍。") ==
          Lines{"老板电器 | 套系销量 | yoy 69.5 % eq | 2025Q1",
                "老板电器 | 套系销量增速 | change 5 倍 approx | 2025Q1"});
    CHECK(read("{City:岳阳}融资成本回落20个基点。") ==
          Lines{"岳阳 | 融资成本 | change -20 基点 eq |"});
    CHECK(read("{City:岳阳}商品房销售面积210.3万平方米，下降8.9%，降幅较上年收窄3.4个百分点。") ==
          Lines{"岳阳 | 商品房销售面积 | level 2103000 平方米 eq |",
                "岳阳 | 商品房销售面积 | yoy -8.9 % eq |",
                "岳阳 | 商品房销售面积降幅 | change -3.4 pp eq |"});
    CHECK(read("{Firm:韵升股份}去年净利润同比翻一番，能耗减半。") ==
          Lines{"韵升股份 | 净利润 | change 100 % eq | 2024",
                "韵升股份 | 能耗 | change -50 % eq | 2024"});
    CHECK(read("{City:岳阳}规模工业增加值低于全省平均增速2.1个百分点。") ==
          Lines{"岳阳 | 规模工业增加值 | change -2.1 pp eq |"});
}

TEST_CASE("shares are of what was measured", "[loader]") {
    CHECK(read("{City:合肥}出口312.4亿元，占进出口总值的17.4%。") ==
          Lines{"合肥 | 出口 | level 31240000000 CNY eq |",
                "合肥 | 出口占进出口总值比重 | share 17.4 % eq |"});
    CHECK(read("{City:合肥}数字经济规模超8000亿元、占GDP比重达57%。") ==
          Lines{"合肥 | 数字经济规模 | level 800000000000 CNY gt |",
                "合肥 | 数字经济规模占GDP比重 | share 57 % eq |"});
    CHECK(read("{City:合肥}民营企业占全部企业的八成以上，贡献了过半的税收。") ==
          Lines{"合肥 | 民营企业占全部企业 | share 80 % ge |", "合肥 | 税收 | share 50 % gt |"});
    CHECK(read("{City:合肥}制造业投资占比超过八成。") ==
          Lines{"合肥 | 制造业投资占比 | share 80 % gt |"});
}

TEST_CASE("a place in a ranking is a metric, with the years it lasted", "[loader]") {
    CHECK(read("近年来，{City:嘉兴}制造业高质量发展指数连续六年位列全省第一。") ==
          Lines{"嘉兴 | 制造业高质量发展指数 | level 6 年 eq |",
                "嘉兴 | 制造业高质量发展指数 | rank 1 位 eq |"});
    CHECK(read("{City:嘉兴}规上工业增加值增长7.1%、总量居全省第二。") ==
          Lines{"嘉兴 | 规上工业增加值 | yoy 7.1 % eq |",
                "嘉兴 | 规上工业增加值总量 | rank 2 位 eq |"});
    CHECK(read("{Firm:极米科技}连续6年位居中国投影机市场出货量第一。") ==
          Lines{"极米科技 | 中国投影机市场出货量 | level 6 年 eq |",
                "极米科技 | 中国投影机市场出货量 | rank 1 位 eq |"});
    CHECK(read("{City:嘉兴}工业增速全省第7位。") == Lines{"嘉兴 | 工业增速 | rank 7 位 eq |"});
    CHECK(read("制造业规模稳居世界首位，{Region:我国}用几十年走完了工业化历程。") ==
          Lines{"我国 | 制造业规模 | rank 1 位 eq |"});
}

TEST_CASE("new things are counted with what makes them new", "[loader]") {
    CHECK(
        read(
            "2024年，{City:宁波}6928家规上工业企业率先完成改造，并新增智能工厂6家，新增未来工厂4家。") ==
        Lines{"宁波 | 规上工业企业 | level 6928 家 eq | 2024",
              "宁波 | 新增智能工厂 | level 6 家 eq | 2024",
              "宁波 | 新增未来工厂 | level 4 家 eq | 2024"});
    CHECK(read("{Firm:煦达}新增2400平方米空间正在装修。") ==
          Lines{"煦达 | 新增空间面积 | level 2400 平方米 eq |"});
    CHECK(
        read("{City:宁波}年末上市公司10家，全年新增2家。") ==
        Lines{"宁波 | 上市公司 | level 10 家 eq |", "宁波 | 新增上市公司 | level 2 家 eq | 2025"});
}

TEST_CASE("thresholds, conditions and bases of rates are no facts", "[loader]") {
    CHECK(
        read(
            "对年营业收入首次突破1亿元、5亿元、10亿元的企业，分别给予20万元、50万元、100万元奖励。",
            "{District:余姚市}关于印发《{Policy:余姚市若干政策}》的通知") ==
        Lines{"余姚市若干政策 | 奖励 | level 200000 CNY eq |",
              "余姚市若干政策 | 奖励 | level 500000 CNY eq |",
              "余姚市若干政策 | 奖励 | level 1000000 CNY eq |"});
    CHECK(read("企业设备投入200万元以上的，按投入额的15%给予补助，单家企业最高500万元。",
               "{District:余姚市}关于印发《{Policy:余姚市若干政策}》的通知") ==
          Lines{"余姚市若干政策 | 补助比例 | share 15 % eq |",
                "余姚市若干政策 | 单家企业补助上限 | level 5000000 CNY le |"});
    CHECK(read("企业引进数字化主管的，每引进1人奖励6万元。",
               "{District:余姚市}关于印发《{Policy:余姚市若干政策}》的通知") ==
          Lines{"余姚市若干政策 | 每引进1人奖励 | level 60000 CNY eq |"});
    CHECK(
        read(
            "去年1—7月，{City:宁波}落地总投资10亿元以上制造业项目36个，占总投资10亿元以上项目总数的94.7%。") ==
        Lines{
            "宁波 | 落地总投资10亿元以上制造业项目 | level 36 个 eq | 2024-01/2024-07",
            "宁波 | 落地总投资10亿元以上制造业项目占总投资10亿元以上项目总数比重 | share 94.7 % eq | 2024-01/2024-07"});
    CHECK(read("申报企业须在本市注册满2年，近三年无重大安全事故。",
               "{District:余姚市}关于印发《{Policy:余姚市若干政策}》的通知") == Lines{});
    CHECK(read("{City:宁波}超百亿元项目5个。") == Lines{"宁波 | 百亿元项目 | level 5 个 eq |"});
}

TEST_CASE("counts that announce a list, denials and questions are no facts", "[loader]") {
    CHECK(read("{City:宁波}聚焦新材料、生物医药和低空经济三个行业，重点抓好八个方面工作。") ==
          Lines{});
    CHECK(read("{Firm:韵升股份}提交的两项外观设计没有纳入预审。") == Lines{});
    CHECK(read("{Firm:韵升股份}申请的300万元专项因材料不全未获批准。") == Lines{});
    CHECK(read("{Firm:韵升股份}能拿到多少补贴，是不是有100万元？") == Lines{});
    CHECK(read("{City:宁波}举办第三届大会，完成数字化改造1.0，提出五大产业生态圈。") == Lines{});
    CHECK(read("在全国178家高新区评价中，{Zone:成都高新区}排名第六。") ==
          Lines{"成都高新区 | 178家高新区评价 | rank 6 位 eq |"});
}

TEST_CASE("plans are targets, estimates of a past year are not", "[loader]") {
    CHECK(read("到2027年，{City:宁波}规上企业数字化改造覆盖率达到95%以上，新增未来工厂8家。") ==
          Lines{"宁波 | 规上企业数字化改造覆盖率 | share 95 % ge | 2027 target",
                "宁波 | 新增未来工厂 | level 8 家 eq | 2027 target"});
    CHECK(read("全年力争{City:宁波}规上工业增加值增长6.5%—7%，新增专精特新企业不少于150家。") ==
          Lines{"宁波 | 规上工业增加值 | yoy 6.5..7 % range | 2025 target",
                "宁波 | 新增专精特新企业 | level 150 家 ge | 2025 target"});
    CHECK(
        read(
            "{Firm:安布雷拉}计划建设{Project:基膜项目}，设计年产能1600万米，投产后每年有望多卖出4.8亿元。") ==
        Lines{"基膜项目 | 设计年产能 | level 16000000 米 eq | target",
              "基膜项目 | 多卖出 | level 480000000 CNY eq | target"});
    CHECK(read("2024年，{City:宁波}预计地区生产总值突破1.8万亿元。") ==
          Lines{"宁波 | 地区生产总值 | level 1800000000000 CNY gt | 2024"});
}

TEST_CASE("a number about a project goes to the project", "[loader]") {
    CHECK(read("2024年10月，{Firm:澄渊智能}中标{Project:智慧管网巡检项目}，合同金额4860万元。") ==
          Lines{"智慧管网巡检项目 | 合同金额 | level 48600000 CNY eq | 2024-10"});
    CHECK(
        read(
            "{Firm:吉利}投资建设的{Project:电驱动系统项目}开工，项目占地260亩，总建筑面积18万平方米，达产后年产值可达80亿元，新增就业岗位1200个。") ==
        Lines{"电驱动系统项目 | 项目占地 | level 260 亩 eq |",
              "电驱动系统项目 | 总建筑面积 | level 180000 平方米 eq |",
              "电驱动系统项目 | 年产值 | level 8000000000 CNY eq | target",
              "电驱动系统项目 | 新增就业岗位 | level 1200 个 eq | target"});
    CHECK(
        read(
            "{Firm:安布雷拉}将上马年产1600万米{Project:TPU基膜项目}，预计可增加年销售额4.8亿元。") ==
        Lines{"TPU基膜项目 | 上马年产 | level 16000000 米 eq | target",
              "TPU基膜项目 | 增加年销售额 | level 480000000 CNY eq | target"});
}

TEST_CASE("a number about help goes to the firm that gets it, not to the giver", "[loader]") {
    CHECK(read("{Agency:余杭区科技局}向{Firm:澄渊智能}发放研发补助300万元。") ==
          Lines{"澄渊智能 | 研发补助 | level 3000000 CNY eq |"});
    CHECK(read("{Agency:萧山区财政局}已在3月28日把45万元租金补贴拨付给{Firm:舒澜环保}。") ==
          Lines{"舒澜环保 | 租金补贴 | level 450000 CNY eq | 2025-03-28"});
    CHECK(
        read(
            "{Firm:煦达}要扩大场地。{Agency:滨江区经信局}出面协商，最终同意{Firm:煦达}先租后买。目前，2400平方米新办公用房已进入装修阶段。") ==
        Lines{"煦达 | 新办公用房面积 | level 2400 平方米 eq | /2025-05"});
}

TEST_CASE("a dropped subject is the one before, an anaphor the one it stands for", "[loader]") {
    CHECK(
        read(
            "{Firm:锐拓精密}创立于2009年。{Firm~公司:锐拓精密}现有员工860人，拥有三家全资子公司。2023年实现销售收入7.8亿元，同比增长26.5%。") ==
        Lines{"锐拓精密 | 员工 | level 860 人 eq |", "锐拓精密 | 全资子公司 | level 3 家 eq |",
              "锐拓精密 | 销售收入 | level 780000000 CNY eq | 2023",
              "锐拓精密 | 销售收入 | yoy 26.5 % eq | 2023"});
    CHECK(
        read(
            "{City:杭州}推行{Policy:双清双找行动}。截至5月底，{Policy~行动:双清双找行动}已帮助企业办结近200件难事。") ==
        Lines{"双清双找行动 | 难事 | level 200 件 approx | /2025-05"});
    CHECK(
        read(
            "{Agency:合肥海关}发布数据显示，前三季度{City:合肥}进出口总值2759.8亿元。其中，出口312.4亿元。",
            "", "2024-11-08") ==
        Lines{"合肥 | 进出口总值 | level 275980000000 CNY eq | 2024-01/2024-09",
              "合肥 | 出口 | level 31240000000 CNY eq | 2024-01/2024-09"});
}

TEST_CASE("a name is no subject where it is only compared with, shared in or quoted", "[loader]") {
    CHECK(
        read(
            "{City:朔州}工业增加值增长8.1%，居{Province:山西省}第六位，高于{Province:山西省}2.2个百分点。") ==
        Lines{"朔州 | 工业增加值 | yoy 8.1 % eq |", "朔州 | 工业增加值 | rank 6 位 eq |",
              "朔州 | 工业增加值 | change 2.2 pp eq |"});
    CHECK(read("{City:合肥}新能源汽车产量81.7万辆，占{Region:全国}的比重接近一成。") ==
          Lines{"合肥 | 新能源汽车产量 | level 817000 辆 eq |",
                "合肥 | 新能源汽车产量占全国的比重 | share 10 % approx |"});
    CHECK(read("据{Agency:杭州市经信局}介绍，{City:杭州}数字工程服务商已超800家。") ==
          Lines{"杭州 | 数字工程服务商 | level 800 家 gt |"});
}

TEST_CASE("a title's period holds for a bulletin, a section's for the section", "[loader]") {
    CHECK(read("初步核算，全年地区生产总值2313亿元，比上年增长5.2%。年末常住人口326.5万人。",
               "2024年{City:蚌埠市}统计公报",
               "2025-03-31") == Lines{"蚌埠市 | 地区生产总值 | level 231300000000 CNY eq | 2024",
                                      "蚌埠市 | 地区生产总值 | yoy 5.2 % eq | 2024",
                                      "蚌埠市 | 常住人口 | level 3265000 人 eq | 2024-12"});
    CHECK(read("其中，第一产业增加值287亿元，增长2.2%；第二产业增加值714.1亿元，增长6.2%。",
               "2024年{City:蚌埠市}统计公报",
               "2025-03-31") == Lines{"蚌埠市 | 第一产业增加值 | level 28700000000 CNY eq | 2024",
                                      "蚌埠市 | 第一产业增加值 | yoy 2.2 % eq | 2024",
                                      "蚌埠市 | 第二产业增加值 | level 71410000000 CNY eq | 2024",
                                      "蚌埠市 | 第二产业增加值 | yoy 6.2 % eq | 2024"});
}

TEST_CASE("a period of one clause's subject does not reach the next part", "[loader]") {
    CHECK(
        read(
            "{Firm:老板电器}套系一季度卖得最旺，销量比去年同期多出69.5%；{Firm:兆丰机电}升级产线后，设备故障率下降四成以上。") ==
        Lines{"老板电器 | 销量 | yoy 69.5 % eq | 2025Q1",
              "兆丰机电 | 设备故障率 | change -40 % ge |"});
    CHECK(read("{Firm:锐拓精密}成立于2009年，注册资本1.2亿元。") ==
          Lines{"锐拓精密 | 注册资本 | level 120000000 CNY eq |"});
    CHECK(read("{Policy:办法}自2025年8月1日起施行，有效期3年。") ==
          Lines{"办法 | 有效期 | level 3 年 eq |"});
}

TEST_CASE("brackets are read with what stands around them", "[loader]") {
    CHECK(read("{City:岳阳}一般公共预算收入1195亿元（同口径增长3.2%），税收占比75%。") ==
          Lines{"岳阳 | 一般公共预算收入 | level 119500000000 CNY eq |",
                "岳阳 | 一般公共预算收入 | yoy 3.2 % eq |", "岳阳 | 税收占比 | share 75 % eq |"});
    CHECK(read("{City:岳阳}地区生产总值（GDP）2313亿元。") ==
          Lines{"岳阳 | 地区生产总值 | level 231300000000 CNY eq |"});
    CHECK(
        read(
            "{City:朔州}增加值增长8.1%，较去年同期（5.1%）提高3个百分点，分别高出全国（5.9%）、全省（6.4%）平均水平2.2个和1.7个百分点。") ==
        Lines{"朔州 | 增加值 | yoy 8.1 % eq |", "朔州 | 增加值 | change 3 pp eq |",
              "朔州 | 增加值 | change 2.2 pp eq |", "朔州 | 增加值 | change 1.7 pp eq |"});
}

TEST_CASE("a table of places gives each cell the header's name, unit and period", "[loader]") {
    CHECK(read("地区 | 规上工业增加值（亿元） | 同比增长（%） | 新引进项目（个）\n"
               "{District:南湖区} | 156.3 | 8.1 | 31\n"
               "{District:海宁市} | 287.9 | -6.5 | 42\n",
               "2025年上半年{City:嘉兴市}主要经济指标") ==
          Lines{"南湖区 | 规上工业增加值 | level 15630000000 CNY eq | 2025H1",
                "南湖区 | 规上工业增加值 | yoy 8.1 % eq | 2025H1",
                "南湖区 | 新引进项目 | level 31 个 eq | 2025H1",
                "海宁市 | 规上工业增加值 | level 28790000000 CNY eq | 2025H1",
                "海宁市 | 规上工业增加值 | yoy -6.5 % eq | 2025H1",
                "海宁市 | 新引进项目 | level 42 个 eq | 2025H1"});
}

TEST_CASE("a table of indicators belongs to the place of its title", "[loader]") {
    CHECK(read("指标 | 单位 | 绝对量 | 比上年增长（%）\n"
               "规上工业总产值 | 亿元 | 8120.4 | 5.6\n"
               "其中：工业用电量 | 亿千瓦时 | 236.8 | 5.1\n",
               "2025年上半年{City:嘉兴市}主要经济指标") ==
          Lines{"嘉兴市 | 规上工业总产值 | level 812040000000 CNY eq | 2025H1",
                "嘉兴市 | 规上工业总产值 | yoy 5.6 % eq | 2025H1",
                "嘉兴市 | 工业用电量 | level 23680000000 千瓦时 eq | 2025H1",
                "嘉兴市 | 工业用电量 | yoy 5.1 % eq | 2025H1"});
}

TEST_CASE("words in the cell of a row are about the firm that heads it", "[loader]") {
    CHECK(read("序号 | 企业名称 | 支持措施 | 办理结果\n"
               "1 | {Firm:禾芯生物} | 协调科创贷款800万元 | 已办结\n"
               "2 | {Firm:砺川轴承} | 组织专场招聘，到岗37人 | 已办结\n",
               "{District:钱塘区}2025年第二季度助企服务台账") ==
          Lines{"禾芯生物 | 协调科创贷款 | level 8000000 CNY eq | 2025Q2",
                "砺川轴承 | 到岗 | level 37 人 eq | 2025Q2"});
}

TEST_CASE("a term of a support belongs to the support whose evidence holds it", "[loader]") {
    MarkedText text("{Agency:科技局}向{Firm:澄渊智能}发放研发补助300万元。", "", "2025-05");
    Findings& findings = text.findings();
    findings.entities.push_back({"Support", "研发补助", {}, {}, "test"});
    const auto support = static_cast<EntityRef>(findings.entities.size() - 1);
    Relation received;
    received.type = "RECEIVED";
    received.head = text.entity("澄渊智能");
    received.tail = support;
    received.evidence.pieces = {{0, text.document().text.size()}};
    findings.relations.push_back(received);
    CHECK(text.metrics() == Lines{"研发补助 | 研发补助 | level 3000000 CNY eq |"});
}

TEST_CASE("evidence runs from the subject to the number, over two sentences at the most",
          "[loader]") {
    CHECK(MarkedText("近年来，{City:宁波}发展很快，规上工业增加值1120亿元，另有下文。", "", "2025")
              .evidence() == Lines{"宁波发展很快，规上工业增加值1120亿元"});
    CHECK(MarkedText(
              "{City:杭州}推行{Policy:双清双找行动}。{Policy~行动:双清双找行动}已办结难事200件。",
              "", "2025")
              .evidence() == Lines{"行动已办结难事200件"});
    CHECK(MarkedText("{Firm:锐拓精密}创立很早。现有员工860人。", "", "2025").evidence() ==
          Lines{"锐拓精密创立很早。现有员工860人"});
}

TEST_CASE("the same figure said twice is one metric", "[loader]") {
    CHECK(
        read(
            "2024年，{City:宁波}规上工业增加值1120亿元。2024年，{City:宁波}规上工业增加值为1120亿元。")
            .size() == 1);
}

TEST_CASE("any text is read without harm", "[loader]") {
    std::mt19937 random(5);
    const std::string parts[] = {
        "{City:宁波}", "{Firm:甲公司}", "增长", "5%", "、", "和",   "，",     "。",   "分别", "由",
        "降至",        "3亿元",         "（",   "）", "占", "第一", "2024年", "目前", "|",    "“",
        "”",           "其中",          "12家", "的"};
    for (int i = 0; i < 2000; ++i) {
        std::string text;
        for (std::size_t k = random() % 16; k-- > 0;)
            text += parts[random() % 24];
        INFO(text);
        for (const std::string& evidence : MarkedText(text, "", "2025-05-23").evidence()) {
            CHECK_FALSE(evidence.empty());
        }
    }
}
