#pragma once

#include "base/error.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// clang-format off
#include "grammar/antlr_shim.h"
#include <antlr4-runtime.h>
#include <DingtuParser.h>
// clang-format on

/// Private to grammar/: lexing and parsing with ANTLR, set up so that nothing of its own ways is
/// seen outside.
namespace dingtu {

/// A text and its tokens (without white space and comments). Views the text.
class Source {
public:
    /// Throws Error{Syntax} for what can be told from characters and tokens alone: bad UTF-8, an
    /// open string, a character that has no place in a query, nesting beyond the limit.
    explicit Source(std::string_view text);

    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] const std::vector<std::unique_ptr<antlr4::Token>>& tokens() const {
        return tokens_;
    }
    /// The token as the user wrote it.
    [[nodiscard]] std::string_view text(const antlr4::Token* token) const;
    [[nodiscard]] Span span(const antlr4::Token* token) const;
    [[nodiscard]] Span span(const antlr4::ParserRuleContext* rule) const;
    [[nodiscard]] std::string_view text(Span span) const {
        return text_.substr(span.begin, span.end - span.begin);
    }

private:
    std::string_view text_;
    std::vector<std::uint32_t> offsets_;
    std::vector<std::unique_ptr<antlr4::Token>> tokens_;
};

/// Some tokens of a source, one statement's: [begin, end).
struct TokenRange {
    const Source& source;
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] bool empty() const { return begin == end; }
    [[nodiscard]] const antlr4::Token* operator[](std::size_t i) const {
        return source.tokens()[i].get();
    }
};

/// Frees the tree that the thread has parsed last.
struct ForgetTree {
    void operator()(antlr4::ParserRuleContext* tree) const;
};
using StatementTree = std::unique_ptr<gen::DingtuParser::StatementContext, ForgetTree>;
using ExpressionTree = std::unique_ptr<gen::DingtuParser::LoneExpressionContext, ForgetTree>;

/// A thread has one tree at a time. Throw Error{Syntax} (see refuse).
[[nodiscard]] StatementTree statement_tree(const TokenRange& range);
[[nodiscard]] ExpressionTree expression_tree(const TokenRange& range);

/// What a token of the type is in ASCII and upper case: `MATCH`, `<=`. Empty for names, literals
/// and the end.
[[nodiscard]] std::string_view symbol(std::size_t type);
/// The reverse. The symbol must be one.
[[nodiscard]] std::size_t type_of(std::string_view symbol);

/// Which rule a text is to follow from its start to its end.
enum class Root { Statement, Expression };
/// How far the parser comes with tokens of these types: the index of the first that does not fit
/// (`types.size()` if the end comes too early), or nothing if all fit.
[[nodiscard]] std::optional<std::size_t> first_misfit(const std::vector<std::size_t>& types,
                                                      Root root);

/// All tokens of a text, comments too, whatever it is; spans in `offsets` of its Reading.
[[nodiscard]] std::vector<std::unique_ptr<antlr4::Token>> lex(const std::string& shown);

/// Throws the error for the token at `index` of the range (its end: the statement ends too early),
/// the first one that no statement can have at this place.
[[noreturn]] void refuse(const TokenRange& range, std::size_t index, Root root);

}  // namespace dingtu
