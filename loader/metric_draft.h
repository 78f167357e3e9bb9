#pragma once

#include "loader/metric_sentence.h"
#include "loader/metric_subject.h"

#include <optional>
#include <string>
#include <vector>

namespace dingtu {

/// A Metric before it is given a subject's name and stored.
struct MetricDraft {
    Subject subject;
    std::string indicator;
    std::string measure;  ///< level, yoy, change, share, rank
    double value = 0;
    std::optional<double> value_max;
    std::string unit;
    Comparison comparison = Comparison::Equal;
    std::string period;
    std::string period_text;
    std::string stage;  ///< before, after or empty
    bool target = false;
    Span number;    ///< in the sentence
    Span evidence;  ///< in the sentence
};

/// What the sentences before leave behind for the next one.
struct MetricCarry {
    std::string indicator;    ///< the thing measured last
    std::string period;       ///< the period in force at the sentence's end
    std::string period_hull;  ///< from its first to its last period, for 同期
    std::uint32_t paragraph = UINT32_MAX;
};

/// The statements of numbers in the clauses of a sentence (of a table row: in its cells of words).
/// `heading_period` holds where the sentence gives no period of its own.
[[nodiscard]] std::vector<MetricDraft> read_statements(const MetricSentence& sentence,
                                                       const SubjectFinder& subjects,
                                                       const std::string& heading_period,
                                                       const std::string& document_date,
                                                       MetricCarry& carry);

/// Numbers that fill a cell of a table row, named by the header of their column and, in a table of
/// indicators, by the first cell of words of their row.
[[nodiscard]] std::vector<MetricDraft> read_cells(const MetricSentence& sentence,
                                                  const std::vector<Sentence>& sentences,
                                                  const SubjectFinder& subjects,
                                                  const std::string& heading_period,
                                                  const std::string& document_date);

/// A place in a ranking: 位列全省第一, 居全国第3位, 增速全省第7位.
struct Rank {
    Span span;   ///< from the verb (or the scope) to the end
    Span field;  ///< what is ranked, if it stands behind the verb; else empty
    int place = 0;
};
[[nodiscard]] std::vector<Rank> find_ranks(const MetricSentence& sentence, Span clause);

}  // namespace dingtu
