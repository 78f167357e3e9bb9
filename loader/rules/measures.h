#pragma once

#include "loader/scene.h"

#include <vector>

namespace dingtu {

/// One thing that a clause of a policy gives: 给予…一次性奖励, 免收首年租金.
struct Measure {
    Span phrase;  ///< what is given
    Span clause;  ///< the words that say so, from the condition on
};

/// What a sentence offers to those who meet a condition (对…的企业，给予…). In a policy's own text
/// (`notice`) also what is offered to all: 为企业提供…, 免收…. A sentence that tells of a named
/// firm offers nothing, nor does one that refuses.
[[nodiscard]] std::vector<Measure> measures_in(const Scene& scene, std::uint32_t sentence,
                                               bool notice);

/// Whether the document is the text of a policy: its heading is the title of one, and it answers no
/// questions.
[[nodiscard]] bool is_notice(const Scene& scene);

}  // namespace dingtu
