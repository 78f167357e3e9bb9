#include "loader/rules/themes.h"

#include "base/text.h"

namespace dingtu {
namespace {

/// Where 第三届 begins that ends at byte `end`, or `end`.
std::size_t session_before(std::string_view text, std::size_t end) {
    constexpr std::string_view session = "届";
    constexpr std::string_view ordinal = "第";
    if (!text.substr(0, end).ends_with(session)) {
        return end;
    }
    std::size_t at = end - session.size();
    while (at > 0) {
        const std::size_t before = character_before(text, at);
        const std::string_view c = text.substr(before, at - before);
        const bool numeral =
            std::string_view("0123456789").find(c) != std::string_view::npos ||
            std::string_view("一二三四五六七八九十百廿首本").find(c) != std::string_view::npos;
        if (!numeral) {
            break;
        }
        at = before;
    }
    return at - (text.substr(0, at).ends_with(ordinal) ? ordinal.size() : 0);
}

}  // namespace

std::size_t ordinal_before(std::string_view text, std::size_t begin) {
    constexpr std::size_t year = 4;
    const std::size_t at = session_before(text, begin);
    const std::string_view before = text.substr(0, at);
    const bool dated =
        before.size() >= year && before.substr(at - year, 2) == "20" &&
        before.substr(at - year).find_first_not_of("0123456789") == std::string_view::npos;
    return dated ? at - year : at;
}

bool tells_theme(const Scene& scene, std::uint32_t sentence, Span range) {
    if (length(scene.text(sentence, range)) < 4) {
        return false;
    }
    bool tells = false;
    for (const Word& word : scene.words[sentence]) {
        if (word.begin < range.begin || word.end > range.end) {
            continue;
        }
        const std::string_view form = scene.text(sentence, {word.begin, word.end});
        const bool theme =
            word.tag == Tag::Noun || word.tag == Tag::Adjective || word.tag == Tag::Letters;
        const bool inner = phrase_words("inner").contains(form) ||
                           phrase_words("level").contains(form) ||
                           (word.tag == Tag::Verb && length(form) > 1 && word.begin > range.begin);
        if (!theme && !inner) {
            return false;
        }
        tells = tells || (theme && !inner && length(form) > 1 &&
                          !phrase_words("theme kind").contains(form) &&
                          !phrase_words("general").contains(form));
    }
    return tells;
}

bool tells_project(std::string_view words) {
    bool sorted = false;
    while (const PhraseSet::Match kind = phrase_words("project kind").before(words, words.size())) {
        words.remove_suffix(kind.length);
        sorted = true;
    }
    const std::size_t least = sorted ? 6 : 4;
    return length(words) >= least && names_something(words) &&
           words.find("元") == std::string_view::npos;
}

}  // namespace dingtu
