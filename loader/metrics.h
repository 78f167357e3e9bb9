#pragma once

#include "loader/finding.h"

namespace dingtu {

/// Appends one Metric entity and one HAS_METRIC relation for each number with a unit that states a
/// fact about a subject. `findings` holds the resolved mentions and the other relations already,
/// so that a number about a support or a project can go to it.
void find_metrics(const Document& document, const std::vector<Sentence>& sentences,
                  Findings& findings);

}  // namespace dingtu
