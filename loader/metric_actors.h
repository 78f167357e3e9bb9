#pragma once

#include "loader/metric_sentence.h"

namespace dingtu {

// How a name stands in a sentence: what makes it no subject of a number, or the narrower one of
// two.

/// A name that is governed by a preposition or stands for comparison is no subject.
[[nodiscard]] bool is_governed(const MetricSentence& sentence, const Mention& mention);
/// 新增省级工业互联网平台, 完成数字化改造1.0, 生产一套轮毂轴承: no subject but what is done.
[[nodiscard]] bool is_object(const MetricSentence& sentence, const Mention& mention);
/// 合肥海关发布数据显示, 市统计局介绍: who says it, not whom it is about.
[[nodiscard]] bool is_source(const MetricSentence& sentence, const Mention& mention);
/// 全省第8位, 全国首位, 全省平均水平: what one is compared with.
[[nodiscard]] bool is_scope_of_rank(const MetricSentence& sentence, const Mention& mention);
[[nodiscard]] bool stands_at(const MetricSentence& sentence, const Mention& mention);
[[nodiscard]] bool is_example(const MetricSentence& sentence, const Mention& mention);
/// 杭州的, 萧山区, 企业: nothing between two names but what makes the second one narrower.
[[nodiscard]] bool narrows(const MetricSentence& sentence, const Mention& wide,
                           const Mention& narrow);
/// 某某企业运营的|某某平台: the name that a relative clause stands before is what the clause is
/// about. A product stays with its maker.
[[nodiscard]] bool heads(const MetricSentence& sentence, const Mention& actor,
                         const Mention& mention);
/// 赴德国, 东盟国家: a country that is no subject of its own.
[[nodiscard]] bool is_abroad(const MetricSentence& sentence, const Mention& mention);

}  // namespace dingtu
