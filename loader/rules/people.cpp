#include "base/text.h"
#include "loader/data.h"
#include "loader/names.h"
#include "loader/rules/rules.h"

#include <algorithm>
#include <map>

namespace dingtu {
namespace {

const PhraseSet& titles(std::string_view section) {
    static const std::map<std::string, PhraseSet, std::less<>> sets = read_phrases("titles.txt");
    return sets.find(section)->second;
}

std::size_t characters(std::string_view text, std::size_t at, std::size_t count) {
    for (; count > 0 && at < text.size(); --count) {
        static_cast<void>(next_code_point(text, at));
    }
    return at;
}

/// Whether a name may end at `end`: what follows is no word that the cut would tear.
bool may_end(std::string_view text, std::size_t end) {
    if (end >= text.size()) {
        return true;
    }
    std::size_t next = end;
    const char32_t c = next_code_point(text, next);
    if (is_mark(c) || titles("saying").at(text, end) || titles("before").at(text, end)) {
        return true;
    }
    const Tag tag = tag_of(text.substr(end, next - end));
    return tag == Tag::Auxiliary || tag == Tag::Preposition || tag == Tag::Conjunction ||
           tag == Tag::Adverb || is_word(text.substr(end, characters(text, end, 2) - end)) ||
           is_word(text.substr(end, characters(text, end, 3) - end));
}

/// The end of the person's name at `at`, or `at` if there is none. Three characters are preferred
/// unless the third begins the next word (陆鸣|表示).
std::size_t name_end(std::string_view text, std::size_t at) {
    const std::size_t surname = surname_at(text.substr(at));
    if (surname == 0) {
        return at;
    }
    const std::size_t short_end = characters(text, at + surname, 1);
    const std::size_t long_end = characters(text, at + surname, 2);
    const bool says = static_cast<bool>(titles("saying").at(text, long_end));
    const bool torn =
        !says &&
        ((characters(text, short_end, 2) - short_end == 6 && is_word(text.substr(short_end, 6))) ||
         titles("saying").at(text, short_end));
    if (is_person_name(text.substr(at, long_end - at)) && may_end(text, long_end) && !torn) {
        return long_end;
    }
    return is_person_name(text.substr(at, short_end - at)) && may_end(text, short_end) ? short_end
                                                                                       : at;
}

void add(std::vector<Mention>& found, std::uint32_t sentence, std::string_view text, Span range,
         const char* rule) {
    const std::string_view name = text.substr(range.begin, range.end - range.begin);
    found.push_back(candidate("Person", sentence, range, clean_name(name), rule, 45));
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view blank : {" ", "\u3000", "：", ":", "/", "、", "·", "｜"}) {
            if (text.substr(at).starts_with(blank)) {
                at += blank.size();
                again = true;
            }
        }
    }
    return at;
}

/// （记者 周以宁 通讯员 何沐）: a byline in brackets inside a sentence.
bool in_byline_brackets(std::string_view text, std::size_t at) {
    const std::size_t open = text.substr(0, at).rfind("（");
    const std::size_t close = text.find("）", at);
    if (open == std::string_view::npos || close == std::string_view::npos ||
        text.substr(open, at - open).find("）") != std::string_view::npos) {
        return false;
    }
    constexpr std::size_t longest_byline = 150;
    const std::string_view words = text.substr(open, close - open);
    return words.size() <= longest_byline &&
           (words.find("记者") != std::string_view::npos ||
            words.find("通讯员") != std::string_view::npos) &&
           words.find("，") == std::string_view::npos;
}

/// The next title at or behind `from`; in lines of credits also 图片, 审核 and the like.
std::size_t title_from(std::string_view text, std::size_t from, bool edge,
                       PhraseSet::Match& match) {
    const std::size_t at = titles("before").find(text, from, match);
    PhraseSet::Match credit;
    const std::size_t other =
        edge ? titles("credit").find(text, from, credit) : std::string_view::npos;
    if (other < at || (other == at && credit.length > match.length)) {
        match = credit;
        return other;
    }
    return at;
}

/// 董事长方致远; behind a title in a byline a whole list of names.
void behind_titles(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found) {
    const std::string_view text = scene.text(sentence);
    const Block block = scene.sentences[sentence].block;
    const bool edge = block == Block::Byline || block == Block::Credit;
    PhraseSet::Match match;
    for (std::size_t at = title_from(text, 0, edge, match); at != std::string_view::npos;
         at = title_from(text, at, edge, match)) {
        const bool line = edge || in_byline_brackets(text, at);
        at += match.length;
        const bool apart = line || block == Block::Heading;
        for (std::size_t begin = apart ? skip_blanks(text, at) : at;;
             begin = skip_blanks(text, begin)) {
            const std::size_t end = name_end(text, begin);
            if (end == begin) {
                break;
            }
            add(found, sentence, text, {begin, end}, line ? "person.byline" : "person.title");
            at = begin = end;
            if (!line && !text.substr(begin).starts_with("、")) {
                break;
            }
        }
    }
}

