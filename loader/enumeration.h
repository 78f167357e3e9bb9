#pragma once

#include "loader/scene.h"

#include <vector>

namespace dingtu {

/// The items of an enumeration (A、B、C和D) that ends right at byte `end` of a sentence, in order,
/// each a noun phrase; none if there is no noun phrase. One item without a separator is a list of
/// one.
[[nodiscard]] std::vector<Span> items_before(const Scene& scene, std::uint32_t sentence,
                                             std::size_t end, const PhraseSet* known = nullptr);
/// The items of an enumeration that begins at `begin`.
[[nodiscard]] std::vector<Span> items_from(const Scene& scene, std::uint32_t sentence,
                                           std::size_t begin);

/// Bytes of a separator of list items (、 和 与 及 以及 或) that ends at `end` / begins at `begin`.
[[nodiscard]] std::size_t separator_before(std::string_view text, std::size_t end);
[[nodiscard]] std::size_t separator_at(std::string_view text, std::size_t begin);

}  // namespace dingtu
