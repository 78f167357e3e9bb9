#include "shell/evidence_query.h"

#include "grammar/parse.h"
#include "grammar/print.h"
#include "query/aggregates.h"
#include "shell/script.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::string_view prefix = "__evidence";

ast::Expression variable(const std::string& name) {
    ast::Expression expression;
    expression.node = ast::Variable{name};
    return expression;
}

ast::Expression call(std::string_view function, ast::Expression argument) {
    ast::Call call;
    call.function.text = function;
    call.args.push_back(std::move(argument));
    ast::Expression expression;
    expression.node = std::move(call);
    return expression;
}

ast::ProjectionItem item(ast::Expression expression, std::string alias) {
    ast::ProjectionItem item;
    item.expression = std::move(expression);
    item.alias = ast::Name{std::move(alias), {}};
    return item;
}

/// Whether the text of an expression calls an aggregate function.
bool aggregates(std::string_view text) {
    auto all = tokens(text);
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
        auto text_of = [&](const Token& token) {
            return text.substr(token.span.begin, token.span.end - token.span.begin);
        };
        if (text_of(all[i + 1]) == "(" && find_aggregate(text_of(all[i])) != nullptr) {
            return true;
        }
    }
    return false;
}

/// Follows the relationships that one single query matches through its clauses to its RETURN.
class Tracer {
public:
    /// False if the evidence cannot be carried to the end.
    bool trace(ast::SingleQuery& query) {
        for (ast::Clause& clause : query.clauses) {
            if (auto* match = std::get_if<ast::Match>(&clause.node)) {
                name_relationships(*match);
            } else if (auto* with = std::get_if<ast::With>(&clause.node)) {
                if (!pass_on(with->projection)) {
                    return false;
                }
            } else if (auto* result = std::get_if<ast::Return>(&clause.node)) {
                return show(result->projection);
            }
        }
        return false;
    }

    [[nodiscard]] bool found_any() const { return next_ > 0; }

private:
    /// A relationship under its variable, and the column that carries it on.
    struct Carried {
        std::string variable;
        std::string column;
    };

    std::string fresh() { return fmt::format("{}{}", prefix, next_++); }

    void name_relationships(ast::Match& match) {
        for (ast::PathPattern& pattern : match.patterns) {
            for (ast::RelationshipPattern& relationship : pattern.relationships) {
                std::string column = fresh();
                if (!relationship.variable) {
                    relationship.variable = ast::Name{column, {}};
                }
                carried_.push_back({relationship.variable->text, column});
            }
        }
    }

    static bool groups(const ast::Projection& projection) {
        return std::any_of(projection.items.begin(), projection.items.end(),
                           [](const ast::ProjectionItem& one) { return aggregates(one.text); });
    }

    /// After WITH the relationships go by their columns; those of a group as a list.
    bool pass_on(ast::Projection& projection) {
        bool grouped = projection.distinct || groups(projection);
        if (projection.star && grouped) {
            return false;
        }
        for (Carried& one : carried_) {
            if (grouped) {
                projection.items.push_back(
                    item(call("collect", variable(one.variable)), one.column));
            } else if (!projection.star || one.variable != one.column) {
                projection.items.push_back(item(variable(one.variable), one.column));
            }
            one.variable = one.column;
        }
        return true;
    }

    bool show(ast::Projection& projection) {
        bool grouped = projection.distinct || groups(projection);
        if (projection.star && grouped) {
            return false;
        }
        ast::ListLiteral all;
        for (const Carried& one : carried_) {
            all.items.push_back(variable(one.variable));
        }
        ast::Expression list;
        list.node = std::move(all);
        for (ast::ProjectionItem& one : projection.items) {
            if (!one.alias) {
                one.alias = ast::Name{one.text, {}};  // the column keeps its name
            }
        }
        projection.items.push_back(item(
            grouped ? call("collect", std::move(list)) : std::move(list), std::string(prefix)));
        return true;
    }

    std::vector<Carried> carried_;
    std::size_t next_ = 0;
};

}  // namespace

std::optional<std::string> with_evidence(std::string_view statement) {
    if (writes(statement)) {
        return std::nullopt;
    }
    std::vector<ast::Statement> parsed;
    try {
        parsed = parse_script(statement);
    } catch (const Error&) {
        return std::nullopt;
    }
    if (parsed.size() != 1 || parsed[0].mode != ast::Statement::Mode::Run) {
        return std::nullopt;
    }
    ast::Query& query = parsed[0].query;
    if (std::find(query.all.begin(), query.all.end(), false) != query.all.end()) {
        return std::nullopt;
    }
    bool found = false;
    for (ast::SingleQuery& part : query.parts) {
        Tracer tracer;
        if (!tracer.trace(part)) {
            return std::nullopt;
        }
        found |= tracer.found_any();
    }
    return found ? std::optional(to_text(parsed[0])) : std::nullopt;
}

bool is_evidence_column(std::string_view name) {
    return name.starts_with(prefix);
}

}  // namespace dingtu
