#pragma once

#include "query/plan.h"
#include "storage/catalog.h"

namespace dingtu {

/// Replaces every pattern of the plan by scans and expansions. With `by_cost` each pattern starts
/// where the catalog's counts promise the fewest rows and conditions are asked as early as they can
/// be; without, it is walked as it was written and conditions come last (the same rows, slower: the
/// tests compare the two).
[[nodiscard]] plan::StepPtr optimize(const plan::StepPtr& step, const Catalog& catalog,
                                     bool by_cost);

/// One pattern behind `input`. The heart of optimize(), in plan_pattern.cpp.
[[nodiscard]] plan::StepPtr plan_pattern(const Pattern& pattern, plan::StepPtr input,
                                         const Catalog& catalog, bool by_cost);

}  // namespace dingtu
