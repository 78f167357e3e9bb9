#include "loader/metric_draft.h"
#include "loader/metric_facts.h"
#include "loader/metric_phrase.h"
#include "loader/metric_words.h"

#include <algorithm>
#include <array>

namespace dingtu {

namespace {

constexpr std::size_t han = 3;

bool is_difference(std::string_view unit) {
    return unit == "pp" || unit == "基点";
}
bool is_area(std::string_view unit) {
    return unit == "平方米" || unit == "亩" || unit == "公顷" || unit == "平方公里";
}

/// What one number, or each of a list, measures.
struct Named {
    std::string indicator;
    EntityRef subject = no_entity;  // where the list is one of places or firms
    std::optional<Mention> mention;
};

class StatementReader {
public:
    StatementReader(const MetricSentence& sentence, const SubjectFinder& subjects,
                    const std::string& heading_period, const std::string& document_date,
                    MetricCarry& carry)
        : sentence_(sentence),
          text_(sentence.text),
          subjects_(subjects),
          heading_period_(heading_period),
          document_date_(document_date),
          carry_(carry) {}

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
        const std::string indicator = name_level(left, quantity(second), {0, 0});
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
        const ScopePeriod scope = scope_period(from);
        draft.period = scope.value;
        draft.period_text = scope.words;
        const std::size_t slash = draft.period.find('/');
        const bool range =
            slash != std::string::npos && slash != 0 && slash + 1 < draft.period.size();
        if (range) {
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
            if (other.span.begin >= number.span.end) limit = std::min(limit, other.span.begin);
        }
        Span right = read_right(sentence_, number.span.end, std::max(limit, number.span.end));
        if (right.begin == right.end && is_duration(number.unit)) {
            for (const Rank& rank : find_ranks(sentence_, {number.span.end, limit}))
                right = rank.field;
        }
        const bool change = left.direction != 0 && !left.fresh;
        MetricDraft draft = start(
            i, left_range,
            change || number.change ? name_change(left, right) : name_level(left, number, right));
        finish(std::move(draft), left, number);
    }

    void finish(MetricDraft draft, const LeftWords& left, const Quantity& number) {
        set_measure(draft, left, number);
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
        const ScopePeriod period = scope_period(number.number.begin);
        draft.period = period.value;
        draft.period_text = period.words;
        draft.target = is_target(period, number.number.begin);
        draft.subject =
            subjects_.find(sentence_, {clause_, left, number.number, draft.indicator, draft.unit});
        return draft;
    }

    void push(MetricDraft draft) {
        if (draft.indicator.empty() || draft.subject.entity == no_entity) return;
        const Span clause = sentence_.clauses[clause_].span;
        std::size_t begin = clause.begin;
        if (draft.subject.mention && draft.subject.mention->sentence == sentence_.index) {
            begin = std::min(begin, clause_of(draft.subject.mention->begin).begin);
        }
        draft.evidence = {begin, std::max(clause.end, draft.number.end)};
        if (draft.measure != "rank") carry_.indicator = base_of(draft.indicator);
        drafts_.push_back(std::move(draft));
        last_clause_ = clause_;
    }

    [[nodiscard]] Span clause_of(std::size_t at) const {
        for (const MetricClause& clause : sentence_.clauses) {
            if (clause.span.begin <= at && at < clause.span.end) return clause.span;
        }
        return {at, at};
    }

    // --- what is measured ------------------------------------------------------------------------

