#include "loader/pinyin.h"

#include "base/text.h"
#include "loader/data.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace dingtu {

namespace {

/// The data file in both directions.
struct Readings {
    std::map<std::string_view, std::vector<char32_t>> characters;          // of a syllable
    std::unordered_map<char32_t, std::vector<std::string_view>> readings;  // the main one first
};

void add(Readings& out, std::string_view syllable, std::string_view characters, bool main) {
    for (char32_t character : code_points(characters)) {
        out.characters[syllable].push_back(character);
        auto& all = out.readings[character];
        all.insert(main ? all.begin() : all.end(), syllable);
    }
}

const Readings& readings() {
    static const Readings all = [] {
        Readings out;
        for (const DataLine& line : data_lines(data_file("pinyin.txt"))) {
            auto halves = split(line.text, '|');
            std::size_t space = halves[0].find(' ');
            std::string_view syllable = halves[0].substr(0, space);
            if (space != std::string_view::npos) {
                add(out, syllable, trim(halves[0].substr(space)), true);
            }
            if (halves.size() > 1) {
                add(out, syllable, halves[1], false);
            }
        }
        return out;
    }();
    return all;
}

const std::vector<std::string_view>* readings_of(char32_t character) {
    auto found = readings().readings.find(character);
    return found == readings().readings.end() ? nullptr : &found->second;
}

/// The letter, or two, that stands for a syllable.
std::string_view initial_of(std::string_view syllable) {
    bool two = syllable.size() > 1 && syllable[1] == 'h';
    return syllable.substr(0, two ? 2 : 1);
}

/// One way to type a name.
struct Spelling {
    std::string whole;
    std::string letters;  // the first of every reading
};

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// The lengths of the beginnings of `typed` that may stand for one character; npos where all of it
/// is less than the character needs, and so stands for it while the name is being typed.
std::vector<std::size_t> taken_by(char32_t character, std::string_view typed) {
    std::vector<std::size_t> lengths;
    std::string written;
    append_utf8(written, character);
    written = to_lower(written);
    if (written == " ") {
        return {0};
    }
    if (typed.starts_with(written)) {
        lengths.push_back(written.size());
    }
    const auto* all = readings_of(character);
    if (all == nullptr) {
        return lengths;
    }
    for (std::string_view reading : *all) {
        for (std::string_view part : {reading, initial_of(reading), reading.substr(0, 1)}) {
            if (typed.starts_with(part)) {
                lengths.push_back(part.size());
            }
        }
        if (reading.starts_with(typed)) {
            lengths.push_back(std::string_view::npos);
        }
    }
    return lengths;
}

}  // namespace

std::string pinyin_of(std::string_view text) {
    std::string out;
    for (char32_t character : code_points(text)) {
        if (const auto* all = readings_of(character)) {
            out += all->front();
        } else {
            append_utf8(out, character);
        }
    }
    return to_lower(out);
}

std::string pinyin_spellings(std::string_view text) {
    constexpr std::size_t most = 8;
    std::vector<Spelling> ways(1);
    for (char32_t character : code_points(to_lower(text))) {
        std::vector<std::string_view> parts;
        char letter = character < 0x80 ? static_cast<char>(character) : ' ';
        if (const auto* all = readings_of(character)) {
            parts = *all;
        } else if (is_letter_or_digit(letter)) {
            parts.emplace_back(&letter, 1);
        }
        std::vector<Spelling> further;
        for (std::string_view part : parts) {
            for (const Spelling& way : ways) {
                if (further.size() < most) {
                    further.push_back({way.whole + std::string(part), way.letters + part[0]});
                }
            }
        }
        if (!further.empty()) {
            ways = std::move(further);
        }
    }
    std::vector<std::string> words;
    for (std::string Spelling::*form : {&Spelling::whole, &Spelling::letters}) {
        for (const Spelling& way : ways) {
            if (std::find(words.begin(), words.end(), way.*form) == words.end()) {
                words.push_back(way.*form);
            }
        }
    }
    std::string out;
    for (const std::string& word : words) {
        out += (out.empty() ? "" : " ") + word;
    }
    return out;
}

bool typed_as(std::string_view typed, std::string_view name) {
    std::string letters;
    for (char c : to_lower(typed)) {
        letters += c == ' ' || c == '\'' ? "" : std::string(1, c);
    }
    std::set<std::size_t> places{0};  // how much of the letters the name so far may stand for
    for (char32_t character : code_points(name)) {
        std::set<std::size_t> further;
        for (std::size_t place : places) {
            for (std::size_t length :
                 taken_by(character, std::string_view(letters).substr(place))) {
                further.insert(length == std::string_view::npos ? letters.size() : place + length);
            }
        }
        if (further.empty() || further.contains(letters.size())) {
            return !further.empty();
        }
        places = std::move(further);
    }
    return letters.empty();
}

std::vector<std::string> first_characters(std::string_view typed) {
    std::vector<std::string> found;
    std::string letters = to_lower(typed);
    if (letters.empty()) {
        return found;
    }
    if (static_cast<unsigned char>(letters[0]) >= 0x80) {
        std::size_t end = 0;
        (void)next_code_point(letters, end);
        return {letters.substr(0, end)};
    }
    for (const auto& [syllable, characters] : readings().characters) {
        if (syllable[0] != letters[0]) {
            continue;
        }
        for (char32_t character : characters) {
            append_utf8(found.emplace_back(), character);
        }
    }
    return found;
}

}  // namespace dingtu
