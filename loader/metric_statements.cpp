#include "loader/metric_draft.h"
#include "loader/metric_facts.h"
#include "loader/metric_measure.h"
#include "loader/metric_names.h"
#include "loader/metric_phrase.h"
#include "loader/metric_times.h"

#include <algorithm>
#include <array>

namespace dingtu {

namespace {

constexpr std::size_t han = 3;

bool is_difference(std::string_view unit) {
    return unit == "pp" || unit == "基点";
}
class StatementReader {
public:
    StatementReader(const MetricSentence& sentence, const SubjectFinder& subjects,
                    const std::string& heading_period, const std::string& document_date,
                    MetricCarry& carry)
        : sentence_(sentence),
          text_(sentence.text),
          subjects_(subjects),
          carry_(carry),
          times_(sentence, carry.period, heading_period, document_date) {}

    std::vector<MetricDraft> run() {
        if (carry_.paragraph != sentence_.sentence->paragraph) carry_.indicator.clear();
        for (std::size_t i = 0; i < sentence_.clauses.size(); ++i) {
            read_clause(i);
        }
        leave();
        return std::move(drafts_);
    }

private:
    void read_clause(std::size_t index) {
        clause_ = index;
        const MetricClause& clause = sentence_.clauses[index];
        if (sentence_.sentence->block == Block::TableRow) carry_.indicator.clear();
        std::vector<std::size_t> facts = sentence_.quantities_in(clause.span);
        std::erase_if(facts, [&](std::size_t i) {
            return !states_fact(sentence_, clause, sentence_.quantities[i]) || !has_unit(i);
        });
        const std::vector<Rank> ranks = find_ranks(sentence_, clause.span);
        if (facts.empty() && ranks.empty()) {
            bare_ = index;
            return;
        }
        read_groups(facts, clause.span);
        for (const Rank& rank : ranks) {
            add_rank(rank, clause.span);
        }
    }

    /// 亿 without a unit is money.
    [[nodiscard]] bool has_unit(std::size_t i) const {
        return !sentence_.quantities[i].unit.empty() || sentence_.quantities[i].value >= 1e8;
    }

    void read_groups(const std::vector<std::size_t>& facts, Span clause) {
        std::size_t begin = outer_begin(clause);
        for (std::size_t i = 0; i < facts.size();) {
            std::size_t count = 1;
            while (i + count < facts.size() && in_list(facts[i + count - 1], facts[i + count])) {
                ++count;
            }
            const Span left{begin, quantity(facts[i]).span.begin};
            if (count == 1 && i + 1 < facts.size() && is_pair(left)) {
                add_pair(left, facts[i], facts[i + 1]);
                count = 2;
            } else if (count == 1) {
                add_one(left, facts[i], clause.end);
            } else {
                add_list(left, {facts.begin() + static_cast<std::ptrdiff_t>(i),
                                facts.begin() + static_cast<std::ptrdiff_t>(i + count)});
            }
            i += count;
            begin = quantity(facts[i - 1]).span.end;
        }
    }

    /// What stands before a bracket leads up to a number behind it: 高出全省（6.4%）水平2个百分点.
    [[nodiscard]] std::size_t outer_begin(Span clause) const {
        std::size_t begin = clause.begin;
        for (std::size_t i = clause_; i >= 2 && sentence_.clauses[i - 1].bracket; i -= 2) {
            const bool closed =
                text_.substr(0, begin).ends_with("）") || text_.substr(0, begin).ends_with(")");
            if (!closed || sentence_.clauses[i].bracket) break;
            begin = sentence_.clauses[i - 2].span.begin;
            for (const Quantity& number : sentence_.quantities) {
                const bool inside = number.span.begin >= begin &&
                                    number.span.end <= sentence_.clauses[i - 2].span.end;
                if (inside) begin = number.span.end;
            }
        }
        return begin;
    }

    [[nodiscard]] const Quantity& quantity(std::size_t i) const { return sentence_.quantities[i]; }

    [[nodiscard]] bool in_list(std::size_t left, std::size_t right) const {
        const Span gap{quantity(left).span.end, quantity(right).span.begin};
        return gap.begin <= gap.end && quantity(left).unit == quantity(right).unit
                   ? is_list_gap(sentence_.cut(gap))
                   : gap.begin <= gap.end && is_list_gap(sentence_.cut(gap)) &&
                         distributes(quantity(left).span.begin);
    }

    /// 分别, 依次 in the clause before a place.
    [[nodiscard]] bool distributes(std::size_t end) const {
        const Span clause = sentence_.clauses[clause_].span;
        const std::string_view words = sentence_.cut({clause.begin, end});
        return words.find("分别") != std::string_view::npos ||
               words.find("依次") != std::string_view::npos;
    }

