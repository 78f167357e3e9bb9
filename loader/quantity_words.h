#pragma once

#include "loader/numbers.h"
#include "loader/phrases.h"

#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// The words of data/quantities.txt: units, and what stands before and behind a number.
struct QuantityWords {
    PhraseSet units;                     ///< value: index into `canonical`
    std::vector<std::string> canonical;  ///< a unit as it is stored
    PhraseSet before;                    ///< value: a Comparison
    PhraseSet after;

    QuantityWords();

private:
    void add_unit(const std::vector<std::string_view>& line);
    void add_comparison(std::string_view section, const std::vector<std::string_view>& line);
};
[[nodiscard]] const QuantityWords& quantity_words();

/// Words that make a number of two or more characters and carry their own unit.
struct FixedNumber {
    std::string_view words;
    double value;
    std::string_view unit;
    Comparison comparison;
    bool change;
};
/// All of them; a match's value leads to the number.
[[nodiscard]] const PhraseSet& fixed_words();
[[nodiscard]] const FixedNumber& fixed_number(std::uint32_t index);

/// 成 is a unit in 三成, not in 三成为 or 一成立.
[[nodiscard]] bool is_share_of_ten(std::string_view text, std::size_t behind);

/// 和-2.1%, 增长−3.5%: whether a minus stands before a number that begins at `begin`, behind no
/// digit, letter or unit.
[[nodiscard]] bool minus_before(std::string_view text, std::size_t begin);

}  // namespace dingtu
