#include "grammar/parse_refusals.h"

#include "base/text.h"
#include "grammar/parse.h"
#include "grammar/parse_tree.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

/// Each function below knows one kind of mistake and gives its error, or nothing. refuse() asks
/// them in turn: the particular ones first.
namespace dingtu {

namespace {

using Found = std::optional<Error>;

Error unexpected(const std::string& message, Span span) {
    return syntax_error(message, span, "UnexpectedSyntax");
}

// ---- characters and operators
// --------------------------------------------------------------------

struct Mend {
    std::string_view wrong;
    std::string_view right;
};

constexpr std::array<Mend, 27> character_mends = {{
    {"—", "-"},   {"–", "-"},  {"−", "-"},   {"‐", "-"},   {"→", "-->"}, {"←", "<--"},
    {"⇒", "-->"}, {"≥", ">="}, {"≤", "<="},  {"≠", "<>"},  {"×", "*"},   {"÷", "/"},
    {"、", ","},  {"。", "."}, {"「", "\""}, {"」", "\""}, {"『", "\""}, {"』", "\""},
    {"”", "\""},  {"’", "'"},  {"《", "("},  {"》", ")"},  {"〈", "("},  {"〉", ")"},
    {"〔", "("},  {"〕", ")"}, {"…", ".."},
}};

/// A character that is in no token.
Found foreign_character(const Misfitting& misfit) {
    if (misfit.type_at(0) != Tree::Other) return std::nullopt;
    const std::string_view text = misfit.text_at(0);
    const bool ascii = static_cast<unsigned char>(text[0]) < 0x80;
    const bool visible = !ascii || text[0] > ' ';
    const std::string shown =
        visible ? fmt::format("`{}`", text) : fmt::format("character 0x{:02X}", text[0]);
    auto error = syntax_error(fmt::format("{} has no meaning in a query", shown), misfit.span_at(0),
                              ascii ? "UnexpectedSyntax" : "InvalidUnicodeCharacter");
    if (text == "$") return error.hint("a parameter has a name: $name");
    std::size_t at = 0;
    const char32_t character = next_code_point(text, at);
    if (character >= U'０' && character <= U'９') {
        return error.hint(fmt::format("write `{}`", character - U'０'));
    }
    for (const Mend& mend : character_mends) {
        if (mend.wrong == text) return error.hint(fmt::format("write `{}`", mend.right));
    }
    return error;
}

constexpr std::array<Mend, 9> operator_mends = {{{"==", "="},
                                                 {"!=", "<>"},
                                                 {"=>", ">="},
                                                 {"=<", "<="},
                                                 {"&&", "AND"},
                                                 {"||", "OR"},
                                                 {"**", "^"},
                                                 {":=", "="},
                                                 {"-=", "="}}};

/// An operator of another language, read as two of ours.
Found foreign_operator(const Misfitting& misfit) {
    for (const std::ptrdiff_t first : {std::ptrdiff_t{-1}, std::ptrdiff_t{0}}) {
        if (!misfit.touches_next(first)) continue;
        const std::string pair =
            fmt::format("{}{}", misfit.symbol_at(first), misfit.symbol_at(first + 1));
        for (const Mend& mend : operator_mends) {
            if (mend.wrong != pair) continue;
            return unexpected(fmt::format("there is no operator `{}`", pair),
                              {misfit.span_at(first).begin, misfit.span_at(first + 1).end})
                .hint(fmt::format("write `{}`", mend.right));
        }
    }
    return std::nullopt;
}

// ---- words
// ---------------------------------------------------------------------------------------

/// A misspelt word of the language, at the misfit or before it.
Found misspelt_word(const Misfitting& misfit) {
    for (const std::ptrdiff_t offset : {std::ptrdiff_t{0}, std::ptrdiff_t{-1}}) {
        if (misfit.type_at(offset) != Tree::Name) continue;
        const std::string_view text = misfit.text_at(offset);
        const auto word = nearest(text, keywords());
        if (!word || misfit.fit_with(offset, type_of(*word)) == 0) continue;
        return unexpected(fmt::format("`{}` is not understood here", text), misfit.span_at(offset))
            .hint(fmt::format("did you mean `{}`?", *word));
    }
    return std::nullopt;
}

constexpr std::array<Mend, 10> foreign_words = {
    {{"SELECT", "MATCH says where to look, RETURN what to give"},
     {"FROM", "MATCH says where to look"},
     {"GROUP", "there is no GROUP BY: columns beside count(..) are the groups"},
     {"HAVING", "WITH .. WHERE filters groups"},
     {"LIKE", "texts are compared with STARTS WITH, ENDS WITH, CONTAINS and =~"},
     {"BETWEEN", "write 1 <= x <= 2"},
     {"FOREACH", "UNWIND goes through a list"},
     {"LOAD", "the command `dingtu import` reads files"},
     {"USING", "indexes are chosen without being asked for"},
     {"INDEX", "indexes are kept without being asked for"}}};

/// A word of another language. (`CREATE INDEX` fails behind the word only.)
Found foreign_word(const Misfitting& misfit) {
    const bool index = to_upper(misfit.text_at(-1)) == "INDEX" && misfit.symbol_at(-2) == "CREATE";
    const std::ptrdiff_t offset = index ? -1 : 0;
    if (misfit.type_at(offset) != Tree::Name) return std::nullopt;
    const std::string_view text = misfit.text_at(offset);
    for (const Mend& mend : foreign_words) {
        if (to_upper(text) != mend.wrong) continue;
        return unexpected(fmt::format("`{}` is not a word of this language", text),
                          misfit.span_at(offset))
            .hint(std::string(mend.right));
    }
    return std::nullopt;
}

/// `x NOT IN y`, `a = NOT b`
Found misplaced_not(const Misfitting& misfit) {
    if (misfit.symbol_at(0) != "NOT" || misfit.index() == 0) return std::nullopt;
    const std::string_view next = misfit.symbol_at(1);
    const bool test = next == "IN" || next == "CONTAINS" || next == "STARTS" || next == "ENDS";
    auto error =
        unexpected(fmt::format("`{}` cannot follow `{}`", misfit.text_at(0), misfit.text_at(-1)),
                   misfit.span_at(0));
    if (test) {
        return error.hint(fmt::format("NOT stands before the whole condition: NOT x {} ..", next));
    }
    if (!misfit.fit_behind({type_of("(")})) return std::nullopt;
    return error.hint("put NOT and what it denies in brackets");
}

/// `n {.name}`, `CALL { .. }`
Found foreign_brace(const Misfitting& misfit) {
    if (misfit.symbol_at(0) != "{") return std::nullopt;
    if (misfit.symbol_at(-1) == "CALL") {
        return unexpected("CALL takes the name of a procedure", misfit.span_at(0))
            .hint("subqueries are EXISTS { .. }, COUNT { .. } and COLLECT { .. }");
    }
    if (misfit.symbol_at(1) != ".") return std::nullopt;
    return unexpected("a map is not made from a variable in this way", misfit.span_at(0))
        .hint("write each entry: {name: n.name}");
}

bool is_word(std::string_view symbol) {
    return !symbol.empty() && symbol[0] >= 'A' && symbol[0] <= 'Z';
}

/// A word of the language where the user wants a name: `(order:Order)`.
Found reserved_word(const Misfitting& misfit) {
    if (!is_word(misfit.symbol_at(0)) || misfit.symbol_at(1) == "(") return std::nullopt;
    if (misfit.fit_with(0, Tree::Name) < 2) return std::nullopt;
    const std::string_view text = misfit.text_at(0);
    return unexpected(fmt::format("`{}` is a word of the language", text), misfit.span_at(0))
        .hint(fmt::format("as a name it needs back-quotes: `{}`", text));
}

/// WHERE has its place.
Found misplaced_where(const Misfitting& misfit) {
    if (misfit.symbol_at(0) != "WHERE") return std::nullopt;
    const std::string_view clause = misfit.clause_word();
    if (clause.empty() || clause == "WHERE") return std::nullopt;
    auto error = unexpected(fmt::format("`{}` cannot stand behind {}", misfit.text_at(0), clause),
                            misfit.span_at(0));
    if (clause == "RETURN") return error.hint("put it before RETURN, or write WITH for RETURN");
    return error.hint("it belongs to MATCH, WITH and YIELD");
}

// ---- brackets
// ------------------------------------------------------------------------------------

bool closes(std::string_view symbol) {
    return symbol == ")" || symbol == "]" || symbol == "}";
}

/// A closing bracket without an opening one, or of the wrong kind.
Found wrong_closing(const Misfitting& misfit) {
    if (!closes(misfit.symbol_at(0))) return std::nullopt;
    const auto open = misfit.open_bracket();
    if (!open) {
        return unexpected(fmt::format("`{}` closes nothing", misfit.text_at(0)), misfit.span_at(0));
    }
    const auto offset =
        static_cast<std::ptrdiff_t>(*open) - static_cast<std::ptrdiff_t>(misfit.index());
    const std::string_view right = closing_bracket(misfit.symbol_at(offset));
    if (right == misfit.symbol_at(0) || misfit.fit_with(0, type_of(right)) == 0) {
        return std::nullopt;
    }
    return unexpected(
               fmt::format("`{}` does not close `{}`", misfit.text_at(0), misfit.text_at(offset)),
               misfit.span_at(0))
        .hint(fmt::format("write `{}`", right));
}

// ---- patterns
// ------------------------------------------------------------------------------------

/// `(n:)`, `-[:]->`
Found missing_label(const Misfitting& misfit) {
    if (misfit.symbol_at(-1) != ":" || !misfit.fit_behind({Tree::Name})) return std::nullopt;
    if (misfit.symbol_at(0) == "]") {
        return unexpected("a relationship type is missing after `:`", misfit.span_at(-1))
            .hint("for any type leave the brackets empty: -[]->");
    }
    if (misfit.symbol_at(0) != ")") return std::nullopt;
    return unexpected("a label is missing after `:`", misfit.span_at(-1))
        .hint("for any label leave the `:` out");
}

/// Whether the misfit stands in the square brackets of a relationship.
bool in_relationship(const Misfitting& misfit) {
    const auto open = misfit.open_bracket();
    if (!open || *open == 0) return false;
    const auto offset =
        static_cast<std::ptrdiff_t>(*open) - static_cast<std::ptrdiff_t>(misfit.index());
    return misfit.symbol_at(offset) == "[" && misfit.symbol_at(offset - 1) == "-";
}

/// `-[:T..]->`, `-[:T*-2]->`
Found bad_length(const Misfitting& misfit) {
    if (!in_relationship(misfit)) return std::nullopt;
    if (misfit.symbol_at(0) == "..") {
        return syntax_error("a relationship's length begins with `*`", misfit.span_at(0),
                            "InvalidRelationshipPattern")
            .hint("like -[:TYPE*1..3]->");
    }
    const bool length = misfit.symbol_at(-1) == "*" || misfit.symbol_at(-1) == "..";
    if (length && misfit.symbol_at(0) == "-") {
        return syntax_error("a relationship's length cannot be negative", misfit.span_at(0),
                            "InvalidRelationshipPattern");
    }
    if (length && misfit.type_at(0) != antlr4::Token::EOF && misfit.symbol_at(0).empty()) {
        return syntax_error(fmt::format("`{}` is not a relationship's length", misfit.text_at(0)),
                            misfit.span_at(0), "InvalidRelationshipPattern")
            .hint("like -[:TYPE*1..3]->");
    }
    return std::nullopt;
}

/// Whether the clause at the misfit has patterns.
bool in_patterns(const Misfitting& misfit) {
    const std::string_view clause = misfit.clause_word();
    return clause == "MATCH" || clause == "CREATE" || clause == "MERGE" || clause == "INSERT";
}

/// A dash of an arrow.
Found missing_dash(const Misfitting& misfit) {
    const std::string_view before = misfit.symbol_at(-1);
    const std::string_view here = misfit.symbol_at(0);
    const bool pattern = before == "]" || before == "-" || (before == ")" && in_patterns(misfit));
    const bool arrow = here == ">" || here == "[" || here == "(" || here == "<" || here == "-";
    if (!pattern || !arrow) return std::nullopt;
    const auto fit = misfit.fit_behind({type_of("-")});
    if (!fit || *fit == 0) return std::nullopt;
    return unexpected(fmt::format("a `-` is missing before `{}`", misfit.text_at(0)),
                      misfit.span_at(0))
        .hint("relationships are written -->, <--, --, -[:TYPE]->");
}

// ---- what is missing
// -----------------------------------------------------------------------------

/// The word that goes with the one before: ORDER BY.
Found missing_partner(const Misfitting& misfit) {
    constexpr std::array<Mend, 8> partners = {{{"ORDER", "BY"},
                                               {"STARTS", "WITH"},
                                               {"ENDS", "WITH"},
                                               {"OPTIONAL", "MATCH"},
                                               {"DETACH", "DELETE"},
                                               {"IS", "NULL"},
                                               {"CREATE", "SET"},
                                               {"MATCH", "SET"}}};
    for (const Mend& partner : partners) {
        if (partner.wrong != misfit.symbol_at(-1) || misfit.index() == 0) continue;
        if (!misfit.fit_behind({type_of(partner.right)})) continue;
        return unexpected(
            fmt::format("`{}` is missing after `{}`", partner.right, misfit.text_at(-1)),
            misfit.span_at(0));
    }
    return std::nullopt;
}

/// The symbol that, put before the misfit, makes the most of what follows fit. The closing bracket
/// wins a tie, and counts even if nothing more fits.
std::string_view best_symbol(const Misfitting& misfit, std::string_view closing) {
    const std::size_t end = misfit.at_end() ? 1 : 0;
    std::string_view best;
    std::size_t best_fit = 0;
    if (!closing.empty()) {
        if (const auto fit = misfit.fit_behind({type_of(closing)})) {
            best = closing;
            best_fit = *fit + end;
        }
    }
    for (const std::string_view candidate : {"END", "AS", ",", "THEN", "|", "=", ":", "IN"}) {
        if (candidate == ":" && closing != "}") continue;
        const auto fit = misfit.fit_behind({type_of(candidate)});
        if (!fit || *fit + end <= best_fit) continue;
        best = candidate;
        best_fit = *fit + end;
    }
    return best;
}

Found missing_symbol(const Misfitting& misfit) {
    if (misfit.index() == 0) return std::nullopt;
    const auto open = misfit.open_bracket();
    const auto offset =
        open ? static_cast<std::ptrdiff_t>(*open) - static_cast<std::ptrdiff_t>(misfit.index()) : 0;
    const std::string_view closing = open ? closing_bracket(misfit.symbol_at(offset)) : "";
    const std::string_view best = best_symbol(misfit, closing);
    if (best.empty()) return std::nullopt;
    const std::string where =
        misfit.at_end() ? "at the end" : fmt::format("before `{}`", misfit.text_at(0));
    auto error = unexpected(fmt::format("`{}` is missing {}", best, where), misfit.span_at(0));
    if (best != closing) return error;
    const Place place = place_of(misfit.range().source.text(), misfit.span_at(offset).begin);
    return error.hint(fmt::format("it closes the `{}` of line {}, column {}",
                                  misfit.text_at(offset), place.line, place.column));
}

/// An expression, a name or a pattern is missing.
Found missing_operand(const Misfitting& misfit) {
    if (misfit.index() == 0) return std::nullopt;
    struct Operand {
        const char* what;
        std::vector<std::size_t> types;
    };
    std::vector<Operand> operands = {{"an expression", {Tree::Integer}}};
    if (in_patterns(misfit)) operands.push_back({"a pattern", {type_of("("), type_of(")")}});
    operands.push_back({"a name", {Tree::Name}});
    for (const Operand& operand : operands) {
        const auto fit = misfit.fit_behind(operand.types);
        if (!fit || (*fit == 0 && !misfit.at_end())) continue;
        return unexpected(fmt::format("{} is missing after `{}`", operand.what, misfit.text_at(-1)),
                          misfit.span_at(0));
    }
    return std::nullopt;
}

/// All that is left to say.
Error misfit_error(const Misfitting& misfit) {
    if (misfit.at_end()) {
        if (misfit.index() == 0) return unexpected("an expression is missing", misfit.span_at(0));
        if (misfit.index() == 1 && misfit.root() == Root::Statement) {
            return unexpected(fmt::format("a statement is missing after `{}`", misfit.text_at(-1)),
                              misfit.span_at(0));
        }
        return unexpected(
            fmt::format("the statement ends too early, after `{}`", misfit.text_at(-1)),
            misfit.span_at(0));
    }
    if (misfit.index() == 0) {
        const bool statement = misfit.root() == Root::Statement;
        auto error =
            unexpected(fmt::format("{} cannot begin with `{}`",
                                   statement ? "a statement" : "an expression", misfit.text_at(0)),
                       misfit.span_at(0));
        const bool expression = statement && misfit.fit_behind({Tree::RETURN}).value_or(0) > 0;
        return expression ? error.hint("RETURN gives the value of an expression") : error;
    }
    return unexpected(fmt::format("`{}` cannot follow `{}`", misfit.text_at(0), misfit.text_at(-1)),
                      misfit.span_at(0));
}

}  // namespace

void refuse(const TokenRange& range, std::size_t index, Root root) {
    for (std::size_t i = range.begin; i < index; ++i) {  // the likely cause: `1return n`
        if (range[i]->getType() != Tree::BadNumber) continue;
        throw bad_number(range.source.text(range[i]), range.source.span(range[i]));
    }
    const Misfitting misfit(range, index, root);
    for (const auto find :
         {foreign_character, foreign_operator, foreign_word, foreign_brace, misspelt_word,
          misplaced_not, misplaced_where, reserved_word, missing_label, bad_length, wrong_closing,
          missing_dash, missing_partner, missing_operand, missing_symbol}) {
        if (const Found error = find(misfit)) throw *error;
    }
    throw misfit_error(misfit);
}

}  // namespace dingtu
