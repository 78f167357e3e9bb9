#pragma once

#include "grammar/ast.h"

namespace dingtu {

/// Whether an aggregate call stands in the expression; nested queries are not looked into.
[[nodiscard]] bool aggregates(const ast::Expression& expression);

}  // namespace dingtu
