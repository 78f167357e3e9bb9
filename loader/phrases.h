#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dingtu {

/// Some words or phrases, each with a number, matched at a place of a text; the longest wins.
/// One look-up by the first (or last) character, so asking at every character is cheap.
class PhraseSet {
public:
    struct Match {
        std::size_t length = 0;  ///< bytes; 0 if nothing matched
        std::uint32_t value = 0;

        explicit operator bool() const { return length != 0; }
    };

    void add(std::string_view phrase, std::uint32_t value = 0);
    /// The longest phrase that begins at byte `at`.
    [[nodiscard]] Match at(std::string_view text, std::size_t at) const;
    /// The longest phrase that ends at byte `end`.
    [[nodiscard]] Match before(std::string_view text, std::size_t end) const;
    [[nodiscard]] bool contains(std::string_view phrase) const;
    /// Adds the first character of each phrase to `set`.
    void add_first_characters(PhraseSet& set) const;
    /// Whether some phrase stands anywhere in `text`.
    [[nodiscard]] bool within(std::string_view text) const;
    /// The leftmost (then longest) phrase in text[from, end): its place, or npos.
    [[nodiscard]] std::size_t find(std::string_view text, std::size_t from, Match& match) const;

private:
    struct Entry {
        std::string phrase;
        std::uint32_t value = 0;
    };
    using Bucket = std::vector<Entry>;  // longest first

    /// One bit for each value of the last twelve bits of a character: most characters begin (or
    /// end) no phrase, and this says so without a look-up.
    using Filter = std::array<std::uint64_t, 64>;

    std::unordered_map<std::uint32_t, Bucket> by_first_;
    std::unordered_map<std::uint32_t, Bucket> by_last_;
    Filter first_filter_{};
    Filter last_filter_{};
};

/// Bytes of the UTF-8 character that begins with this byte; 1 for a byte that begins none.
[[nodiscard]] std::size_t character_length(unsigned char first);
/// Where the character begins that ends at byte `end` (> 0).
[[nodiscard]] std::size_t character_before(std::string_view text, std::size_t end);

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
