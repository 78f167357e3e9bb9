#include "loader/csv_type.h"

#include "base/calendar.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"

#include <array>
#include <charconv>
#include <limits>
#include <vector>

#include <fmt/format.h>

namespace dingtu {

namespace {

using Item = CsvType::Item;

struct TypeName {
    std::string_view name;
    Item item;
};
constexpr auto type_names = std::to_array<TypeName>({
    {"int", Item::Integer},
    {"integer", Item::Integer},
    {"int64", Item::Integer},
    {"int32", Item::Integer},
    {"int16", Item::Integer},
    {"int8", Item::Integer},
    {"long", Item::Integer},
    {"short", Item::Integer},
    {"byte", Item::Integer},
    {"bigint", Item::Integer},
    {"float", Item::Float},
    {"double", Item::Float},
    {"float64", Item::Float},
    {"float32", Item::Float},
    {"real", Item::Float},
    {"bool", Item::Boolean},
    {"boolean", Item::Boolean},
    {"string", Item::String},
    {"text", Item::String},
    {"char", Item::String},
    {"date", Item::Date},
    {"localtime", Item::LocalTime},
    {"time", Item::Time},
    {"localdatetime", Item::LocalDateTime},
    {"timestamp", Item::LocalDateTime},
    {"datetime", Item::DateTime},
    {"duration", Item::Duration},
    {"json", Item::Json},
});

std::string_view item_name(Item item) {
    switch (item) {
        case Item::Integer: return "integer";
        case Item::Float: return "float";
        case Item::Boolean: return "boolean";
        case Item::String: return "text";
        case Item::Date: return "date";
        case Item::LocalTime: return "local time";
        case Item::Time: return "time";
        case Item::LocalDateTime: return "local date and time";
        case Item::DateTime: return "date and time";
        case Item::Duration: return "duration";
        case Item::Json: return "JSON";
    }
    return "";
}

Error no_value(Item item, std::string_view text, std::string_view why = {}) {
    Error error(Phase::Load, fmt::format("`{}` is no {}", text, item_name(item)));
    return why.empty() ? error : error.hint(std::string(why));
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
    Number number = 0;
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') {
        text.remove_prefix(1);
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return number;
}

/// `true` and `false` in any case.
std::optional<bool> as_boolean(std::string_view text) {
    const auto is = [&](std::string_view word) {
        return text.size() == word.size() &&
               std::equal(text.begin(), text.end(), word.begin(),
                          [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
    };
    if (is("true")) {
        return true;
    }
    return is("false") ? std::optional(false) : std::nullopt;
}

/// What spreadsheets and databases call true: for columns that are declared to be booleans.
std::optional<bool> as_declared_boolean(std::string_view text) {
    if (text == "1" || text == "0") {
        return text == "1";
    }
    return as_boolean(text);
}

std::optional<double> as_float(std::string_view text) {
    return whole_number<double>(text);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The common form of a date, read without the detour over all the others.
std::optional<Date> plain_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    std::array<std::int64_t, 3> parts{};
    constexpr std::array<std::array<std::size_t, 2>, 3> places = {{{0, 4}, {5, 7}, {8, 10}}};
    for (std::size_t part = 0; part < 3; ++part) {
        for (std::size_t i = places[part][0]; i < places[part][1]; ++i) {
            if (!is_digit(text[i])) {
                return std::nullopt;
            }
            parts[part] = parts[part] * 10 + (text[i] - '0');
        }
    }
    return date_of(CalendarDay{parts[0], parts[1], parts[2]});
}

/// Databases write a space where ISO 8601 has a T.
std::string with_t(std::string_view text) {
    std::string out(text);
    if (out.size() > 10 && out[10] == ' ') {
        out[10] = 'T';
    }
    return out;
}

Value parse_temporal(Item item, std::string_view text) {
    switch (item) {
        case Item::Date: {
            const auto plain = plain_date(text);
            return plain ? *plain : parse_date(text);
        }
        case Item::LocalTime: return parse_local_time(text);
        case Item::Time: return parse_time(text);
        case Item::LocalDateTime: return parse_local_date_time(with_t(text));
        case Item::DateTime: return parse_date_time(with_t(text));
        case Item::Duration: return parse_duration(text);
        case Item::Integer:
        case Item::Float:
        case Item::Boolean:
        case Item::String:
        case Item::Json: break;
    }
    return {};
}

Value parse_item(Item item, std::string_view text) {
    if (item == Item::String) {
        check_csv_text(text);
        return text;
    }
    const std::string_view bare = trimmed(text);
    if (item == Item::Integer) {
        if (const auto number = whole_number<std::int64_t>(bare)) {
            return *number;
        }
        throw no_value(item, text);
    }
    if (item == Item::Float) {
        if (const auto number = as_float(bare)) {
            return *number;
        }
        throw no_value(item, text);
    }
    if (item == Item::Boolean) {
        if (const auto truth = as_declared_boolean(bare)) {
            return *truth;
        }
        throw no_value(item, text, "true, false, 1 and 0 are booleans");
    }
    try {
        return item == Item::Json ? parse_json(text) : parse_temporal(item, bare);
    } catch (const Error& error) {
        throw no_value(item, text, error.what());
    }
}

/// Calls `use` for each item between semicolons, `\;` made a semicolon.
template <class Use>
void split_list(std::string_view text, Use use) {
    std::string item;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == ';') {
            item += ';';
            ++i;
        } else if (text[i] == ';') {
            use(item);
            item.clear();
        } else {
            item += text[i];
        }
    }
    use(item);
}

/// Whether a number is written as numbers are: `007`, an order number, stays a text.
bool plain_number(std::string_view text) {
    if (text.starts_with('-')) {
        text.remove_prefix(1);
    }
    return !text.empty() && (is_digit(text[0]) || text[0] == '.') &&
           !(text.size() > 1 && text[0] == '0' && is_digit(text[1]));
}

}  // namespace

std::optional<CsvType> csv_type(std::string_view name) {
    const bool list = name.ends_with("[]");
    const std::string lower = to_lower(name.substr(0, name.size() - (list ? 2 : 0)));
    for (const TypeName& known : type_names) {
        if (known.name == lower) {
            return CsvType{known.item, list};
        }
    }
    return std::nullopt;
}

std::optional<std::string> nearest_csv_type(std::string_view name) {
    std::vector<std::string> names;
    for (const TypeName& known : type_names) {
        names.emplace_back(known.name);
    }
    return nearest(to_lower(name), names);
}

void check_csv_text(std::string_view text) {
    if (invalid_utf8(text)) {
        throw Error(Phase::Load, "text that is not UTF-8")
            .hint("convert the file first: iconv -f GB18030 -t UTF-8 OLD.csv >NEW.csv");
    }
}

Value parse_csv_value(CsvType type, std::string_view text) {
    if (!type.list) {
        return parse_item(type.item, text);
    }
    List items;
    if (!text.empty()) {
        split_list(text,
                   [&](std::string_view item) { items.push_back(parse_item(type.item, item)); });
    }
    return items;
}

void CsvGuess::see(std::string_view text) {
    seen_ = true;
    integer_ = integer_ && plain_number(text) && whole_number<std::int64_t>(text);
    float_ = float_ && plain_number(text) && as_float(text);
    boolean_ = boolean_ && as_boolean(text);
}

CsvType CsvGuess::type() const {
    if (!seen_ || settled()) {
        return {Item::String};
    }
    return {integer_ ? Item::Integer : float_ ? Item::Float : Item::Boolean};
}

}  // namespace dingtu
