#include "loader/anaphor_words.h"

namespace dingtu {

bool opens_after_mark(const Scene& scene, std::uint32_t sentence, std::size_t at) {
    const std::string_view before = scene.text(sentence).substr(0, at);
    for (const std::string_view mark : {"，", "。", "；", "："}) {
        if (before.ends_with(mark)) {
            return true;
        }
    }
    return before.empty();
}

bool opens_clause(const Scene& scene, std::uint32_t sentence, std::size_t at) {
    const std::string_view before = scene.text(sentence).substr(0, at);
    if (before.empty()) {
        return true;
    }
    for (const std::string_view mark : {"，", "。", "；", "：", "、", "“", "帮助", "答：", "由",
                                        "为", "使", "让", "助力", "子"}) {
        if (before.ends_with(mark)) {
            return mark != "、" && mark != "子";
        }
    }
    const Tag tag = tag_before(scene, sentence, at);
    return tag == Tag::Adverb || tag == Tag::Time || tag == Tag::Conjunction ||
           tag == Tag::Preposition;
}

Tag tag_before(const Scene& scene, std::uint32_t sentence, std::size_t at) {
    return scene.words[sentence][scene.word_at(sentence, at - 1)].tag;
}

bool stands_alone(const Scene& scene, std::uint32_t sentence, Span range) {
    const std::vector<Word>& words = scene.words[sentence];
    const Word& last = words[scene.word_at(sentence, range.end - 1)];
    const Word& first = words[scene.word_at(sentence, range.begin)];
    return last.end == range.end && first.begin == range.begin;
}

}  // namespace dingtu
