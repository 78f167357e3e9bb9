#pragma once

#include "loader/metric_sentence.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace dingtu {

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& all) {
    return std::find(all.begin(), all.end(), word) != all.end();
}

template <std::size_t N>
bool ends_with_any(std::string_view text, const std::array<std::string_view, N>& all) {
    return std::any_of(all.begin(), all.end(),
                       [&](std::string_view word) { return text.ends_with(word); });
}

template <std::size_t N>
bool starts_with_any(std::string_view text, const std::array<std::string_view, N>& all) {
    return std::any_of(all.begin(), all.end(),
                       [&](std::string_view word) { return text.starts_with(word); });
}

template <std::size_t N>
bool holds_any(std::string_view text, const std::array<std::string_view, N>& all) {
    return std::any_of(all.begin(), all.end(), [&](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    });
}

/// The words of a sentence before a mention, its opening quote left out.
[[nodiscard]] std::string_view words_before(const MetricSentence& sentence, const Mention& mention);

/// 发放, 拨付, 提供 ...: somebody gives something to somebody.
[[nodiscard]] bool speaks_of_giving(std::string_view words);

}  // namespace dingtu
