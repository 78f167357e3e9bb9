#include "loader/metric_names.h"

#include "loader/metric_facts.h"
#include "loader/metric_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dingtu {

namespace {

constexpr std::size_t han = 3;

bool is_area(std::string_view unit) {
    return unit == "平方米" || unit == "亩" || unit == "公顷" || unit == "平方公里";
}

/// 占规上工业增加值 (not 占地), 拉动经济增长: said of something named before.
bool is_part_of(std::string_view core) {
    if (core.starts_with("占")) return !core.starts_with("占地");
    return core.starts_with("拉动") || core.starts_with("上拉");
}

/// 年度目标, 全年任务: what a share of it is done of.
bool names_a_plan(std::string_view core) {
    for (const std::string_view tail : {"目标", "计划", "任务", "预算", "目标任务"}) {
        if (core.ends_with(tail)) return true;
    }
    return false;
}

/// The thing itself without what was said of it: 产业项目 of 产业项目总投资.
std::string owner_of(const std::string& name) {
    std::string owner = name;
    for (const std::string_view part : {"占", "拉动", "上拉"}) {
        const std::size_t at = owner.find(part);
        if (at == std::string::npos || at < 2 * han) continue;
        const std::string_view behind = std::string_view(owner).substr(at + part.size());
        if (!behind.starts_with("有") && !behind.starts_with("地")) owner.resize(at);
    }
    for (const std::string_view tail : {"总投资额", "总投资", "年度投资", "投资总额", "投资额"}) {
        const bool project = owner.find("项目") != std::string::npos;
        if (project && owner.ends_with(tail)) owner.resize(owner.size() - tail.size());
    }
    return owner;
}

/// An owner and its measure, which it may end in already.
std::string joined(const std::string& owner, const std::string& measure) {
    return owner.ends_with(measure) ? owner : owner + measure;
}

/// 规上工业企业实现营业收入: what the firms did is no part of the name.
std::string without_inner_verb(std::string name) {
    for (const std::string_view verb :
         {"预计可实现", "可实现", "累计实现", "累计完成", "实现", "完成"}) {
        const std::size_t at = name.find(verb);
        if (at == std::string::npos || at < han) continue;
        if (name.size() - at - verb.size() < 2 * han) continue;
        name.erase(at, verb.size());
    }
    return name;
}

/// 新增 + 空间 + 面积: the noun behind the number with what belongs to it.
std::string counted_name(const LeftWords& left, const std::string& core, const std::string& right,
                         const Quantity& number) {
    std::string name;
    if (left.fresh) {
        const std::size_t length = metric_words().fresh.before(core, core.size()).length;
        name = core.substr(core.size() - length);
    }
    name += right;
    if (is_area(number.unit) && right.find("面积") == std::string::npos) name += "面积";
    return name;
}

}  // namespace

std::string MetricNamer::change(const LeftWords& left, Span right) const {
    const std::string name = with_owner(phrase_text(sentence_, left.core));
    return name.empty() ? phrase_text(sentence_, right) : name;
}

std::string MetricNamer::level(const LeftWords& left, const Quantity& number,
                               Span right_range) const {
    const MetricWords& words = metric_words();
    std::string core = phrase_text(sentence_, left.core);
    if (const std::string term = term_name(core, number); !term.empty()) return term;
    const std::string right = phrase_text(sentence_, right_range);
    if (left.share && core.find("占") == std::string::npos) {
        return joined(with_owner(core), "占比");
    }
    const bool measure_ends = static_cast<bool>(words.measure.before(core, core.size()));
    const bool counted = counts_things(number.unit) || is_area(number.unit);
    if (!right.empty() && !(measure_ends && !counted) &&
        (core.empty() || left.verb_end || (counted && !measure_ends))) {
        return counted_name(left, core, right, number);
    }
    if (const std::size_t of = core.rfind("的"); measure_ends && of != std::string::npos) {
        core.erase(0, of + han);  // 投资建设的年产
    }
    if (number.unit == "%" && names_a_plan(core)) {
        return joined(owner_of(inherited()), "完成" + core + "比例");
    }
    const bool part = core.starts_with("占") && is_part_of(core) && !words.generic.contains(core);
    if (part && !core.ends_with("比重") && number.unit == "%") core += "比重";
    return with_owner(std::move(core));
}

std::string MetricNamer::rank(const Rank& rank, const LeftWords& left) const {
    const std::string core = phrase_text(sentence_, left.core);
    if (!core.empty() || rank.field.begin == rank.field.end) return with_owner(core);
    return phrase_text(sentence_, read_left(sentence_, rank.field, false).core);
}

