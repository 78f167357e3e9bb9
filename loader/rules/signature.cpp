#include "loader/relate.h"
#include "loader/rules/readers.h"

#include <algorithm>

namespace dingtu {
namespace {

constexpr std::size_t last_lines = 5;  // a signature stands at the end, with its date

/// The heading that is the title of the document's own policy, or nothing.
const Mention* own_title(const Scene& scene) {
    for (const Mention& mention : scene.findings.mentions) {
        const bool heading = scene.sentences[mention.sentence].block == Block::Heading;
        if (heading && mention.label == "Policy" &&
            (mention.rule == "title.heading" || mention.rule == "title")) {
            return &mention;
        }
    }
    return nullptr;
}

bool issued_by_body(const Findings& findings, EntityRef policy) {
    return std::any_of(findings.relations.begin(), findings.relations.end(),
                       [&](const Relation& relation) {
                           return relation.type == "ISSUED" && relation.tail == policy &&
                                  findings.entities[relation.head].label == "Agency";
                       });
}

/// A line that names a body and nothing else.
const Mention* signer(const Scene& scene) {
    const std::size_t count = scene.sentences.size();
    for (std::size_t s = count - std::min(count, last_lines); s < count; ++s) {
        const Block block = scene.sentences[s].block;
        for (const Mention& mention : scene.mentions(static_cast<std::uint32_t>(s))) {
            const bool alone = mention.begin == 0 && mention.end == scene.sentences[s].text.size();
            if (alone && mention.label == "Agency" && !mention.nested &&
                (block == Block::Heading || block == Block::Byline || block == Block::Credit)) {
                return &mention;
            }
        }
    }
    return nullptr;
}

}  // namespace

void read_signature(Scene& scene) {
    const Mention* title = own_title(scene);
    const Mention* body = signer(scene);
    if (title == nullptr || body == nullptr || issued_by_body(scene.findings, title->entity)) {
        return;
    }
    const Mention title_copy = *title;
    const Mention body_copy = *body;
    state(scene, {"ISSUED", body_copy.entity, title_copy.entity, body_copy.sentence,
                  body_copy.span(), &title_copy, "signature"});
}

}  // namespace dingtu
