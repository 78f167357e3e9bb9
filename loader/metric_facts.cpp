#include "loader/metric_facts.h"

#include "loader/metric_draft.h"
#include "loader/metric_phrase.h"
#include "loader/metric_text.h"
#include "loader/metric_words.h"
#include "loader/phrases.h"
#include "loader/quantity_words.h"

#include <algorithm>
#include <array>

namespace dingtu {

namespace {

constexpr std::size_t han = 3;

/// The judge of one number in its clause.
class FactJudge {
public:
    FactJudge(const MetricSentence& sentence, const MetricClause& clause, const Quantity& quantity)
        : sentence_(sentence),
          text_(sentence.text),
          clause_(clause),
          quantity_(quantity),
          left_(text_.substr(clause.span.begin, quantity.span.begin - clause.span.begin)),
          behind_(quantity.span.end) {}

    [[nodiscard]] bool fact() const {
        if (quantity_.change && is_rule_of_payment()) return false;
        if (in_name() || in_short_quotes() || is_base_of_rate() || is_denied()) return false;
        if (is_threshold() || announces_list() || is_others_figure()) return false;
        if (is_duration(quantity_.unit) && !duration_is_measured()) return false;
        return !quantity_.weak || is_asserted();
    }

private:
    /// Inside 《》 or a mention whose name holds the number.
    [[nodiscard]] bool in_name() const {
        static constexpr std::array<std::string_view, 7> named{
            "Policy", "Award", "Event", "Platform", "Zone", "Agency", "Firm"};
        for (const Mention& mention : sentence_.mentions) {
            const bool inside = mention.begin <= quantity_.number.begin &&
                                quantity_.number.end <= mention.end && !mention.anaphor;
            const bool edge = mention.begin == quantity_.number.begin && mention.label != "Policy";
            if (inside && !edge && is_one_of(mention.label, named)) return true;
        }
        const std::size_t open = text_.substr(0, quantity_.number.begin).rfind("《");
        return open != std::string_view::npos &&
               text_.substr(open, quantity_.number.begin - open).find("》") ==
                   std::string_view::npos;
    }

    /// 第三年减半, 减半征收: how something is paid, no fact.
    [[nodiscard]] bool is_rule_of_payment() const {
        for (const std::string_view word : {"征收", "收取", "缴纳", "执行", "支付", "征税"}) {
            if (starts(text_, behind_, word)) return true;
        }
        return left_.ends_with("年") || left_.ends_with("月");
    }

    /// “3件套”, “一件事”: a slogan, while a quotation of a sentence may state facts.
    [[nodiscard]] bool in_short_quotes() const {
        constexpr std::size_t slogan_bytes = 36;
        const std::size_t open = text_.substr(0, quantity_.number.begin).rfind("“");
        if (open == std::string_view::npos) return false;
        const std::size_t shut = text_.find("”", open);
        return shut != std::string_view::npos && shut > quantity_.number.begin &&
               shut - open <= slogan_bytes;
    }

    /// 每引进1人, 每新增1家, 每亩.
    [[nodiscard]] bool is_base_of_rate() const {
        constexpr std::size_t near_bytes = 5 * han;
        const std::size_t at = left_.rfind("每");
        if (at == std::string_view::npos || left_.size() - at > near_bytes) return false;
        const std::string_view between = left_.substr(at + han);
        // 每家最高50万元, 每年10万元, 每公斤350瓦时: it is said of what 每 names.
        const bool owner = quantity_words().units.at(between, 0) || between.starts_with("季");
        return !owner && !metric_words().give.within(between);
    }

    [[nodiscard]] bool is_denied() const {
        const std::string_view clause = sentence_.cut(clause_.span);
        return metric_words().denied.within(clause);
    }

    [[nodiscard]] bool measured_in_money_or_size() const {
        static constexpr std::array<std::string_view, 14> units{
            "CNY", "USD", "%",    "人",       "平方米", "亩",  "年",
            "吨",  "月",  "公顷", "平方公里", "米",     "EUR", "岁"};
        return is_one_of(quantity_.unit, units);
    }

    [[nodiscard]] bool has_comparison() const {
        return quantity_.comparison != Comparison::Equal &&
               quantity_.comparison != Comparison::Approx &&
               quantity_.comparison != Comparison::Range;
    }

    [[nodiscard]] bool number_follows() const {
        return std::any_of(
            sentence_.quantities.begin(), sentence_.quantities.end(), [&](const Quantity& other) {
                return other.number.begin >= behind_ && other.number.begin < clause_.span.end;
            });
    }

