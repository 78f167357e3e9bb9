#include "loader/phrases.h"

#include "base/error.h"
#include "loader/data.h"

#include <algorithm>

namespace dingtu {

namespace {

/// A character's bytes as one number.
std::uint32_t character_key(std::string_view character) {
    std::uint32_t key = 0;
    for (const char byte : character) {
        key = key << 8 | static_cast<unsigned char>(byte);
    }
    return key;
}

std::string_view first_character(std::string_view text) {
    return text.substr(0, character_length(static_cast<unsigned char>(text.front())));
}

std::string_view last_character(std::string_view text) {
    return text.substr(character_before(text, text.size()));
}

/// The last twelve bits of a character's code.
std::uint32_t low_bits(std::string_view character) {
    std::uint32_t bits = 0;
    for (const char byte : character.substr(character.size() > 2 ? character.size() - 2 : 0)) {
        bits = bits << 6 | (static_cast<unsigned char>(byte) & 0x3FU);
    }
    return bits & 0xFFFU;
}

void mark(std::array<std::uint64_t, 64>& filter, std::string_view character) {
    const std::uint32_t bits = low_bits(character);
    filter[bits >> 6] |= std::uint64_t{1} << (bits & 63);
}

bool marked(const std::array<std::uint64_t, 64>& filter, std::string_view character) {
    const std::uint32_t bits = low_bits(character);
    return (filter[bits >> 6] >> (bits & 63) & 1) != 0;
}

}  // namespace

std::size_t character_length(unsigned char first) {
    if (first < 0xC0) return 1;
    if (first < 0xE0) return 2;
    return first < 0xF0 ? 3 : 4;
}

std::size_t character_before(std::string_view text, std::size_t end) {
    std::size_t at = end - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) {
        --at;
    }
    return at;
}

void PhraseSet::add(std::string_view phrase, std::uint32_t value) {
    const auto insert = [&](Bucket& bucket) {
        const auto place = std::find_if(bucket.begin(), bucket.end(), [&](const Entry& entry) {
            return entry.phrase.size() < phrase.size();
        });
        bucket.insert(place, Entry{std::string(phrase), value});
    };
    insert(by_first_[character_key(first_character(phrase))]);
    insert(by_last_[character_key(last_character(phrase))]);
    mark(first_filter_, first_character(phrase));
    mark(last_filter_, last_character(phrase));
}

PhraseSet::Match PhraseSet::at(std::string_view text, std::size_t at) const {
    if (at >= text.size()) return {};
    const std::string_view rest = text.substr(at);
    const std::string_view first = first_character(rest);
    if (!marked(first_filter_, first)) return {};
    const auto bucket = by_first_.find(character_key(first));
    if (bucket == by_first_.end()) return {};
    for (const Entry& entry : bucket->second) {
        if (rest.starts_with(entry.phrase)) return {entry.phrase.size(), entry.value};
    }
    return {};
}

PhraseSet::Match PhraseSet::before(std::string_view text, std::size_t end) const {
    if (end == 0 || end > text.size()) return {};
    const std::string_view head = text.substr(0, end);
    const std::string_view last = last_character(head);
    if (!marked(last_filter_, last)) return {};
    const auto bucket = by_last_.find(character_key(last));
    if (bucket == by_last_.end()) return {};
    for (const Entry& entry : bucket->second) {
        if (head.ends_with(entry.phrase)) return {entry.phrase.size(), entry.value};
    }
    return {};
}

bool PhraseSet::contains(std::string_view phrase) const {
    return !phrase.empty() && at(phrase, 0).length == phrase.size();
}

void PhraseSet::add_first_characters(PhraseSet& set) const {
    for (const auto& [key, bucket] : by_first_) {
        set.add(first_character(bucket.front().phrase));
    }
}

bool PhraseSet::within(std::string_view text) const {
    Match match;
    return find(text, 0, match) != std::string_view::npos;
}

std::size_t PhraseSet::find(std::string_view text, std::size_t from, Match& match) const {
    while (from < text.size()) {
        match = at(text, from);
        if (match) return from;
        from += character_length(static_cast<unsigned char>(text[from]));
    }
    return std::string_view::npos;
}

std::vector<Section> read_sections(std::string_view file) {
    std::vector<Section> sections;
    for (const DataLine& line : data_lines(data_file(file))) {
        if (line.text.front() == '[' && line.text.back() == ']') {
            sections.push_back({std::string(line.text.substr(1, line.text.size() - 2)), {}});
            continue;
        }
        if (sections.empty()) {
            throw Error(Phase::Load, std::string(file) + ":" + std::to_string(line.number) +
                                         ": a word before the first [section]");
        }
        sections.back().lines.push_back(words_of(line.text));
    }
    return sections;
}

std::map<std::string, PhraseSet, std::less<>> read_phrases(std::string_view file) {
    std::map<std::string, PhraseSet, std::less<>> sets;
    for (const Section& section : read_sections(file)) {
        PhraseSet& set = sets[section.name];
        for (const auto& line : section.lines) {
            for (const std::string_view word : line) {
                set.add(word);
            }
        }
    }
    return sets;
}

}  // namespace dingtu
