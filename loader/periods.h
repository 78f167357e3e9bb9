#pragma once

#include "base/error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// What a word of time does in its sentence.
enum class PeriodUse : std::uint8_t {
    Scope,     ///< dates what follows: 今年一季度，…
    Compared,  ///< what a number is compared with: 比上年, 较2024年全年
    Bound,     ///< dates one event or noun only: 成立于2011年, 自8月1日起施行
    Vague      ///< no period that can be written: 近三年, 近年来
};

/// A word of time, read against the document's date.
struct Period {
    Span span;
    /// "2024", "2025Q1", "2024-06", "2024-01/2024-07", "2024-06/" (since), "/2025-05" (up to);
    /// empty for Vague.
    std::string value;
    PeriodUse use = PeriodUse::Scope;
    bool target = false;  ///< a planned time: 到2027年
    bool same = false;    ///< 同期: `value` is the period of the sentence before
};

/// What words of time are read against.
struct PeriodContext {
    std::string document_date;  ///< "2025-05-23", "2025-05", "2025" or empty
    std::string heading;        ///< the period of the title or section, or empty
    std::string previous;       ///< the period of the sentence before, or empty
};

/// All words of time of a sentence, from left to right. 今年, 去年 follow the document's date,
/// 上年, 全年, 年末, 1—3月 the heading's year if there is one. Without either, words that need
/// them are Vague.
[[nodiscard]] std::vector<Period> find_periods(std::string_view text, const PeriodContext& context);

/// The first period (no day) of a title or heading that holds for what stands under it, or empty.
[[nodiscard]] std::string heading_period(std::string_view heading,
                                         const std::string& document_date);

/// The one period from the start of `first` to the end of `second`: 2003 and 2024 are 2003/2024.
[[nodiscard]] std::string hull(const std::string& first, const std::string& second);

}  // namespace dingtu
