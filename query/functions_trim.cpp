// trim() and its like.

#include "base/text.h"
#include "query/arguments.h"
#include "query/function_tables.h"

#include <algorithm>
#include <array>
#include <vector>

namespace dingtu {

namespace {

using Args = std::span<const Value>;

/// Unicode's property White_Space, the ideographic space included.
bool is_space(char32_t c) {
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

Value trimmed(Args args, bool at_begin, bool at_end) {
    std::vector<char32_t> text = code_points(expect_string(args[0]));
    std::vector<char32_t> unwanted;
    if (args.size() == 2) {
        unwanted = code_points(expect_string(args[1]));
    }
    auto goes = [&](char32_t c) {
        return args.size() == 2 ? std::ranges::find(unwanted, c) != unwanted.end() : is_space(c);
    };
    auto begin = at_begin ? std::ranges::find_if_not(text, goes) : text.begin();
    auto end = text.end();
    while (at_end && end != begin && goes(*(end - 1))) {
        --end;
    }
    return to_utf8({begin, end});
}

Value trim(const Environment& /*environment*/, Args args) {
    return trimmed(args, true, true);
}
Value left_trim(const Environment& /*environment*/, Args args) {
    return trimmed(args, true, false);
}
Value right_trim(const Environment& /*environment*/, Args args) {
    return trimmed(args, false, true);
}

constexpr Kinds text = Kind::String;

constexpr std::array functions{
    Function{.name = "trim",
             .min_args = 1,
             .max_args = 2,
             .accepts = {text, text},
             .result = text,
             .call = trim,
             .signature = "trim(text :: String, characters :: String?) :: String",
             .help = "without white space, or those characters, at both ends"},
    Function{.name = "bTrim",
             .min_args = 1,
             .max_args = 2,
             .accepts = {text, text},
             .result = text,
             .call = trim,
             .signature = "bTrim(text :: String, characters :: String?) :: String",
             .help = "the same as trim()"},
    Function{.name = "lTrim",
             .min_args = 1,
             .max_args = 2,
             .accepts = {text, text},
             .result = text,
             .call = left_trim,
             .signature = "lTrim(text :: String, characters :: String?) :: String",
             .help = "without white space, or those characters, at the beginning"},
    Function{.name = "rTrim",
             .min_args = 1,
             .max_args = 2,
             .accepts = {text, text},
             .result = text,
             .call = right_trim,
             .signature = "rTrim(text :: String, characters :: String?) :: String",
             .help = "without white space, or those characters, at the end"},
};

}  // namespace

std::span<const Function> trim_functions() {
    return functions;
}

}  // namespace dingtu
