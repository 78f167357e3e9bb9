#pragma once

#include "loader/phrases.h"

#include <string>
#include <string_view>

namespace dingtu {

/// The words of a section of data/columns.txt.
[[nodiscard]] const PhraseSet& column_words(std::string_view section);

/// What the head of a column or the key of a field says of its value (firm, place, provider, ...):
/// by the longest listed word that it is or ends in, brackets left out (所在镇街（园区）); empty
/// where none does.
[[nodiscard]] std::string column_meaning(std::string_view head);

}  // namespace dingtu
