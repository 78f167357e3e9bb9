// Functions on strings. Positions and lengths count code points, so that 汉字 are one each.

#include "base/text.h"
#include "query/arguments.h"
#include "query/function_tables.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

namespace dingtu {

namespace {

using Args = std::span<const Value>;

/// The byte offset of the `count`-th code point from `begin`, or the end.
std::size_t byte_offset(std::string_view text, std::size_t begin, std::int64_t count) {
    while (count > 0 && begin < text.size()) {
        (void)next_code_point(text, begin);
        --count;
    }
    return begin;
}

std::int64_t not_negative(const Value& argument, std::string_view what) {
    std::int64_t number = expect_integer(argument);
    if (number < 0) {
        refuse_number(fmt::format("{} must not be negative, but is {}", what, number));
    }
    return number;
}

Value substring(const Environment& /*environment*/, Args args) {
    std::string_view text = expect_string(args[0]);
    std::size_t begin = byte_offset(text, 0, not_negative(args[1], "the start"));
    if (args.size() == 2) {
        return text.substr(begin);
    }
    std::size_t end = byte_offset(text, begin, not_negative(args[2], "the length"));
    return text.substr(begin, end - begin);
}

Value left(const Environment& /*environment*/, Args args) {
    std::string_view text = expect_string(args[0]);
    return text.substr(0, byte_offset(text, 0, not_negative(args[1], "the length")));
}

Value right(const Environment& /*environment*/, Args args) {
    std::string_view text = expect_string(args[0]);
    std::int64_t skipped =
        static_cast<std::int64_t>(length(text)) - not_negative(args[1], "the length");
    return text.substr(byte_offset(text, 0, skipped));
}

Value replace(const Environment& /*environment*/, Args args) {
    std::string_view text = expect_string(args[0]);
    const std::string& part = expect_string(args[1]);
    const std::string& by = expect_string(args[2]);
    std::string out;
    std::size_t at = 0;
    for (std::size_t found = 0; !part.empty(); at = found + part.size()) {
        found = text.find(part, at);
        if (found == std::string_view::npos) {
            break;
        }
        out.append(text.substr(at, found - at)).append(by);
    }
    return out.append(text.substr(at));
}

/// Where the next of `separators` begins at or after `at`, and its length; the text's end if none.
std::pair<std::size_t, std::size_t> next_separator(std::string_view text, std::size_t at,
                                                   const std::vector<std::string>& separators) {
    std::pair<std::size_t, std::size_t> next{text.size(), 0};
    for (const std::string& separator : separators) {
        // Between any two characters stands an empty separator.
        std::size_t found = separator.empty() ? byte_offset(text, at, 1) : text.find(separator, at);
        if (found < next.first) {
            next = {found, separator.size()};
        }
    }
    return next;
}

Value split(const Environment& /*environment*/, Args args) {
    std::string_view text = expect_string(args[0]);
    std::vector<std::string> separators;
    if (args[1].is(Kind::List)) {
        for (const Value& separator : args[1].as_list()) {
            separators.push_back(expect_string(separator));
        }
    } else {
        separators.push_back(expect_string(args[1]));
    }
    List parts;
    std::size_t at = 0;
    while (true) {
        auto [end, size] = next_separator(text, at, separators);
        parts.emplace_back(text.substr(at, end - at));
        if (end == text.size()) {
            return parts;
        }
        at = end + size;
    }
}

Value upper(const Environment& /*environment*/, Args args) {
    return to_upper(expect_string(args[0]));
}
Value lower(const Environment& /*environment*/, Args args) {
    return to_lower(expect_string(args[0]));
}

Value char_length(const Environment& /*environment*/, Args args) {
    return static_cast<std::int64_t>(length(expect_string(args[0])));
}

Value normalize(const Environment& /*environment*/, Args args) {
    return to_nfc(expect_string(args[0]));
}

constexpr Kinds text = Kind::String;
constexpr Kinds number = Kind::Integer;

constexpr std::array functions{
    Function{
        .name = "substring",
        .min_args = 2,
        .max_args = 3,
        .accepts = {text, number, number},
        .result = text,
        .call = substring,
        .signature = "substring(text :: String, start :: Integer, length :: Integer?) :: String",
        .help = "the part from a position (the first is 0) on, of a length or to the end"},
    Function{.name = "left",
             .min_args = 2,
             .max_args = 2,
             .accepts = {text, number},
             .result = text,
             .call = left,
             .signature = "left(text :: String, length :: Integer) :: String",
             .help = "the first characters"},
    Function{.name = "right",
             .min_args = 2,
             .max_args = 2,
             .accepts = {text, number},
             .result = text,
             .call = right,
             .signature = "right(text :: String, length :: Integer) :: String",
             .help = "the last characters"},
    Function{.name = "replace",
             .min_args = 3,
             .max_args = 3,
             .accepts = {text, text, text},
             .result = text,
             .call = replace,
             .signature = "replace(text :: String, part :: String, by :: String) :: String",
             .help = "the text with every occurrence of a part replaced"},
    Function{.name = "split",
             .min_args = 2,
             .max_args = 2,
             .accepts = {text, Kinds{Kind::String, Kind::List}},
             .result = Kind::List,
             .call = split,
             .signature = "split(text :: String, separator :: String or List) :: List",
             .help = "the parts between separators"},
    Function{.name = "toUpper",
             .min_args = 1,
             .max_args = 1,
             .accepts = {text},
             .result = text,
             .call = upper,
             .signature = "toUpper(text :: String) :: String",
             .help = "in upper case"},
    Function{.name = "upper",
             .min_args = 1,
             .max_args = 1,
             .accepts = {text},
             .result = text,
             .call = upper,
             .signature = "upper(text :: String) :: String",
             .help = "the same as toUpper()"},
    Function{.name = "toLower",
             .min_args = 1,
             .max_args = 1,
             .accepts = {text},
             .result = text,
             .call = lower,
             .signature = "toLower(text :: String) :: String",
             .help = "in lower case"},
    Function{.name = "lower",
             .min_args = 1,
             .max_args = 1,
             .accepts = {text},
             .result = text,
             .call = lower,
             .signature = "lower(text :: String) :: String",
             .help = "the same as toLower()"},
    Function{.name = "char_length",
             .min_args = 1,
             .max_args = 1,
             .accepts = {text},
             .result = number,
             .call = char_length,
             .signature = "char_length(text :: String) :: Integer",
             .help = "the number of characters"},
    Function{.name = "character_length",
             .min_args = 1,
             .max_args = 1,
             .accepts = {text},
             .result = number,
             .call = char_length,
             .signature = "character_length(text :: String) :: Integer",
             .help = "the same as char_length()"},
    Function{.name = "normalize",
             .min_args = 1,
             .max_args = 1,
             .accepts = {text},
             .result = text,
             .call = normalize,
             .signature = "normalize(text :: String) :: String",
             .help = "in Unicode's composed form (NFC)"},
};

}  // namespace

std::span<const Function> string_functions() {
    return functions;
}

}  // namespace dingtu
