#include "loader/metric_actors.h"

#include "loader/metric_text.h"
#include "loader/metric_words.h"

#include <algorithm>
#include <array>

namespace dingtu {

namespace {

constexpr std::size_t han = 3;

}  // namespace

bool is_governed(const MetricSentence& sentence, const Mention& mention) {
    static constexpr std::array<std::string_view, 48> governing{
        "居",   "列",   "排名", "位居", "位列", "跻身", "进入", "领跑", "获得", "获",
        "得到", "受到", "接受", "通过", "借助", "利用", "围绕", "据",   "由",   "向",
        "对",   "为",   "给",   "与",   "和",   "同",   "被",   "将",   "把",   "从",
        "占",   "比",   "较",   "高于", "低于", "超过", "经",   "受",   "以",   "根据",
        "按照", "、",   "及",   "跟",   "快于", "慢于", "依托", "联合"};
    return ends_with_any(words_before(sentence, mention), governing);
}

bool is_object(const MetricSentence& sentence, const Mention& mention) {
    if (is_a(mention.label, "Place") || is_a(mention.label, "Organization")) return false;
    const std::string_view before = words_before(sentence, mention);
    const MetricWords& words = metric_words();
    if (words.fresh.before(before, before.size()) || words.lead.before(before, before.size())) {
        return true;
    }
    const bool opens = before.empty() || before.ends_with("，") || before.ends_with("；") ||
                       before.ends_with("的") || before.ends_with("。") ||
                       before.ends_with("与之配套的");
    return mention.label == "Product" && !opens;
}

bool is_source(const MetricSentence& sentence, const Mention& mention) {
    static constexpr std::array<std::string_view, 15> says{
        "发布",       "介绍",   "表示",       "透露",   "公布", "通报", "数据显示", "统计",
        "相关负责人", "负责人", "有关负责人", "的数据", "最新", "获悉", "披露"};
    if (mention.label != "Agency") return false;
    const std::string_view behind = sentence.text.substr(mention.end);
    return std::any_of(says.begin(), says.end(),
                       [&](std::string_view word) { return behind.starts_with(word); });
}

bool is_scope_of_rank(const MetricSentence& sentence, const Mention& mention) {
    static constexpr std::array<std::string_view, 7> behind{"第",   "首位", "首个",    "前列",
                                                            "领先", "平均", "平均水平"};
    const std::string_view rest = sentence.text.substr(mention.end);
    return is_a(mention.label, "Place") &&
           std::any_of(behind.begin(), behind.end(),
                       [&](std::string_view word) { return rest.starts_with(word); });
}

bool stands_at(const MetricSentence& sentence, const Mention& mention) {
    static constexpr std::array<std::string_view, 7> places{"在",   "位于", "地处", "落户",
                                                            "落地", "于",   "到"};
    return ends_with_any(words_before(sentence, mention), places);
}

bool is_example(const MetricSentence& sentence, const Mention& mention) {
    std::string_view behind = sentence.text.substr(mention.end);
    if (behind.starts_with("”")) behind.remove_prefix(han);
    return behind.starts_with("等") || behind.starts_with("、");
}

bool narrows(const MetricSentence& sentence, const Mention& wide, const Mention& narrow) {
    if (narrow.begin < wide.end) return true;
    std::string_view gap = sentence.cut({wide.end, narrow.begin});
    static constexpr std::array<std::string_view, 9> marks{"”",    "“",    "的", "（",  "）",
                                                           "企业", "国企", " ",  "知名"};
    for (bool cut = true; cut && !gap.empty();) {
        cut = false;
        for (const std::string_view mark : marks) {
            if (!gap.starts_with(mark)) continue;
            gap.remove_prefix(mark.size());
            cut = true;
        }
    }
    return gap.empty();
}

bool heads(const MetricSentence& sentence, const Mention& actor, const Mention& mention) {
    static constexpr std::array<std::string_view, 5> labels{"Platform", "Project", "Event", "Zone",
                                                            "Policy"};
    constexpr std::size_t longest_clause = 60;
    if (!is_one_of(mention.label, labels) || mention.begin < actor.end) return false;
    std::string_view gap = sentence.cut({actor.end, mention.begin});
    if (gap.ends_with("“")) gap.remove_suffix(han);
    return gap.ends_with("的") && gap.size() > han && gap.size() <= longest_clause &&
           gap.find("，") == std::string_view::npos;
}

bool is_abroad(const MetricSentence& sentence, const Mention& mention) {
    static constexpr std::array<std::string_view, 12> before{
        "赴", "往", "至", "在", "从", "到", "向", "销往", "出口", "远销", "来自", "对"};
    return mention.label == "Region" && ends_with_any(words_before(sentence, mention), before);
}

}  // namespace dingtu
