#pragma once

#include "loader/finding.h"
#include "loader/phrases.h"
#include "loader/words.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dingtu {

/// A document while it is read: its sentences cut into words, and what has been found so far.
struct Scene {
    const Document& document;
    const std::vector<Sentence>& sentences;
    std::vector<std::vector<Word>> words;  ///< for each sentence
    Findings& findings;
    /// Mentions of noun phrases that rules named; settle_mentions() puts them in their places, so
    /// that indices stay valid while one rule is applied.
    std::vector<Mention> pending;
    /// Where a relation stands in findings.relations, by type, head and tail.
    std::unordered_map<std::string, std::size_t> stated;

    Scene(const Document& the_document, const std::vector<Sentence>& the_sentences,
          Findings& the_findings);

    [[nodiscard]] std::string_view text(std::uint32_t sentence) const {
        return sentences[sentence].text;
    }
    [[nodiscard]] std::string_view text(std::uint32_t sentence, Span range) const {
        return text(sentence).substr(range.begin, range.end - range.begin);
    }
    /// Index of the word that holds byte `at` of the sentence.
    [[nodiscard]] std::size_t word_at(std::uint32_t sentence, std::size_t at) const;
    /// The mentions of a sentence.
    [[nodiscard]] std::span<const Mention> mentions(std::uint32_t sentence) const;
};

/// The sets of words of data/phrase_words.txt.
[[nodiscard]] const PhraseSet& phrase_words(std::string_view section);

/// Where the noun phrase begins that ends at byte `end` of a sentence: to the left over nouns,
/// names, adjectives and inner verbs, not over marks, particles, governing verbs or role nouns.
/// Quotes and brackets that are whole lie inside. Never left of `floor`.
[[nodiscard]] std::size_t phrase_begin(const Scene& scene, std::uint32_t sentence, std::size_t end,
                                       std::size_t floor = 0);
/// Where the noun phrase ends that begins at byte `begin`; `begin` itself if there is none.
[[nodiscard]] std::size_t phrase_end(const Scene& scene, std::uint32_t sentence, std::size_t begin,
                                     std::size_t ceiling = SIZE_MAX);
/// The phrase without numerals, measure words and light words at its edges, and without quotes
/// that wrap the whole.
[[nodiscard]] Span tidy_phrase(const Scene& scene, std::uint32_t sentence, Span range);
/// Whether a phrase names something: not only general nouns, at least two characters.
[[nodiscard]] bool names_something(std::string_view phrase);

/// A name as it is stored: without quotes, without blanks between Chinese characters.
[[nodiscard]] std::string clean_name(std::string_view words);

}  // namespace dingtu
