#pragma once

#include <cstdint>
#include <string_view>

namespace dingtu {

/// What becomes of digits that are left out: Up is away from zero, Half... is the nearest, with
/// half-way numbers going as said.
enum class Rounding : std::uint8_t { Up, Down, Ceiling, Floor, HalfUp, HalfDown, HalfEven };

/// By its name in a query, "HALF_UP", without regard to case. Throws Error{Run} for any other.
[[nodiscard]] Rounding rounding_of(std::string_view name);

/// The number with so many decimals (negative: so many zeros before the point). The digits that are
/// rounded are those a person sees: 1.005 with two decimals is 1.01, although the double lies
/// below.
[[nodiscard]] double round_decimal(double number, std::int64_t decimals, Rounding rounding);

}  // namespace dingtu
