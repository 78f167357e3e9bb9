#pragma once

#include "grammar/ast.h"

#include <string_view>
#include <vector>

namespace dingtu {

/// The statements of a script, separated by `;`. Empty statements are left out.
/// Full-width brackets, commas, colons, semicolons and quotes are read as their ASCII forms where
/// that is unambiguous. Throws Error{Syntax} with place, protocol names and a mend: bad UTF-8, more
/// than 256 nested brackets, anything the grammar does not know.
[[nodiscard]] std::vector<ast::Statement> parse_script(std::string_view text);
/// One expression and nothing else.
[[nodiscard]] ast::Expression parse_expression(std::string_view text);

/// The place behind the first statement's `;` in `text` (strings, comments and quoted names are
/// passed over), or npos while the statement is open. For readers that take statements off a
/// stream.
[[nodiscard]] std::size_t end_of_statement(std::string_view text);

/// One lexical piece of a text, for highlighting and completion. Never throws: what is no token is
/// of kind Other.
struct Token {
    enum class Kind : std::uint8_t {
        Keyword,
        Name,
        QuotedName,
        String,
        Number,
        Parameter,
        Operator,
        Bracket,
        Comment,
        Other
    };
    Kind kind = Kind::Other;
    Span span;
};
[[nodiscard]] std::vector<Token> tokens(std::string_view text);
/// The language's keywords in upper case, sorted.
[[nodiscard]] const std::vector<std::string>& keywords();

}  // namespace dingtu
