#pragma once

#include "shell/evidence.h"

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// How text is drawn for a person.
struct TextStyle {
    bool terminal = false;  ///< with bold type, else marked by »«
    std::size_t width = 0;  ///< lines are broken to so many columns; 0: not at all
};

/// Numbered, the evidence marked within its sentence.
void print_citations(std::ostream& out, const std::vector<Citation>& citations,
                     const TextStyle& style);

/// The text broken into lines of `width` columns, with `indent` blanks before all but the first,
/// which stands behind as many columns. Bold type is ended and begun anew at a break, since pagers
/// forget it there.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

}  // namespace dingtu
