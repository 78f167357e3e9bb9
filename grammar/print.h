#pragma once

#include "grammar/ast.h"

#include <string>
#include <string_view>

namespace dingtu {

/// Canonical text: `parse_script(to_text(x))` equals x but for places and the columns' texts. Names
/// are back-quoted only where needed.
[[nodiscard]] std::string to_text(const ast::Statement& statement);
[[nodiscard]] std::string to_text(const ast::Query& query);
[[nodiscard]] std::string to_text(const ast::Expression& expression);
[[nodiscard]] std::string to_text(const ast::PathPattern& pattern);

/// A name as the language writes it: with back-quotes where it is no plain identifier.
[[nodiscard]] std::string quoted_name(std::string_view name);

}  // namespace dingtu
