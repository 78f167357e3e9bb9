#include "query/rounding.h"

#include "base/text.h"
#include "query/arguments.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::array<std::pair<std::string_view, Rounding>, 7> names{{
    {"UP", Rounding::Up},
    {"DOWN", Rounding::Down},
    {"CEILING", Rounding::Ceiling},
    {"FLOOR", Rounding::Floor},
    {"HALF_UP", Rounding::HalfUp},
    {"HALF_DOWN", Rounding::HalfDown},
    {"HALF_EVEN", Rounding::HalfEven},
}};

/// The shortest digits that read back as the number: value = 0.d1d2d3... * 10^exponent.
struct Decimal {
    std::string digits;
    std::int64_t exponent = 0;
};

Decimal shortest(double magnitude) {
    std::array<char, 40> buffer{};
    auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude,
                             std::chars_format::scientific)
                   .ptr;
    std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    std::size_t e = text.find('e');
    Decimal decimal;
    std::ranges::copy_if(text.substr(0, e), std::back_inserter(decimal.digits),
                         [](char c) { return c != '.'; });
    std::string_view power = text.substr(e + 1);
    power.remove_prefix(power.front() == '+' ? 1 : 0);
    std::from_chars(power.data(), power.data() + power.size(), decimal.exponent);
    ++decimal.exponent;
    return decimal;
}

/// Where the digits that are left out lie between the two neighbours.
enum class Rest : std::uint8_t { Nothing, BelowHalf, Half, AboveHalf };

Rest rest_of(std::string_view left_out) {
    auto zeros = [](std::string_view digits) {
        return digits.find_first_not_of('0') == std::string_view::npos;
    };
    if (zeros(left_out)) {
        return Rest::Nothing;
    }
    if (left_out.front() == '5') {
        return zeros(left_out.substr(1)) ? Rest::Half : Rest::AboveHalf;
    }
    return left_out.front() > '5' ? Rest::AboveHalf : Rest::BelowHalf;
}

bool grows(Rest rest, Rounding rounding, bool negative, bool odd) {
    switch (rounding) {
        case Rounding::Up: return rest != Rest::Nothing;
        case Rounding::Down: return false;
        case Rounding::Ceiling: return rest != Rest::Nothing && !negative;
        case Rounding::Floor: return rest != Rest::Nothing && negative;
        case Rounding::HalfUp: return rest >= Rest::Half;
        case Rounding::HalfDown: return rest > Rest::Half;
        case Rounding::HalfEven: return rest > Rest::Half || (rest == Rest::Half && odd);
    }
    return false;
}

void add_one(std::string& digits) {
    auto nine = std::find_if(digits.rbegin(), digits.rend(), [](char c) { return c != '9'; });
    std::fill(digits.rbegin(), nine, '0');
    if (nine == digits.rend()) {
        digits.insert(digits.begin(), '1');
    } else {
        ++*nine;
    }
}

}  // namespace

Rounding rounding_of(std::string_view name) {
    std::string wanted = to_upper(name);
    auto known = std::ranges::find(names, wanted, [](const auto& entry) { return entry.first; });
    if (known == names.end()) {
        refuse_value(fmt::format("`{}` is no way to round", name));
    }
    return known->second;
}

double round_decimal(double number, std::int64_t decimals, Rounding rounding) {
    constexpr std::int64_t most_decimals = 1100;  // beyond the digits of any double
    if (!std::isfinite(number) || number == 0) {
        return number;
    }
    decimals = std::clamp(decimals, -most_decimals, most_decimals);
    Decimal decimal = shortest(std::fabs(number));
    std::int64_t kept = decimal.exponent + decimals;
    auto size = static_cast<std::int64_t>(decimal.digits.size());
    if (kept >= size) {
        return number;
    }
    std::string digits =
        decimal.digits.substr(0, static_cast<std::size_t>(std::max<std::int64_t>(kept, 0)));
    std::string left_out = kept < 0 ? "0" + decimal.digits : decimal.digits.substr(digits.size());
    bool odd = !digits.empty() && (digits.back() - '0') % 2 != 0;
    if (grows(rest_of(left_out), rounding, number < 0, odd)) {
        add_one(digits);
    }
    if (digits.empty()) {
        return std::copysign(0.0, number);
    }
    std::string text = fmt::format("{}e{}", digits, -decimals);
    double magnitude = 0;
    std::from_chars(text.data(), text.data() + text.size(), magnitude);
    return std::copysign(magnitude, number);
}

}  // namespace dingtu
