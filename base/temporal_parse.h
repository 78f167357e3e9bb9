#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dingtu {

/// Moves along the text of a temporal value. Nothing is skipped: what is not taken stays.
class TemporalReader {
public:
    explicit TemporalReader(std::string_view text) : text_(text) {}

    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
    [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[at_]; }
    [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

    /// Whether the next character is one of `wanted`; takes it then.
    bool take(std::string_view wanted);
    /// How many digits come next.
    [[nodiscard]] std::size_t digits() const;
    /// Exactly `count` digits, or nothing and no move; `count` is at most 18.
    std::optional<std::int64_t> number(std::size_t count);
    /// The digits behind a decimal point, as billionths; digits beyond the ninth are dropped.
    std::int64_t billionths();

private:
    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace dingtu
