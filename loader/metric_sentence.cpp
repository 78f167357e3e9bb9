#include "loader/metric_sentence.h"

#include "loader/phrases.h"

#include <algorithm>

namespace dingtu {

namespace {

/// No sentence that is meant to be read holds more numbers; each is looked at with all others.
constexpr std::size_t most_quantities = 300;

const PhraseSet& clause_marks() {
    static const PhraseSet marks = [] {
        PhraseSet set;
        for (const std::string_view mark :
             {"，", "；", "。", "：", "！", "？", ";", ":", "——", "…", "|", "｜"}) {
            set.add(mark);
        }
        return set;
    }();
    return marks;
}

std::size_t bracket_at(std::string_view text, std::size_t at, std::string_view wide, char narrow) {
    if (text.compare(at, wide.size(), wide) == 0) return wide.size();
    return text[at] == narrow ? 1 : 0;
}

bool inside_quantity(const MetricSentence& sentence, std::size_t at) {
    return std::any_of(
        sentence.quantities.begin(), sentence.quantities.end(),
        [&](const Quantity& q) { return q.number.begin <= at && at < q.number.end; });
}

bool inside_period(const MetricSentence& sentence, std::size_t at) {
    return std::any_of(sentence.periods.begin(), sentence.periods.end(),
                       [&](const Period& p) { return p.span.begin <= at && at < p.span.end; });
}

/// Whether 、 at `at` ends what is said of the number before it: nothing of a list follows.
bool ends_statement(const MetricSentence& sentence, std::size_t at) {
    const std::size_t next = at + std::string_view("、").size();
    bool behind_number = false;
    for (const Quantity& quantity : sentence.quantities) {
        behind_number = behind_number || quantity.span.end == at || quantity.number.end == at;
        if (quantity.span.begin == next) return false;
    }
    return behind_number;
}

/// 2019年 in 2019年集中签约活动 dates the name, not what follows.
bool is_in_name(const MetricSentence& sentence, const Period& period) {
    return std::any_of(sentence.mentions.begin(), sentence.mentions.end(),
                       [&](const Mention& mention) {
                           return mention.begin <= period.span.begin &&
                                  period.span.end < mention.end && !mention.anaphor;
                       });
}

/// 中国 in 其中国家级, 和县 in 开工和县区: a short name that begins or ends inside a word.
bool cuts_word(const MetricSentence& sentence, const Mention& mention) {
    constexpr std::size_t two_characters = 6;
    if (mention.anaphor || mention.end - mention.begin > two_characters) return false;
    if (!is_a(mention.label, "Place")) return false;
    return !sentence.at_word(mention.begin) || !sentence.at_word(mention.end);
}

class ClauseCutter {
public:
    explicit ClauseCutter(MetricSentence& sentence) : sentence_(sentence) {}

    void run() {
        const std::string_view text = sentence_.text;
        for (std::size_t at = 0; at < text.size();) {
            at += step(text, at);
        }
        close(text.size());
    }

private:
    /// Handles the character at `at` and gives its length.
    std::size_t step(std::string_view text, std::size_t at) {
        const std::size_t length = character_length(static_cast<unsigned char>(text[at]));
        if (const std::size_t open = bracket_at(text, at, "（", '('); open && !in_unit(at)) {
            if (const std::size_t plain = bracket_without_number(text, at)) return plain;
            close(at);
            bracket_ = true;
            begin_ = at + open;
            return open;
        }
        if (const std::size_t shut = bracket_at(text, at, "）", ')'); shut && !in_unit(at)) {
            close(at);
            bracket_ = false;
            begin_ = at + shut;
            return shut;
        }
        if (const PhraseSet::Match mark = clause_marks().at(text, at)) {
            if (!in_unit(at)) {
                close(at);
                begin_ = at + mark.length;
            }
            return mark.length;
        }
        if (text.compare(at, 3, "、") == 0 && ends_statement(sentence_, at)) {
            close(at);
            begin_ = at + length;
        }
        return length;
    }

