#include "base/text.h"
#include "grammar/parse.h"
#include "grammar/parse_refusals.h"
#include "grammar/print.h"

#include <array>

#include <fmt/format.h>

/// Things that do not belong where they stand. Each function knows one kind of mistake.
namespace dingtu {

namespace {

// ---- characters and operators ------------------------------------------------------------------

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

// ---- words -------------------------------------------------------------------------------------

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

/// `RETURN n.x AS 'name'`
Found text_for_name(const Misfitting& misfit) {
    if (misfit.type_at(0) != Tree::String || misfit.fit_with(0, Tree::Name) == 0) {
        return std::nullopt;
    }
    const std::vector<std::string> quotes = {"'", "\"", "“", "”", "‘", "’"};
    std::string name(misfit.text_at(0));
    for (const std::string& quote : quotes) {
        for (std::size_t at = 0; (at = name.find(quote)) != std::string::npos;) {
            name.erase(at, quote.size());
        }
    }
    return unexpected(fmt::format("{} is a text where a name is needed", misfit.text_at(0)),
                      misfit.span_at(0))
        .hint(fmt::format("write {}", quoted_name(name)));
}

/// `{x = 1}`
Found equals_in_map(const Misfitting& misfit) {
    const auto open = misfit.open_bracket();
    if (misfit.symbol_at(0) != "=" || !open) return std::nullopt;
    if (misfit.fit_with(0, type_of(":")) < 2) return std::nullopt;
    return unexpected("a map's keys and values are divided by `:`", misfit.span_at(0))
        .hint("write `:`");
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

}  // namespace

Found strange(const Misfitting& misfit) {
    for (const auto find :
         {foreign_character, foreign_operator, foreign_word, foreign_brace, misspelt_word,
          text_for_name, equals_in_map, misplaced_not, misplaced_where, reserved_word}) {
        if (Found error = find(misfit)) return error;
    }
    return std::nullopt;
}

}  // namespace dingtu
