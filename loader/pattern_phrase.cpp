#include "loader/pattern_phrase.h"

#include "base/text.h"

namespace dingtu {
namespace {

/// 效率 of 生产效率, 补助 of 研发补助: what a verb of making only sorts is not made.
bool can_be_product(std::string_view words) {
    return words.find("元") == std::string_view::npos &&
           words.find('%') == std::string_view::npos &&
           !phrase_words("not made").before(words, words.size()) &&
           !phrase_words("not made").at(words, 0);
}

/// Letters or a character that is no word.
bool holds_name(const Scene& scene, std::uint32_t sentence, Span range) {
    const std::vector<Word>& words = scene.words[sentence];
    bool lone = false;
    for (const Word& word : words) {
        if (word.begin < range.begin || word.end > range.end) {
            continue;
        }
        const bool one = word.end - word.begin == 3 && word.tag != Tag::Mark;
        if (word.tag == Tag::Unknown || word.tag == Tag::Letters || (one && lone)) {
            return true;
        }
        lone = one;
    }
    return false;
}

}  // namespace

bool fits_phrase(const Scene& scene, std::uint32_t sentence, const Element& element, Span range) {
    if (range.begin >= range.end) {
        return false;
    }
    const std::string_view text = scene.text(sentence);
    const std::string_view words = scene.text(sentence, range);
    if (element.labels[0] == "Product") {
        const std::string_view behind = text.substr(range.end);
        for (const std::string_view maker : {"企业", "公司", "厂家", "厂商", "集团"}) {
            if (behind.starts_with(maker)) {
                return false;  // 销售的|高新技术|企业
            }
        }
        if (phrase_words("making").contains(words)) {
            return false;
        }
    }
    if (element.has_endings) {
        const std::string name = clean_name(words);
        const PhraseSet::Match ending = element.words.before(name, name.size());
        if (!ending) {
            return false;
        }
    }
    if (element.labels[0] == "Product" && !can_be_product(words)) {
        return false;
    }
    if (element.named && !holds_name(scene, sentence, range)) {
        return false;
    }
    if (words.find_first_not_of("0123456789.") == std::string_view::npos) {
        return false;
    }
    const bool about_support = element.labels[0] == "Support";
    return about_support ? length(words) >= 2 : names_something(words);
}

Span without_making(const Scene& scene, std::uint32_t sentence, const Element& element, Span item) {
    if (element.labels[0] != "Product") {
        return item;
    }
    const std::string_view words = scene.text(sentence, item);
    const PhraseSet::Match verb = phrase_words("making").before(words, words.size());
    item.end -= verb.length < words.size() && verb.length <= 6 ? verb.length : 0;
    return item;
}

}  // namespace dingtu
