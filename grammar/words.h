#pragma once

#include <string_view>

/// Private to grammar/: which words of the language may be names.
namespace dingtu {

enum class WordUse {
    Free,      ///< no word of the language
    Function,  ///< may be the name of a variable or a function: `count`, `filter`
    Variable,  ///< may be the name of a variable: `any`, `reduce`
    Reserved   ///< only of labels, types and keys: `match`
};
/// In any case.
[[nodiscard]] WordUse use_of_word(std::string_view word);

}  // namespace dingtu
