#include "loader/rules/rules.h"

namespace dingtu {

void find_listed(const Scene& scene, const RuleBook& rules, std::uint32_t sentence,
                 std::vector<Mention>& found) {
    const std::string_view text = scene.text(sentence);
    PhraseSet::Match match;
    for (std::size_t at = rules.listed_forms().find(text, 0, match); at != std::string_view::npos;
         at = rules.listed_forms().find(text, at + match.length, match)) {
        const RuleBook::Listed& listed = rules.listed()[match.value];
        constexpr double weight = 100;  // a user's word stands above every rule
        found.push_back(candidate(listed.label, sentence, {at, at + match.length},
                                  listed.names.front(), listed.rule, weight));
    }
}

}  // namespace dingtu
