#include "base/text.h"
#include "loader/scene.h"

#include <algorithm>
#include <array>

namespace dingtu {
namespace {

constexpr std::size_t longest_phrase_bytes = 120;

struct Bracket {
    std::string_view open;
    std::string_view close;
};
constexpr std::array<Bracket, 5> brackets = {
    {{"“", "”"}, {"‘", "’"}, {"（", "）"}, {"《", "》"}, {"(", ")"}}};

const Bracket* closed_by(std::string_view mark) {
    const auto* found = std::find_if(brackets.begin(), brackets.end(),
                                     [&](const Bracket& b) { return b.close == mark; });
    return found == brackets.end() ? nullptr : found;
}

const Bracket* opened_by(std::string_view mark) {
    const auto* found = std::find_if(brackets.begin(), brackets.end(),
                                     [&](const Bracket& b) { return b.open == mark; });
    return found == brackets.end() ? nullptr : found;
}

/// Whether a word may stand inside a noun phrase.
bool joins_phrase(std::string_view word, Tag tag, int level) {
    if (tag == Tag::Noun || tag == Tag::Unknown || tag == Tag::Adjective || tag == Tag::Letters) {
        return !phrase_words("stop").contains(word);
    }
    if (phrase_words("inner").contains(word)) {
        return true;
    }
    // Names fall into words that are rare: 越级 in 卓越级.
    const bool rare = (tag == Tag::Verb && level < 5) || (tag == Tag::Adverb && level < 7);
    if (rare && word.size() > 3) {
        return true;
    }
    if (tag == Tag::Numeral) {
        // 三大 and 两种 count what follows; 一号 and 第三代 are part of a name.
        const bool counts = word.ends_with("大") || word.ends_with("个") || word.ends_with("种") ||
                            word.ends_with("类") || word.ends_with("项") || word.ends_with("家") ||
                            word.ends_with("条") || word.ends_with("件") || word.ends_with("款") ||
                            word.ends_with("套");
        return phrase_words("level").contains(word) || (word.size() <= 6 && !counts);
    }
    // 卓越级 and 未来产业 are names; 级 and 未来 alone are a measure word and a time.
    return (tag == Tag::Idiom && word.size() <= 15) || word == "级" || word == "未来";
}

/// 三 and 大 of 三大产品线: a numeral and what it counts by.
bool counts(std::string_view text, const std::vector<Word>& words, std::size_t i) {
    const auto unit = [&](std::size_t at) {
        return at < words.size() &&
               (words[at].tag == Tag::Measure ||
                text.substr(words[at].begin, words[at].end - words[at].begin) == "大");
    };
    return (words[i].tag == Tag::Numeral && unit(i + 1)) ||
           (i > 0 && words[i - 1].tag == Tag::Numeral && unit(i));
}

/// A character that is no function word and stands beside another lone character, or right behind a
/// separator of list items, is part of a name that the word list does not know: 申昊, 类脑智能.
bool joins_name(std::string_view text, const std::vector<Word>& words, std::size_t i,
                bool leftwards) {
    const auto lone = [&](std::size_t at) {
        return at < words.size() && words[at].end - words[at].begin == 3 &&
               words[at].tag != Tag::Mark &&
               !phrase_words("single").contains(text.substr(words[at].begin, 3));
    };
    if (!lone(i) || counts(text, words, i) || (!leftwards && words[i].tag == Tag::Direction)) {
        return false;
    }
    const bool listed = text.substr(0, words[i].begin).ends_with("、");
    return listed || lone(i + 1) || (i > 0 && lone(i - 1));
}

/// （一）, (2): the mark of a list item.
bool only_numeral(std::string_view bracketed) {
    std::size_t at = 0;
    std::size_t characters = 0;
    for (; at < bracketed.size(); ++characters) {
        const char32_t c = next_code_point(bracketed, at);
        const bool edge = c == U'（' || c == U'）' || c == '(' || c == ')';
        const bool digit =
            (c >= '0' && c <= '9') ||
            std::u32string_view(U"一二三四五六七八九十").find(c) != std::u32string_view::npos;
        if (!edge && !digit) {
            return false;
        }
    }
    return characters <= 5;
}

bool light_edge(std::string_view word, Tag tag) {
    const bool ordinal = word.starts_with("第") || phrase_words("level").contains(word);
    return phrase_words("light").contains(word) || tag == Tag::Measure ||
           (tag == Tag::Numeral && !ordinal);
}

}  // namespace

std::size_t phrase_begin(const Scene& scene, std::uint32_t sentence, std::size_t end,
                         std::size_t floor) {
    const std::string_view text = scene.text(sentence);
    const std::vector<Word>& words = scene.words[sentence];
    std::size_t begin = end;
    for (std::size_t i = end == 0 ? 0 : scene.word_at(sentence, end - 1) + 1; i-- > 0;) {
        const Word& word = words[i];
        if (word.begin < floor || end - word.begin > longest_phrase_bytes) {
            break;
        }
        const std::string_view form = text.substr(word.begin, word.end - word.begin);
        if (word.tag == Tag::Mark) {
            const Bracket* bracket = closed_by(form);
            const std::size_t open = bracket == nullptr
                                         ? std::string_view::npos
                                         : text.substr(0, word.begin).rfind(bracket->open);
            if (open != std::string_view::npos && open >= floor && word.begin - open <= 60 &&
                !only_numeral(text.substr(open, word.end - open))) {
                begin = open;
                i = scene.word_at(sentence, open);
                continue;
            }
            if (form == "+" || form == "-" || form == "·" || form == "—") {
                continue;
            }
            break;
        }
        if (!joins_phrase(form, word.tag, word.level) && !joins_name(text, words, i, true) &&
            word.end <= end) {
            // 扩|能 of 扩能项目: a listed inner verb may fall apart.
            const PhraseSet::Match inner = phrase_words("inner").before(text, word.end);
            if (inner.length <= form.size() || word.end - floor < inner.length) {
                break;
            }
            begin = word.end - inner.length;
            i = scene.word_at(sentence, begin);
            continue;
        }
        begin = word.begin;
    }
    return begin;
}

std::size_t phrase_end(const Scene& scene, std::uint32_t sentence, std::size_t begin,
                       std::size_t ceiling) {
    const std::string_view text = scene.text(sentence);
    const std::vector<Word>& words = scene.words[sentence];
    std::size_t end = begin;
    for (std::size_t i = scene.word_at(sentence, begin); i < words.size(); ++i) {
        const Word& word = words[i];
        if (word.end <= begin) {
            continue;
        }
        if (word.end > ceiling || word.end - begin > longest_phrase_bytes) {
            break;
        }
        const std::string_view form = text.substr(word.begin, word.end - word.begin);
        if (word.tag == Tag::Mark) {
            const Bracket* bracket = opened_by(form);
            const std::size_t close =
                bracket == nullptr ? std::string_view::npos : text.find(bracket->close, word.end);
            if (close != std::string_view::npos && close + bracket->close.size() <= ceiling &&
                close - word.begin <= 60) {
                end = close + bracket->close.size();
                i = scene.word_at(sentence, close);
                continue;
            }
            if (form == "+" || form == "-" || form == "·") {
                continue;
            }
            break;
        }
        const bool number = word.tag == Tag::Letters &&
                            form.find_first_not_of("0123456789.") == std::string_view::npos;
        const bool counted = number && end != begin && i + 1 < words.size() &&
                             (words[i + 1].tag == Tag::Measure || words[i + 1].tag == Tag::Numeral);
        if (counted) {
            break;  // 新能源汽车|26.4万辆
        }
        const bool light = end == begin && light_edge(form, word.tag);
        if (!light && !joins_phrase(form, word.tag, word.level) &&
            !joins_name(text, words, i, false)) {
            // 可|降解: a listed inner verb may fall apart.
            const PhraseSet::Match inner = phrase_words("inner").at(text, word.begin);
            if (inner.length <= form.size() || word.begin + inner.length > ceiling) {
                break;
            }
            end = word.begin + inner.length;
            i = scene.word_at(sentence, end - 1);
            end = std::max(end, words[i].end);
            continue;
        }
        end = word.end;
    }
    return end;
}

Span tidy_phrase(const Scene& scene, std::uint32_t sentence, Span range) {
    const std::string_view text = scene.text(sentence);
    const std::vector<Word>& words = scene.words[sentence];
    for (std::size_t i = scene.word_at(sentence, range.begin);
         i < words.size() && words[i].end < range.end; ++i) {
        const std::string_view form = text.substr(words[i].begin, words[i].end - words[i].begin);
        const std::string_view rest = text.substr(words[i].end, range.end - words[i].end);
        const bool governs = phrase_words("edge").contains(form) && names_something(rest);
        const bool particle = form == "的" || form == "了" || form == "、";
        const bool digits = words[i].tag == Tag::Letters &&
                            form.find_first_not_of("0123456789.") == std::string_view::npos;
        // 四足|机器人: a numeral that counts nothing by a measure word is part of the name.
        const bool sorts = words[i].tag == Tag::Numeral && form.size() == 3 &&
                           i + 1 < words.size() && words[i + 1].tag == Tag::Noun &&
                           words[i + 1].end - words[i + 1].begin == 3;
        if (words[i].begin < range.begin || sorts ||
            (!light_edge(form, words[i].tag) && !governs && !particle && !digits)) {
            break;
        }
        range.begin = words[i].end;
    }
    for (const Bracket& bracket : brackets) {
        const std::string_view phrase = text.substr(range.begin, range.end - range.begin);
        const bool wraps = phrase.starts_with(bracket.open) && phrase.ends_with(bracket.close) &&
                           phrase.find(bracket.close) + bracket.close.size() == phrase.size();
        if (wraps && phrase.size() > bracket.open.size() + bracket.close.size()) {
            range = {range.begin + bracket.open.size(), range.end - bracket.close.size()};
        }
    }
    return range;
}

}  // namespace dingtu
