#pragma once

#include "query/build.h"
#include "query/plan.h"

#include <string>

namespace dingtu {

/// A plan as a person reads it: one step a line, the last step first, its input below it; with rows
/// and time per step where `built` has run with profiling on (null otherwise).
[[nodiscard]] std::string explain(const plan::Step& step, const Built* built);

}  // namespace dingtu
