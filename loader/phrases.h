#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// Bytes of the UTF-8 character that begins with this byte; 1 for a byte that begins none.
[[nodiscard]] inline std::size_t character_length(unsigned char first) {
    if (first < 0xC0) return 1;
    if (first < 0xE0) return 2;
    return first < 0xF0 ? 3 : 4;
}
/// Where the character begins that ends at byte `end` (> 0).
[[nodiscard]] inline std::size_t character_before(std::string_view text, std::size_t end) {
    std::size_t at = end - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) {
        --at;
    }
    return at;
}

/// Whether `what` stands at byte `at`. Inline: where `what` is a literal it is two comparisons.
[[nodiscard]] inline bool starts(std::string_view text, std::size_t at, std::string_view what) {
    return at <= text.size() && what.size() <= text.size() - at &&
           std::memcmp(text.data() + at, what.data(), what.size()) == 0;
}

/// Some words or phrases, each with a number, matched at a place of a text; the longest wins.
/// Asking at every character of a text is cheap: where no phrase begins, one bit says so.
class PhraseSet {
public:
    struct Match {
        std::size_t length = 0;  ///< bytes; 0 if nothing matched
        std::uint32_t value = 0;

        explicit operator bool() const { return length != 0; }
    };

    void add(std::string_view phrase, std::uint32_t value = 0);
    /// The longest phrase that begins at byte `at`.
    [[nodiscard]] Match at(std::string_view text, std::size_t at) const {
        if (at >= text.size()) return {};
        const std::string_view rest = text.substr(at);
        const std::size_t width = character_length(static_cast<unsigned char>(rest.front()));
        const std::uint32_t key = key_of(rest.substr(0, width));
        return by_first_.may_hold(key) ? longest_at(rest, key) : Match{};
    }
    /// The longest phrase that ends at byte `end`.
    [[nodiscard]] Match before(std::string_view text, std::size_t end) const {
        if (end == 0 || end > text.size()) return {};
        const std::string_view head = text.substr(0, end);
        const std::uint32_t key = key_of(head.substr(character_before(head, end)));
        return by_last_.may_hold(key) ? longest_before(head, key) : Match{};
    }
    [[nodiscard]] bool contains(std::string_view phrase) const {
        return !phrase.empty() && at(phrase, 0).length == phrase.size();
    }
    [[nodiscard]] bool empty() const { return phrases_.empty(); }
    /// All phrases, in the order added.
    [[nodiscard]] const std::vector<std::string>& phrases() const { return phrases_; }
    /// Adds the first character of each phrase to `set`.
    void add_first_characters(PhraseSet& set) const;
    /// Whether some phrase stands anywhere in `text`.
    [[nodiscard]] bool within(std::string_view text) const;
    /// The leftmost (then longest) phrase in text[from, end): its place, or npos.
    [[nodiscard]] std::size_t find(std::string_view text, std::size_t from, Match& match) const;

private:
    /// The phrases that begin (or end) with one character, found by open addressing.
    class Index {
    public:
        /// False says for sure that no phrase has this character: a bit for each value of the low
        /// bits of its code.
        [[nodiscard]] bool may_hold(std::uint32_t key) const {
            const std::uint32_t bits = low_bits(key);
            return (filter_[bits >> 6] >> (bits & 63) & 1) != 0;
        }
        /// Numbers of phrases: in order where they begin with the character, longest first where
        /// they end with it.
        [[nodiscard]] const std::vector<std::uint32_t>* find(std::uint32_t key) const;
        [[nodiscard]] std::vector<std::uint32_t>& at(std::uint32_t key);

    private:
        struct Cell {
            std::uint32_t key = 0;  ///< 0 is free
            std::uint32_t list = 0;
        };
        [[nodiscard]] static std::uint32_t low_bits(std::uint32_t key) {
            return (key >> 2 & 0xFC0U) | (key & 0x3FU);
        }
        [[nodiscard]] std::size_t cell_of(std::uint32_t key) const;
        void grow();

        std::array<std::uint64_t, 64> filter_{};
        std::vector<Cell> cells_;  ///< a power of two of them, at most half full
        std::vector<std::vector<std::uint32_t>> lists_;
    };

    /// A character's bytes as one number.
    [[nodiscard]] static std::uint32_t key_of(std::string_view character) {
        std::uint32_t key = 0;
        for (const char byte : character) {
            key = key << 8 | static_cast<unsigned char>(byte);
        }
        return key;
    }
    [[nodiscard]] Match longest_at(std::string_view rest, std::uint32_t key) const;
    [[nodiscard]] Match longest_before(std::string_view head, std::uint32_t key) const;

    std::vector<std::string> phrases_;
    std::vector<std::uint32_t> values_;
    Index by_first_;
    Index by_last_;
};

/// A data file in sections: a line "[name]" opens one, the words of the lines below belong to it.
struct Section {
    std::string name;
    std::vector<std::vector<std::string_view>> lines;
};
/// Throws Error{Load} that names the file and the line of a word outside any section.
[[nodiscard]] std::vector<Section> read_sections(std::string_view file);
/// The same, each section's words as a set.
[[nodiscard]] std::map<std::string, PhraseSet, std::less<>> read_phrases(std::string_view file);

}  // namespace dingtu
