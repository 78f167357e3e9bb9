#include "base/error.h"
#include "grammar/parse.h"
#include "grammar/print.h"
#include "tests/grammar/dump.h"

#include <cstdint>
#include <string_view>

using namespace dingtu;

namespace {

/// What parses prints, and what is printed parses to the same.
void check_round_trip(const ast::Statement& statement) {
    const std::string text = to_text(statement);
    const auto again = parse_script(text);
    invariant(again.size() == 1, "canonical text is one statement");
    invariant(ast::dump(again.front()) == ast::dump(statement), "canonical text says the same");
}

void check_place(const Error& error, std::string_view text) {
    const Span span = error.span();
    invariant(span.begin <= span.end && span.end <= text.size(), "a place is in the text");
    invariant(!render(error, text).empty(), "an error can be shown");
}

void check_tokens(std::string_view text) {
    std::size_t end = 0;
    for (const Token& token : tokens(text)) {
        invariant(token.span.begin >= end && token.span.end <= text.size(), "tokens are in order");
        end = token.span.end;
    }
}

}  // namespace

/// Any bytes are parsed or refused by an Error with a place; nothing else happens.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_tokens(text);
    (void)end_of_statement(text);
    std::vector<ast::Statement> statements;
    try {
        statements = parse_script(text);
    } catch (const Error& error) {
        invariant(error.phase() == Phase::Syntax, "a refusal is a syntax error");
        check_place(error, text);
    }
    for (const ast::Statement& statement : statements)
        check_round_trip(statement);
    return 0;
}