/// A whole line of names, and 曹坚 摄.
void in_bylines(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found) {
    const std::string_view text = scene.text(sentence);
    if (is_list_of_persons(text)) {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t begin = skip_blanks(text, at);
            std::size_t end = begin;
            while (end < text.size() && skip_blanks(text, end) == end) {
                static_cast<void>(next_code_point(text, end));
            }
            add(found, sentence, text, {begin, end}, "person.line");
            at = skip_blanks(text, end);
        }
        return;
    }
    for (const std::string_view mark : {" 摄", "\u3000摄", "/摄", " 供图", " 图", "/图", " 摄影"}) {
        const std::size_t end = text.rfind(mark);
        if (end == std::string_view::npos) {
            continue;
        }
        std::size_t begin = text.substr(0, end).find_last_of(" /");
        begin = begin == std::string_view::npos ? 0 : begin + 1;
        const std::size_t wide = text.substr(0, end).rfind("\u3000");
        begin = wide == std::string_view::npos ? begin : std::max(begin, wide + 3);
        if (is_person_name(text.substr(begin, end - begin))) {
            add(found, sentence, text, {begin, end}, "person.photo");
        }
    }
}

/// 吴晓露研究员, 方致远（总经理）.
void before_titles(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found) {
    const std::string_view text = scene.text(sentence);
    PhraseSet::Match match;
    for (std::size_t at = titles("behind").find(text, 0, match); at != std::string_view::npos;
         at = titles("behind").find(text, at + match.length, match)) {
        for (const std::size_t count : {std::size_t{3}, std::size_t{2}}) {
            std::size_t begin = at;
            for (std::size_t i = 0; i < count && begin > 0; ++i) {
                begin = character_before(text, begin);
            }
            const std::string_view name = text.substr(begin, at - begin);
            const std::size_t before = begin == 0 ? 0 : character_before(text, begin);
            std::size_t probe = before;
            const bool opens = begin == 0 || is_mark(next_code_point(text, probe)) ||
                               tag_of(text.substr(before, begin - before)) == Tag::Auxiliary;
            if (opens && is_person_name(name) && length(name) == count && !is_word(name)) {
                add(found, sentence, text, {begin, at}, "person.before");
                break;
            }
        }
    }
}

/// 庄主丁海燕说: a surname and one or two characters that no longer word holds, right before a verb
/// of saying.
void before_saying(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found) {
    const std::string_view text = scene.text(sentence);
    const std::vector<Word>& words = scene.words[sentence];
    const auto whole = [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = scene.word_at(sentence, begin);
             i < words.size() && words[i].begin < end; ++i) {
            if (words[i].begin < begin || words[i].end > end ||
                (words[i].end - words[i].begin > 3 && words[i].level > 7)) {
                return false;
            }
        }
        return true;
    };
    PhraseSet::Match match;
    for (std::size_t at = titles("saying").find(text, 0, match); at != std::string_view::npos;
         at = titles("saying").find(text, at + match.length, match)) {
        if (words[scene.word_at(sentence, at)].begin != at) {
            continue;
        }
        for (const std::size_t count : {std::size_t{3}, std::size_t{2}}) {
            std::size_t begin = at;
            for (std::size_t i = 0; i < count && begin > 0; ++i) {
                begin = character_before(text, begin);
            }
            const std::string_view name = text.substr(begin, at - begin);
            const Tag before =
                begin == 0 ? Tag::Mark : words[scene.word_at(sentence, begin - 1)].tag;
            const bool opens = before == Tag::Mark || before == Tag::Noun ||
                               before == Tag::Unknown || before == Tag::Auxiliary;
            if (length(name) == count && is_person_name(name) && !is_word(name) && opens &&
                (count == 3 || before != Tag::Unknown) && whole(begin, at)) {
                add(found, sentence, text, {begin, at}, "person.says");
                found.back().weight = 25;  // gives way to longer names of other kinds
                break;
            }
        }
    }
}

}  // namespace

void find_people(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found) {
    const Block block = scene.sentences[sentence].block;
    behind_titles(scene, sentence, found);
    if (block == Block::Byline || block == Block::Credit) {
        in_bylines(scene, sentence, found);
    } else {
        before_titles(scene, sentence, found);
        before_saying(scene, sentence, found);
    }
}

}  // namespace dingtu
