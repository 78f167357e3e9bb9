#include "loader/metric_subject.h"

#include "loader/key_line.h"
#include "loader/metric_actors.h"
#include "loader/metric_facts.h"
#include "loader/metric_text.h"
#include "loader/metric_words.h"

#include <algorithm>
#include <array>

namespace dingtu {

namespace {

constexpr std::size_t han = 3;

constexpr std::array<std::string_view, 4> speakers{"我们", "我司", "我公司", "我厂"};

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