    /// The length of a bracket that holds no number, which is read over:
    /// 地区生产总值（GDP）2313亿元.
    [[nodiscard]] std::size_t bracket_without_number(std::string_view text, std::size_t at) const {
        const std::size_t wide = text.find("）", at);
        const std::size_t narrow = text.find(')', at);
        if (wide == std::string_view::npos && narrow == std::string_view::npos) return 0;
        const std::size_t shut = std::min(wide, narrow);
        if (!sentence_.quantities_in({at, shut}).empty()) return 0;
        return shut + (shut == wide ? 3 : 1) - at;
    }

    [[nodiscard]] bool in_unit(std::size_t at) const {
        return inside_quantity(sentence_, at) || inside_period(sentence_, at);
    }

    void close(std::size_t end) {
        if (end > begin_) sentence_.clauses.push_back({{begin_, end}, bracket_});
    }

    MetricSentence& sentence_;
    std::size_t begin_ = 0;
    bool bracket_ = false;
};

/// Whether a sentence without quantities may still say a place in a ranking.
bool may_rank(std::string_view text) {
    for (const std::string_view word : {"第", "首位", "榜首", "之首"}) {
        if (text.find(word) != std::string_view::npos) return true;
    }
    return false;
}

}  // namespace

bool is_list_gap(std::string_view between) {
    while (!between.empty() && between.front() == ' ')
        between.remove_prefix(1);
    while (!between.empty() && between.back() == ' ')
        between.remove_suffix(1);
    return between == "、" || between == "和" || between == "及" || between == "与" ||
           between == "以及";
}

bool MetricSentence::at_word(std::size_t at) const {
    const auto word =
        std::lower_bound(words.begin(), words.end(), at,
                         [](const Word& w, std::size_t place) { return w.begin < place; });
    return word == words.end() ? at == text.size() : word->begin == at;
}

Span MetricSentence::clause_of(std::size_t at) const {
    for (const MetricClause& clause : clauses) {
        if (clause.span.begin <= at && at < clause.span.end) return clause.span;
    }
    return {at, at};
}

std::vector<std::size_t> MetricSentence::quantities_in(Span span) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < quantities.size(); ++i) {
        if (quantities[i].number.begin >= span.begin && quantities[i].number.begin < span.end) {
            found.push_back(i);
        }
    }
    return found;
}

MetricSentence read_metric_sentence(const Scene& scene, std::uint32_t index,
                                    const PeriodContext& context) {
    const Findings& findings = scene.findings;
    MetricSentence read;
    read.index = index;
    read.sentence = &scene.sentences[index];
    read.text = scene.text(index);
    read.quantities = find_quantities(read.text);
    if (read.quantities.size() > most_quantities) {
        read.quantities.resize(most_quantities);
    }
    const auto [first, last] = findings.in_sentence(index);
    if (read.quantities.empty() && !may_rank(read.text)) {
        read.mentions.assign(findings.mentions.begin() + static_cast<std::ptrdiff_t>(first),
                             findings.mentions.begin() + static_cast<std::ptrdiff_t>(last));
        ClauseCutter(read).run();
        return read;
    }
    read.periods = find_periods(read.text, context);
    std::erase_if(read.quantities, [&](const Quantity& quantity) {
        return std::any_of(read.periods.begin(), read.periods.end(), [&](const Period& period) {
            return quantity.number.begin < period.span.end &&
                   period.span.begin < quantity.number.end;
        });
    });
    read.words = scene.words[index];
    for (std::size_t i = first; i < last; ++i) {
        if (!cuts_word(read, findings.mentions[i])) read.mentions.push_back(findings.mentions[i]);
    }
    std::erase_if(read.periods, [&](const Period& period) { return is_in_name(read, period); });
    ClauseCutter(read).run();
    return read;
}

}  // namespace dingtu
