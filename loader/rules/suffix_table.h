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

/// Whether the name goes on behind the ending (集团|有限公司) or the ending is none there (银行|业).
[[nodiscard]] bool goes_on_behind(std::string_view text, const Hit& hit, const Suffix& suffix);
/// 2024世界传感器大会: the year before a meeting or an honour belongs to its name; where that begins.
[[nodiscard]] std::size_t with_year(std::string_view text, std::size_t begin, const Suffix& suffix);
/// 中国石油大学（华东）: a place in brackets belongs to the name of a school; where that ends.
[[nodiscard]] std::size_t with_campus(std::string_view text, std::size_t end, const Suffix& suffix);

}  // namespace dingtu
