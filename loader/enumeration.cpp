#include "loader/enumeration.h"

#include <algorithm>
#include <array>

namespace dingtu {
namespace {

constexpr std::array<std::string_view, 7> separators = {"以及", "、", "和", "与", "及", "或", "/"};
constexpr std::size_t most_items = 40;

/// 空气炸锅、净水器和|落地扇|。: a last item that a verb seems to open goes to the mark behind it,
/// if no more than a few characters are left and none of them is a function word.
std::size_t closed_item_end(const Scene& scene, std::uint32_t sentence, std::size_t begin) {
    constexpr std::size_t most_bytes = 15;
    const std::string_view text = scene.text(sentence);
    const std::vector<Word>& words = scene.words[sentence];
    if (begin >= text.size()) {
        return begin;
    }
    for (std::size_t i = scene.word_at(sentence, begin); i < words.size(); ++i) {
        const Word& word = words[i];
        if (word.begin < begin) {
            return begin;
        }
        const bool content = word.tag == Tag::Noun || word.tag == Tag::Verb ||
                             word.tag == Tag::Adjective || word.tag == Tag::Unknown;
        const std::string_view form = text.substr(word.begin, word.end - word.begin);
        if (word.tag == Tag::Mark || separator_at(text, word.begin) > 0 || form == "等" ||
            (form == "的" && word.begin > begin)) {
            return word.begin;
        }
        if (!content || word.end - begin > most_bytes) {
            return begin;
        }
    }
    return text.size();
}

}  // namespace

std::size_t separator_before(std::string_view text, std::size_t end) {
    for (const std::string_view separator : separators) {
        if (text.substr(0, end).ends_with(separator)) {
            return separator.size();
        }
    }
    return 0;
}

std::size_t separator_at(std::string_view text, std::size_t begin) {
    for (const std::string_view separator : separators) {
        if (text.substr(begin).starts_with(separator)) {
            return separator.size();
        }
    }
    return 0;
}

std::vector<Span> items_before(const Scene& scene, std::uint32_t sentence, std::size_t end,
                               const PhraseSet* known) {
    const std::string_view text = scene.text(sentence);
    std::vector<Span> items;
    while (items.size() < most_items) {
        std::size_t low = phrase_begin(scene, sentence, end);
        if (known != nullptr) {
            low = std::min(low, end - known->before(text, end).length);
        }
        if (low >= end) {
            break;
        }
        const std::size_t separator = separator_before(text, low);
        items.push_back(separator > 0 ? Span{low, end} : tidy_phrase(scene, sentence, {low, end}));
        if (separator == 0) {
            break;
        }
        end = low - separator;
    }
    std::reverse(items.begin(), items.end());
    return items;
}

std::vector<Span> items_from(const Scene& scene, std::uint32_t sentence, std::size_t begin) {
    const std::string_view text = scene.text(sentence);
    std::vector<Span> items;
    while (items.size() < most_items) {
        std::size_t end = phrase_end(scene, sentence, begin);
        end = items.empty() ? end : std::max(end, closed_item_end(scene, sentence, end));
        if (end <= begin) {
            break;
        }
        const Span item = tidy_phrase(scene, sentence, {begin, end});
        items.push_back(item);
        const std::size_t separator = separator_at(text, end);
        if (separator == 0) {
            break;
        }
        begin = end + separator;
    }
    return items;
}

}  // namespace dingtu
