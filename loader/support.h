#pragma once

#include "loader/scene.h"

#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// The kind of a support by its words: space, finance, talent, ...; "other" if none tells.
[[nodiscard]] std::string support_kind(std::string_view words);

/// A word in a text that tells of a kind of support.
struct KindWord {
    Span span;
    std::string kind;
    bool strong = false;  ///< tells of help by itself: 政策匹配
};
/// All of them from left to right; where they overlap the longest.
[[nodiscard]] std::vector<KindWord> kind_words(std::string_view text);

}  // namespace dingtu
