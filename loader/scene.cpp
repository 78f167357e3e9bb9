#include "loader/scene.h"

#include "base/text.h"
#include "loader/data.h"

#include <algorithm>
#include <utility>

namespace dingtu {

Scene::Scene(const Document& the_document, const std::vector<Sentence>& the_sentences,
             Findings& the_findings)
    : document(the_document),
      sentences(the_sentences),
      findings(the_findings) {
    words.reserve(sentences.size());
    for (const Sentence& sentence : sentences) {
        words.push_back(cut_words(sentence.text));
    }
}

std::size_t Scene::word_at(std::uint32_t sentence, std::size_t at) const {
    const std::vector<Word>& list = words[sentence];
    const auto above =
        std::upper_bound(list.begin(), list.end(), at,
                         [](std::size_t offset, const Word& word) { return offset < word.begin; });
    return above == list.begin() ? 0 : static_cast<std::size_t>(above - list.begin()) - 1;
}

std::span<const Mention> Scene::mentions(std::uint32_t sentence) const {
    const auto [first, last] = findings.in_sentence(sentence);
    return std::span(findings.mentions).subspan(first, last - first);
}

const PhraseSet& phrase_words(std::string_view section) {
    // Asked for at every other word, and a handful of sections: a row is quicker than a tree.
    static const std::vector<std::pair<std::string, PhraseSet>> sets = [] {
        const auto all = read_phrases("phrase_words.txt");
        return std::vector<std::pair<std::string, PhraseSet>>(all.begin(), all.end());
    }();
    static const PhraseSet empty;
    for (const auto& [name, set] : sets) {
        if (name.size() == section.size() && name == section) {
            return set;
        }
    }
    return empty;
}

std::string clean_name(std::string_view words) {
    std::string out;
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t begin = at;
        const char32_t c = next_code_point(words, at);
        const bool quote = c == U'“' || c == U'”' || c == U'‘' || c == U'’' || c == U'「' ||
                           c == U'」' || c == U'『' || c == U'』' || c == U'《' || c == U'》' ||
                           c == '"';
        const bool blank = c == ' ' || c == 0x3000 || c == 0xA0 || c == '\t';
        const bool between_letters =
            blank && !out.empty() && static_cast<unsigned char>(out.back()) < 0x80 &&
            at < words.size() && static_cast<unsigned char>(words[at]) < 0x80;
        if (!quote && (!blank || between_letters)) {
            out += words.substr(begin, at - begin);
        }
    }
    return out;
}

bool names_something(std::string_view phrase) {
    const std::string name = clean_name(phrase);
    return length(name) >= 2 && !phrase_words("general").contains(name);
}

}  // namespace dingtu
