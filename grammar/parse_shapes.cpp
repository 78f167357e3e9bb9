#include "grammar/parse_refusals.h"

#include <fmt/format.h>

/// Brackets and patterns that are out of shape. Each function knows one kind of mistake.
namespace dingtu {

bool in_patterns(const Misfitting& misfit) {
    const std::string_view clause = misfit.clause_word();
    return clause == "MATCH" || clause == "CREATE" || clause == "MERGE" || clause == "INSERT";
}

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

/// `MATCH a`
Found bare_node(const Misfitting& misfit) {
    const std::string_view clause = misfit.symbol_at(-2);
    const bool pattern =
        clause == "MATCH" || clause == "CREATE" || clause == "MERGE" || clause == "INSERT";
    if (!pattern || misfit.type_at(-1) != Tree::Name) return std::nullopt;
    return unexpected("a node stands in round brackets", misfit.span_at(-1))
        .hint(fmt::format("write `({})`", misfit.text_at(-1)));
}

/// `MERGE (a), (b)`
Found second_merge(const Misfitting& misfit) {
    if (misfit.symbol_at(0) != "," || misfit.clause_word() != "MERGE") return std::nullopt;
    return unexpected("MERGE takes one pattern", misfit.span_at(0))
        .hint("write MERGE before each pattern");
}

/// `((a)-->(b)){2}`, `-[:T]{2}->`
Found misplaced_quantity(const Misfitting& misfit) {
    const std::string_view here = misfit.symbol_at(0);
    const std::string_view before = misfit.symbol_at(-1);
    const bool quantity = here == "{" || here == "+" || here == "*";
    const bool behind = before == "]" || before == ")" || in_relationship(misfit);
    if (!quantity || !behind || !in_patterns(misfit)) return std::nullopt;
    return unexpected(fmt::format("`{}` cannot stand here in a pattern", misfit.text_at(0)),
                      misfit.span_at(0))
        .hint("how often a relationship is walked stands behind it: -[:TYPE]->{1,3}");
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

}  // namespace

Found misshapen(const Misfitting& misfit) {
    for (const auto find : {missing_label, bad_length, wrong_closing, missing_dash, bare_node,
                            second_merge, misplaced_quantity}) {
        if (Found error = find(misfit)) return error;
    }
    return std::nullopt;
}

}  // namespace dingtu