    /// 由…, 从… right before the first of two numbers.
    [[nodiscard]] bool is_pair(Span left) const {
        std::size_t end = left.end;
        for (const Period& period : sentence_.periods) {
            if (period.span.end == end ||
                (period.span.end + han == end && text_.substr(0, end).ends_with("的"))) {
                end = period.span.begin;
            }
        }
        std::string_view words = sentence_.cut({left.begin, std::max(left.begin, end)});
        while (words.ends_with(" "))
            words.remove_suffix(1);
        for (const std::string_view tail :
             {"平均", "原来的", "原来", "原先的", "最初的", "过去的", "的"}) {
            if (words.ends_with(tail)) words.remove_suffix(tail.size());
        }
        return words.ends_with("由") || words.ends_with("从") || words.ends_with("由原来");
    }

    void add_pair(Span left_range, std::size_t first, std::size_t second) {
        std::string_view words = sentence_.cut(left_range);
        const std::size_t by =
            std::max(words.rfind("由") == std::string_view::npos ? 0 : words.rfind("由"),
                     words.rfind("从") == std::string_view::npos ? 0 : words.rfind("从"));
        const LeftWords left =
            read_left(sentence_, {left_range.begin, left_range.begin + by}, false);
        const std::string indicator = namer().level(left, quantity(second), {0, 0});
        for (const std::size_t i : {first, second}) {
            MetricDraft draft = start(i, left_range, indicator);
            draft.measure = is_share(left, draft) ? "share" : "level";
            draft.stage = i == first ? "before" : "after";
            set_pair_period(draft, left_range.begin + by, quantity(first).number,
                            quantity(second).number.begin);
            push(std::move(draft));
        }
    }

    /// Each half of a pair has the period that stands in it; of a range 2003/2024 each has its end.
    void set_pair_period(MetricDraft& draft, std::size_t from, Span first, std::size_t to) const {
        const bool before = draft.stage == "before";
        const Span own = before ? Span{from, first.begin} : Span{first.end, to};
        for (const Period& period : sentence_.periods) {
            const bool inside = period.span.begin >= own.begin && period.span.begin < own.end;
            if (inside && period.use == PeriodUse::Scope && !period.value.empty()) {
                draft.period = period.value;
                draft.period_text = std::string(sentence_.cut(period.span));
                return;
            }
        }
        const ScopePeriod scope = times_.scope(from);
        draft.period = scope.value;
        draft.period_text = scope.words;
        const std::size_t slash = draft.period.find('/');
        const bool range =
            slash != std::string::npos && slash != 0 && slash + 1 < draft.period.size();
        const bool years = range && draft.period.size() == 9;  // 2003/2024
        if (years) {
            draft.period = before ? draft.period.substr(0, slash) : draft.period.substr(slash + 1);
        } else if (before) {
            draft.period.clear();
            draft.period_text.clear();
        }
    }

    void add_one(Span left_range, std::size_t i, std::size_t clause_end) {
        const Quantity& number = quantity(i);
        const LeftWords left = read_left(sentence_, left_range, is_difference(number.unit));
        std::size_t limit = clause_end;
        for (const Quantity& other : sentence_.quantities) {
            if (!other.weak && other.span.begin >= number.span.end)
                limit = std::min(limit, other.span.begin);
        }
        Span right = read_right(sentence_, number.span.end, std::max(limit, number.span.end));
        if (right.begin == right.end && is_duration(number.unit)) {
            for (const Rank& rank : find_ranks(sentence_, {number.span.end, limit}))
                right = rank.field;
        }
        const bool change = left.direction != 0 && !left.fresh;
        MetricDraft draft = start(i, left_range,
                                  change || number.change ? namer().change(left, right)
                                                          : namer().level(left, number, right));
        finish(std::move(draft), left, number);
    }

    void finish(MetricDraft draft, const LeftWords& left, const Quantity& number) {
        set_measure(draft, left, number, subjects_.is_place(draft.subject));
        if (left.before_stage) draft.stage = "before";
        const bool follows = !drafts_.empty() && drafts_.back().stage == "before" &&
                             drafts_.back().indicator == draft.indicator;
        if (left.after_stage && follows) draft.stage = "after";
        push(std::move(draft));
    }

