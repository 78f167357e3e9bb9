#include "loader/rule_index.h"

#include "base/error.h"
#include "loader/finding.h"
#include "loader/pattern.h"

#include <algorithm>
#include <array>

namespace dingtu {
namespace {

constexpr std::size_t most_labels = 64;

/// The same for sets of the same words.
std::string key_of(const PhraseSet& words) {
    std::vector<std::string> sorted = words.phrases();
    std::sort(sorted.begin(), sorted.end());
    std::string key;
    for (const std::string& word : sorted) {
        key += word + " ";
    }
    return key;
}

void set_bit(std::vector<std::uint64_t>& bits, std::uint32_t bit) {
    bits[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

}  // namespace

void RuleIndex::build(std::vector<Rule>& rules) {
    *this = RuleIndex();
    for (Rule& rule : rules) {
        number(rule.pattern);
    }
    for (const std::string& label : labels_) {
        bits_of_label_.emplace(label, bits_of(label));
    }
    for (const Rule& rule : rules) {
        Need need;
        need.words.resize(set_numbers_.size() / 64 + 1);
        for (const Element& element : rule.pattern) {
            if (element.kind == Element::Kind::Words) {
                set_bit(need.words, element.word_set);
            } else if (element.kind == Element::Kind::Slot) {
                need.labels.push_back(element.label_bits);
            }
        }
        needs_.push_back(std::move(need));
    }
    std::vector<std::string_view> words(word_numbers_.size());
    for (const auto& [word, number] : word_numbers_) {
        words[number] = word;
    }
    for (const std::string_view word : words) {
        static_cast<void>(scanner_.add(word));
    }
    scanner_.build();
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the brackets of a rule's line
void RuleIndex::number(std::vector<Element>& pattern) {
    for (Element& element : pattern) {
        if (element.kind == Element::Kind::Words) {
            element.word_set = word_set(element.words);
        }
        element.label_bits = label_bits(element.labels);
        number(element.inner);
    }
}

std::uint32_t RuleIndex::word_set(const PhraseSet& words) {
    const auto [known, fresh] =
        set_numbers_.emplace(key_of(words), static_cast<std::uint32_t>(set_numbers_.size()));
    if (fresh) {
        for (const std::string& word : words.phrases()) {
            const auto number = static_cast<std::uint32_t>(word_numbers_.size());
            const auto found = word_numbers_.emplace(word, number).first;
            sets_of_word_.resize(word_numbers_.size());
            std::vector<std::uint32_t>& sets = sets_of_word_[found->second];
            if (sets.empty() || sets.back() != known->second) {
                sets.push_back(known->second);
            }
        }
    }
    return known->second;
}

std::uint64_t RuleIndex::label_bits(const std::vector<std::string>& labels) {
    std::uint64_t bits = 0;
    for (const std::string& label : labels) {
        const auto known = std::find(labels_.begin(), labels_.end(), label);
        const auto bit = static_cast<std::size_t>(known - labels_.begin());
        if (bit == most_labels) {
            throw Error(Phase::Load,
                        "the rules name more than " + std::to_string(most_labels) + " labels");
        }
        if (known == labels_.end()) {
            labels_.push_back(label);
        }
        bits |= std::uint64_t{1} << bit;
    }
    return bits;
}

std::uint64_t RuleIndex::bits_of(std::string_view label) const {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < labels_.size(); ++i) {
        bits |= is_a(label, labels_[i]) ? std::uint64_t{1} << i : 0;
    }
    return bits;
}

std::uint64_t RuleIndex::satisfied_by(const std::string& label) const {
    const auto known = bits_of_label_.find(label);
    return known != bits_of_label_.end() ? known->second : bits_of(label);
}

void RuleIndex::find(std::string_view text, std::vector<Cue>& cues) const {
    cues.clear();
    for (std::size_t at = 0; at < text.size();) {
        scanner_.each_at(text, at, [&](std::uint32_t word, std::size_t end) {
            for (const std::uint32_t set : sets_of_word_[word]) {
                cues.push_back({set, at, end});
            }
        });
        static_cast<void>(next_code_point(text, at));
    }
    std::sort(cues.begin(), cues.end(), [](const Cue& a, const Cue& b) {
        return a.set != b.set       ? a.set < b.set
               : a.begin != b.begin ? a.begin < b.begin
                                    : a.end > b.end;
    });
}

void RuleIndex::select(const std::vector<Cue>& cues, std::vector<std::uint32_t>& rules) const {
    rules.clear();
    if (needs_.empty()) {
        return;
    }
    std::vector<std::uint64_t> present(needs_.front().words.size());
    for (const Cue& cue : cues) {
        set_bit(present, cue.set);
    }
    for (std::uint32_t rule = 0; rule < needs_.size(); ++rule) {
        const std::vector<std::uint64_t>& words = needs_[rule].words;
        std::uint64_t missing = 0;
        for (std::size_t i = 0; i < words.size(); ++i) {
            missing |= words[i] & ~present[i];
        }
        if (missing == 0) {
            rules.push_back(rule);
        }
    }
}

bool RuleIndex::finds_labels(std::uint32_t rule, std::uint64_t labels) const {
    const std::vector<std::uint64_t>& needed = needs_[rule].labels;
    return std::all_of(needed.begin(), needed.end(),
                       [&](std::uint64_t any) { return (any & labels) != 0; });
}

}  // namespace dingtu
