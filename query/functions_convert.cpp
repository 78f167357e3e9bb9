// Conversions between kinds. Each comes in three forms: strict (a kind that cannot be converted is
// an error, a text that is none of the wanted kind gives null), OrNull (both give null), and for
// lists.

#include "base/json.h"
#include "base/text.h"
#include "query/arguments.h"
#include "query/components.h"
#include "query/function_tables.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>

#include <fmt/format.h>

namespace dingtu {

namespace {

using Args = std::span<const Value>;

/// Nothing for kinds that cannot be converted; null for text that says nothing of the kind.
using Convert = std::optional<Value> (*)(const Value&);

std::string_view without_spaces(std::string_view text) {
    std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos
               ? std::string_view{}
               : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::optional<Value> boolean_of(const Value& value) {
    if (value.is(Kind::Boolean)) {
        return value;
    }
    if (value.is(Kind::Integer)) {
        return value.as_integer() != 0;
    }
    if (!value.is(Kind::String)) {
        return std::nullopt;
    }
    std::string text = to_lower(without_spaces(value.as_string()));
    return text == "true" ? Value(true) : text == "false" ? Value(false) : Value();
}

/// The float a text says, all of it; words only as the language itself writes them.
std::optional<double> float_in(std::string_view text) {
    using Limits = std::numeric_limits<double>;
    for (double special : {Limits::infinity(), -Limits::infinity(), Limits::quiet_NaN()}) {
        if (text == float_text(special)) {
            return special;
        }
    }
    std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
    if (digits.find_first_not_of("0123456789.eE+-") != std::string_view::npos) {
        return std::nullopt;
    }
    double number = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    bool whole = !digits.empty() && end == digits.data() + digits.size();
    if (whole && error == std::errc::result_out_of_range) {
        return std::strtod(std::string(digits).c_str(), nullptr);  // 0 or an infinity
    }
    return whole && error == std::errc{} ? std::optional(number) : std::nullopt;
}

std::optional<Value> float_of(const Value& value) {
    if (value.is_number()) {
        return value.as_number();
    }
    if (!value.is(Kind::String)) {
        return std::nullopt;
    }
    auto number = float_in(without_spaces(value.as_string()));
    return number ? Value(*number) : Value();
}

enum class TooLarge : std::uint8_t { Refused, Null };

/// Towards zero.
template <TooLarge too_large>
Value integer_in(double number) {
    if (number >= -0x1p63 && number < 0x1p63) {
        return static_cast<std::int64_t>(number);
    }
    if (too_large == TooLarge::Refused) {
        refuse_overflow(fmt::format("toInteger({})", float_text(number)));
    }
    return {};
}

template <TooLarge too_large>
Value integer_in(std::string_view text) {
    std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
    std::int64_t number = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (!digits.empty() && end == digits.data() + digits.size() && error == std::errc{}) {
        return number;
    }
    auto inexact = float_in(text);
    return inexact && !std::isnan(*inexact) ? integer_in<too_large>(*inexact) : Value();
}

template <TooLarge too_large>
std::optional<Value> integer_of(const Value& value) {
    if (value.is(Kind::Integer)) {
        return value;
    }
    if (value.is(Kind::Float)) {
        return integer_in<too_large>(value.as_float());
    }
    if (value.is(Kind::Boolean)) {
        return value.as_boolean() ? 1 : 0;
    }
    if (!value.is(Kind::String)) {
        return std::nullopt;
    }
    return integer_in<too_large>(without_spaces(value.as_string()));
}

std::optional<Value> string_of(const Value& value) {
    if (value.is(Kind::Float)) {
        return float_text(value.as_float());
    }
    bool convertible = value.is(Kind::String) || value.is(Kind::Integer) ||
                       value.is(Kind::Boolean) || is_temporal(value.kind());
    return convertible ? std::optional<Value>(to_text(value)) : std::nullopt;
}

constexpr Kinds text = Kind::String;
constexpr Kinds to_boolean_from{Kind::String, Kind::Boolean, Kind::Integer};
constexpr Kinds to_float_from{Kind::String, Kind::Integer, Kind::Float};
constexpr Kinds to_integer_from{Kind::String, Kind::Integer, Kind::Float, Kind::Boolean};
constexpr Kinds to_string_from =
    Kinds{Kind::String, Kind::Integer, Kind::Float, Kind::Boolean} | Kinds::temporal();

/// "a Boolean, Integer or String": what messages name when a kind cannot be converted.
template <Convert convert>
std::string_view expected() {
    if constexpr (convert == &boolean_of) {
        return "a Boolean, Integer or String";
    } else if constexpr (convert == &float_of) {
        return "a number or String";
    } else if constexpr (convert == &integer_of<TooLarge::Refused>) {
        return "a number, Boolean or String";
    } else {
        return "a String, number, Boolean or temporal value";
    }
}

template <Convert convert>
Value strict(const Environment& /*environment*/, Args args) {
    std::optional<Value> converted = convert(args[0]);
    if (!converted) {
        refuse_kind(args[0], expected<convert>());
    }
    return std::move(*converted);
}

template <Convert convert>
Value or_null(const Environment& /*environment*/, Args args) {
    return convert(args[0]).value_or(Value());
}

template <Convert convert>
Value each(const Environment& /*environment*/, Args args) {
    List converted;
    for (const Value& item : expect_list(args[0])) {
        converted.push_back(convert(item).value_or(Value()));
    }
    return converted;
}

Value value_type(const Environment& /*environment*/, Args args) {
    return kind_name(args[0].kind());
}

constexpr Function entry(std::string_view name, Kinds accepts, Kinds result,
                         Value (*call)(const Environment&, Args), std::string_view signature,
                         std::string_view help) {
    return {.name = name,
            .min_args = 1,
            .max_args = 1,
            .accepts = {accepts},
            .result = result,
            .call = call,
            .signature = signature,
            .help = help};
}

constexpr Kinds any = Kinds::any();
constexpr Kinds list = Kind::List;

constexpr std::array functions{
    entry("toBoolean", to_boolean_from, Kind::Boolean, strict<boolean_of>,
          "toBoolean(value :: String or Boolean or Integer) :: Boolean",
          "`true` and `false` as texts, numbers as not 0; null for other texts"),
    entry("toFloat", to_float_from, Kind::Float, strict<float_of>,
          "toFloat(value :: String or Number) :: Float", "a float; null for texts that are none"),
    entry("toInteger", to_integer_from, Kind::Integer, strict<integer_of<TooLarge::Refused>>,
          "toInteger(value :: String or Number or Boolean) :: Integer",
          "a whole number, towards 0; null for texts that are none"),
    entry("toString", to_string_from, text, strict<string_of>,
          "toString(value :: String or Number or Boolean or temporal) :: String",
          "the value as text"),
    entry("toBooleanOrNull", any, Kind::Boolean, or_null<boolean_of>,
          "toBooleanOrNull(value :: Any) :: Boolean", "as toBoolean(), null for other kinds"),
    entry("toFloatOrNull", any, Kind::Float, or_null<float_of>,
          "toFloatOrNull(value :: Any) :: Float", "as toFloat(), null for other kinds"),
    entry("toIntegerOrNull", any, Kind::Integer, or_null<integer_of<TooLarge::Null>>,
          "toIntegerOrNull(value :: Any) :: Integer", "as toInteger(), null for other kinds"),
    entry("toStringOrNull", any, text, or_null<string_of>, "toStringOrNull(value :: Any) :: String",
          "as toString(), null for other kinds"),
    entry("toBooleanList", list, list, each<boolean_of>, "toBooleanList(list :: List) :: List",
          "every item as by toBooleanOrNull()"),
    entry("toFloatList", list, list, each<float_of>, "toFloatList(list :: List) :: List",
          "every item as by toFloatOrNull()"),
    entry("toIntegerList", list, list, each<integer_of<TooLarge::Null>>,
          "toIntegerList(list :: List) :: List", "every item as by toIntegerOrNull()"),
    entry("toStringList", list, list, each<string_of>, "toStringList(list :: List) :: List",
          "every item as by toStringOrNull()"),
    Function{.name = "valueType",
             .min_args = 1,
             .max_args = 1,
             .accepts = {any},
             .result = Kind::String,
             .null_for_null = false,
             .call = value_type,
             .signature = "valueType(value :: Any) :: String",
             .help = "the name of its kind"},
};

}  // namespace

std::span<const Function> conversion_functions() {
    return functions;
}

}  // namespace dingtu
