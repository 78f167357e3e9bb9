#include "loader/metrics.h"

#include "base/text.h"
#include "loader/metric_draft.h"
#include "loader/metric_sentence.h"
#include "loader/metric_subject.h"
#include "loader/periods.h"
#include "loader/phrases.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace dingtu {

namespace {

constexpr std::size_t evidence_characters = 200;  // the ontology's bound

bool states_facts(Block block) {
    return block == Block::Prose || block == Block::ListItem || block == Block::Answer ||
           block == Block::TableRow;
}

/// A question is no statement, also outside of a block of questions.
bool asks(std::string_view text) {
    return text.ends_with("？") || text.ends_with("?") || text.ends_with("？”");
}

class MetricFinder {
public:
    explicit MetricFinder(Scene& scene)
        : scene_(scene),
          document_(scene.document),
          sentences_(scene.sentences),
          findings_(scene.findings),
          subjects_(scene.document, scene.sentences, scene.findings) {}

    void run() {
        read_title_period();
        for (std::uint32_t i = 0; i < sentences_.size(); ++i) {
            if (sentences_[i].block == Block::Heading) read_heading(i);
            if (states_facts(sentences_[i].block)) read_sentence(i);
        }
        for (const auto& [sentence, draft] : drafts_) {
            if (!is_repeated(draft)) add(sentence, draft);
        }
    }

private:
    void read_title_period() {
        if (!subjects_.bulletin()) return;
        title_period_ = heading_period(document_.title, document_.date);
        if (title_period_.empty() && !sentences_.empty()) {
            title_period_ = heading_period(sentences_[0].text, document_.date);
        }
        period_ = title_period_;
    }

    /// A section's heading dates what stands under it: 一、2024年工作回顾.
    void read_heading(std::uint32_t index) {
        if (index == 0 || sentences_[index].text == document_.title) return;
        const std::string own = heading_period(sentences_[index].text, document_.date);
        if (!subjects_.bulletin()) return;
        if (!own.empty()) {
            period_ = own;
        } else if (opens_part(sentences_[index].text)) {
            period_ = title_period_;
        }
    }

    /// 二、…: a part of the first order, for which the last part's period does not hold.
    [[nodiscard]] static bool opens_part(std::string_view heading) {
        const std::size_t mark = heading.find("、");
        return mark != std::string_view::npos && mark <= 6 && !heading.starts_with("（");
    }

    void read_sentence(std::uint32_t index) {
        const PeriodContext context{document_.date, period_, carry_.period_hull};
        const MetricSentence sentence = read_metric_sentence(scene_, index, context);
        Subject about;
        if (!asks(sentence.text)) {
            const std::size_t before = drafts_.size();
            keep(index, read_statements(sentence, subjects_, period_, document_.date, carry_));
            if (sentences_[index].block == Block::TableRow) {
                keep(index, read_cells(sentence, sentences_, subjects_, period_, document_.date));
            }
            if (drafts_.size() > before) about = drafts_.back().second.subject;
        }
        subjects_.leave(sentence, about);
    }

    void keep(std::uint32_t index, std::vector<MetricDraft> drafts) {
        for (MetricDraft& draft : drafts) {
            drafts_.emplace_back(index, std::move(draft));
        }
    }

    /// The same figure said twice is one Metric: the first.
    [[nodiscard]] bool is_repeated(const MetricDraft& draft) const {
        const auto [first, last] = stored_.equal_range(key_of(draft));
        return std::any_of(first, last, [&](const auto& entry) {
            const MetricDraft& other = *entry.second;
            if (other.subject.entity != draft.subject.entity) return false;
            if (other.unit != draft.unit || other.measure != draft.measure) return false;
            if (std::abs(other.value - draft.value) > 1e-9 * std::abs(draft.value)) return false;
            if (other.period != draft.period && !draft.period.empty()) return false;
            if (other.indicator == draft.indicator) return !subjects_.policy();
            return long_part(other.indicator, draft.indicator) ||
                   long_part(draft.indicator, other.indicator);
        });
    }

    /// Equal for drafts that may be the same figure.
    [[nodiscard]] static std::int64_t key_of(const MetricDraft& draft) {
        const double bounded = std::clamp(draft.value * 100, -1e15, 1e15);
        return std::llround(bounded) * 31 + static_cast<std::int64_t>(draft.subject.entity);
    }

    /// Whether a name of four characters or more is part of another.
    [[nodiscard]] static bool long_part(const std::string& whole, const std::string& part) {
        return length(part) >= 4 && whole.find(part) != std::string::npos;
    }

