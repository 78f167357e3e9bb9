// Functions on numbers, and random ones.

#include "base/error.h"
#include "query/arguments.h"
#include "query/function_tables.h"
#include "query/rounding.h"

#include <array>
#include <cmath>
#include <numbers>
#include <random>

#include <fmt/format.h>

namespace dingtu {

namespace {

using Args = std::span<const Value>;

Value absolute(const Environment& /*environment*/, Args args) {
    if (args[0].is(Kind::Float)) {
        return std::fabs(args[0].as_float());
    }
    std::int64_t number = expect_integer(args[0]);
    if (number == INT64_MIN) {
        refuse_overflow(fmt::format("abs({})", number));
    }
    return number < 0 ? -number : number;
}

Value sign(const Environment& /*environment*/, Args args) {
    double number = expect_number(args[0]);
    return number > 0 ? 1 : number < 0 ? -1 : 0;
}

Value ceil(const Environment& /*environment*/, Args args) {
    return std::ceil(expect_number(args[0]));
}
Value floor(const Environment& /*environment*/, Args args) {
    return std::floor(expect_number(args[0]));
}

/// Alone it rounds half-way numbers up (towards +Infinity); with a precision, away from zero.
Value round(const Environment& /*environment*/, Args args) {
    double number = expect_number(args[0]);
    if (args.size() == 1) {
        double below = std::floor(number);
        return number - below >= 0.5 ? below + 1 : below;
    }
    Rounding mode = args.size() == 3 ? rounding_of(expect_string(args[2])) : Rounding::HalfUp;
    return round_decimal(number, expect_integer(args[1]), mode);
}

Value sqrt(const Environment& /*environment*/, Args args) {
    return std::sqrt(expect_number(args[0]));
}
Value exp(const Environment& /*environment*/, Args args) {
    return std::exp(expect_number(args[0]));
}
Value log(const Environment& /*environment*/, Args args) {
    return std::log(expect_number(args[0]));
}
Value log10(const Environment& /*environment*/, Args args) {
    return std::log10(expect_number(args[0]));
}
Value euler(const Environment& /*environment*/, Args /*args*/) {
    return std::numbers::e;
}

Value is_nan(const Environment& /*environment*/, Args args) {
    return std::isnan(expect_number(args[0]));
}

std::uint64_t random_bits(const Environment& environment) {
    invariant(environment.random != nullptr, "a random function was called without a source");
    return (*environment.random)();  // NOLINT(clang-analyzer-core.CallAndMessage): see above
}

/// 53 bits fill a double's mantissa: 0 <= result < 1.
Value random_number(const Environment& environment, Args /*args*/) {
    return static_cast<double>(random_bits(environment) >> 11U) * 0x1p-53;
}

/// RFC 4122, version 4.
Value random_uuid(const Environment& environment, Args /*args*/) {
    std::uint64_t high = (random_bits(environment) & ~0xF000ULL) | 0x4000ULL;
    std::uint64_t low = (random_bits(environment) >> 2U) | 0x8000'0000'0000'0000ULL;
    return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32U, high >> 16U & 0xFFFFU,
                       high & 0xFFFFU, low >> 48U, low & 0xFFFF'FFFF'FFFFULL);
}

constexpr Kinds number = Kinds::number();
constexpr Kinds real = Kind::Float;

constexpr std::array functions{
    Function{.name = "abs",
             .min_args = 1,
             .max_args = 1,
             .accepts = {number},
             .result = number,
             .call = absolute,
             .signature = "abs(number :: Number) :: Number",
             .help = "without its sign"},
    Function{.name = "sign",
             .min_args = 1,
             .max_args = 1,
             .accepts = {number},
             .result = Kind::Integer,
             .call = sign,
             .signature = "sign(number :: Number) :: Integer",
             .help = "-1, 0 or 1"},
    Function{.name = "ceil",
             .min_args = 1,
             .max_args = 1,
             .accepts = {number},
             .result = real,
             .call = ceil,
             .signature = "ceil(number :: Number) :: Float",
             .help = "the least whole number that is not below"},
    Function{.name = "ceiling",
             .min_args = 1,
             .max_args = 1,
             .accepts = {number},
             .result = real,
             .call = ceil,
             .signature = "ceiling(number :: Number) :: Float",
             .help = "the same as ceil()"},
    Function{.name = "floor",
             .min_args = 1,
             .max_args = 1,
             .accepts = {number},
             .result = real,
             .call = floor,
             .signature = "floor(number :: Number) :: Float",
             .help = "the greatest whole number that is not above"},
    Function{
        .name = "round",
        .min_args = 1,
        .max_args = 3,
        .accepts = {number, Kind::Integer, Kind::String},
        .result = real,
        .call = round,
        .signature = "round(number :: Number, precision :: Integer?, mode :: String?) :: Float",
        .help = "the nearest number with so many decimals; mode is UP, DOWN, CEILING, FLOOR, "
                "HALF_UP, HALF_DOWN or HALF_EVEN"},
    Function{.name = "sqrt",
             .min_args = 1,
             .max_args = 1,
             .accepts = {number},
             .result = real,
             .call = sqrt,
             .signature = "sqrt(number :: Number) :: Float",
             .help = "the square root; NaN for negative numbers"},
    Function{.name = "exp",
             .min_args = 1,
             .max_args = 1,
             .accepts = {number},
             .result = real,
             .call = exp,
             .signature = "exp(number :: Number) :: Float",
             .help = "e to the power of the number"},
    Function{.name = "log",
             .min_args = 1,
             .max_args = 1,
             .accepts = {number},
             .result = real,
             .call = log,
             .signature = "log(number :: Number) :: Float",
             .help = "the natural logarithm"},
    Function{.name = "ln",
             .min_args = 1,
             .max_args = 1,
             .accepts = {number},
             .result = real,
             .call = log,
             .signature = "ln(number :: Number) :: Float",
             .help = "the same as log()"},
    Function{.name = "log10",
             .min_args = 1,
             .max_args = 1,
             .accepts = {number},
             .result = real,
             .call = log10,
             .signature = "log10(number :: Number) :: Float",
             .help = "the logarithm to base 10"},
    Function{.name = "e",
             .min_args = 0,
             .max_args = 0,
             .accepts = {},
             .result = real,
             .call = euler,
             .signature = "e() :: Float",
             .help = "2.718281828459045"},
    Function{.name = "isNaN",
             .min_args = 1,
             .max_args = 1,
             .accepts = {number},
             .result = Kind::Boolean,
             .call = is_nan,
             .signature = "isNaN(number :: Number) :: Boolean",
             .help = "whether it is no number, such as 0.0 / 0.0"},
    Function{.name = "rand",
             .min_args = 0,
             .max_args = 0,
             .accepts = {},
             .result = real,
             .pure = false,
             .call = random_number,
             .signature = "rand() :: Float",
             .help = "a random number from 0 to below 1, another for every row"},
    Function{.name = "randomUUID",
             .min_args = 0,
             .max_args = 0,
             .accepts = {},
             .result = Kind::String,
             .pure = false,
             .call = random_uuid,
             .signature = "randomUUID() :: String",
             .help = "a random identifier (UUID version 4)"},
};

}  // namespace

std::span<const Function> math_functions() {
    return functions;
}

}  // namespace dingtu
