#pragma once

#include "loader/lexicon.h"
#include "loader/phrases.h"

#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// One ending of data/suffixes.txt.
struct Suffix {
    std::string text;
    std::string label;
    std::string kind;
    std::string needs;  ///< what must stand before it: any, name, place or level
};

/// All endings, and a scanner whose literals are theirs, in the same order.
struct SuffixTable {
    std::vector<Suffix> suffixes;
    LiteralScanner scanner;

    SuffixTable();
    [[nodiscard]] static const SuffixTable& get();
};

/// What names of departments are made of (data/agencies.txt).
[[nodiscard]] const PhraseSet& agency_stems();

/// Whether words end as a zone does (两江新区): before 管委会 that is a place as good as any.
[[nodiscard]] bool ends_with_zone(std::string_view words);

}  // namespace dingtu
