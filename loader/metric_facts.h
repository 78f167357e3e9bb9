#pragma once

#include "loader/metric_sentence.h"

namespace dingtu {

/// Whether a number of a clause states a fact of its own. It does not as a threshold (总投资10亿元
/// 以上项目, 投入200万元以上的), the count of a list that stands beside it, a rate's base
/// (每引进1人), a part of a name, what is denied, or a weak count that nothing asserts.
[[nodiscard]] bool states_fact(const MetricSentence& sentence, const MetricClause& clause,
                               const Quantity& quantity);

/// Whether a unit counts things (家, 项, 人), so that a noun behind it is what is counted.
[[nodiscard]] bool counts_things(std::string_view unit);
/// 年, 月, 天, 小时 ...
[[nodiscard]] bool is_duration(std::string_view unit);

}  // namespace dingtu
