#pragma once

#include "loader/finding.h"
#include "loader/numbers.h"
#include "loader/periods.h"
#include "loader/scene.h"

#include <span>
#include <string_view>
#include <vector>

namespace dingtu {

/// A stretch of a sentence in which at most one thing is said of one number or list of numbers:
/// between ，；： and the like, brackets on their own, and cut behind a number that 、 ends
/// (增加值1073亿元、增长7%).
struct MetricClause {
    Span span;
    bool bracket = false;  ///< stands in brackets inside the clause before
};

/// A sentence as the metric rules see it. Views live as long as the sentence and the findings.
struct MetricSentence {
    std::uint32_t index = 0;
    const Sentence* sentence = nullptr;
    std::string_view text;
    std::vector<Quantity> quantities;  ///< without those inside a period
    std::vector<Period> periods;
    std::vector<Mention> mentions;  ///< without short place names that cut a word (其中国家级)
    std::vector<MetricClause> clauses;
    std::span<const Word> words;  ///< empty where no number and no rank can be

    [[nodiscard]] std::string_view cut(Span span) const {
        return text.substr(span.begin, span.end - span.begin);
    }
    /// Whether a word of the sentence begins at byte `at`, so that a character there is no part of
    /// a longer word (间 of 时间).
    [[nodiscard]] bool at_word(std::size_t at) const;
    /// The clause that holds byte `at`; an empty range between clauses.
    [[nodiscard]] Span clause_of(std::size_t at) const;
    /// Quantities that begin in a range, as indices.
    [[nodiscard]] std::vector<std::size_t> quantities_in(Span span) const;
};

[[nodiscard]] MetricSentence read_metric_sentence(const Scene& scene, std::uint32_t index,
                                                  const PeriodContext& context);

/// Whether only a mark of a list stands between two places: 、 和 及 与 以及.
[[nodiscard]] bool is_list_gap(std::string_view between);

}  // namespace dingtu
