#pragma once

#include "loader/pattern.h"
#include "loader/scene.h"

#include <map>
#include <string>
#include <vector>

namespace dingtu {

/// What a name of a pattern stands for: mentions of the sentence, or noun phrases that become ones.
struct Binding {
    const Element* element = nullptr;
    std::vector<std::size_t> mentions;  ///< indices into Findings::mentions
    std::vector<Span> phrases;          ///< Phrase: the words; Words: the words matched
};

struct Match {
    Span range;
    std::map<std::string, Binding> bindings;
};

/// All matches of a rule in a sentence, from left to right; of those that begin at one place the
/// first that the pattern's order tries (longest lists and phrases first, shortest gaps first).
[[nodiscard]] std::vector<Match> match_rule(const Scene& scene, std::uint32_t sentence,
                                            const Rule& rule);

}  // namespace dingtu
