#include "grammar/parse_refusals.h"
#include "grammar/words.h"

#include <array>

#include <fmt/format.h>

/// Things that are not there, or only half. Each function knows one kind of mistake.
namespace dingtu {

namespace {

// ---- brackets ----------------------------------------------------------------------------------

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

// ---- patterns ----------------------------------------------------------------------------------

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

// ---- what is missing ---------------------------------------------------------------------------

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
    const bool at_word = use_of_word(misfit.symbol_at(0)) == WordUse::Reserved;
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
        if (at_word && candidate != "END") continue;
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

}  // namespace

Found missing(const Misfitting& misfit) {
    for (const auto find : {missing_label, bad_length, wrong_closing, missing_dash, missing_partner,
                            missing_operand, missing_symbol}) {
        if (Found error = find(misfit)) return error;
    }
    return std::nullopt;
}

}  // namespace dingtu
