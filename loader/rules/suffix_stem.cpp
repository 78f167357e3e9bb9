#include "loader/rules/suffix_stem.h"

#include "base/text.h"
#include "loader/rules/themes.h"

#include <algorithm>
#include <array>

namespace dingtu {

/// Letters, a quoted part, an unknown character, or two one-character words in a row: names
/// fall apart like that.
bool StemJudge::holds_name(Span range) const {
    bool single = false;
    for (const Word& word : scene_.words[sentence_]) {
        if (word.begin < range.begin || word.end > range.end) {
            continue;
        }
        const bool one = length(part(word.begin, word.end)) == 1;
        const bool quoted = word.tag == Tag::Mark && part(word.begin, word.end) == "“";
        if (word.tag == Tag::Unknown || word.tag == Tag::Letters || quoted ||
            (one && single && word.tag != Tag::Mark)) {
            return true;
        }
        single = one;
    }
    return false;
}

/// Without the place that opens it.
Span StemJudge::behind_place(Span range) const {
    for (const Mention& place : places_) {
        if (place.sentence == sentence_ && place.begin == range.begin &&
            place.end <= range.end) {
            range.begin = place.end;
        }
    }
    return range;
}

bool StemJudge::accepts(const Stem& stem, const Suffix& suffix) const {
    const std::string_view words = part(stem.range.begin, stem.range.end);
    if (length(words) < 2 && !(stem.place && suffix.label == "Agency" && suffix.text != "局")) {
        return false;
    }
    // 境内上市公司: what ends as a general noun names no firm.
    const std::string whole = std::string(words) + suffix.text;
    if (suffix.label == "Firm" &&
        phrase_words("general").before(whole, whole.size()).length > suffix.text.size()) {
        return false;
    }
    if (suffix.label == "Zone" && words.find("亿元") != std::string_view::npos) {
        return false;  // 某新区投资12亿元建设…产业园: a sentence, no name
    }
    if (suffix.kind == "stem") {
        const bool listed = static_cast<bool>(agency_stems().before(text_, stem.range.end));
        return stem.place && suffix.text.size() == 3 && (listed || is_bureau(stem, suffix));
    }
    if (suffix.needs == "place") {
        return stem.place;
    }
    if (suffix.text.ends_with("有限公司") && length(words) >= 4 &&
        opens_item(stem.range.begin)) {
        return true;  // 紫金财产保险|股份有限公司: registered, whatever its words mean
    }
    if ((suffix.label == "Platform" || suffix.label == "Event") &&
        tells_theme(scene_, sentence_, stem.range)) {
        return true;
    }
    if (suffix.needs == "level") {
        return stem.place || stem.level || (suffix.label == "Event" && is_held(stem.range));
    }
    if (suffix.needs == "noun" && suffix.label == "Project") {
        return !part(0, stem.range.begin).ends_with("以上") &&
               tells_project(scene_.text(sentence_, behind_place(stem.range)));
    }
    if (suffix.needs == "noun" && is_noun(stem.range)) {
        return true;
    }
    if (suffix.needs == "name" || suffix.needs == "noun") {
        const bool only_place = stem.place && !stem.named && is_only_place(stem.range);
        return (stem.place && !only_place) || stem.named ||
               (only_place && suffix.text.size() >= 15 && suffix.label == "Platform") ||
               (only_place && suffix.label != "Firm" && suffix.label != "Project" &&
                suffix.label != "Platform");
    }
    return names_something(words);
}

/// 顺德区|经济促进|局: a place, then only nouns and inner verbs of two characters or more.
bool StemJudge::is_bureau(const Stem& stem, const Suffix& suffix) const {
    const Span middle = behind_place(stem.range);
    if (suffix.text != "局" || middle.begin == stem.range.begin ||
        length(part(middle.begin, middle.end)) < 2) {
        return false;
    }
    for (const Word& word : scene_.words[sentence_]) {
        const std::string_view form = part(word.begin, word.end);
        const bool inside = word.begin >= middle.begin && word.end <= middle.end;
        if (inside && word.tag != Tag::Noun && word.tag != Tag::Letters && form != "和" &&
            form != "与" && !phrase_words("inner").contains(form)) {
            return false;
        }
    }
    return true;
}

/// 召开|数字化改造推进会: a meeting of any name behind a verb of holding or taking part.
bool StemJudge::is_held(Span range) const {
    constexpr std::array<std::string_view, 11> verbs = {"召开",   "举办",   "举行",  "承办",
                                                        "主办",   "参加",   "出席",  "组织",
                                                        "召开了", "举办了", "举行了"};
    const std::string_view before = part(0, range.begin);
    return length(part(range.begin, range.end)) >= 3 &&
           std::any_of(verbs.begin(), verbs.end(),
                       [&](std::string_view verb) { return before.ends_with(verb); });
}

/// 光电 of 光电产业园: nouns, one of which tells something.
bool StemJudge::is_noun(Span range) const {
    bool tells = false;
    for (const Word& word : scene_.words[sentence_]) {
        if (word.begin < range.begin || word.end > range.end) {
            continue;
        }
        const std::string_view form = part(word.begin, word.end);
        const bool plain =
            phrase_words("level").contains(form) || phrase_words("light").contains(form);
        if (word.tag != Tag::Noun || plain) {
            return false;
        }
        tells = tells || names_something(form);
    }
    return tells && names_something(part(range.begin, range.end));
}

bool StemJudge::is_only_place(Span range) const {
    return std::any_of(places_.begin(), places_.end(), [&](const Mention& place) {
        return place.sentence == sentence_ && place.begin == range.begin &&
               place.end >= range.end;
    });
}

/// A mark or a preposition before it says that a name is whole.
bool StemJudge::opens_item(std::size_t begin) const {
    constexpr std::array<std::string_view, 14> openers = {
        "，", "、", "。", "；", "：", "“", "由", "为", "向", "对", "给", "被", "（", "让"};
    return begin == 0 ||
           std::any_of(openers.begin(), openers.end(),
                       [&](std::string_view mark) { return part(0, begin).ends_with(mark); });
}

}  // namespace dingtu
