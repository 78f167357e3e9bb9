#include "loader/metric_subject.h"

#include "loader/metric_facts.h"
#include "loader/metric_text.h"
#include "loader/metric_words.h"

#include <algorithm>
#include <array>

namespace dingtu {

namespace {

constexpr std::size_t han = 3;

constexpr std::array<std::string_view, 4> speakers{"我们", "我司", "我公司", "我厂"};

/// A name that is governed by a preposition or stands for comparison is no subject.
bool is_governed(const MetricSentence& sentence, const Mention& mention) {
    static constexpr std::array<std::string_view, 48> governing{
        "居",   "列",   "排名", "位居", "位列", "跻身", "进入", "领跑", "获得", "获",
        "得到", "受到", "接受", "通过", "借助", "利用", "围绕", "据",   "由",   "向",
        "对",   "为",   "给",   "与",   "和",   "同",   "被",   "将",   "把",   "从",
        "占",   "比",   "较",   "高于", "低于", "超过", "经",   "受",   "以",   "根据",
        "按照", "、",   "及",   "跟",   "快于", "慢于", "依托", "联合"};
    return ends_with_any(words_before(sentence, mention), governing);
}

/// 新增省级工业互联网平台, 完成数字化改造1.0, 生产一套轮毂轴承: no subject but what is done.
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

/// 合肥海关发布数据显示, 市统计局介绍: who says it, not whom it is about.
bool is_source(const MetricSentence& sentence, const Mention& mention) {
    static constexpr std::array<std::string_view, 15> says{
        "发布",       "介绍",   "表示",       "透露",   "公布", "通报", "数据显示", "统计",
        "相关负责人", "负责人", "有关负责人", "的数据", "最新", "获悉", "披露"};
    if (mention.label != "Agency") return false;
    const std::string_view behind = sentence.text.substr(mention.end);
    return std::any_of(says.begin(), says.end(),
                       [&](std::string_view word) { return behind.starts_with(word); });
}

/// 全省第8位, 全国首位, 全省平均水平: what one is compared with.
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

/// 杭州的, 萧山区, 企业: nothing between two names but what makes the second one narrower.
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

/// 某某企业运营的|某某平台: the name that a relative clause stands before is what the clause is
/// about. A product stays with its maker.
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

/// 赴德国, 东盟国家: a country that is no subject of its own.
bool is_abroad(const MetricSentence& sentence, const Mention& mention) {
    static constexpr std::array<std::string_view, 12> before{
        "赴", "往", "至", "在", "从", "到", "向", "销往", "出口", "远销", "来自", "对"};
    return mention.label == "Region" && ends_with_any(words_before(sentence, mention), before);
}

/// 总投资：9.2亿元.
bool is_key_line(std::string_view text) {
    constexpr std::size_t longest_key = 36;
    const std::size_t colon = text.find("：");
    return colon != std::string_view::npos && colon <= longest_key &&
           text.substr(0, colon).find("，") == std::string_view::npos;
}

/// Words of what a loan, an insurance or a grant is given at.
bool is_term(std::string_view words) {
    static constexpr std::array<std::string_view, 16> terms{
        "利率", "额度", "期限", "质押率",   "费率",     "贴息",   "授信", "单户",
        "保费", "年化", "上限", "补贴比例", "补助比例", "贷款期", "最高", "保额"};
    return holds_any(words, terms);
}

}  // namespace

SubjectFinder::SubjectFinder(const Document& document, const std::vector<Sentence>& sentences,
                             const Findings& findings)
    : document_(document),
      sentences_(sentences),
      findings_(findings) {
    read_title(sentences);
    read_supports();
}

void SubjectFinder::read_title(const std::vector<Sentence>& sentences) {
    constexpr std::uint32_t title_sentences = 4;
    static constexpr std::array<std::string_view, 17> bulletins{
        "指标", "清单", "名录", "公报", "简报", "运行", "报告", "统计",  "台账",
        "月报", "季报", "年报", "总结", "情况", "数据", "分析", "一览表"};
    static constexpr std::array<std::string_view, 10> policies{
        "通知", "办法", "意见", "方案", "措施", "细则", "政策", "规划", "条例", "计划"};
    std::string_view title = document_.title;
    bulletin_ = holds_any(title, bulletins);
    policy_ = holds_any(title, policies);
    std::array<EntityRef, 3> found{no_entity, no_entity, no_entity};  // policy, firm, place
    for (std::uint32_t i = 0; i < sentences.size() && i < title_sentences; ++i) {
        if (sentences[i].block != Block::Heading && i != 0) continue;
        if (title.empty() || i == 0) title = sentences[i].text;
        const auto [first, last] = findings_.in_sentence(i);
        for (std::size_t m = first; m < last; ++m) {
            const Mention& mention = findings_.mentions[m];
            if (mention.nested && mention.label != "Policy") continue;
            const std::size_t kind = mention.label == "Policy"      ? 0
                                     : mention.label == "Firm"      ? 1
                                     : is_a(mention.label, "Place") ? 2
                                                                    : found.size();
            if (kind < found.size() && found[kind] == no_entity) found[kind] = mention.entity;
        }
    }
    bulletin_ = bulletin_ || holds_any(title, bulletins);
    policy_ = policy_ || holds_any(title, policies);
    topic_ = policy_ && found[0] != no_entity ? found[0] : found[1];
    const bool zone = found[2] != no_entity && findings_.entities[found[2]].label == "Zone";
    if (topic_ == no_entity && (zone || findings_.region == no_entity)) topic_ = found[2];
    if (topic_ == no_entity) topic_ = findings_.region;
    if (topic_ == no_entity) topic_ = found[0];
}

bool SubjectFinder::is_primary(const Mention& mention) {
    static constexpr std::array<std::string_view, 5> actors{"Platform", "Policy", "Project",
                                                            "Event", "Product"};
    if (mention.entity == no_entity || mention.nested) return false;
    if (is_a(mention.label, "Place") || is_a(mention.label, "Organization")) return true;
    return is_one_of(mention.label, actors);
}

Subject SubjectFinder::find(const MetricSentence& sentence, const SubjectQuery& query) const {
    if (const EntityRef support = support_of(sentence, query); support != no_entity) {
        return {support, std::nullopt, false};
    }
    if (const auto loan = loan_of(sentence, query)) {
        return {loan->entity, loan, false};
    }
    if (const auto project = project_of(sentence, query)) {
        return {project->entity, project, project->sentence != sentence.index};
    }
    if (sentence.sentence->block == Block::TableRow) {
        if (const auto row = in_row(sentence)) return {row->entity, row, false};
        return inherited(sentence);
    }
    const MetricClause& clause = sentence.clauses[query.clause];
    if (const auto found = recipient(sentence, clause.span, query.number)) {
        return {found->entity, found, false};
    }
    const Span before{clause.span.begin, query.number.begin};
    Found best = in_clause(sentence, before);
    if (best.rank > Rank::Actor) {
        if (const Subject area = area_of(sentence, before); area.entity != no_entity) return area;
        const Found other = in_other_clauses(sentence, query.clause);
        if (other.rank < best.rank) best = other;
    }
    if (best.rank == Rank::Product && sentence.text.starts_with("其中") && last_) {
        return inherited(sentence);
    }
    if (best.mention && best.mention->label == "Agency")
        return beside_agency(sentence, clause, best);
    if (best.mention) return {best.mention->entity, best.mention, false};
    if (record_ && is_key_line(sentence.text)) return {record_->entity, record_, true};
    if (const auto helper = governed_firm(sentence, query.number.begin)) {
        return {helper->entity, helper, false};
    }
    return inherited(sentence);
}

/// 300万元“民宿贷”, “仓单贷”，质押率最高七成: the support that the number is a term of.
std::optional<Mention> SubjectFinder::loan_of(const MetricSentence& sentence,
                                              const SubjectQuery& query) {
    const Span clause = sentence.clauses[query.clause].span;
    const std::string_view words = sentence.cut({clause.begin, query.number.end});
    std::optional<Mention> before;
    for (const Mention& mention : sentence.mentions) {
        if (mention.entity == no_entity || mention.nested) continue;
        const bool support = mention.label == "Support" && mention.rule.starts_with("quoted");
        if (support && mention.begin >= query.number.end &&
            mention.begin - query.number.end <= 2 * han) {
            return mention;
        }
        if (mention.end > query.number.begin) break;
        if (support) {
            before = mention;
        } else if (is_a(mention.label, "Organization") && !mention.anaphor) {
            before.reset();
        }
    }
    return before && before->end <= clause.begin && is_term(words) ? before : std::nullopt;
}

/// 由公司牵头的…: where a sentence names no subject, the firm that it speaks of otherwise.
std::optional<Mention> SubjectFinder::governed_firm(const MetricSentence& sentence,
                                                    std::size_t end) {
    static constexpr std::array<std::string_view, 6> by{"由", "为", "给", "向", "对", "经"};
    for (const Mention& mention : sentence.mentions) {
        const bool firm = mention.label == "Firm" && !mention.nested && mention.end <= end;
        if (firm && mention.entity != no_entity &&
            ends_with_any(words_before(sentence, mention), by)) {
            return mention;
        }
    }
    return std::nullopt;
}

/// An agency that gives is not what the number is about: the firm spoken of is, in a policy the
/// policy.
Subject SubjectFinder::beside_agency(const MetricSentence& sentence, const MetricClause& clause,
                                     const Found& agency) const {
    if (policy_ && topic_ != no_entity) return {topic_, std::nullopt, true};
    const bool gives = speaks_of_giving(sentence.cut(clause.span));
    const bool same = last_ && paragraph_ == sentence.sentence->paragraph;
    if (gives && same && last_->label == "Firm") return {last_->entity, last_, true};
    const bool firm = topic_ != no_entity && findings_.entities[topic_].label == "Firm";
    if (gives && firm) return {topic_, std::nullopt, true};
    return {agency.mention->entity, agency.mention, false};
}

SubjectFinder::Found SubjectFinder::in_clause(const MetricSentence& sentence, Span range) {
    Found actor;
    Found product;
    Found place;
    for (const Mention& mention : sentence.mentions) {
        if (mention.begin < range.begin || mention.end > range.end || !is_primary(mention))
            continue;
        if (is_governed(sentence, mention) || is_example(sentence, mention)) continue;
        if (is_abroad(sentence, mention)) continue;
        if (is_object(sentence, mention) || is_source(sentence, mention)) continue;
        if (sentence.cut(mention.span()) == "国内") continue;
        if (is_scope_of_rank(sentence, mention)) continue;
        if (stands_at(sentence, mention)) {
            const bool narrower = !place.mention || narrows(sentence, *place.mention, mention);
            if (narrower) place = {mention, Rank::Place};
        } else if (mention.label == "Product") {
            if (!product.mention) product = {mention, Rank::Product};
        } else if (!actor.mention ||
                   (narrows(sentence, *actor.mention, mention) && mention.label != "Project") ||
                   heads(sentence, *actor.mention, mention)) {
            actor = {mention, Rank::Actor};
        }
    }
    if (actor.mention) return actor;
    return product.mention ? product : place;
}

/// The subject of the nearest clause before, else of the one behind (…稳居首位，我国…).
SubjectFinder::Found SubjectFinder::in_other_clauses(const MetricSentence& sentence,
                                                     std::size_t clause) {
    Found best;
    for (std::size_t i = clause; i-- > 0;) {
        const Found found = in_clause(sentence, sentence.clauses[i].span);
        if (found.rank < best.rank) best = found;
        if (best.rank == Rank::Actor) return best;
    }
    if (clause + 1 < sentence.clauses.size() && !best.mention) {
        const Span next = sentence.clauses[clause + 1].span;
        const bool apart = sentence.quantities_in(next).empty() || clause == 0;
        const Found found = in_clause(sentence, next);
        if (apart && found.mention && found.mention->begin == next.begin) return found;
    }
    return best;
}

/// Whether only periods and light words stand between the start of a clause and a place in it.
bool SubjectFinder::opens_clause(const MetricSentence& sentence, std::size_t begin,
                                 std::size_t at) {
    while (begin < at) {
        std::size_t step = sentence.text[begin] == ' ' ? 1 : 0;
        for (const Period& period : sentence.periods) {
            if (period.span.begin <= begin && begin < period.span.end)
                step = period.span.end - begin;
        }
        const bool at_place = sentence.text.substr(begin).starts_with("在");
        if (step == 0 && !at_place) step = metric_words().light.at(sentence.text, begin).length;
        if (step == 0) return false;
        begin += step;
    }
    return begin == at;
}

/// 全市, 我区 that no mention covers: the document's region, else the place named last.
Subject SubjectFinder::area_of(const MetricSentence& sentence, Span range) const {
    PhraseSet::Match match;
    const std::size_t at =
        metric_words().area.find(sentence.text.substr(0, range.end), range.begin, match);
    if (at == std::string_view::npos) return {};
    if (!opens_clause(sentence, range.begin, at)) return {};
    const std::string_view word = sentence.text.substr(at, match.length);
    const bool county =
        word.find("区") != std::string_view::npos || word.find("县") != std::string_view::npos;
    if (county && !is_county(findings_.region)) {
        std::optional<Mention> named = last_county_;
        for (const Mention& mention : sentence.mentions) {
            if (mention.end <= at && is_county(mention.entity)) named = mention;
        }
        if (named) return {named->entity, named, named->sentence != sentence.index};
    }
    if (findings_.region != no_entity) return {findings_.region, std::nullopt, true};
    if (last_place_) return {last_place_->entity, last_place_, true};
    return {};
}

/// A district, a county or a zone, which 全区 and 全县 may mean.
bool SubjectFinder::is_county(EntityRef entity) const {
    if (entity == no_entity) return false;
    const std::string& label = findings_.entities[entity].label;
    return label == "District" || label == "Zone";
}

bool SubjectFinder::is_place(const Subject& subject) const {
    return subject.entity != no_entity && is_a(findings_.entities[subject.entity].label, "Place");
}

/// The first firm, project or place of a table row heads it.
std::optional<Mention> SubjectFinder::in_row(const MetricSentence& sentence) const {
    std::optional<Mention> place;
    for (const Mention& mention : sentence.mentions) {
        if (mention.entity == no_entity || mention.nested) continue;
        if (mention.label == "Firm" || mention.label == "Project") return mention;
        if (!place && is_primary(mention)) place = mention;
    }
    return place;
}

Subject SubjectFinder::inherited(const MetricSentence& sentence) const {
    // “我们的订单…”: a firm's man speaks.
    const bool speech = sentence.text.starts_with("“") && holds_any(sentence.text, speakers);
    if (speech && last_firm_) return {last_firm_->entity, last_firm_, true};
    const bool same_paragraph = last_ && paragraph_ == sentence.sentence->paragraph;
    const bool keep = same_paragraph && (!bulletin_ || last_->entity == topic_);
    if (keep) return {last_->entity, last_, true};
    if (sentence.sentence->heading >= 0) {
        const auto heading = static_cast<std::uint32_t>(sentence.sentence->heading);
        const auto [first, last] = findings_.in_sentence(heading);
        for (std::size_t i = first; i < last; ++i) {
            const Mention& mention = findings_.mentions[i];
            const bool names = mention.label == "Firm" || is_a(mention.label, "Place");
            if (names && !mention.nested && mention.entity != no_entity && !policy_) {
                return {mention.entity, mention, true};
            }
        }
    }
    const bool answer = sentence.sentence->block == Block::Answer;
    if (topic_ == no_entity && last_ && !(answer && !same_paragraph)) {
        return {last_->entity, last_, true};
    }
    return {topic_, std::nullopt, true};
}

/// 经信局出面协商，最终同意煦达先租后买: what follows is about the firm.
Mention SubjectFinder::helped_firm(const MetricSentence& sentence, const Mention& agency) {
    for (const Mention& mention : sentence.mentions) {
        if (mention.label == "Firm" && !mention.nested && mention.entity != no_entity &&
            mention.begin > agency.end) {
            return mention;
        }
    }
    return agency;
}

/// Keeps the project or firm that a record (项目名称：…) is of, for its other lines.
void SubjectFinder::note_record(const MetricSentence& sentence) {
    const bool lines = sentence.sentence->block == Block::ListItem;
    if (!lines) record_.reset();
    const std::size_t colon = sentence.text.find("：");
    if (!lines || !is_key_line(sentence.text)) return;
    const std::string_view key = sentence.text.substr(0, colon);
    for (const Mention& mention : sentence.mentions) {
        const bool named =
            (mention.label == "Project" && key.find("项目") != std::string_view::npos) ||
            (mention.label == "Firm" && (key.find("企业名称") != std::string_view::npos ||
                                         key.find("单位名称") != std::string_view::npos));
        if (named && !mention.nested && mention.entity != no_entity) record_ = mention;
    }
}

void SubjectFinder::leave(const MetricSentence& sentence, const Subject& about) {
    note_record(sentence);
    if (paragraph_ != sentence.sentence->paragraph) {
        paragraph_ = sentence.sentence->paragraph;
        last_project_.reset();
        const bool apart = sentence.sentence->block == Block::Answer;
        if (topic_ != no_entity || apart) last_.reset();
    }
    for (const Mention& mention : sentence.mentions) {
        if (mention.entity == no_entity || mention.nested) continue;
        if (mention.label == "Project") last_project_ = mention;
        if (is_a(mention.label, "Place")) last_place_ = mention;
        if (is_county(mention.entity)) last_county_ = mention;
        if (mention.label == "Firm") last_firm_ = mention;
    }
    if (about.mention && about.mention->sentence == sentence.index) {
        last_ = about.mention;
        return;
    }
    Found best;
    for (const MetricClause& clause : sentence.clauses) {
        const Found found = in_clause(sentence, clause.span);
        if (found.rank < best.rank) best = found;
    }
    if (!best.mention) return;
    last_ = best.mention->label == "Agency" ? helped_firm(sentence, *best.mention) : *best.mention;
}

}  // namespace dingtu
