#pragma once

#include "loader/lexicon.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dingtu {

class PhraseSet;
struct Element;
struct Rule;

/// Where a word of a rule stands in a sentence.
struct Cue {
    std::uint32_t set = 0;  ///< Element::word_set of the elements that ask for it
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// What the rules of a book ask for, put together, so that one pass over a sentence tells which few
/// of them can match in it at all.
class RuleIndex {
public:
    /// Numbers the word sets and labels of the rules, also in the rules themselves. Throws
    /// Error{Load} if they name more than 64 labels.
    void build(std::vector<Rule>& rules);

    /// The cues of a sentence, by set and beginning; longer ones first.
    void find(std::string_view text, std::vector<Cue>& cues) const;
    /// One bit for each label that rules ask for and a mention of this label satisfies.
    [[nodiscard]] std::uint64_t satisfied_by(const std::string& label) const;
    /// The rules, ascending, whose words are all among the cues. Cost: some words of bits a rule.
    void select(const std::vector<Cue>& cues, std::vector<std::uint32_t>& rules) const;
    /// Whether each label that the rule must find is in `labels`.
    [[nodiscard]] bool finds_labels(std::uint32_t rule, std::uint64_t labels) const;

private:
    /// What has to be in a sentence for a rule to match.
    struct Need {
        std::vector<std::uint64_t> words;   ///< bits of word sets
        std::vector<std::uint64_t> labels;  ///< of each entry one bit at least
    };
    void number(std::vector<Element>& pattern);
    [[nodiscard]] std::uint32_t word_set(const PhraseSet& words);
    [[nodiscard]] std::uint64_t label_bits(const std::vector<std::string>& labels);
    [[nodiscard]] std::uint64_t bits_of(std::string_view label) const;

    std::vector<Need> needs_;
    std::vector<std::string> labels_;
    std::unordered_map<std::string, std::uint64_t> bits_of_label_;
    std::unordered_map<std::string, std::uint32_t> set_numbers_;  ///< by their words
    std::unordered_map<std::string, std::uint32_t> word_numbers_;
    std::vector<std::vector<std::uint32_t>> sets_of_word_;  ///< by the scanner's ids
    LiteralScanner scanner_;
};

}  // namespace dingtu
