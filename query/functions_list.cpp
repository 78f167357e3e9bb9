// Functions on lists, and those that lists share with strings and maps.

#include "base/limits.h"
#include "base/text.h"
#include "query/arguments.h"
#include "query/function_tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace dingtu {

namespace {

using Args = std::span<const Value>;

Value size(const Environment& /*environment*/, Args args) {
    if (args[0].is(Kind::String)) {
        return static_cast<std::int64_t>(length(args[0].as_string()));
    }
    if (!args[0].is(Kind::List)) {
        refuse_kind(args[0], "a String or List");
    }
    return static_cast<std::int64_t>(args[0].as_list().size());
}

Value head(const Environment& /*environment*/, Args args) {
    const List& list = expect_list(args[0]);
    return list.empty() ? Value() : list.front();
}

Value last(const Environment& /*environment*/, Args args) {
    const List& list = expect_list(args[0]);
    return list.empty() ? Value() : list.back();
}

Value tail(const Environment& /*environment*/, Args args) {
    const List& list = expect_list(args[0]);
    return list.empty() ? List() : List(list.begin() + 1, list.end());
}

Value reverse(const Environment& /*environment*/, Args args) {
    if (args[0].is(Kind::String)) {
        std::vector<char32_t> text = code_points(args[0].as_string());
        std::ranges::reverse(text);
        return to_utf8(text);
    }
    if (!args[0].is(Kind::List)) {
        refuse_kind(args[0], "a String or List");
    }
    const List& list = args[0].as_list();
    return List(list.rbegin(), list.rend());
}

Value is_empty(const Environment& /*environment*/, Args args) {
    switch (args[0].kind()) {
        case Kind::String: return args[0].as_string().empty();
        case Kind::List: return args[0].as_list().empty();
        case Kind::Map: return args[0].as_map().empty();
        case Kind::Node:
        case Kind::Relationship:
        case Kind::Path:
        case Kind::DateTime:
        case Kind::LocalDateTime:
        case Kind::Date:
        case Kind::Time:
        case Kind::LocalTime:
        case Kind::Duration:
        case Kind::Boolean:
        case Kind::Integer:
        case Kind::Float:
        case Kind::Null: break;
    }
    refuse_kind(args[0], "a String, List or Map");
}

/// Charged before the list is made: a range is the easiest way to ask for too much memory.
void charge(const Environment& environment, std::uint64_t count) {
    constexpr std::uint64_t most = SIZE_MAX / sizeof(Value) / 4;
    if (count > most) {
        refuse_number(fmt::format("a range of {} numbers is too long", count));
    }
    if (environment.limits != nullptr) {
        // The list belongs to a row from now on: what it holds then is counted with the row.
        environment.limits->charge(count * sizeof(Value));
        environment.limits->release(count * sizeof(Value));
    }
}

Value range(const Environment& environment, Args args) {
    std::int64_t begin = expect_integer(args[0]);
    std::int64_t end = expect_integer(args[1]);
    std::int64_t step = args.size() == 3 ? expect_integer(args[2]) : 1;
    if (step == 0) {
        refuse_number("the step of a range must not be 0");
    }
    if (step > 0 ? begin > end : begin < end) {
        return List();
    }
    auto bits = [](std::int64_t number) { return static_cast<std::uint64_t>(number); };
    std::uint64_t distance = step > 0 ? bits(end) - bits(begin) : bits(begin) - bits(end);
    std::uint64_t width = step > 0 ? bits(step) : 0 - bits(step);
    std::uint64_t further = distance / width;
    charge(environment, further);
    List list;
    list.reserve(further + 1);
    list.emplace_back(begin);
    for (; further > 0; --further) {
        begin += step;
        list.emplace_back(begin);
    }
    return list;
}

Value coalesce(const Environment& /*environment*/, Args args) {
    for (const Value& arg : args) {
        if (!arg.is_null()) {
            return arg;
        }
    }
    return {};
}

Value null_if(const Environment& /*environment*/, Args args) {
    return equal(args[0], args[1]) == Ternary::True ? Value() : args[0];
}

Value exists(const Environment& /*environment*/, Args args) {
    return !args[0].is_null();
}

constexpr Kinds list = Kind::List;
constexpr Kinds number = Kind::Integer;
constexpr Kinds list_or_text{Kind::List, Kind::String};
constexpr Kinds any = Kinds::any();

constexpr std::array functions{
    Function{.name = "size",
             .min_args = 1,
             .max_args = 1,
             .accepts = {list_or_text},
             .result = number,
             .call = size,
             .signature = "size(value :: List or String) :: Integer",
             .help = "how many items or characters there are"},
    Function{.name = "head",
             .min_args = 1,
             .max_args = 1,
             .accepts = {list},
             .call = head,
             .signature = "head(list :: List) :: Any",
             .help = "the first item, or null"},
    Function{.name = "last",
             .min_args = 1,
             .max_args = 1,
             .accepts = {list},
             .call = last,
             .signature = "last(list :: List) :: Any",
             .help = "the last item, or null"},
    Function{.name = "tail",
             .min_args = 1,
             .max_args = 1,
             .accepts = {list},
             .result = list,
             .call = tail,
             .signature = "tail(list :: List) :: List",
             .help = "all items but the first"},
    Function{.name = "reverse",
             .min_args = 1,
             .max_args = 1,
             .accepts = {list_or_text},
             .result = list_or_text,
             .call = reverse,
             .signature = "reverse(value :: List or String) :: List or String",
             .help = "from the end to the beginning"},
    Function{.name = "isEmpty",
             .min_args = 1,
             .max_args = 1,
             .accepts = {Kinds{Kind::List, Kind::String, Kind::Map}},
             .result = Kind::Boolean,
             .call = is_empty,
             .signature = "isEmpty(value :: List or String or Map) :: Boolean",
             .help = "whether there is nothing in it"},
    Function{.name = "range",
             .min_args = 2,
             .max_args = 3,
             .accepts = {number, number, number},
             .result = list,
             .call = range,
             .signature = "range(begin :: Integer, end :: Integer, step :: Integer?) :: List",
             .help = "the numbers from begin to end, both included, in steps of 1 or `step`"},
    Function{.name = "coalesce",
             .min_args = 1,
             .max_args = -1,
             .accepts = {any, any, any},
             .null_for_null = false,
             .call = coalesce,
             .signature = "coalesce(value :: Any, ...) :: Any",
             .help = "the first value that is not null"},
    Function{.name = "nullIf",
             .min_args = 2,
             .max_args = 2,
             .accepts = {any, any},
             .null_for_null = false,
             .call = null_if,
             .signature = "nullIf(value :: Any, unwanted :: Any) :: Any",
             .help = "the value, or null if it equals the unwanted one"},
    Function{.name = "exists",
             .min_args = 1,
             .max_args = 1,
             .accepts = {any},
             .result = Kind::Boolean,
             .null_for_null = false,
             .call = exists,
             .signature = "exists(property :: Any) :: Boolean",
             .help = "whether a property is there"},
};

}  // namespace

std::span<const Function> list_functions() {
    return functions;
}

}  // namespace dingtu
