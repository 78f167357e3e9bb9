#pragma once

#include "loader/pattern.h"
#include "loader/scene.h"

#include <cstdint>

namespace dingtu {

/// Whether the noun phrase `range` of a sentence can be what a Phrase element of a rule asks for.
[[nodiscard]] bool fits_phrase(const Scene& scene, std::uint32_t sentence, const Element& element,
                               Span range);
/// 燃气表|研发: what is done to a product is no part of its name.
[[nodiscard]] Span without_making(const Scene& scene, std::uint32_t sentence,
                                  const Element& element, Span item);

}  // namespace dingtu
