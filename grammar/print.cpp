#include "grammar/print.h"

#include "base/text.h"
#include "grammar/printer.h"
#include "grammar/reading.h"
#include "grammar/words.h"

#include <algorithm>

namespace dingtu {

namespace {

bool plain(std::string_view name) {
    if (name.empty() || invalid_utf8(name)) return false;
    std::size_t at = 0;
    if (!begins_name(next_code_point(name, at))) return false;
    while (at < name.size()) {
        if (!continues_name(next_code_point(name, at))) return false;
    }
    return true;
}

std::string in_back_quotes(std::string_view name) {
    std::string result = "`";
    for (const char c : name) {
        result += c;
        if (c == '`') result += '`';
    }
    return result + '`';
}

/// Calls `put_part` for what stands between the dots.
template <class Put>
void split_at_dots(std::string_view name, Put put_part) {
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        put_part(name.substr(begin, end - begin), end == name.size());
        begin = end + 1;
    }
}

}  // namespace

std::string to_text(const ast::Statement& statement) {
    SyntaxPrinter printer;
    printer.statement(statement);
    return printer.take();
}

std::string to_text(const ast::Query& query) {
    SyntaxPrinter printer;
    printer.query(query);
    return printer.take();
}

std::string to_text(const ast::Expression& expression) {
    SyntaxPrinter printer;
    printer.expression(expression);
    return printer.take();
}

std::string to_text(const ast::PathPattern& pattern) {
    SyntaxPrinter printer;
    printer.path(pattern);
    return printer.take();
}

std::string quoted_name(std::string_view name) {
    const bool bare = plain(name) && use_of_word(name) != WordUse::Reserved;
    return bare ? std::string(name) : in_back_quotes(name);
}

void SyntaxPrinter::name(std::string_view name) {
    out_ += quoted_name(name);
}

void SyntaxPrinter::key(std::string_view name) {
    out_ += plain(name) ? std::string(name) : in_back_quotes(name);
}

void SyntaxPrinter::procedure(std::string_view dotted_name) {
    split_at_dots(dotted_name, [&](std::string_view part, bool last) {
        key(part);
        if (!last) out_ += '.';
    });
}

void SyntaxPrinter::function(std::string_view dotted_name) {
    split_at_dots(dotted_name, [&](std::string_view part, bool last) {
        const WordUse use = use_of_word(part);
        const bool bare = use == WordUse::Free || use == WordUse::Function ||
                          (use == WordUse::Variable && !last) || to_upper(part) == "EXISTS";
        out_ += plain(part) && bare ? std::string(part) : in_back_quotes(part);
        if (!last) out_ += '.';
    });
}

}  // namespace dingtu
