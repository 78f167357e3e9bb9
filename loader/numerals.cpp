#include "loader/numerals.h"

#include "base/text.h"
#include "loader/phrases.h"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace dingtu {

namespace {

constexpr std::size_t han = 3;  // bytes of each character below in UTF-8

/// No number that is meant to be read is written in more.
constexpr std::size_t longest_numeral = 40 * han;

/// The character of three bytes at `at`, 0 if there is none.
char32_t character_at(std::string_view text, std::size_t at) {
    return at < text.size() && text.size() - at >= han ? next_code_point(text, at) : 0;
}

int chinese_digit_at(std::string_view text, std::size_t at) {
    switch (character_at(text, at)) {
        case U'零':
        case U'〇': return 0;
        case U'一': return 1;
        case U'二':
        case U'两':
        case U'俩': return 2;
        case U'三': return 3;
        case U'四': return 4;
        case U'五': return 5;
        case U'六': return 6;
        case U'七': return 7;
        case U'八': return 8;
        case U'九': return 9;
        default: return -1;
    }
}

bool vague_at(std::string_view text, std::size_t at) {
    if (starts(text, at, "几")) return true;
    return starts(text, at, "数") && scale_at(text, at + han) != 0;
}

/// 三千五百万: digits wait for their scale, sections below 万 wait for 万 or 亿.
class ChineseNumeral {
public:
    void digit(int value) {
        if (digits_in_row_ > 0) {
            row_ = row_ * 10 + value;
        } else {
            row_ = value;
        }
        ++digits_in_row_;
        longest_row_ = std::max(longest_row_, digits_in_row_);
        any_digit_ = true;
    }
    void scale(double factor) {
        const double head = digits_in_row_ > 0 ? row_ : 0;
        if (factor < 1e4) {
            section_ += (digits_in_row_ > 0 ? head : 1) * factor;
        } else {
            const double below = section_ + head;
            total_ = below == 0 && total_ != 0 ? total_ * factor
                                               : total_ + (below == 0 ? 1 : below) * factor;
            section_ = 0;
        }
        last_scale_ = factor;
        clear_row();
    }
    void zero() { clear_row(); }
    [[nodiscard]] double value() const {
        return total_ + section_ + (digits_in_row_ > 0 ? row_ : 0);
    }
    [[nodiscard]] bool any_digit() const { return any_digit_; }
    [[nodiscard]] double last_scale() const { return last_scale_; }
    /// 三五, 七八: two digits side by side that are no year.
    [[nodiscard]] bool two_digits_in_row() const { return longest_row_ == 2; }

private:
    void clear_row() {
        row_ = 0;
        digits_in_row_ = 0;
    }

    double total_ = 0;
    double section_ = 0;
    double row_ = 0;
    double last_scale_ = 0;
    int digits_in_row_ = 0;
    int longest_row_ = 0;
    bool any_digit_ = false;
};

/// 点五 behind a Chinese numeral.
void read_chinese_decimals(std::string_view text, Numeral& numeral) {
    if (!starts(text, numeral.end, "点") || chinese_digit_at(text, numeral.end + han) < 0) return;
    numeral.end += han;
    double place = 0.1;
    for (int digit = 0; (digit = chinese_digit_at(text, numeral.end)) >= 0; place /= 10) {
        numeral.value += digit * place;
        numeral.end += han;
    }
}

}  // namespace

int digit_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return -1;
    if (text[at] >= '0' && text[at] <= '9') return text[at] - '0';
    // Full-width digits are EF BC 90 to EF BC 99.
    if (text[at] == '\xEF' && at + 2 < text.size() && text[at + 1] == '\xBC') {
        const int value = static_cast<unsigned char>(text[at + 2]) - 0x90;
        return value >= 0 && value <= 9 ? value : -1;
    }
    return -1;
}

double scale_at(std::string_view text, std::size_t at) {
    switch (character_at(text, at)) {
        case U'十': return 10;
        case U'百': return 100;
        case U'千': return 1e3;
        case U'万': return 1e4;
        case U'亿': return 1e8;
        default: return 0;
    }
}

std::size_t more_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return 0;
    return starts(text, at, "余") || starts(text, at, "多") || starts(text, at, "来") ? han : 0;
}

std::optional<Numeral> read_digits(std::string_view text, std::size_t at) {
    Numeral numeral;
    std::string plain;
    const auto take = [&](std::size_t& place) {
        std::size_t count = 0;
        for (int digit = 0; (digit = digit_at(text, place)) >= 0; ++count) {
            plain.push_back(static_cast<char>('0' + digit));
            place += text[place] == '\xEF' ? han : 1;
        }
        return count;
    };
    std::size_t place = at;
    std::size_t count = take(place);
    if (count == 0) return std::nullopt;
    while (count <= 3 && place < text.size() && text[place] == ',') {
        std::size_t next = place + 1;
        const std::size_t kept = plain.size();
        if (take(next) != 3) {
            plain.resize(kept);
            break;
        }
        place = next;
        count = 3;
    }
    const bool point = place < text.size() && text[place] == '.';
    const bool wide_point = starts(text, std::min(place, text.size()), "．");
    if ((point || wide_point) && digit_at(text, place + (point ? 1 : han)) >= 0) {
        plain.push_back('.');
        place += point ? 1 : han;
        take(place);
    }
    numeral.value = std::strtod(plain.c_str(), nullptr);
    numeral.end = place;
    return numeral;
}

std::optional<Numeral> read_chinese_numeral(std::string_view text, std::size_t at) {
    Numeral numeral;
    numeral.chinese = true;
    ChineseNumeral reader;
    std::size_t place = at;
    while (place < text.size() && place - at < longest_numeral) {
        const int digit = chinese_digit_at(text, place);
        const double scale = scale_at(text, place);
        if (digit > 0 || (digit == 0 && reader.last_scale() == 0)) {
            reader.digit(digit);
        } else if (digit == 0) {
            reader.zero();
        } else if (scale != 0) {
            reader.scale(scale);
        } else if (vague_at(text, place)) {
            numeral.vague = true;
        } else if (place != at && more_at(text, place) != 0 && scale_at(text, place + han) >= 1e4) {
            numeral.more = true;
        } else {
            break;
        }
        place += han;
    }
    if (place == at) return std::nullopt;
    numeral.end = place;
    numeral.value = reader.value();
    numeral.scaled = reader.last_scale() >= 1e4;
    numeral.vague = numeral.vague || reader.two_digits_in_row();
    numeral.scale_only = !reader.any_digit() && !starts(text, at, "十");
    read_chinese_decimals(text, numeral);
    return numeral;
}

}  // namespace dingtu
