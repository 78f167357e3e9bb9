#include "grammar/parse_refusals.h"
#include "grammar/words.h"

#include <array>

#include <fmt/format.h>

/// Things that are not there. Each function knows one kind of mistake.
namespace dingtu {

namespace {

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
    const std::string_view clause = misfit.clause_word();
    for (const std::string_view candidate :
         {"END", "AS", ",", "AND", "THEN", "|", "=", ":", "IN"}) {
        if (candidate == ":" && closing != "}") continue;
        if (candidate == "=" && clause != "SET" && clause != "LET") continue;
        if (candidate == "|" && in_patterns(misfit)) continue;
        if (at_word && candidate != "END") continue;
        const auto inner_bar = static_cast<std::size_t>(Tree::InnerBar);
        const std::size_t type = candidate == "|" ? inner_bar : type_of(candidate);
        const auto fit = misfit.fit_behind({type});
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
        const bool listed = misfit.symbol_at(-1) == ",";
        if (!fit || (*fit == 0 && !misfit.at_end() && !listed)) continue;
        return unexpected(fmt::format("{} is missing after `{}`", operand.what, misfit.text_at(-1)),
                          misfit.span_at(0));
    }
    return std::nullopt;
}

/// A word and what goes with it.
Found missing_phrase(const Misfitting& misfit) {
    if (misfit.index() == 0) return std::nullopt;
    struct Phrase {
        const char* what;
        std::vector<std::size_t> types;
    };
    const std::size_t value = Tree::Integer;
    const Phrase phrases[] = {{"AS and a name are", {Tree::AS, Tree::Name}},
                              {"IN and a list are", {Tree::IN, value}},
                              {"`=` and a value are", {type_of("="), value}},
                              {"THEN and a result are", {Tree::THEN, value}},
                              {"WHEN and a condition are", {Tree::WHEN, value}},
                              {"WHEN .. THEN .. is", {Tree::WHEN, value, Tree::THEN, value}},
                              {"a property and its value are",
                               {Tree::Name, type_of("."), Tree::Name, type_of("="), value}}};
    for (const Phrase& phrase : phrases) {
        const auto fit = misfit.fit_behind(phrase.types);
        if (!fit || (*fit == 0 && !misfit.at_end())) continue;
        return unexpected(fmt::format("{} missing after `{}`", phrase.what, misfit.text_at(-1)),
                          misfit.span_at(0));
    }
    return std::nullopt;
}

}  // namespace

Found missing(const Misfitting& misfit) {
    for (const auto find : {missing_partner, missing_operand, missing_symbol, missing_phrase}) {
        if (Found error = find(misfit)) return error;
    }
    return std::nullopt;
}

}  // namespace dingtu
