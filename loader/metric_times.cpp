#include "loader/metric_times.h"

#include "loader/metric_words.h"

#include <algorithm>
#include <array>

namespace dingtu {

namespace {

constexpr std::size_t han = 3;

}  // namespace

/// The period in force at a place of the sentence.
ScopePeriod MetricTimes::scope(std::size_t at) const {
    const Period* last = nullptr;
    for (const Period& period : sentence_.periods) {
        if (period.span.begin >= at) break;
        const bool scope = period.use == PeriodUse::Scope && !period.value.empty();
        if (!scope || !reaches(period, at)) continue;
        // 截至5月24日，全市今年新开工…: the year does not widen what was counted up to a day.
        const bool widens = last != nullptr && last->value.starts_with("/") &&
                            period.value.size() == 4 && last->value.substr(1, 4) == period.value;
        if (!widens) last = &period;
    }
    if (const std::size_t end = behind_completion(at);
        end != std::string_view::npos && (last == nullptr || last->span.end <= end)) {
        return {"", "", true};
    }
    if (last != nullptr) {
        return {last->value, std::string(sentence_.cut(last->span)), last->target};
    }
    if (is_linked() && !carried_.empty()) return {carried_, "", false};
    if (!heading_period_.empty()) return {heading_period_, "", false};
    return {says_so_far(at) && document_date_.size() >= 7 ? "/" + document_date_.substr(0, 7) : "",
            "", false};
}

/// Where 达产后, 建成后 and the like end before a place of the sentence: what they lead to has no
/// time of its own. npos if none stands there.
std::size_t MetricTimes::behind_completion(std::size_t at) const {
    static constexpr std::array<std::string_view, 9> words{"达产后",     "建成后",     "投产后",
                                                           "满产后",     "建成投产后", "建成达产后",
                                                           "全部建成后", "投用后",     "交付后"};
    std::size_t end = std::string_view::npos;
    for (const std::string_view word : words) {
        const std::size_t found = text_.substr(0, at).rfind(word);
        if (found == std::string_view::npos) continue;
        const std::size_t behind = found + word.size();
        end = end == std::string_view::npos ? behind : std::max(end, behind);
    }
    return end;
}

/// A period behind its clause's subject (老板电器…一季度卖得最旺) holds up to the next ；.
bool MetricTimes::reaches(const Period& period, std::size_t at) const {
    for (const MetricClause& clause : sentence_.clauses) {
        const bool inside = clause.bracket && clause.span.begin <= period.span.begin &&
                            period.span.end <= clause.span.end;
        if (inside && at > clause.span.end) return false;
    }
    const std::size_t end = text_.find("；", period.span.end);
    if (end == std::string_view::npos || end >= at) return true;
    const Span clause = sentence_.clause_of(period.span.begin);
    return std::none_of(
        sentence_.mentions.begin(), sentence_.mentions.end(), [&](const Mention& mention) {
            return mention.begin >= clause.begin && mention.end <= period.span.begin;
        });
}

bool MetricTimes::says_so_far(std::size_t at) const {
    const std::string_view before = text_.substr(0, at);
    static constexpr std::array<std::string_view, 4> so_far{"累计", "现已", "已集聚", "已汇聚"};
    return std::any_of(so_far.begin(), so_far.end(), [&](std::string_view word) {
        return before.find(word) != std::string_view::npos;
    });
}

/// 其中, 同期, 比上年, 分产业看 at its start link a sentence to the one before.
bool MetricTimes::is_linked() const {
    static constexpr std::array<std::string_view, 12> links{
        "其中",     "同期",     "比上年",   "较上年",   "同比",     "分产业看",
        "分行业看", "分门类看", "分领域看", "分区域看", "具体来看", "分"};
    const std::string_view words = text_.substr(0, std::min<std::size_t>(text_.size(), 60));
    for (const std::string_view link : links) {
        if (link == "分" ? words.starts_with(link) && words.find("看") != std::string_view::npos
                         : words.starts_with(link)) {
            return true;
        }
    }
    return words.starts_with("从") && words.substr(0, words.find("，")).ends_with("看");
}

/// 预计 of a year that is over is an estimate, no plan.
bool MetricTimes::is_target(const ScopePeriod& period, std::size_t at) const {
    const bool over = period.value.size() >= 4 && period.value.front() != '/' &&
                      document_date_.size() >= 4 &&
                      period.value.substr(0, 4) < document_date_.substr(0, 4);
    return period.target || (!over && is_planned(at));
}

bool MetricTimes::is_planned(std::size_t at) const {
    const Span clause = sentence_.clause_of(at);
    if (holds_plan({clause.begin, std::max(at, clause.begin)})) return true;
    static constexpr std::array<std::string_view, 8> lasting{"预计", "力争",   "目标",   "届时",
                                                             "计划", "建成后", "投产后", "达产后"};
    const std::string_view before = text_.substr(0, clause.begin);
    return std::any_of(lasting.begin(), lasting.end(), [&](std::string_view word) {
        return before.find(word) != std::string_view::npos;
    });
}

/// A word of planning; a single character (将, 拟) only as a word of its own.
bool MetricTimes::holds_plan(Span span) const {
    for (std::size_t at = span.begin; at < span.end;) {
        const PhraseSet::Match plan = metric_words().plan.at(text_, at);
        if (plan && at + plan.length <= span.end &&
            (plan.length > han || (sentence_.at_word(at) && sentence_.at_word(at + han)))) {
            return true;
        }
        at += character_length(static_cast<unsigned char>(text_[at]));
    }
    return false;
}

}  // namespace dingtu
