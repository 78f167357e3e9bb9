#pragma once

#include "query/plan.h"
#include "storage/catalog.h"

namespace dingtu {

/// Replaces every pattern of the plan by scans and expansions. With `by_cost` each pattern starts
/// where the catalog's counts promise the fewest rows and conditions are asked as early as they can
/// be; without, it is walked as it was written and conditions come last (the same rows, slower: the
/// tests compare the two). `once`: the plan's rows are asked for as a set, their number does not
/// matter.
[[nodiscard]] plan::StepPtr optimize(const plan::StepPtr& step, const Catalog& catalog,
                                     bool by_cost, bool once = false);

/// One pattern behind `input`. The heart of optimize(), in plan_pattern.cpp.
[[nodiscard]] plan::StepPtr plan_pattern(const Pattern& pattern, plan::StepPtr input,
                                         const Catalog& catalog, bool by_cost);

/// The step with what its input computes for each row moved to where fewer rows are left: the keys
/// of a GROUP BY to its groups, columns that ORDER BY does not read to the rows that LIMIT keeps.
[[nodiscard]] plan::StepPtr compute_late(const plan::StepPtr& step);

/// The plan with the steps marked of which equal rows may come once, if those of the plan may.
[[nodiscard]] plan::StepPtr mark_wanted_once(const plan::StepPtr& step, bool once);

}  // namespace dingtu
