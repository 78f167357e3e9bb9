#pragma once

#include "loader/metric_draft.h"
#include "loader/metric_phrase.h"

namespace dingtu {

/// Sets `measure`, and the sign of the value of a change, from the words left of the number.
/// Growth in % is yearly where the text says 同比 or 比上年, and for a place also where it says
/// nothing: bulletins say it once.
void set_measure(MetricDraft& draft, const LeftWords& left, const Quantity& number, bool of_place);

/// Whether the number is a part of a whole: 占比, 率, or a bare percentage.
[[nodiscard]] bool is_share(const LeftWords& left, const MetricDraft& draft);

}  // namespace dingtu
