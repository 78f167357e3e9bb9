#pragma once

#include "query/functions.h"

#include <span>

namespace dingtu {

/// The functions by subject; find_function() looks in all of them.
[[nodiscard]] std::span<const Function> conversion_functions();
[[nodiscard]] std::span<const Function> duration_functions();
[[nodiscard]] std::span<const Function> graph_functions();
[[nodiscard]] std::span<const Function> list_functions();
[[nodiscard]] std::span<const Function> math_functions();
[[nodiscard]] std::span<const Function> path_functions();
[[nodiscard]] std::span<const Function> string_functions();
[[nodiscard]] std::span<const Function> temporal_functions();
[[nodiscard]] std::span<const Function> trigonometric_functions();
[[nodiscard]] std::span<const Function> trim_functions();
[[nodiscard]] std::span<const Function> truncation_functions();

}  // namespace dingtu