    /// The thing measured without 增速 or 新增: what later clauses go on about.
    [[nodiscard]] static std::string base_of(const std::string& indicator) {
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
    [[nodiscard]] std::string inherited() const {
        if (const std::string scene = scene_name(); !scene.empty()) return scene;
        return carry_.indicator;
    }

    /// 装备制造业增势最好，…; 总投资超过10亿元的新项目里，…: the thing a bare clause speaks of.
    [[nodiscard]] std::string scene_name() const {
        if (!bare_ || *bare_ + 1 != clause_ || (last_clause_ && *last_clause_ > *bare_)) return {};
        const Span bare = sentence_.clauses[*bare_].span;
        if (const std::string phrase = scene_phrase(bare); !phrase.empty()) return phrase;
        for (const Mention& mention : sentence_.mentions) {
            const bool thing = mention.label == "Product" || mention.label == "Industry" ||
                               mention.label == "Award";
            if (thing && !mention.nested && mention.begin >= bare.begin &&
                mention.end <= bare.end) {
                return std::string(sentence_.cut(mention.span()));
            }
        }
        return {};
    }

    /// A clause that is one noun phrase: …新项目里，; …产业占比，.
    [[nodiscard]] std::string scene_phrase(Span bare) const {
        static constexpr std::array<std::string_view, 5> within{"里", "中", "内", "方面", "当中"};
        const std::string_view words = sentence_.cut(bare);
        for (const std::string_view word : within) {
            if (!words.ends_with(word)) continue;
            const LeftWords left =
                read_left(sentence_, {bare.begin, bare.end - word.size()}, false);
            return phrase_text(sentence_, left.core);
        }
        const std::size_t end = last_head_end(bare);
        if (end == bare.begin) return {};
        return phrase_text(sentence_, read_left(sentence_, {bare.begin, end}, false).core);
    }

    /// Behind the last noun of measure in a clause: 净利润 in 净利润扭亏为盈.
    [[nodiscard]] std::size_t last_head_end(Span bare) const {
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
    [[nodiscard]] std::string with_owner(std::string core) const {
        const MetricWords& words = metric_words();
        if (core.empty()) return inherited();
        if (words.fresh.contains(core)) return core + inherited();
        if (words.owned.contains(core)) {
            if (const std::string scene = scene_name(); !scene.empty()) return joined(scene, core);
        }
        const bool part = core.starts_with("占") && !core.starts_with("占地");
        if (words.generic.contains(core) || part) return joined(inherited(), core);
        return without_inner_verb(std::move(core));
    }

    /// An owner and its measure, which it may end in already.
    [[nodiscard]] static std::string joined(const std::string& owner, const std::string& measure) {
        return owner.ends_with(measure) ? owner : owner + measure;
    }

    /// 规上工业企业实现营业收入: what the firms did is no part of the name.
    [[nodiscard]] static std::string without_inner_verb(std::string name) {
        for (const std::string_view verb : {"累计实现", "累计完成", "实现", "完成"}) {
            const std::size_t at = name.find(verb);
            if (at == std::string::npos || at < 2 * han) continue;
            if (name.size() - at - verb.size() < 2 * han) continue;
            name.erase(at, verb.size());
        }
        return name;
    }

    [[nodiscard]] std::string name_change(const LeftWords& left, Span right) const {
        const std::string name = with_owner(phrase_text(sentence_, left.core));
        return name.empty() ? phrase_text(sentence_, right) : name;
    }

    [[nodiscard]] std::string name_level(const LeftWords& left, const Quantity& number,
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
        const bool part =
            core.starts_with("占") && !core.starts_with("占地") && !words.generic.contains(core);
        if (part && !core.ends_with("比重") && number.unit == "%") core += "比重";
        return with_owner(std::move(core));
    }

    /// The terms of a support: 按投入额的15%给予补助 is 补助比例, 单家企业最高500万元 the most of
    /// what was spoken of before.
    [[nodiscard]] std::string term_name(const std::string& core, const Quantity& number) const {
        const MetricWords& words = metric_words();
        if (number.unit == "%") {
            std::size_t at = number.span.end;
            for (const std::string_view skip : {"的", "标准", "比例", "给予", "予以", "进行"}) {
                if (text_.substr(at).starts_with(skip)) at += skip.size();
            }
            const std::size_t noun = words.support.at(text_, at).length;
            if (noun == 0 || !words.give.within(sentence_.cut(sentence_.clauses[clause_].span)))
                return {};
            return std::string(text_.substr(at, noun)) + "比例";
        }
        if (number.unit != "CNY" || number.comparison != Comparison::AtMost) return {};
        const bool owner =
            core.starts_with("单") || core.starts_with("每") || core.starts_with("同一");
        const bool named =
            words.support.within(core) || core.ends_with("上限") || core.ends_with("额");
        if ((!core.empty() && !owner) || named) return {};
        std::string base = carry_.indicator;
        if (base.ends_with("比例")) base.resize(base.size() - std::string_view("比例").size());
        if (!words.support.within(base)) return {};
        return core + base + "上限";
    }

    /// 新增 + 空间 + 面积: the noun behind the number with what belongs to it.
    [[nodiscard]] std::string counted_name(const LeftWords& left, const std::string& core,
                                           const std::string& right, const Quantity& number) const {
        std::string name;
        if (left.fresh) {
            const std::size_t length = metric_words().fresh.before(core, core.size()).length;
            name = core.substr(core.size() - length);
        }
        name += right;
        if (is_area(number.unit) && right.find("面积") == std::string::npos) name += "面积";
        return name;
    }

    // --- lists -----------------------------------------------------------------------------------

    void add_list(Span left_range, const std::vector<std::size_t>& numbers) {
        const bool difference = is_difference(quantity(numbers.front()).unit);
        const LeftWords left = read_left(sentence_, left_range, difference);
        const std::vector<Named> names = list_names(left, left_range, numbers);
        for (std::size_t k = 0; k < numbers.size(); ++k) {
            MetricDraft draft = start(numbers[k], left_range, names[k].indicator);
            if (names[k].subject != no_entity) {
                draft.subject = {names[k].subject, names[k].mention, false};
            }
            finish(std::move(draft), left, quantity(numbers[k]));
        }
    }

    [[nodiscard]] std::vector<Named> list_names(const LeftWords& left, Span left_range,
                                                const std::vector<std::size_t>& numbers) const {
        const std::size_t count = numbers.size();
        const std::vector<Span> actors = list_items(sentence_, {left_range.begin, left.core.end});
        if (actors.size() == count) {
            if (auto named = actor_names(actors); !named.empty()) return named;
        }
        std::vector<Span> items = list_items(sentence_, left.core);
        if (items.size() == count) return shared_head(item_texts(items), "");
        const std::string core = phrase_text(sentence_, left.core);
        const bool conditional =
            bare_ && metric_words().condition_lead.at(text_, sentence_.clauses[*bare_].span.begin);
        if (bare_ && *bare_ + 1 == clause_ && !conditional) {
            items = list_items(sentence_, sentence_.clauses[*bare_].span);
            if (items.size() == count) return shared_head(item_texts(items), core);
        }
        const bool ownerless =
            core.empty() || metric_words().generic.contains(core) || core.starts_with("占");
        if (drafts_.size() >= count && ownerless && left.scope.empty() && !conditional) {
            std::vector<Named> named;
            for (std::size_t k = drafts_.size() - count; k < drafts_.size(); ++k) {
                named.push_back({drafts_[k].indicator + core, drafts_[k].subject.entity,
                                 drafts_[k].subject.mention});
            }
            return named;
        }
        const Span right = read_right(sentence_, quantity(numbers.back()).span.end,
                                      sentence_.clauses[clause_].span.end);
        const std::string one = left.direction != 0
                                    ? name_change(left, right)
                                    : name_level(left, quantity(numbers.back()), right);
        return std::vector<Named>(count, Named{one, no_entity, std::nullopt});
    }

    /// 余杭区、萧山区规上工业增加值分别增长…: one place each.
    [[nodiscard]] std::vector<Named> actor_names(const std::vector<Span>& items) const {
        std::vector<Named> named;
        std::string rest;
        for (const Span item : items) {
            const Mention* actor = nullptr;
            for (const Mention& mention : sentence_.mentions) {
                const bool fits =
                    is_a(mention.label, "Place") || is_a(mention.label, "Organization");
                if (fits && !mention.nested && mention.begin >= item.begin &&
                    mention.end <= item.end && mention.entity != no_entity) {
                    actor = &mention;
                }
            }
            const bool leads = actor != nullptr && (named.empty() || actor->begin == item.begin);
            if (!leads) return {};
            rest = phrase_text(sentence_, {actor->end, item.end});
            named.push_back({rest, actor->entity, *actor});
        }
        for (Named& one : named) {
            if (one.indicator.empty()) one.indicator = rest.empty() ? inherited() : rest;
        }
        return named;
    }

    /// An item is its mention if it begins with one, else its words.
    [[nodiscard]] std::vector<std::string> item_texts(const std::vector<Span>& items) const {
        std::vector<std::string> texts;
        for (const Span item : items) {
            const LeftWords left = read_left(sentence_, item, false);
            Span words = left.core.end > left.core.begin ? left.core : item;
            for (const Mention& mention : sentence_.mentions) {
                const bool here = mention.begin == words.begin && mention.end < words.end;
                const bool verb = here && !metric_words().head.at(text_, mention.end) &&
                                  metric_words().head.before(text_, words.end).length == 0;
                if (here && verb) words.end = mention.end;
            }
            texts.push_back(phrase_text(sentence_, words));
        }
        return texts;
    }

    /// A、B、C增加值: the head of the last item, or `head` of the clause, is said of all.
    [[nodiscard]] static std::vector<Named> shared_head(std::vector<std::string> items,
                                                        const std::string& head) {
        const PhraseSet& heads = metric_words().head;
        std::string shared = head;
        if (shared.empty()) {
            const std::string& last = items.back();
            const std::size_t length = heads.before(last, last.size()).length;
            if (length < last.size()) shared = last.substr(last.size() - length);
        }
        std::vector<Named> named;
        for (std::string& item : items) {
            if (heads.before(item, item.size()).length == 0) item += shared;
            named.push_back({item, no_entity, std::nullopt});
        }
        return named;
    }

    // --- how it is measured ----------------------------------------------------------------------

    void set_measure(MetricDraft& draft, const LeftWords& left, const Quantity& number) {
        const MetricWords& words = metric_words();
        const bool falls =
            words.down_noun.before(draft.indicator, draft.indicator.size()).length != 0;
        if (number.change) {
            draft.measure = "change";
            return;
        }
        if (left.direction != 0 && !left.fresh) {
            const bool yearly = left.yearly || subjects_.is_place(draft.subject);
            draft.measure = draft.unit == "%" && yearly ? "yoy" : "change";
            draft.value *= left.direction;
            if (draft.value_max) *draft.value_max *= left.direction;
            return;
        }
        const bool rises =
            words.up_noun.before(draft.indicator, draft.indicator.size()).length != 0;
        if (rises || falls) {
            draft.measure =
                draft.unit == "%" && !draft.indicator.ends_with("增长率") ? "yoy" : "change";
            if (falls) draft.value = -draft.value;
            return;
        }
        draft.measure = is_share(left, draft) ? "share" : "level";
    }

    [[nodiscard]] static bool is_share(const LeftWords& left, const MetricDraft& draft) {
        if (draft.unit != "%") return false;
        const std::string& name = draft.indicator;
        if (left.share || name.find("占") != std::string::npos) return true;
        for (const std::string_view tail : {"比重", "比例", "率", "份额", "面"}) {
            if (!name.ends_with(tail)) continue;
            const bool interest =
                name.ends_with("利率") && !name.ends_with("毛利率") && !name.ends_with("净利率");
            return !interest;
        }
        return true;
    }

    // --- when ------------------------------------------------------------------------------------

    struct ScopePeriod {
        std::string value;
        std::string words;
        bool target = false;
    };

    /// The period in force at a place of the sentence.
    [[nodiscard]] ScopePeriod scope_period(std::size_t at) const {
        const Period* last = nullptr;
        for (const Period& period : sentence_.periods) {
            if (period.span.begin >= at) break;
            const bool scope = period.use == PeriodUse::Scope && !period.value.empty();
            if (scope && reaches(period, at)) last = &period;
        }
        if (last != nullptr) {
            return {last->value, std::string(sentence_.cut(last->span)), last->target};
        }
        if (is_linked() && !carry_.period.empty()) return {carry_.period, "", false};
        if (!heading_period_.empty()) return {heading_period_, "", false};
        return {
            says_so_far(at) && document_date_.size() >= 7 ? "/" + document_date_.substr(0, 7) : "",
            "", false};
    }

    /// A period behind its clause's subject (老板电器…一季度卖得最旺) holds up to the next ；.
    [[nodiscard]] bool reaches(const Period& period, std::size_t at) const {
        const std::size_t end = text_.find("；", period.span.end);
        if (end == std::string_view::npos || end >= at) return true;
        const Span clause = clause_of(period.span.begin);
        return std::none_of(
            sentence_.mentions.begin(), sentence_.mentions.end(), [&](const Mention& mention) {
                return mention.begin >= clause.begin && mention.end <= period.span.begin;
            });
    }

    [[nodiscard]] bool says_so_far(std::size_t at) const {
        const std::string_view before = text_.substr(0, at);
        return before.find("累计") != std::string_view::npos;
    }

    /// 其中, 同期, 比上年, 分产业看 at its start link a sentence to the one before.
    [[nodiscard]] bool is_linked() const {
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
    [[nodiscard]] bool is_target(const ScopePeriod& period, std::size_t at) const {
        const bool over = period.value.size() >= 4 && period.value.front() != '/' &&
                          document_date_.size() >= 4 &&
                          period.value.substr(0, 4) < document_date_.substr(0, 4);
        return period.target || (!over && is_planned(at));
    }

    [[nodiscard]] bool is_planned(std::size_t at) const {
        const Span clause = clause_of(at);
        if (holds_plan({clause.begin, std::max(at, clause.begin)})) return true;
        static constexpr std::array<std::string_view, 8> lasting{
            "预计", "力争", "目标", "届时", "计划", "建成后", "投产后", "达产后"};
        const std::string_view before = text_.substr(0, clause.begin);
        return std::any_of(lasting.begin(), lasting.end(), [&](std::string_view word) {
            return before.find(word) != std::string_view::npos;
        });
    }

    /// A word of planning; a single character (将, 拟) only as a word of its own.
    [[nodiscard]] bool holds_plan(Span span) const {
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

    // --- ranks -----------------------------------------------------------------------------------

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
        draft.indicator = rank_name(rank, left);
        draft.measure = "rank";
        draft.value = rank.place;
        draft.unit = "位";
        draft.number = rank.span;
        const ScopePeriod period = scope_period(rank.span.begin);
        draft.period = period.value;
        draft.period_text = period.words;
        draft.target = is_target(period, rank.span.begin);
        draft.subject =
            subjects_.find(sentence_, {clause_, words, rank.span, draft.indicator, draft.unit});
        push(std::move(draft));
    }

    [[nodiscard]] std::string rank_name(const Rank& rank, const LeftWords& left) const {
        const std::string core = phrase_text(sentence_, left.core);
        if (!core.empty() || rank.field.begin == rank.field.end) return with_owner(core);
        return phrase_text(sentence_, read_left(sentence_, rank.field, false).core);
    }

    // --- for the next sentence -------------------------------------------------------------------

    void leave() {
        carry_.paragraph = sentence_.sentence->paragraph;
        std::string first;
        std::string last;
        for (const Period& period : sentence_.periods) {
            const bool plain = period.use == PeriodUse::Scope && !period.value.empty() &&
                               period.value.front() != '/' && period.value.back() != '/';
            if (!plain) continue;
            if (first.empty()) first = period.value;
            last = period.value;
        }
        carry_.period_hull = hull(first, last);
        if (!last.empty()) {
            carry_.period = last;
        } else if (!is_linked()) {
            carry_.period.clear();
        }
    }

    const MetricSentence& sentence_;
    std::string_view text_;
    const SubjectFinder& subjects_;
    const std::string& heading_period_;
    const std::string& document_date_;
    MetricCarry& carry_;
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
