#pragma once

#include "base/error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// How a number is meant: 近300家, 600多项, 73%以上, 80天以内, 30%—40%.
enum class Comparison : std::uint8_t { Equal, Approx, Greater, AtLeast, Less, AtMost, Range };

/// As a Metric's `cmp` spells it: "eq", "approx", "gt", "ge", "lt", "le", "range".
[[nodiscard]] std::string_view to_text(Comparison comparison);

/// A number with its unit as it stands in a text: 1.4万余家 is 14000 家, gt.
struct Quantity {
    Span span;    ///< with the words that compare and the unit
    Span number;  ///< from the first digit or numeral to the end of the unit
    double value = 0;
    std::optional<double> value_max;  ///< for Comparison::Range
    std::string unit;                 ///< canonical: CNY, %, pp, 家, 月; empty if there is none
    Comparison comparison = Comparison::Equal;
    /// Written in Chinese numerals with a unit of counting (三个, 两家, 六年): such words mostly
    /// announce or refer, and are a fact only where the words around them say so.
    bool weak = false;
    /// 翻一番, 减半: a change by itself; `value` has its sign.
    bool change = false;
};

/// All quantities of a text, from left to right, not overlapping. Digits may be full-width or
/// grouped, scales (万 亿) may follow, numerals may be Chinese (三成, 百分之五, 十二家). In a list
/// the unit of the last one counts for all (0.1和0.3个百分点). Left out are ordinals (第三届),
/// numbers in names (PM2.5, 5G, 1.0版), vague numbers (数十家, 十几年), and months and years that
/// are points in time (2024年, 3月). A number without unit is left out unless it has a scale.
[[nodiscard]] std::vector<Quantity> find_quantities(std::string_view text);

/// A cell that holds nothing but a number (1,234.5; −3.2; 12.5%), or nothing.
[[nodiscard]] std::optional<Quantity> whole_quantity(std::string_view text);

/// The canonical unit and the scale that a spelling with scale stands for (万元: CNY, 10000), or
/// nothing.
struct ScaledUnit {
    std::string unit;
    double scale = 1;
};
[[nodiscard]] std::optional<ScaledUnit> find_unit(std::string_view spelling);

}  // namespace dingtu
