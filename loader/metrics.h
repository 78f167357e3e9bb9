#pragma once

#include "loader/scene.h"

namespace dingtu {

/// Appends one Metric entity and one HAS_METRIC relation for each number with a unit that states a
/// fact about a subject. The scene holds the resolved mentions and the other relations already, so
/// that a number about a support or a project can go to it.
void find_metrics(Scene& scene);

}  // namespace dingtu
