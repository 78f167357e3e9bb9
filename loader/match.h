#pragma once

#include "loader/pattern.h"
#include "loader/scene.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace dingtu {

/// What the rules look for in a sentence, found once for all of them. Holds as long as its mentions
/// stay as they are.
struct Clues {
    std::uint32_t sentence = 0;
    std::vector<Cue> cues;
    std::vector<std::uint32_t> rules;  ///< ascending: those whose words all occur
    std::vector<Span> clauses;
    std::size_t first = 0;  ///< the sentence's mentions, as indices into Findings::mentions
    std::size_t last = 0;
    std::vector<std::uint64_t> labels;  ///< of each mention that a slot may take, else 0
    std::uint64_t any_label = 0;
};

/// Finds the cues of a sentence and the rules that may match in it.
void find_cues(const Scene& scene, const RuleBook& rules, std::uint32_t sentence, Clues& clues);
/// Looks at the mentions of the sentence (again).
void find_labels(const Scene& scene, const RuleBook& rules, Clues& clues);

/// What a name of a pattern stands for: mentions of the sentence, or noun phrases that become ones.
struct Binding {
    const Element* element = nullptr;
    std::vector<std::size_t> mentions;  ///< indices into Findings::mentions
    std::vector<Span> phrases;          ///< Phrase: the words; Words: the words matched
};

struct Match {
    Span range;
    std::vector<Binding> bindings;

    /// What `name` stands for, or nothing.
    [[nodiscard]] const Binding* find(std::string_view name) const;
};

/// All matches of a rule in a sentence, from left to right; of those that begin at one place the
/// first that the pattern's order tries (longest lists and phrases first, shortest gaps first).
[[nodiscard]] std::vector<Match> match_rule(const Scene& scene, const Clues& clues,
                                            const Rule& rule);

}  // namespace dingtu
