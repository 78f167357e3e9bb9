#include "loader/relate.h"
#include "loader/rules/readers.h"

#include <algorithm>

namespace dingtu {
namespace {

bool has(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    });
}

/// The last of some words before a place of a line: what the names behind it are.
std::size_t last_of(std::string_view before, std::initializer_list<std::string_view> words) {
    std::size_t last = 0;
    for (const std::string_view word : words) {
        const std::size_t at = before.rfind(word);
        last = at == std::string_view::npos ? last : std::max(last, at + 1);
    }
    return last;
}

/// The role of a name in a line at the edge of an article or in a byline in brackets, or empty.
std::string role_of(const Scene& scene, const Mention& mention) {
    const Sentence& sentence = scene.sentences[mention.sentence];
    const std::string_view text = sentence.text;
    if (mention.label == "Person") {
        const std::string_view before = text.substr(0, mention.begin);
        const std::size_t photo = last_of(before, {"摄影", "供图", "图片", "图：", "图｜", "图/"});
        const std::size_t staff = last_of(before, {"编辑", "责编", "校对", "审核", "主编", "监制",
                                                   "统筹", "初审", "复审", "终审", "策划"});
        const std::size_t author = last_of(before, {"记者", "通讯员", "作者", "文", "撰"});
        const bool taken = has(text, {"摄", "摄影", "供图"}) && !has(text, {"记者"});
        if ((photo > staff && photo > author) || taken) {
            return "photographer";
        }
        return staff > author || sentence.block == Block::Credit ? "" : "author";
    }
    const bool source =
        has(text, {"提供", "供图", "来源", "编制单位", "发布单位", "发布机构", "供稿", "出品"});
    return source && is_a(mention.label, "Organization") && sentence.block == Block::Credit
               ? "source"
               : "";
}

/// The words that show it: the line, or the brackets.
Span role_range(std::string_view text, const Mention& mention, bool line) {
    if (line) {
        return {0, text.size()};
    }
    const std::string_view open = "（";
    const std::size_t begin = text.substr(0, mention.begin).rfind(open);
    const std::size_t end = text.find("）", mention.end);
    return {begin == std::string_view::npos ? mention.begin : begin + open.size(),
            end == std::string_view::npos ? mention.end : end};
}

}  // namespace

void read_roles(Scene& scene) {
    for (std::size_t i = 0; i < scene.findings.mentions.size(); ++i) {
        const Mention mention = scene.findings.mentions[i];
        const Block block = scene.sentences[mention.sentence].block;
        const bool line = block == Block::Byline || block == Block::Credit;
        if ((!line && mention.rule != "person.byline") || mention.nested || mention.anaphor) {
            continue;
        }
        const std::string role = role_of(scene, mention);
        if (!role.empty()) {
            const Span whole = role_range(scene.text(mention.sentence), mention, line);
            state(scene, {"MENTIONED_IN", mention.entity, no_entity, mention.sentence, whole,
                          nullptr, "role." + role})
                .role = role;
        }
    }
}

}  // namespace dingtu
