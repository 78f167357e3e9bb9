#include "loader/support.h"

#include <map>

namespace dingtu {
namespace {

struct Kinds {
    PhraseSet words;
    std::vector<std::pair<std::string, bool>> meanings;  ///< kind, strong

    Kinds() {
        for (const Section& section : read_sections("support_kinds.txt")) {
            meanings.emplace_back(section.name, false);
            meanings.emplace_back(section.name, true);
            const auto plain = static_cast<std::uint32_t>(meanings.size() - 2);
            for (const auto& line : section.lines) {
                for (std::string_view word : line) {
                    const bool strong = word.ends_with('+');
                    words.add(word.substr(0, word.size() - (strong ? 1 : 0)),
                              plain + (strong ? 1 : 0));
                }
            }
        }
    }
};

const Kinds& kinds() {
    static const Kinds all;
    return all;
}

}  // namespace

std::vector<KindWord> kind_words(std::string_view text) {
    std::vector<KindWord> found;
    PhraseSet::Match match;
    for (std::size_t at = kinds().words.find(text, 0, match); at != std::string_view::npos;
         at = kinds().words.find(text, at + match.length, match)) {
        const auto& [kind, strong] = kinds().meanings[match.value];
        found.push_back({{at, at + match.length}, kind, strong});
    }
    return found;
}

std::string support_kind(std::string_view words) {
    const std::vector<KindWord> found = kind_words(words);
    if (found.empty()) {
        return "other";
    }
    // 人才奖励, 专利质押贷款: the head stands last in Chinese, but money named for people or
    // patents as a reward goes to what it rewards.
    const KindWord& last = found.back();
    const std::string_view head = words.substr(last.span.begin, last.span.end - last.span.begin);
    const bool reward = head == "奖励" || head == "招聘";
    return reward && found.front().kind == "talent" ? "talent" : last.kind;
}

}  // namespace dingtu
