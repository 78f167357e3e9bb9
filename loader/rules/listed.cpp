#include "loader/rules/rules.h"

namespace dingtu {

void find_listed(const Scene& scene, const RuleBook& rules, std::uint32_t sentence,
                 std::vector<Mention>& found) {
    const std::string_view text = scene.text(sentence);
    PhraseSet::Match match;
    for (std::size_t at = rules.listed_forms().find(text, 0, match); at != std::string_view::npos;
         at = rules.listed_forms().find(text, at + match.length, match)) {
        const RuleBook::Listed& listed = rules.listed()[match.value];
        Mention mention;
        mention.label = listed.label;
        mention.sentence = sentence;
        mention.begin = at;
        mention.end = at + match.length;
        mention.name = listed.names.front();
        mention.rule = listed.rule;
        mention.weight = 100;  // a user's word stands above every rule
        found.push_back(std::move(mention));
    }
}

}  // namespace dingtu