    /// A number with the words that hold for it wherever it stands.
    MetricDraft start(std::size_t i, Span left, const std::string& indicator) {
        const Quantity& number = quantity(i);
        MetricDraft draft;
        draft.indicator = indicator;
        draft.value = number.value;
        draft.value_max = number.value_max;
        draft.unit = number.unit.empty() ? "CNY" : number.unit;
        draft.comparison = number.comparison;
        draft.number = number.number;
        const ScopePeriod period = times_.scope(number.number.begin);
        draft.period = period.value;
        draft.period_text = period.words;
        draft.target = times_.is_target(period, number.number.begin);
        draft.subject =
            subjects_.find(sentence_, {clause_, left, number.number, draft.indicator, draft.unit});
        if (!drafts_.empty()) {
            const MetricDraft& last = drafts_.back();
            const Span between{last.number.end, number.number.begin};
            if (subjects_.goes_on(sentence_, last.subject, draft.subject, between)) {
                draft.subject = last.subject;
            }
        }
        return draft;
    }

    void push(MetricDraft draft) {
        if (draft.indicator.empty() || draft.subject.entity == no_entity) return;
        const Span clause = sentence_.clauses[clause_].span;
        std::size_t begin = clause.begin;
        if (draft.subject.mention && draft.subject.mention->sentence == sentence_.index) {
            begin = std::min(begin, sentence_.clause_of(draft.subject.mention->begin).begin);
        }
        draft.evidence = {begin, std::max(clause.end, draft.number.end)};
        if (draft.measure != "rank") carry_.indicator = MetricNamer::base_of(draft.indicator);
        drafts_.push_back(std::move(draft));
        last_clause_ = clause_;
    }

    [[nodiscard]] MetricNamer namer() const {
        return {sentence_, carry_.indicator, drafts_, {clause_, bare_, last_clause_}};
    }

    void add_list(Span left_range, const std::vector<std::size_t>& numbers) {
        const bool difference = is_difference(quantity(numbers.front()).unit);
        const LeftWords left = read_left(sentence_, left_range, difference);
        const std::vector<MetricName> names = namer().list(left, left_range, numbers);
        for (std::size_t k = 0; k < numbers.size(); ++k) {
            MetricDraft draft = start(numbers[k], left_range, names[k].indicator);
            if (names[k].subject != no_entity) {
                draft.subject = {names[k].subject, names[k].mention, false};
            }
            finish(std::move(draft), left, quantity(numbers[k]));
        }
    }

    void add_rank(const Rank& rank, Span clause) {
        std::size_t begin = clause.begin;
        for (const Quantity& number : sentence_.quantities) {
            const bool before =
                number.span.begin >= clause.begin && number.span.end <= rank.span.begin;
            const bool years = text_.substr(0, number.span.begin).ends_with("连续");
            if (before && !years) begin = number.span.end;
        }
        Span words{begin, rank.span.begin};
        for (const Quantity& number : sentence_.quantities) {
            const bool years = text_.substr(0, number.span.begin).ends_with("连续");
            if (years && number.span.begin > words.begin && number.span.end <= words.end) {
                words.end = number.span.begin;
            }
        }
        const LeftWords left = read_left(sentence_, words, false);
        MetricDraft draft;
        draft.indicator = namer().rank(rank, left);
        draft.measure = "rank";
        draft.value = rank.place;
        draft.unit = "位";
        draft.number = rank.span;
        const ScopePeriod period = times_.scope(rank.span.begin);
        draft.period = period.value;
        draft.period_text = period.words;
        draft.target = times_.is_target(period, rank.span.begin);
        draft.subject =
            subjects_.find(sentence_, {clause_, words, rank.span, draft.indicator, draft.unit});
        push(std::move(draft));
    }

    // --- for the next sentence -------------------------------------------------------------------

    void leave() {
        carry_.paragraph = sentence_.sentence->paragraph;
        std::string first;
        std::string last;
        std::string in_force;
        for (const Period& period : sentence_.periods) {
            if (period.use != PeriodUse::Scope || period.value.empty()) continue;
            in_force = period.value;
            if (period.value.front() == '/' || period.value.back() == '/') continue;
            if (first.empty()) first = period.value;
            last = period.value;
        }
        carry_.period_hull = hull(first, last);
        if (!in_force.empty() || !times_.is_linked()) carry_.period = in_force;
    }

    const MetricSentence& sentence_;
    std::string_view text_;
    const SubjectFinder& subjects_;
    MetricCarry& carry_;
    MetricTimes times_;
    std::vector<MetricDraft> drafts_;
    std::size_t clause_ = 0;
    std::optional<std::size_t> bare_;         // the last clause without a number
    std::optional<std::size_t> last_clause_;  // the last one with a draft
};

}  // namespace

std::vector<MetricDraft> read_statements(const MetricSentence& sentence,
                                         const SubjectFinder& subjects,
                                         const std::string& heading_period,
                                         const std::string& document_date, MetricCarry& carry) {
    return StatementReader(sentence, subjects, heading_period, document_date, carry).run();
}

}  // namespace dingtu