    /// 超百亿元项目5个: a count of what the number only delimits.
    [[nodiscard]] bool count_follows() const {
        return std::any_of(
            sentence_.quantities.begin(), sentence_.quantities.end(), [&](const Quantity& other) {
                return other.number.begin >= behind_ && other.number.begin < clause_.span.end &&
                       counts_things(other.unit);
            });
    }

    /// The clause goes on with a noun phrase that the number is said of: 10亿元以上(的)项目.
    [[nodiscard]] bool noun_follows() const {
        const Span right = read_right(sentence_, behind_, clause_.span.end);
        return right.end > right.begin;
    }

    [[nodiscard]] bool is_threshold() const {
        const bool of_follows = starts(text_, behind_, "的");
        if (of_follows && behind_ + han >= clause_.span.end) return true;  // …万元以上的，
        if (ends_as_condition()) return true;
        if (is_conditional_clause()) return true;
        if (!measured_in_money_or_size()) return false;
        const bool money = quantity_.unit == "CNY" || quantity_.unit == "USD";
        if (money && has_comparison() && noun_follows() && count_follows()) return true;
        const bool after_word = quantity_.span.end > quantity_.number.begin && ends_with_bound();
        if (after_word && noun_follows()) return true;
        if (has_comparison() && of_follows && noun_follows() && measure_before()) return true;
        return quantity_.comparison == Comparison::Equal && ends_with_bound() && number_follows();
    }

    /// The number's own words end in 以上, 以下, 及以上.
    [[nodiscard]] bool ends_with_bound() const {
        const std::string_view words = sentence_.cut(quantity_.span);
        return words.ends_with("以上") || words.ends_with("以下") || words.ends_with("及以上") ||
               words.ends_with("以内");
    }

    /// 总投资超过10亿元的: a noun of measure stands before the number.
    [[nodiscard]] bool measure_before() const {
        return static_cast<bool>(metric_words().measure.before(text_, quantity_.span.begin)) ||
               left_.ends_with("首次") || left_.ends_with("达到");
    }

    /// 年营业收入首次突破1亿元的，…; 设备投入200万元（含）以上的企业，….
    [[nodiscard]] bool ends_as_condition() const {
        const std::string_view clause = sentence_.cut(clause_.span);
        const std::size_t end = clause_.span.end;
        const bool comma = starts(text_, end, "，") || starts(text_, end, "：");
        return clause.ends_with("的") && comma &&
               !metric_words().give.within(text_.substr(behind_, end - behind_)) &&
               !metric_words().give.within(left_);
    }

    /// 对年营业收入达到2000万元的企业，给予…; 申报企业须….
    [[nodiscard]] bool is_conditional_clause() const {
        const MetricWords& words = metric_words();
        if (words.condition.within(sentence_.cut(clause_.span))) return true;
        std::size_t begin = clause_.span.begin;
        while (begin < clause_.span.end && text_[begin] == ' ')
            ++begin;
        const PhraseSet::Match lead = words.condition_lead.at(text_, begin);
        if (!lead || words.give.within(left_.substr(std::min(lead.length, left_.size())))) {
            return false;
        }
        const std::string_view rest = text_.substr(behind_);
        return words.give.within(rest.substr(0, rest.find("。")));
    }

    /// 较去年同期（5.1%）提高, 高于全省（6.4%）: in brackets behind what is compared with.
    [[nodiscard]] bool is_others_figure() const {
        if (!clause_.bracket) return false;
        std::string_view inside = left_;
        while (!inside.empty() && (inside.front() == '-' || inside.front() == ' '))
            inside.remove_prefix(1);
        if (!inside.empty() && inside != "−") return false;
        std::string_view before = text_.substr(0, clause_.span.begin);
        const std::size_t comma = before.rfind("，");
        if (comma != std::string_view::npos) before.remove_prefix(comma);
        for (const std::string_view word :
             {"较", "比", "高于", "低于", "高出", "超过", "快于", "慢于"}) {
            if (before.find(word) != std::string_view::npos) return true;
        }
        return false;
    }