/// The terms of a support: 按投入额的15%给予补助 is 补助比例, 单家企业最高500万元 the most of
/// what was spoken of before.
std::string MetricNamer::term_name(const std::string& core, const Quantity& number) const {
    const MetricWords& words = metric_words();
    if (number.unit == "%") {
        std::size_t at = number.span.end;
        for (const std::string_view skip : {"的", "标准", "比例", "给予", "予以", "进行"}) {
            if (text_.substr(at).starts_with(skip)) at += skip.size();
        }
        const std::size_t noun = words.support.at(text_, at).length;
        if (noun == 0 || !words.give.within(sentence_.cut(clause()))) return {};
        return std::string(text_.substr(at, noun)) + "比例";
    }
    if (number.unit != "CNY" || number.comparison != Comparison::AtMost) return {};
    const bool owner = core.starts_with("单") || core.starts_with("每") || core.starts_with("同一");
    const bool named = words.support.within(core) || core.ends_with("上限") || core.ends_with("额");
    const bool noun_follows = static_cast<bool>(words.support.at(text_, number.span.end));
    if ((!core.empty() && !owner) || named || noun_follows) return {};
    std::string base = carried_;
    for (const std::string_view tail : {"比例", "期限", "期"}) {
        if (base.ends_with(tail)) base.resize(base.size() - tail.size());
    }
    if (!words.support.within(base)) return {};
    return core + base + "上限";
}

/// The thing measured without 增速 or 新增: what later clauses go on about.
std::string MetricNamer::base_of(const std::string& indicator) {
    const MetricWords& words = metric_words();
    std::string_view base = indicator;
    for (const std::string_view tail : {"增速", "增幅", "增长率", "累计", "上限"}) {
        if (base.ends_with(tail) && base.size() > tail.size()) base.remove_suffix(tail.size());
    }
    if (const std::size_t fresh = words.fresh.at(base, 0).length; fresh < base.size()) {
        base.remove_prefix(fresh);
    }
    return std::string(base);
}

/// The name that a clause without one takes: from the clause before that only sets the scene,
/// else the thing measured last.
std::string MetricNamer::inherited() const {
    if (const std::string scene = scene_name(); !scene.empty()) return scene;
    return carried_;
}

/// 装备制造业增势最好，…; 总投资超过10亿元的新项目里，…: the thing a bare clause speaks of.
std::string MetricNamer::scene_name() const {
    if (!place_.bare || *place_.bare + 1 != place_.clause ||
        (place_.last && *place_.last > *place_.bare))
        return {};
    const Span bare = sentence_.clauses[*place_.bare].span;
    if (const std::string phrase = scene_phrase(bare); !phrase.empty()) return phrase;
    for (const Mention& mention : sentence_.mentions) {
        const bool thing =
            mention.label == "Product" || mention.label == "Industry" || mention.label == "Award";
        if (thing && !mention.nested && mention.begin >= bare.begin && mention.end <= bare.end) {
            return std::string(sentence_.cut(mention.span()));
        }
    }
    return {};
}

/// A clause that is one noun phrase: …新项目里，; …产业占比，.
std::string MetricNamer::scene_phrase(Span bare) const {
    static constexpr std::array<std::string_view, 5> within{"里", "中", "内", "方面", "当中"};
    const std::string_view words = sentence_.cut(bare);
    for (const std::string_view word : within) {
        if (!words.ends_with(word)) continue;
        const LeftWords left = read_left(sentence_, {bare.begin, bare.end - word.size()}, false);
        return phrase_text(sentence_, left.core);
    }
    const std::size_t end = last_head_end(bare);
    if (end == bare.begin) return {};
    return phrase_text(sentence_, read_left(sentence_, {bare.begin, end}, false).core);
}

/// Behind the last noun of measure in a clause: 净利润 in 净利润扭亏为盈.
std::size_t MetricNamer::last_head_end(Span bare) const {
    std::size_t end = bare.begin;
    PhraseSet::Match head;
    const std::string_view text = text_.substr(0, bare.end);
    for (std::size_t at = metric_words().head.find(text, bare.begin, head);
         at != std::string_view::npos;
         at = metric_words().head.find(text, at + head.length, head)) {
        if (head.length >= 2 * han) end = at + head.length;
    }
    return end;
}

/// Completes a name that needs an owner: 增速, 占全市的, 销量, 新增.
std::string MetricNamer::with_owner(std::string core) const {
    const MetricWords& words = metric_words();
    if (core.empty()) return inherited();
    if (words.fresh.contains(core)) return core + inherited();
    if (core.ends_with("级") && core.size() <= 4 * han) return joined(core, owner_of(inherited()));
    if (words.owned.contains(core)) {
        if (const std::string scene = scene_name(); !scene.empty()) return joined(scene, core);
    }
    static constexpr std::array<std::string_view, 6> investments{
        "总投资", "总投资额", "年度投资", "投资总额", "投资额", "计划总投资"};
    const bool investment =
        std::find(investments.begin(), investments.end(), core) != investments.end();
    if (investment && owner_of(carried_).ends_with("项目")) {
        return joined(owner_of(carried_), core);
    }
    if (words.generic.contains(core) || is_part_of(core))
        return joined(owner_of(inherited()), core);
    return without_inner_verb(std::move(core));
}

}  // namespace dingtu
