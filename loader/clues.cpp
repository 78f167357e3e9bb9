#include "loader/match.h"

#include <tuple>

namespace dingtu {

void find_cues(const Scene& scene, const RuleBook& rules, std::uint32_t sentence, Clues& clues) {
    clues.sentence = sentence;
    rules.index().find(scene.text(sentence), clues.cues);
    rules.index().select(clues.cues, clues.rules);
    clues.clauses = clauses(scene.text(sentence));
}

void find_labels(const Scene& scene, const RuleBook& rules, Clues& clues) {
    std::tie(clues.first, clues.last) = scene.findings.in_sentence(clues.sentence);
    clues.labels.clear();
    clues.any_label = 0;
    for (std::size_t i = clues.first; i < clues.last; ++i) {
        const Mention& mention = scene.findings.mentions[i];
        const bool taken = !mention.nested && mention.entity != no_entity;
        clues.labels.push_back(taken ? rules.index().satisfied_by(mention.label) : 0);
        clues.any_label |= clues.labels.back();
    }
}

}  // namespace dingtu