    /// A、B和C三个行业; A、B等5个领域: the count of what is listed, or a heading of a list.
    [[nodiscard]] bool announces_list() const {
        const Span right = read_right(sentence_, behind_, clause_.span.end);
        const std::string_view noun = sentence_.cut(right);
        if (metric_words().announce.at(noun, 0) && quantity_.value < 30) return true;
        if (!counts_things(quantity_.unit)) return false;
        for (const std::string_view pointer :
             {"上述", "以上", "这", "该", "前述", "所列", "其他", "其余"}) {
            if (left_.ends_with(pointer)) return true;
        }
        if (is_field_of_ranking(noun)) return true;
        if (quantity_.value < 2 || quantity_.value > 20) return false;
        if (starts(text_, clause_.span.end, "：") && right.end == clause_.span.end) return true;
        const std::vector<Span> items =
            list_items(sentence_, {clause_.span.begin, quantity_.span.begin});
        const bool listed = static_cast<double>(items.size()) == quantity_.value;
        return listed || (left_.ends_with("等") && items.size() >= 2);
    }

    /// 在全国178家国家高新区综合评价中排名第六: those one is ranked among.
    [[nodiscard]] bool is_field_of_ranking(std::string_view noun) const {
        const bool among =
            noun.ends_with("中") || text_.substr(behind_ + noun.size()).starts_with("中");
        const bool scope = static_cast<bool>(metric_words().rank_scope.before(left_, left_.size()));
        return among && scope && !find_ranks(sentence_, {behind_, text_.size()}).empty();
    }

    /// A stretch of time is a fact where something is said to take it: 周期, 期限, 连续, 缩短.
    [[nodiscard]] bool duration_is_measured() const {
        static constexpr std::array<std::string_view, 36> measured{
            "天数", "年数", "时数",   "周期", "期限", "有效期", "时间", "工期", "年限",
            "寿命", "连续", "缩短",   "延长", "压缩", "缩减",   "平均", "要",   "需",
            "仅需", "只需", "仅",     "为",   "达",   "时长",   "历史", "期",   "长达",
            "提前", "减少", "不超过", "至",   "到",   "由",     "从",   "超",   "一般"};
        const std::string_view compared =
            text_.substr(quantity_.span.begin, quantity_.number.begin - quantity_.span.begin);
        if (starts(text_, behind_, "时间") || starts(text_, behind_, "的时间")) return false;
        std::size_t end = quantity_.span.begin;
        while (end > clause_.span.begin && text_[end - 1] == ' ')
            --end;
        const bool said = std::any_of(measured.begin(), measured.end(), [&](std::string_view word) {
            return text_.substr(clause_.span.begin, end - clause_.span.begin).ends_with(word);
        });
        return said || !compared.empty();
    }

    /// A count in Chinese numerals needs a verb of having before it.
    [[nodiscard]] bool is_asserted() const {
        if (quantity_.value < 2) return false;
        std::string_view left = left_;
        while (left.ends_with(" "))
            left.remove_suffix(1);
        if (left.ends_with("了")) left.remove_suffix(han);
        const bool verb = static_cast<bool>(metric_words().count_verb.before(left, left.size()));
        const bool compared = quantity_.span.begin != quantity_.number.begin;
        return verb || (compared && quantity_.value >= 10) || quantity_.value >= 100;
    }

    const MetricSentence& sentence_;
    std::string_view text_;
    const MetricClause& clause_;
    const Quantity& quantity_;
    std::string_view left_;
    std::size_t behind_;
};

}  // namespace

bool states_fact(const MetricSentence& sentence, const MetricClause& clause,
                 const Quantity& quantity) {
    if (quantity.span.begin < clause.span.begin) return false;
    return FactJudge(sentence, clause, quantity).fact();
}

bool is_duration(std::string_view unit) {
    static constexpr std::array<std::string_view, 11> units{
        "年", "月", "天", "小时", "分钟", "秒", "周", "日", "工作日", "季度", "周年"};
    return is_one_of(unit, units);
}

bool counts_things(std::string_view unit) {
    static constexpr std::array<std::string_view, 62> units{
        "家",   "个",   "件",   "项", "条", "次", "户", "人",   "名", "台", "套",     "座", "所",
        "处",   "栋",   "幢",   "间", "张", "支", "只", "笔",   "份", "宗", "单",     "篇", "部",
        "款",   "种",   "类",   "门", "场", "起", "例", "批",   "组", "辆", "架",     "艘", "列",
        "人次", "户次", "家次", "头", "株", "块", "片", "位",   "对", "箱", "标准箱", "班", "班列",
        "车次", "架次", "枚",   "颗", "本", "册", "TB", "台套", "口", "床"};
    return is_one_of(unit, units);
}

}  // namespace dingtu
