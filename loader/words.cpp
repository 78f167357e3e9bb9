#include "loader/words.h"

#include "base/text.h"
#include "loader/data.h"
#include "loader/lexicon.h"

#include <charconv>
#include <optional>

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
        std::int8_t cost = 0;
        /// False for places: these are cut as words, but is_word() is asked whether a form has
        /// another meaning.
        bool listed = true;
    };
    LiteralScanner scanner;
    std::vector<Entry> entries;  ///< by the scanner's ids; of equal words the first counts

    WordList() {
        for (const DataLine& line : data_lines(data_file("words.txt"))) {
            const std::vector<std::string_view> parts = words_of(line.text);
            int level = 0;
            std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), level);
            for (std::size_t i = 2; i < parts.size(); ++i) {
                add(parts[i], tag_named(parts[0]), level, true);
            }
        }
        for (const char* file : {"industries.txt", "trades.txt", "regions.txt"}) {
            add_plain(file);
        }
        add_places();
        scanner.build();
    }

    [[nodiscard]] const Entry* find(std::string_view word) const {
        const std::optional<std::uint32_t> id = scanner.find(word);
        return id && entries[*id].listed ? &entries[*id] : nullptr;
    }

private:
    void add(std::string_view word, Tag tag, int level, bool listed) {
        static_cast<void>(scanner.add(word));
        entries.push_back({tag, static_cast<std::int8_t>(total_level - level), listed});
    }

    /// Names of industries and trades are words too; as rare ones, so that a listed word wins.
    void add_plain(const char* file) {
        for (const DataLine& line : data_lines(data_file(file))) {
            if (line.text.front() == '[') {
                continue;
            }
            for (const std::string_view word : words_of(line.text)) {
                if (word.size() > 3) {
                    add(word, Tag::Noun, 7, true);
                }
            }
        }
    }

    void add_places() {
        for (const DataLine& line : data_lines(data_file("places.tsv"))) {
            const std::vector<std::string_view> parts = split(line.text, '\t');
            for (std::size_t i = 1; i < parts.size() && i <= 2 && parts[0] != "former"; ++i) {
                if (parts[i].size() >= 6) {
                    add(parts[i], Tag::Noun, 10, false);
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

/// Best way to reach a position: where the last word began, and its tag.
struct Step {
    int cost = INT32_MAX;
    std::uint32_t from = 0;
    Tag tag = Tag::Unknown;
    std::int8_t level = 0;

    void offer(int new_cost, std::size_t new_from, Tag new_tag, int new_level = 0) {
        if (new_cost < cost) {
            *this = {new_cost, static_cast<std::uint32_t>(new_from), new_tag,
                     static_cast<std::int8_t>(new_level)};
        }
    }
};

}  // namespace

bool is_mark(char32_t c) {
    const bool symbol = (c >= 0x2190 && c <= 0x27BF && !(c >= 0x2460 && c <= 0x24FF)) ||
                        (c >= 0x1F300 && c <= 0x1FAFF);  // △ ● ★ ✅ and the like
    if (symbol) {
        return true;
    }
    return c < 0x30 || (c >= 0x3A && c <= 0x40) || (c >= 0x5B && c <= 0x60) ||
           (c >= 0x7B && c <= 0xBF) || (c >= 0x2000 && c <= 0x206F) ||
           (c >= 0x3000 && c <= 0x3020) || (c >= 0xFF00 && c <= 0xFF0F) ||
           (c >= 0xFF1A && c <= 0xFF20) || c == 0xFF5C || (c >= 0x2460 && c <= 0x24FF);
}

bool is_word(std::string_view text) {
    return word_list().find(text) != nullptr;
}

Tag tag_of(std::string_view word) {
    const WordList::Entry* entry = word_list().find(word);
    return entry == nullptr ? Tag::Unknown : entry->tag;
}

std::vector<Word> cut_words(std::string_view text) {
    const WordList& list = word_list();
    std::vector<Step> steps(text.size() + 1);
    steps[0].cost = 0;
    for (std::size_t at = 0; at < text.size();) {
        const int cost = steps[at].cost;
        std::size_t next = at;
        if (ascii_word(text[at])) {
            while (next < text.size() && (ascii_word(text[next]) || text[next] == '.')) {
                ++next;
            }
            steps[next].offer(cost + total_level / 2, at, Tag::Letters);
        } else {
            const char32_t c = next_code_point(text, next);
            steps[next].offer(cost + unknown_cost, at, is_mark(c) ? Tag::Mark : Tag::Unknown);
        }
        list.scanner.each_at(text, at, [&](std::uint32_t id, std::size_t end) {
            const WordList::Entry& entry = list.entries[id];
            steps[end].offer(cost + entry.cost, at, entry.tag, total_level - entry.cost);
        });
        at = next;
    }
    std::size_t count = 0;
    for (std::size_t at = text.size(); at > 0; at = steps[at].from) {
        ++count;
    }
    std::vector<Word> words(count);
    for (std::size_t at = text.size(); at > 0; at = steps[at].from) {
        words[--count] = {steps[at].from, at, steps[at].tag, steps[at].level};
    }
    return words;
}

}  // namespace dingtu
