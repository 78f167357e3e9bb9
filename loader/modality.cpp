#include "loader/modality.h"

#include <algorithm>
#include <map>

namespace dingtu {
namespace {

const PhraseSet& words_that(std::string_view section) {
    static const std::map<std::string, PhraseSet, std::less<>> sets = read_phrases("modality.txt");
    return sets.find(section)->second;
}

/// The clauses that hold a range, as one range.
Span clause_around(std::string_view text, Span range) {
    Span around = range;
    for (const Span clause : clauses(text)) {
        if (clause.begin < range.end && range.begin < clause.end) {
            around.begin = std::min(around.begin, clause.begin);
            around.end = std::max(around.end, clause.end);
        }
    }
    return around;
}

bool verb_follows(const Scene& scene, std::uint32_t sentence, std::size_t word) {
    const std::vector<Word>& words = scene.words[sentence];
    for (std::size_t i = word + 1; i < words.size() && i <= word + 3; ++i) {
        if (words[i].tag == Tag::Verb) {
            return true;
        }
        const bool passes = words[i].tag == Tag::Adverb || words[i].tag == Tag::Preposition ||
                            words[i].tag == Tag::Time || words[i].tag == Tag::Adjective;
        if (!passes) {
            return words[i - 1].tag == Tag::Preposition;
        }
    }
    return false;
}

/// 曾计划…，但…: what was planned once and came to nothing.
bool given_up(std::string_view text) {
    const auto any = [&](std::initializer_list<std::string_view> words) {
        return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
            return text.find(word) != std::string_view::npos;
        });
    };
    return any({"曾计划", "原计划", "曾拟", "原拟", "本打算", "曾打算", "曾想", "原本打算",
                "曾有意"}) &&
           any({"但", "却", "然而", "未能", "最终未", "终止", "取消", "搁浅"});
}

/// 未来 in 《…未来产业培育行动计划》 plans nothing.
bool inside_name(const Scene& scene, std::uint32_t sentence, const Word& word) {
    const std::span<const Mention> mentions = scene.mentions(sentence);
    return std::any_of(mentions.begin(), mentions.end(), [&](const Mention& mention) {
        return !mention.anaphor && mention.begin <= word.begin && word.end <= mention.end;
    });
}

}  // namespace

Modality modality_of(const Scene& scene, std::uint32_t sentence, Span range) {
    const std::string_view text = scene.text(sentence);
    if (given_up(text)) {
        return Modality::Denied;
    }
    const Span around = clause_around(text, range);
    const std::vector<Word>& words = scene.words[sentence];
    Modality modality = Modality::Actual;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Word& word = words[i];
        if (word.begin < around.begin || word.end > around.end ||
            inside_name(scene, sentence, word)) {
            continue;
        }
        const std::string_view form = text.substr(word.begin, word.end - word.begin);
        if (words_that("denied").contains(form)) {
            return Modality::Denied;
        }
        // A wish counts before what it wishes for: 申请补助, not 补助申请.
        if (words_that("wished").contains(form) && word.begin < range.end &&
            word.tag != Tag::Noun) {
            return Modality::Denied;
        }
        const bool planned = words_that("planned").contains(form) && word.begin < range.end;
        const bool before_verb = words_that("planned before a verb").contains(form) &&
                                 word.begin < range.end && verb_follows(scene, sentence, i);
        if (planned || before_verb) {
            modality = Modality::Planned;
        }
    }
    return modality;
}

bool is_former(const Scene& scene, std::uint32_t sentence, Span range) {
    const Span around = clause_around(scene.text(sentence), range);
    const std::string_view before =
        scene.text(sentence).substr(around.begin, range.end - around.begin);
    return words_that("former").within(before);
}

}  // namespace dingtu
