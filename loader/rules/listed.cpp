#include "loader/rules/rules.h"

namespace dingtu {

void find_listed(const Scene& scene, const RuleBook& rules, std::vector<Mention>& found) {
    PhraseSet forms;
    for (std::uint32_t i = 0; i < rules.listed().size(); ++i) {
        for (const std::string& name : rules.listed()[i].names) {
            forms.add(name, i);
        }
    }
    for (std::uint32_t s = 0; s < scene.sentences.size(); ++s) {
        const std::string_view text = scene.text(s);
        PhraseSet::Match match;
        for (std::size_t at = forms.find(text, 0, match); at != std::string_view::npos;
             at = forms.find(text, at + match.length, match)) {
            const RuleBook::Listed& listed = rules.listed()[match.value];
            Mention mention;
            mention.label = listed.label;
            mention.sentence = s;
            mention.begin = at;
            mention.end = at + match.length;
            mention.name = listed.names.front();
            mention.rule = listed.rule;
            mention.weight = 100;  // a user's word stands above every rule
            found.push_back(std::move(mention));
        }
    }
}

}  // namespace dingtu
