// Angles are in radians.

#include "query/arguments.h"
#include "query/function_tables.h"

#include <array>
#include <cmath>
#include <numbers>

namespace dingtu {

namespace {

using Args = std::span<const Value>;

/// A function of one number, as the table wants it.
template <double (*compute)(double)>
Value of_number(const Environment& /*environment*/, Args args) {
    return compute(expect_number(args[0]));
}

double sine(double x) {
    return std::sin(x);
}
double cosine(double x) {
    return std::cos(x);
}
double tangent(double x) {
    return std::tan(x);
}
double cotangent(double x) {
    return 1.0 / std::tan(x);
}
double arc_sine(double x) {
    return std::asin(x);
}
double arc_cosine(double x) {
    return std::acos(x);
}
double arc_tangent(double x) {
    return std::atan(x);
}
double half_versed_sine(double x) {
    return (1.0 - std::cos(x)) / 2.0;
}
double hyperbolic_sine(double x) {
    return std::sinh(x);
}
double hyperbolic_cosine(double x) {
    return std::cosh(x);
}
double hyperbolic_tangent(double x) {
    return std::tanh(x);
}
double to_degrees(double x) {
    return x * 180.0 / std::numbers::pi;
}
double to_radians(double x) {
    return x / 180.0 * std::numbers::pi;
}

Value arc_tangent_2(const Environment& /*environment*/, Args args) {
    return std::atan2(expect_number(args[0]), expect_number(args[1]));
}

Value pi(const Environment& /*environment*/, Args /*args*/) {
    return std::numbers::pi;
}

constexpr Kinds number = Kinds::number();

template <double (*compute)(double)>
constexpr Function one_number(std::string_view name, std::string_view signature,
                              std::string_view help) {
    return {.name = name,
            .min_args = 1,
            .max_args = 1,
            .accepts = {number},
            .result = Kind::Float,
            .call = of_number<compute>,
            .signature = signature,
            .help = help};
}

constexpr std::array functions{
    one_number<sine>("sin", "sin(angle :: Number) :: Float", "the sine"),
    one_number<cosine>("cos", "cos(angle :: Number) :: Float", "the cosine"),
    one_number<tangent>("tan", "tan(angle :: Number) :: Float", "the tangent"),
    one_number<cotangent>("cot", "cot(angle :: Number) :: Float", "the cotangent"),
    one_number<arc_sine>("asin", "asin(sine :: Number) :: Float", "the angle of a sine"),
    one_number<arc_cosine>("acos", "acos(cosine :: Number) :: Float", "the angle of a cosine"),
    one_number<arc_tangent>("atan", "atan(tangent :: Number) :: Float", "the angle of a tangent"),
    one_number<half_versed_sine>("haversin", "haversin(angle :: Number) :: Float",
                                 "half the versed sine, for distances on a sphere"),
    one_number<hyperbolic_sine>("sinh", "sinh(number :: Number) :: Float", "the hyperbolic sine"),
    one_number<hyperbolic_cosine>("cosh", "cosh(number :: Number) :: Float",
                                  "the hyperbolic cosine"),
    one_number<hyperbolic_tangent>("tanh", "tanh(number :: Number) :: Float",
                                   "the hyperbolic tangent"),
    one_number<to_degrees>("degrees", "degrees(angle :: Number) :: Float", "radians as degrees"),
    one_number<to_radians>("radians", "radians(angle :: Number) :: Float", "degrees as radians"),
    Function{.name = "atan2",
             .min_args = 2,
             .max_args = 2,
             .accepts = {number, number},
             .result = Kind::Float,
             .call = arc_tangent_2,
             .signature = "atan2(y :: Number, x :: Number) :: Float",
             .help = "the angle of the point (x, y) as seen from the origin"},
    Function{.name = "pi",
             .min_args = 0,
             .max_args = 0,
             .accepts = {},
             .result = Kind::Float,
             .call = pi,
             .signature = "pi() :: Float",
             .help = "3.141592653589793"},
};

}  // namespace

std::span<const Function> trigonometric_functions() {
    return functions;
}

}  // namespace dingtu
