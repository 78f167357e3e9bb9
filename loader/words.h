#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace dingtu {

/// Part of speech, as coarse as the rules need it.
enum class Tag : std::uint8_t {
    Noun,
    Verb,
    Adjective,    ///< 新, 大型, also 区别词 such as 国家级
    Adverb,       ///< 已, 将, 率先
    Preposition,  ///< 在, 对, 由
    Conjunction,  ///< 和, 但
    Auxiliary,    ///< 的, 了, 着
    Pronoun,      ///< 其, 该, 本
    Numeral,
    Measure,  ///< 个, 家, 项
    Time,
    Direction,  ///< 中, 上, 以来
    Idiom,
    Mark,     ///< punctuation
    Letters,  ///< ASCII letters and digits in one run
    Unknown   ///< a character that is no word of the list: part of a name, most likely
};

struct Word {
    std::size_t begin = 0;
    std::size_t end = 0;
    Tag tag = Tag::Unknown;
    /// Binary logarithm of its frequency; below some 6 a listed word is as likely part of a name.
    int level = 0;
};

/// The likeliest cut of a sentence into words by the frequencies of data/words.txt. Covers the
/// text without gaps. Names fall apart into Unknown characters and short words.
[[nodiscard]] std::vector<Word> cut_words(std::string_view text);
/// Whether the whole of `text` is a word of the list.
[[nodiscard]] bool is_word(std::string_view text);
/// The tag of a listed word, Unknown if it is none.
[[nodiscard]] Tag tag_of(std::string_view word);

/// Characters of closing and opening punctuation, separators and white space.
[[nodiscard]] bool is_mark(char32_t c);

}  // namespace dingtu
