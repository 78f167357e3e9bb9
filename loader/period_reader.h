#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dingtu {

/// A stretch of time as written: a year, a part of it, a range of months or of years.
struct Stretch {
    std::size_t end = 0;  ///< place behind it in the text
    int year = 0;
    int last_year = 0;   ///< 2003年到2024年
    int quarter = 0;     ///< 1 to 4
    int half = 0;        ///< 1, 2
    int month = 0;       ///< first month of a range
    int last_month = 0;  ///< of a range
    int day = 0;
    bool year_given = false;  ///< by number or 今年, 去年

    [[nodiscard]] std::string to_text() const;
};

/// The years that relative words mean.
struct YearBase {
    int document_year = 0;   ///< 今年; 0 if unknown
    int document_month = 0;  ///< 0 if unknown
    int heading_year = 0;    ///< of the title's period; 0 if none
    int heading_month = 0;   ///< last month of the heading's period; 12 for a year
    int heading_quarter = 0;
    bool future = false;  ///< a plan is spoken of: 全年 and 年底 lie ahead
};

/// The stretch that begins at byte `at`, or nothing.
[[nodiscard]] std::optional<Stretch> read_stretch(std::string_view text, std::size_t at,
                                                  const YearBase& base);

/// "2025-05-23" taken apart; what is missing is 0.
[[nodiscard]] Stretch parse_period_date(std::string_view date);

}  // namespace dingtu
