#pragma once

#include "loader/metric_sentence.h"

#include <optional>
#include <string>

namespace dingtu {

/// What the words before a number say of it.
struct LeftWords {
    Span core;              ///< the noun phrase that is measured; empty range if there is none
    int direction = 0;      ///< +1 增长, −1 下降
    bool compared = false;  ///< 比…, 较…: a difference
    bool yearly = false;    ///< 同比, 比上年
    bool share = false;     ///< 占
    bool fresh = false;     ///< 新增: a count of new things
    bool before_stage = false;
    bool after_stage = false;
    bool verb_end = false;  ///< what is left ends in a verb of having, or nothing is left
    std::string scope;      ///< what is compared with or shared in: 全省, 全市工业
};

/// Reads the words [begin, end) left of a number: strips verbs of reaching and growing, adverbs and
/// comparisons at the end, link words, periods and the place or firm spoken of at the start. With
/// `difference` (the unit is one of differences) 高于全省 counts as growth.
[[nodiscard]] LeftWords read_left(const MetricSentence& sentence, Span range, bool difference);

/// The noun phrase right behind a number, within `end`; an empty range if a verb, a particle or a
/// mark stands there. 的 in front of it is left out.
[[nodiscard]] Span read_right(const MetricSentence& sentence, std::size_t begin, std::size_t end);

/// The words of a range without periods and brackets in it, blanks and outer quotes left out.
[[nodiscard]] std::string phrase_text(const MetricSentence& sentence, Span range);

/// The items of a list A、B和C; with `by_marks_only` divided at 、 alone.
[[nodiscard]] std::vector<Span> list_items(const MetricSentence& sentence, Span range,
                                           bool by_marks_only = false);

}  // namespace dingtu
