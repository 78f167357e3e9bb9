#pragma once

#include "query/expression.h"

#include <cstdint>

namespace dingtu {

/// The value of a SKIP or LIMIT expression. Throws Error{Run} SyntaxError NegativeIntegerArgument
/// or InvalidArgumentType, as openCypher names these when they come from a parameter.
[[nodiscard]] std::uint64_t row_count(const Expression& expression, Context& context,
                                      const char* clause);

}  // namespace dingtu
