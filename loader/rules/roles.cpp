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

/// The role of a name in a line at the edge of an article, or empty.
std::string role_of(const Scene& scene, const Mention& mention) {
    const Sentence& sentence = scene.sentences[mention.sentence];
    const std::string_view text = sentence.text;
    if (mention.label == "Person") {
        const bool photo = has(text, {"摄", "摄影", "供图"}) && !has(text, {"记者"});
        const bool author = sentence.block == Block::Byline &&
                            !has(text.substr(0, mention.begin), {"编辑", "校对", "审核", "主编"});
        return photo ? "photographer" : author ? "author" : "";
    }
    const bool source =
        has(text, {"提供", "供图", "来源", "编制单位", "发布单位", "发布机构", "供稿"});
    return source && is_a(mention.label, "Organization") && sentence.block == Block::Credit
               ? "source"
               : "";
}

}  // namespace

void read_roles(Scene& scene) {
    for (std::size_t i = 0; i < scene.findings.mentions.size(); ++i) {
        const Mention mention = scene.findings.mentions[i];
        const Block block = scene.sentences[mention.sentence].block;
        if ((block != Block::Byline && block != Block::Credit) || mention.nested ||
            mention.anaphor) {
            continue;
        }
        const std::string role = role_of(scene, mention);
        if (!role.empty()) {
            const Span whole = {0, scene.text(mention.sentence).size()};
            state(scene, {"MENTIONED_IN", mention.entity, no_entity, mention.sentence, whole,
                          nullptr, "role." + role})
                .role = role;
        }
    }
}

}  // namespace dingtu
