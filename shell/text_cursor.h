#pragma once

#include "base/text.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

// Places in a text of several lines, as an editor moves among them; all are byte offsets.

/// Where the line around `at` begins and ends (at its line break).
[[nodiscard]] std::size_t line_begin(std::string_view text, std::size_t at);
[[nodiscard]] std::size_t line_end(std::string_view text, std::size_t at);

/// The place a line above or below in the same display column, or the nearest before it; nothing
/// in the first or last line.
[[nodiscard]] std::optional<std::size_t> place_above(std::string_view text, std::size_t at);
[[nodiscard]] std::optional<std::size_t> place_below(std::string_view text, std::size_t at);

/// What stands before line `line` (from 1) of a statement, as wide as the first prompt: what is
/// still open there and an arrow, `"->`, `(->`.
[[nodiscard]] std::string continuation_prompt(std::string_view text, std::size_t line,
                                              std::size_t width);

/// Candidates side by side in columns, `width` wide; at most `limit`, the rest are counted. Begins
/// and ends with a line break.
[[nodiscard]] std::string side_by_side(const std::vector<std::string>& candidates,
                                       std::size_t width, std::size_t limit);

}  // namespace dingtu
