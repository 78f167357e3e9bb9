#include "grammar/parse_refusals.h"

#include <fmt/format.h>

namespace dingtu {

Error unexpected(const std::string& message, Span span) {
    return syntax_error(message, span, "UnexpectedSyntax");
}

namespace {

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
        const bool expression = statement && misfit.mended_by({Tree::RETURN});
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
    if (const Found error = strange(misfit)) throw *error;
    if (const Found error = misshapen(misfit)) throw *error;
    if (const Found error = missing(misfit)) throw *error;
    throw misfit_error(misfit);
}

}  // namespace dingtu
