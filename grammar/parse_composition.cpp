#include "grammar/parse_tree.h"

#include <algorithm>

#include <fmt/format.h>

/// Which clauses may stand where: rules of the language that, written into the grammar, would make
/// it long and its refusals hard to understand.
namespace dingtu {

namespace {

template <class... Nodes>
bool is(const ast::Clause& clause) {
    return (std::holds_alternative<Nodes>(clause.node) || ...);
}

bool writes(const ast::Clause& clause) {
    return is<ast::Create, ast::Merge, ast::Set, ast::Remove, ast::Delete>(clause);
}

Error composition_error(const std::string& message, Span span) {
    return syntax_error(message, span, "InvalidClauseComposition");
}

}  // namespace

/// The clause's first word, for messages and to point at.
Span TreeReader::first_word(const ast::Clause& clause) const {
    const std::string_view text = source_.text(clause.span);
    const auto end = std::find_if(text.begin(), text.end(), [](char c) {
        return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    });
    return {clause.span.begin, clause.span.begin + static_cast<std::size_t>(end - text.begin())};
}

/// Nothing stands behind RETURN.
void TreeReader::refuse_bad_order(const ast::SingleQuery& query) const {
    for (std::size_t i = 1; i < query.clauses.size(); ++i) {
        if (!is<ast::Return>(query.clauses[i - 1])) continue;
        const Span place = first_word(query.clauses[i]);
        auto error = composition_error(
            fmt::format("`{}` cannot stand behind RETURN", source_.text(place)), place);
        if (is<ast::OrderAndPage>(query.clauses[i])) {
            throw error.hint("the order is ORDER BY, SKIP, LIMIT, each once");
        }
        throw error.hint("RETURN is the last clause; WITH hands rows on to the next one");
    }
}

/// The short forms of CALL are for statements that do nothing else.
void TreeReader::refuse_bad_calls(const ast::SingleQuery& query) const {
    if (query.clauses.size() < 2) return;
    for (const ast::Clause& clause : query.clauses) {
        const auto* call = std::get_if<ast::CallProcedure>(&clause.node);
        if (!call) continue;
        if (call->implicit_args) {
            throw syntax_error("arguments can be left out only where CALL is the whole statement",
                               call->procedure.span, "InvalidArgumentPassingMode")
                .hint(fmt::format("write `{}(..)`", call->procedure.text));
        }
        if (call->yield_star) {
            throw syntax_error("YIELD * is possible only where CALL is the whole statement",
                               first_word(clause), "UnexpectedSyntax")
                .hint("name the columns behind YIELD");
        }
    }
}

/// A statement returns or writes something.
void TreeReader::refuse_open_end(const ast::Query& query) const {
    for (const ast::SingleQuery& part : query.parts) {
        const ast::Clause& last = part.clauses.back();
        const auto* call = std::get_if<ast::CallProcedure>(&last.node);
        const bool calls = call && (!call->yield || part.clauses.size() == 1);
        const bool ends =
            is<ast::Return>(last) || (query.parts.size() == 1 && (calls || writes(last)));
        if (ends) continue;
        const Span place = first_word(last);
        const char* why = query.parts.size() == 1 ? "a statement cannot end with `{}`"
                                                  : "a part of a UNION cannot end with `{}`";
        throw composition_error(fmt::format(fmt::runtime(why), source_.text(place)), place)
            .hint("RETURN is missing at the end");
    }
}

/// A subquery reads only, and COLLECT collects what its one column returns.
void TreeReader::refuse_bad_subquery(const ast::Subquery& subquery) const {
    for (const ast::SingleQuery& part : subquery.query->parts) {
        for (const ast::Clause& clause : part.clauses) {
            if (!writes(clause)) continue;
            const Span place = first_word(clause);
            throw composition_error(
                fmt::format("`{}` cannot stand in a subquery: it only reads", source_.text(place)),
                place);
        }
        if (subquery.op != ast::Subquery::Op::Collect) continue;
        const auto* end = std::get_if<ast::Return>(&part.clauses.back().node);
        if (end && !end->projection.star && end->projection.items.size() == 1) continue;
        throw composition_error("COLLECT { .. } must end with RETURN of one column",
                                first_word(part.clauses.back()));
    }
}

}  // namespace dingtu
