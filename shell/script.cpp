#include "shell/script.h"

#include "grammar/parse.h"

#include <algorithm>
#include <array>
#include <new>
#include <variant>

#include <fmt/format.h>

namespace dingtu {

namespace {

bool blank(std::string_view statement) {
    for (const Token& token : tokens(statement)) {
        std::string_view text =
            statement.substr(token.span.begin, token.span.end - token.span.begin);
        if (token.kind != Token::Kind::Comment && text != ";" && text != "；") {
            return false;
        }
    }
    return true;
}

bool writes(const ast::Clause& clause) {
    return std::holds_alternative<ast::Create>(clause.node) ||
           std::holds_alternative<ast::Merge>(clause.node) ||
           std::holds_alternative<ast::Set>(clause.node) ||
           std::holds_alternative<ast::Remove>(clause.node) ||
           std::holds_alternative<ast::Delete>(clause.node);
}

bool writes(const ast::Statement& statement) {
    if (statement.mode == ast::Statement::Mode::Explain) {
        return false;
    }
    const auto& parts = statement.query.parts;
    return std::any_of(parts.begin(), parts.end(), [](const ast::SingleQuery& part) {
        return std::any_of(part.clauses.begin(), part.clauses.end(),
                           [](const ast::Clause& clause) { return writes(clause); });
    });
}

/// Whether a word occurs that a writing clause begins with; most statements are answered by this.
bool mentions_writing(std::string_view statement) {
    static constexpr std::array<std::string_view, 5> words{"CREATE", "MERGE", "SET", "REMOVE",
                                                           "DELETE"};
    for (const Token& token : tokens(statement)) {
        std::string word(statement.substr(token.span.begin, token.span.end - token.span.begin));
        std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) {
            return static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
        });
        if (std::find(words.begin(), words.end(), word) != words.end()) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::vector<Span> statements_of(std::string_view text) {
    std::vector<Span> found;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t length = end_of_statement(text.substr(begin));
        std::size_t end = length == std::string_view::npos ? text.size() : begin + length;
        if (!blank(text.substr(begin, end - begin))) {
            found.push_back({begin, end});
        }
        begin = end;
    }
    return found;
}

bool writes(std::string_view statement) {
    if (!mentions_writing(statement)) {
        return false;
    }
    try {
        auto parsed = parse_script(statement);
        return std::any_of(parsed.begin(), parsed.end(),
                           [](const ast::Statement& one) { return writes(one); });
    } catch (const Error&) {
        return false;
    }
}

std::string render_in(const Script& script, Span statement, const Error& error) {
    Error placed = error;
    bool has_place = error.span() != Span{} || error.phase() == Phase::Syntax;
    if (has_place) {
        placed.at({statement.begin + error.span().begin, statement.begin + error.span().end});
    }
    if (script.file.empty()) {
        return render(placed, script.text);
    }
    std::size_t at = placed.span().begin;
    if (!has_place) {
        at = script.text.find_first_not_of(" \t\r\n;", statement.begin);
    }
    Place place = place_of(script.text, at);
    return fmt::format("{}:{}:{}: {}", script.file, place.line, place.column,
                       render(placed, has_place ? script.text : std::string_view()));
}

Error current_error() {
    try {
        throw;
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return Error(Phase::Run, "out of memory").named("ResourceError", "Memory");
    } catch (const std::exception& error) {
        return Error(Phase::Bug, error.what()).hint("this is a bug in Dingtu: please report it");
    }
}

}  // namespace dingtu
