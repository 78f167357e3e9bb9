#include "loader/rules/readers.h"

namespace dingtu {

bool tells(const Scene& scene, std::uint32_t sentence) {
    const Block block = scene.sentences[sentence].block;
    const std::string_view text = scene.text(sentence);
    const bool running =
        block == Block::Prose || block == Block::Answer || block == Block::ListItem;
    return running && !text.ends_with("？") && !text.ends_with("？”");
}

}  // namespace dingtu
