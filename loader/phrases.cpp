#include "loader/phrases.h"

#include "base/error.h"
#include "loader/data.h"

#include <algorithm>

namespace dingtu {

namespace {

std::string_view first_character(std::string_view text) {
    return text.substr(0, character_length(static_cast<unsigned char>(text.front())));
}

std::string_view last_character(std::string_view text) {
    return text.substr(character_before(text, text.size()));
}

}  // namespace

std::size_t PhraseSet::Index::cell_of(std::uint32_t key) const {
    // Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4): neighbouring codes apart.
    std::size_t cell = (key * std::uint64_t{0x9E3779B97F4A7C15}) >> 32 & (cells_.size() - 1);
    while (cells_[cell].key != key && cells_[cell].key != 0) {
        cell = (cell + 1) & (cells_.size() - 1);
    }
    return cell;
}

const std::vector<std::uint32_t>* PhraseSet::Index::find(std::uint32_t key) const {
    if (cells_.empty() || key == 0) return nullptr;
    const Cell& cell = cells_[cell_of(key)];
    return cell.key == 0 ? nullptr : &lists_[cell.list];
}

std::vector<std::uint32_t>& PhraseSet::Index::at(std::uint32_t key) {
    if (cells_.size() < 2 * (lists_.size() + 1)) {
        grow();
    }
    Cell& cell = cells_[cell_of(key)];
    if (cell.key == 0) {
        cell = {key, static_cast<std::uint32_t>(lists_.size())};
        lists_.emplace_back();
        const std::uint32_t bits = low_bits(key);
        filter_[bits >> 6] |= std::uint64_t{1} << (bits & 63);
    }
    return lists_[cell.list];
}

void PhraseSet::Index::grow() {
    std::vector<Cell> old(std::max<std::size_t>(8, cells_.size() * 2));
    old.swap(cells_);
    for (const Cell& cell : old) {
        if (cell.key != 0) {
            cells_[cell_of(cell.key)] = cell;
        }
    }
}

void PhraseSet::add(std::string_view phrase, std::uint32_t value) {
    if (contains(phrase)) {
        return;
    }
    const auto number = static_cast<std::uint32_t>(phrases_.size());
    std::vector<std::uint32_t>& beginning = by_first_.at(key_of(first_character(phrase)));
    const auto place =
        std::upper_bound(beginning.begin(), beginning.end(), phrase,
                         [&](std::string_view a, std::uint32_t b) { return a < phrases_[b]; });
    beginning.insert(place, number);
    std::vector<std::uint32_t>& ending = by_last_.at(key_of(last_character(phrase)));
    const auto shorter = std::find_if(ending.begin(), ending.end(), [&](std::uint32_t other) {
        return phrases_[other].size() < phrase.size();
    });
    ending.insert(shorter, number);
    phrases_.emplace_back(phrase);
    values_.push_back(value);
}

PhraseSet::Match PhraseSet::longest_at(std::string_view rest, std::uint32_t key) const {
    const std::vector<std::uint32_t>* const list = by_first_.find(key);
    if (list == nullptr) return {};
    // A phrase that begins `rest` sorts before it, and all between the two begin with that phrase.
    // So look at the last one before; if it goes another way at some byte, go on with what they
    // share.
    auto end = list->end();
    for (;;) {
        end = std::upper_bound(list->begin(), end, rest, [&](std::string_view a, std::uint32_t b) {
            return a < phrases_[b];
        });
        if (end == list->begin()) return {};
        const std::string_view last = phrases_[*std::prev(end)];
        const auto apart = std::mismatch(last.begin(), last.end(), rest.begin(), rest.end()).first;
        const auto shared = static_cast<std::size_t>(apart - last.begin());
        if (shared == last.size()) {
            return {shared, values_[*std::prev(end)]};
        }
        rest = rest.substr(0, shared);
    }
}

PhraseSet::Match PhraseSet::longest_before(std::string_view head, std::uint32_t key) const {
    if (const std::vector<std::uint32_t>* list = by_last_.find(key)) {
        for (const std::uint32_t number : *list) {
            if (head.ends_with(phrases_[number])) {
                return {phrases_[number].size(), values_[number]};
            }
        }
    }
    return {};
}

void PhraseSet::add_first_characters(PhraseSet& set) const {
    for (const std::string& phrase : phrases_) {
        if (!set.contains(first_character(phrase))) {
            set.add(first_character(phrase));
        }
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