    void add(std::uint32_t sentence, const MetricDraft& draft) {
        stored_.emplace(key_of(draft), &draft);
        Entity metric;
        metric.label = "Metric";
        metric.rule = "metric";
        const Entity& subject = findings_.entities[draft.subject.entity];
        metric.name =
            subject.name + "·" + draft.indicator + "·" + draft.measure + "·" + draft.period;
        if (!draft.stage.empty()) metric.name += "·" + draft.stage;
        metric.properties = properties_of(draft);
        Relation relation;
        relation.type = "HAS_METRIC";
        relation.head = draft.subject.entity;
        relation.tail = static_cast<EntityRef>(findings_.entities.size());
        relation.evidence = evidence(sentence, draft);
        relation.rule = "metric";
        if (draft.subject.inherited || !draft.subject.mention) {
            relation.derived = "inherit";
        } else if (draft.subject.mention->anaphor) {
            relation.derived = "coref";
        }
        findings_.entities.push_back(std::move(metric));
        findings_.relations.push_back(std::move(relation));
    }

    [[nodiscard]] static Map properties_of(const MetricDraft& draft) {
        Map properties;
        properties["indicator"] = draft.indicator;
        properties["measure"] = draft.measure;
        properties["value"] = number_value(draft.value);
        if (draft.value_max) properties["value_max"] = number_value(*draft.value_max);
        properties["unit"] = draft.unit;
        properties["cmp"] = to_text(draft.comparison);
        if (!draft.period.empty()) properties["period"] = draft.period;
        if (!draft.period_text.empty()) properties["period_text"] = draft.period_text;
        if (!draft.stage.empty()) properties["stage"] = draft.stage;
        if (draft.target) properties["scope"] = "target";
        return properties;
    }

    /// All figures are floats, so that a query may divide one by another. 1.1 times 1e8 in doubles
    /// is off in the last bits: what is as good as whole is made whole.
    [[nodiscard]] static Value number_value(double value) {
        const double rounded = std::round(value);
        const bool whole = std::abs(value - rounded) <= 1e-9 * std::max(1.0, std::abs(value));
        return Value(whole ? rounded : value);
    }

    /// The clauses from the subject's to the number's; with the sentence before if the subject is
    /// named there and both are short enough.
    [[nodiscard]] Evidence evidence(std::uint32_t index, const MetricDraft& draft) const {
        const Sentence& sentence = sentences_[index];
        Span range = trimmed(sentence.text, draft.evidence);
        if (length_of(sentence, range) > evidence_characters) {
            range = trimmed(sentence.text, tail_of(sentence.text, draft.number.end));
        }
        const Evidence own = evidence_of(document_, sentence, range);
        const auto& mention = draft.subject.mention;
        if (!mention || mention->sentence + 1 != index) return own;
        const Sentence& before = sentences_[mention->sentence];
        if (before.paragraph != sentence.paragraph) return own;
        const Span lead{mention->begin, before.text.size()};
        const Span whole{0, range.end};
        if (length_of(before, lead) + length_of(sentence, whole) > evidence_characters) return own;
        return join(document_, evidence_of(document_, before, lead),
                    evidence_of(document_, sentence, whole));
    }

    [[nodiscard]] static std::size_t length_of(const Sentence& sentence, Span range) {
        return length(std::string_view(sentence.text).substr(range.begin, range.end - range.begin));
    }

    /// The last characters before `end` that fit the bound.
    [[nodiscard]] static Span tail_of(std::string_view text, std::size_t end) {
        std::size_t begin = end;
        for (std::size_t i = 0; i < evidence_characters && begin > 0; ++i) {
            begin = character_before(text, begin);
        }
        return {begin, end};
    }

    [[nodiscard]] static Span trimmed(std::string_view text, Span range) {
        static const PhraseSet marks = [] {
            PhraseSet set;
            for (const std::string_view mark :
                 {"，", "；", "。", "：", "、", " ", "　", "|", "）", "；"}) {
                set.add(mark);
            }
            return set;
        }();
        while (range.begin < range.end) {
            const std::size_t mark = marks.at(text, range.begin).length;
            if (mark == 0) break;
            range.begin += mark;
        }
        while (range.begin < range.end) {
            const std::size_t mark = marks.before(text, range.end).length;
            if (mark == 0 || text.substr(0, range.end).ends_with("）")) break;
            range.end -= mark;
        }
        return range;
    }

    const Scene& scene_;
    const Document& document_;
    const std::vector<Sentence>& sentences_;
    Findings& findings_;
    SubjectFinder subjects_;
    MetricCarry carry_;
    std::string title_period_;
    std::string period_;
    std::vector<std::pair<std::uint32_t, MetricDraft>> drafts_;
    std::unordered_multimap<std::int64_t, const MetricDraft*> stored_;
};

}  // namespace

void find_metrics(Scene& scene) {
    MetricFinder(scene).run();
}

}  // namespace dingtu
