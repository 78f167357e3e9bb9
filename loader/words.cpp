#include "loader/words.h"

#include "base/text.h"
#include "loader/data.h"
#include "loader/lexicon.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <unordered_map>

namespace dingtu {
namespace {

/// The list has about 2^26 word occurrences; an unknown character costs a little more than the
/// rarest word.
constexpr int total_level = 26;
constexpr int unknown_cost = 28;

Tag tag_named(std::string_view name) {
    switch (name.front()) {
        case 'v': return name == "vn" ? Tag::Noun : Tag::Verb;
        case 'a': return name == "ad" ? Tag::Adverb : name == "an" ? Tag::Noun : Tag::Adjective;
        case 'b': return Tag::Adjective;
        case 'd': return Tag::Adverb;
        case 'p': return Tag::Preposition;
        case 'c': return Tag::Conjunction;
        case 'u':
        case 'y': return Tag::Auxiliary;
        case 'r': return Tag::Pronoun;
        case 'm': return Tag::Numeral;
        case 'q': return Tag::Measure;
        case 't': return Tag::Time;
        case 'f': return Tag::Direction;
        case 'i':
        case 'l': return Tag::Idiom;
        case 'z': return name == "zg" ? Tag::Unknown : Tag::Idiom;
        case 'g':
        case 'x': return Tag::Unknown;
        default: return Tag::Noun;
    }
}

struct WordList {
    struct Entry {
        Tag tag = Tag::Unknown;
        int cost = 0;
    };
    LiteralScanner scanner;
    std::vector<Entry> entries;
    std::unordered_map<std::string_view, std::uint32_t> ids;

    WordList() {
        for (const DataLine& line : data_lines(data_file("words.txt"))) {
            const std::vector<std::string_view> parts = words_of(line.text);
            int level = 0;
            std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), level);
            for (std::size_t i = 2; i < parts.size(); ++i) {
                ids.emplace(parts[i], scanner.add(parts[i]));
                entries.push_back({tag_named(parts[0]), total_level - level});
            }
        }
        for (const char* file : {"industries.txt", "trades.txt", "regions.txt"}) {
            add_plain(file);
        }
        add_places();
        scanner.build();
    }

    /// Places are cut as words but are no listed words: is_word() is asked whether a form has
    /// another meaning.
    void add_places() {
        for (const DataLine& line : data_lines(data_file("places.tsv"))) {
            const std::vector<std::string_view> parts = split(line.text, '\t');
            for (std::size_t i = 1; i < parts.size() && i <= 2 && parts[0] != "former"; ++i) {
                if (parts[i].size() >= 6 && !ids.contains(parts[i])) {
                    static_cast<void>(scanner.add(parts[i]));
                    entries.push_back({Tag::Noun, total_level - 10});
                }
            }
        }
    }

    /// Names of industries and trades are words too; as rare ones, so that a listed word wins.
    void add_plain(const char* file) {
        for (const DataLine& line : data_lines(data_file(file))) {
            if (line.text.front() == '[') {
                continue;
            }
            for (const std::string_view word : words_of(line.text)) {
                if (word.size() > 3 && !ids.contains(word)) {
                    ids.emplace(word, scanner.add(word));
                    entries.push_back({Tag::Noun, total_level - 7});
                }
            }
        }
    }
};

const WordList& word_list() {
    static const WordList list;
    return list;
}

bool ascii_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Best way to reach each position: where the last word began, and its tag.
struct Step {
    int cost = INT32_MAX;
    std::size_t from = 0;
    Tag tag = Tag::Unknown;
    int level = 0;

    void offer(int new_cost, std::size_t new_from, Tag new_tag, int new_level = 0) {
        if (new_cost < cost) {
            *this = {new_cost, new_from, new_tag, new_level};
        }
    }
};

}  // namespace

bool is_mark(char32_t c) {
    return c < 0x30 || (c >= 0x3A && c <= 0x40) || (c >= 0x5B && c <= 0x60) ||
           (c >= 0x7B && c <= 0xBF) || (c >= 0x2000 && c <= 0x206F) ||
           (c >= 0x3000 && c <= 0x3020) || (c >= 0xFF00 && c <= 0xFF0F) ||
           (c >= 0xFF1A && c <= 0xFF20) || c == 0xFF5C || (c >= 0x2460 && c <= 0x24FF);
}

bool is_word(std::string_view text) {
    return word_list().ids.contains(text);
}

Tag tag_of(std::string_view word) {
    const WordList& list = word_list();
    const auto found = list.ids.find(word);
    return found == list.ids.end() ? Tag::Unknown : list.entries[found->second].tag;
}

std::vector<Word> cut_words(std::string_view text) {
    const WordList& list = word_list();
    std::vector<Hit> hits;
    list.scanner.scan(text, hits);
    std::sort(hits.begin(), hits.end(),
              [](const Hit& a, const Hit& b) { return a.begin < b.begin; });
    std::vector<Step> steps(text.size() + 1);
    steps[0].cost = 0;
    std::size_t hit = 0;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t next = at;
        if (ascii_word(text[at])) {
            while (next < text.size() && (ascii_word(text[next]) || text[next] == '.')) {
                ++next;
            }
            steps[next].offer(steps[at].cost + total_level / 2, at, Tag::Letters);
        } else {
            const char32_t c = next_code_point(text, next);
            steps[next].offer(steps[at].cost + unknown_cost, at,
                              is_mark(c) ? Tag::Mark : Tag::Unknown);
        }
        for (; hit < hits.size() && hits[hit].begin <= at; ++hit) {
            if (hits[hit].begin == at) {
                const WordList::Entry& entry = list.entries[hits[hit].id];
                steps[hits[hit].end].offer(steps[at].cost + entry.cost, at, entry.tag,
                                           total_level - entry.cost);
            }
        }
        at = next;
    }
    std::vector<Word> words;
    for (std::size_t at = text.size(); at > 0; at = steps[at].from) {
        words.push_back({steps[at].from, at, steps[at].tag, steps[at].level});
    }
    std::reverse(words.begin(), words.end());
    return words;
}

}  // namespace dingtu
