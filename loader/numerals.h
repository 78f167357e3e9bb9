#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace dingtu {

/// A number without its unit, read at a place of a text.
struct Numeral {
    std::size_t end = 0;
    double value = 0;
    bool chinese = false;     ///< in Chinese numerals
    bool scaled = false;      ///< with 万, 亿 ... : it may do without a unit
    bool more = false;        ///< 余, 多 inside or behind: 100多万
    bool vague = false;       ///< 数十, 几百, 三五: no number to keep
    bool scale_only = false;  ///< 百, 千亿: a number only behind 近, 超 and the like
};

/// 0 to 9 for an ASCII or full-width digit at `at`, else -1.
[[nodiscard]] int digit_at(std::string_view text, std::size_t at);

/// Digits with groups of three and decimals (1,073.5), without a scale.
[[nodiscard]] std::optional<Numeral> read_digits(std::string_view text, std::size_t at);

/// Chinese numerals with their scales: 三千五百万, 十二, 二〇二五, 一点五.
[[nodiscard]] std::optional<Numeral> read_chinese_numeral(std::string_view text, std::size_t at);

/// The factor of a scale character (十 百 千 万 亿) at `at`, or 0.
[[nodiscard]] double scale_at(std::string_view text, std::size_t at);
/// The length in bytes of 余, 多, 来 at `at`, or 0.
[[nodiscard]] std::size_t more_at(std::string_view text, std::size_t at);

}  // namespace dingtu
