#pragma once

#include "loader/scene.h"

namespace dingtu {

// How a word that may stand for something (公司, 其, 该平台) stands in its sentence.

/// Whether it opens a clause right behind a mark.
[[nodiscard]] bool opens_after_mark(const Scene& scene, std::uint32_t sentence, std::size_t at);
/// The same, or behind an adverb, a time, a conjunction or a preposition.
[[nodiscard]] bool opens_clause(const Scene& scene, std::uint32_t sentence, std::size_t at);
/// The part of speech of the word that ends before a place.
[[nodiscard]] Tag tag_before(const Scene& scene, std::uint32_t sentence, std::size_t at);
/// 公司 is no anaphor inside a longer noun: 公司法, 企业家, 平台经济, 项目经理; 其 none in 其中.
[[nodiscard]] bool stands_alone(const Scene& scene, std::uint32_t sentence, Span range);

}  // namespace dingtu
