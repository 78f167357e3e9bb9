// Numbers about what a clause speaks of beside its subject: a support that was given, the firm that
// gets it, a project that is built.

#include "loader/metric_subject.h"
#include "loader/metric_text.h"
#include "loader/metric_words.h"

#include <algorithm>
#include <array>

namespace dingtu {

namespace {

constexpr std::size_t han = 3;

Span in_document(const MetricSentence& sentence, Span range) {
    Span found{SIZE_MAX, 0};
    for (const Piece& piece : sentence.sentence->pieces) {
        const std::size_t from = std::max(range.begin, piece.at);
        const std::size_t to = std::min(range.end, piece.at + (piece.end - piece.begin));
        if (from >= to) continue;
        found.begin = std::min(found.begin, piece.begin + (from - piece.at));
        found.end = std::max(found.end, piece.begin + (to - piece.at));
    }
    return found;
}

/// Words of what a loan, an insurance or a grant is given at.
bool is_term(std::string_view words) {
    static constexpr std::array<std::string_view, 16> terms{
        "利率", "额度", "期限", "质押率",   "费率",     "贴息",   "授信", "单户",
        "保费", "年化", "上限", "补贴比例", "补助比例", "贷款期", "最高", "保额"};
    return holds_any(words, terms);
}

/// Bytes that a piece of evidence spans at the most: 200 characters and the line breaks in them.
constexpr std::size_t longest_evidence = 2000;

}  // namespace

void SubjectFinder::read_supports() {
    const auto is_support = [&](EntityRef entity) {
        return entity < findings_.entities.size() && findings_.entities[entity].label == "Support";
    };
    for (const Relation& relation : findings_.relations) {
        const EntityRef support = is_support(relation.head) ? relation.head : relation.tail;
        if (!is_support(support)) continue;
        for (const Span piece : relation.evidence.pieces) {
            supports_.push_back({piece, support});
        }
    }
    std::stable_sort(supports_.begin(), supports_.end(),
                     [](const SupportWords& left, const SupportWords& right) {
                         return left.piece.begin < right.piece.begin;
                     });
}

std::string_view words_before(const MetricSentence& sentence, const Mention& mention) {
    std::string_view before = sentence.text.substr(0, mention.begin);
    if (before.ends_with("“")) before.remove_suffix(han);
    return before;
}

bool speaks_of_giving(std::string_view words) {
    static constexpr std::array<std::string_view, 16> verbs{
        "帮助", "协助", "助力", "协调", "发放", "拨付", "提供", "给予",
        "减免", "授信", "兑现", "兑付", "返还", "奖励", "补助", "划拨"};
    return holds_any(words, verbs);
}

/// 向其发放补助50万元, 把20万元补贴拨付给某某环保: the one who gets it.
std::optional<Mention> SubjectFinder::recipient(const MetricSentence& sentence, Span clause,
                                                Span number) const {
    const std::string_view words = sentence.cut(clause);
    if (!speaks_of_giving(words)) return std::nullopt;
    static constexpr std::array<std::string_view, 10> to{"帮助", "协助", "助力", "向", "给",
                                                         "为",   "给予", "至",   "予", "奖励"};
    for (const Mention& mention : sentence.mentions) {
        if (mention.begin < clause.begin || mention.begin >= clause.end) continue;
        if (mention.label != "Firm" || mention.nested || mention.entity == no_entity) continue;
        if (ends_with_any(words_before(sentence, mention), to)) return mention;
        const bool behind = mention.begin >= number.end;
        if (behind && sentence.cut({number.end, mention.begin}).ends_with("给")) return mention;
    }
    return std::nullopt;
}

EntityRef SubjectFinder::support_of(const MetricSentence& sentence,
                                    const SubjectQuery& query) const {
    const MetricClause& clause = sentence.clauses[query.clause];
    const bool row = sentence.sentence->block == Block::TableRow;
    const std::string_view words = sentence.cut(clause.span);
    if (!row && !policy_ && !metric_words().support.within(words)) return no_entity;
    if (metric_words().area.within(words)) return no_entity;
    const Span number = in_document(sentence, query.number);
    const Span whole = in_document(sentence, {0, sentence.text.size()});
    EntityRef best = no_entity;
    std::size_t best_size = SIZE_MAX;
    const std::size_t from = whole.begin > longest_evidence ? whole.begin - longest_evidence : 0;
    auto told = std::lower_bound(
        supports_.begin(), supports_.end(), from,
        [](const SupportWords& words_of, std::size_t at) { return words_of.piece.begin < at; });
    for (; told != supports_.end() && told->piece.begin < whole.end; ++told) {
        const Span piece = told->piece;
        const bool covers = piece.begin <= number.begin && number.end <= piece.end;
        const bool near = policy_ && whole.begin < piece.end;
        if (!covers && !near) continue;
        const std::size_t size = covers ? piece.end - piece.begin : SIZE_MAX / 2;
        if (size >= best_size) continue;
        best_size = size;
        best = told->support;
    }
    return best;
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

std::optional<Mention> SubjectFinder::project_of(const MetricSentence& sentence,
                                                 const SubjectQuery& query) const {
    constexpr std::size_t near_bytes = 90;
    std::optional<Mention> before;
    for (const Mention& mention : sentence.mentions) {
        if (mention.label != "Project" || mention.entity == no_entity) continue;
        const bool around = mention.begin <= query.number.begin && query.number.end <= mention.end;
        const bool behind = mention.begin >= query.number.end &&
                            mention.begin - query.number.end <= near_bytes &&
                            mention.begin < sentence.clauses[query.clause].span.end;
        if (around || (behind && metric_words().project.within(query.indicator))) return mention;
        if (mention.end <= query.number.begin) before = mention;
    }
    const std::string_view clause = sentence.cut(sentence.clauses[query.clause].span);
    const bool asks =
        metric_words().project.within(query.indicator) || metric_words().project.within(clause);
    if (!asks || sentence.sentence->block == Block::TableRow) return std::nullopt;
    if (before) return before;
    const bool same = last_project_ && paragraph_ == sentence.sentence->paragraph;
    return same && sentence.index - last_project_->sentence <= 1 ? last_project_ : std::nullopt;
}

bool SubjectFinder::goes_on(const MetricSentence& sentence, const Subject& before,
                            const Subject& found, Span between) const {
    if (before.entity == no_entity) return false;
    const std::string& label = findings_.entities[before.entity].label;
    const bool agency =
        found.entity != no_entity && findings_.entities[found.entity].label == "Agency";
    if (label != "Project" && !(label == "Firm" && agency)) return false;
    return std::none_of(sentence.mentions.begin(), sentence.mentions.end(),
                        [&](const Mention& mention) {
                            return mention.begin >= between.begin && mention.end <= between.end &&
                                   is_primary(mention);
                        });
}

}  // namespace dingtu
