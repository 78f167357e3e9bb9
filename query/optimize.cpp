#include "query/optimize.h"

#include "query/expressions.h"

#include <algorithm>

namespace dingtu {

namespace {

using plan::StepPtr;

template <class Node>
StepPtr step_over(Node node, StepPtr child) {
    return std::make_shared<plan::Step>(plan::Step{std::move(node), {std::move(child)}});
}

/// A sort of which a limit above keeps only the first rows need not hold the rest: `LIMIT` or
/// `SKIP` then `LIMIT` directly above.
StepPtr limit_sort(const StepPtr& step) {
    const auto* limit = std::get_if<plan::Limit>(&step->node);
    if (limit == nullptr) {
        return step;
    }
    StepPtr below = step->children.front();
    const auto* skip = std::get_if<plan::Skip>(&below->node);
    StepPtr sort_step = skip == nullptr ? below : below->children.front();
    const auto* sort = std::get_if<plan::Sort>(&sort_step->node);
    if (sort == nullptr) {
        return step;
    }
    plan::Sort bounded = *sort;
    bounded.limit = limit->count;
    if (skip != nullptr) {
        bounded.skip = skip->count;
    }
    StepPtr top = std::make_shared<plan::Step>(plan::Step{bounded, sort_step->children});
    return step_over(*limit, skip == nullptr ? top : step_over(*skip, top));
}

/// An OPTIONAL MATCH over a join as one join, for where its rows are only counted; null if it is
/// none or cannot be taken in.
StepPtr with_optional(const StepPtr& step) {
    if (!std::holds_alternative<plan::Optional>(step->node)) {
        return std::holds_alternative<plan::Join>(step->node) ? step : nullptr;
    }
    const StepPtr outer = with_optional(step->children[0]);
    const auto* inner = std::get_if<plan::Join>(&step->children[1]->node);
    const bool bare = inner != nullptr && std::holds_alternative<plan::Argument>(
                                              step->children[1]->children.front()->node);
    if (!outer || !bare) {
        return nullptr;
    }
    plan::Join whole = std::get<plan::Join>(outer->node);
    auto query = std::make_shared<JoinQuery>(*whole.query);
    if (!query->take_in(*inner->query, JoinQuery::Role::Optional)) {
        return nullptr;
    }
    whole.query = std::move(query);
    whole.classic = step;
    return std::make_shared<plan::Step>(plan::Step{std::move(whole), outer->children});
}

/// The rows of a join below, through steps that take each row by itself, with `change` made to the
/// join; null if there is none.
template <class Change>
StepPtr change_join(const StepPtr& step, Change change) {
    if (const StepPtr join = with_optional(step)) {
        plan::Join changed = std::get<plan::Join>(join->node);
        change(changed);
        return std::make_shared<plan::Step>(plan::Step{std::move(changed), join->children});
    }
    bool row_by_row = std::holds_alternative<plan::Project>(step->node) ||
                      std::holds_alternative<plan::Filter>(step->node);
    StepPtr child = row_by_row ? change_join(step->children.front(), change) : nullptr;
    return child ? std::make_shared<plan::Step>(plan::Step{step->node, {child}}) : nullptr;
}

/// Whether a slot holds a node or relationship of the join in every row.
bool is_never_null(const JoinQuery& query, Slot slot) {
    const auto there = [&](std::size_t variable) { return query.variables[variable].clause == 0; };
    for (std::size_t i = 0; i < query.variables.size(); ++i) {
        if (query.variables[i].slot == slot) {
            return there(i);
        }
    }
    return std::any_of(query.edges.begin(), query.edges.end(), [&](const JoinQuery::Edge& edge) {
        return edge.slot == slot && there(edge.from) && there(edge.to);
    });
}

/// count(x) of what is never null is count(*): nobody has to know which x it is.
void count_rows(plan::GroupBy& group, const JoinQuery& query) {
    for (plan::GroupBy::Item& item : group.items) {
        const bool count = item.function->name == "count" && !item.distinct && !item.args.empty();
        const auto slot = count ? column_slot(*item.args.front()) : std::nullopt;
        if (slot && is_never_null(query, *slot)) {
            item.args.clear();
        }
    }
}

/// Rows that an aggregate takes together need not be made one by one: the join counts them.
StepPtr count_in_join(const StepPtr& step) {
    const auto* group = std::get_if<plan::GroupBy>(&step->node);
    if (group == nullptr) {
        return step;
    }
    plan::GroupBy weighted = *group;
    StepPtr child = change_join(step->children.front(), [&](plan::Join& join) {
        count_rows(weighted, *join.query);
        join.repeats = plan::Join::Repeats::Weight;
        join.weight = group->weight;
        plan::Project one;
        one.items.push_back({.slot = group->weight, .expression = make_constant(1), .text = "1"});
        join.classic = step_over(std::move(one), join.classic);
    });
    if (!child) {
        return step;
    }
    weighted.weighted = true;
    return step_over(std::move(weighted), child);
}

/// DISTINCT above a join: equal rows are made once.
StepPtr once_in_join(const StepPtr& step) {
    if (!std::holds_alternative<plan::Distinct>(step->node)) {
        return step;
    }
    StepPtr child = change_join(step->children.front(),
                                [](plan::Join& join) { join.repeats = plan::Join::Repeats::Once; });
    return child ? step_over(std::get<plan::Distinct>(step->node), child) : step;
}

const Pattern* pattern_of(const StepPtr& step) {
    const auto* match = std::get_if<plan::Match>(&step->node);
    return match == nullptr ? nullptr : &match->pattern;
}

StepPtr optimize_step(const StepPtr& step, const Catalog& catalog, bool by_cost);

/// MATCH clauses that follow each other, as one join if they are one.
class MatchPlanner {
public:
    MatchPlanner(const Catalog& catalog, bool by_cost) : catalog_(catalog), by_cost_(by_cost) {}

    StepPtr plan(const StepPtr& step) {
        std::vector<const Pattern*> patterns{pattern_of(step)};
        StepPtr input = step->children.front();
        bool joins = by_cost_ && is_plain(*patterns.front());
        while (joins) {
            const Pattern* before = pattern_of(input);
            if (before == nullptr || !is_plain(*before)) {
                break;
            }
            patterns.push_back(before);
            input = input->children.front();
        }
        std::reverse(patterns.begin(), patterns.end());
        input = optimize_step(input, catalog_, by_cost_);
        return joins ? join(patterns, input) : classic(patterns, input);
    }

private:
    /// As scans and expansions, one clause after the other.
    [[nodiscard]] StepPtr classic(const std::vector<const Pattern*>& patterns, StepPtr step) const {
        for (const Pattern* pattern : patterns) {
            step = plan_pattern(*pattern, step, catalog_, by_cost_);
        }
        return step;
    }

    StepPtr join(const std::vector<const Pattern*>& patterns, const StepPtr& input) const {
        Pattern whole = *patterns.front();
        for (std::size_t i = 1; i < patterns.size(); ++i) {
            whole.append(*patterns[i]);
        }
        auto parts = to_join(whole);
        if (!parts) {
            return classic(patterns, input);
        }
        StepPtr step =
            step_over(plan::Join{.query = std::make_shared<JoinQuery>(std::move(parts->query)),
                                 .classic = join_classic(patterns, input),
                                 .repeats = plan::Join::Repeats::Rows,
                                 .weight = 0},
                      input);
        for (const Predicate& predicate : parts->left) {
            step = filter(predicate, step);
        }
        if (!whole.paths.empty()) {
            plan::Project project;
            for (const auto& [slot, expression] : whole.paths) {
                project.items.push_back({.slot = slot, .expression = expression, .text = "path"});
            }
            step = step_over(std::move(project), step);
        }
        for (const Predicate& predicate : whole.last) {
            step = filter(predicate, step);
        }
        return step;
    }

    /// The scans and expansions that stand in for the join: paths and predicates about them come
    /// above either.
    StepPtr join_classic(const std::vector<const Pattern*>& patterns, StepPtr step) const {
        for (const Pattern* pattern : patterns) {
            Pattern bare = *pattern;
            bare.paths.clear();
            bare.last.clear();
            step = plan_pattern(bare, step, catalog_, by_cost_);
        }
        return step;
    }

    static StepPtr filter(const Predicate& predicate, const StepPtr& child) {
        return step_over(plan::Filter{.predicate = predicate.expression, .text = predicate.text},
                         child);
    }

    const Catalog& catalog_;
    bool by_cost_;
};

StepPtr optimize_step(const StepPtr& step, const Catalog& catalog, bool by_cost) {
    if (pattern_of(step) != nullptr) {
        return MatchPlanner(catalog, by_cost).plan(step);
    }
    std::vector<plan::StepPtr> children;
    for (const plan::StepPtr& child : step->children) {
        children.push_back(optimize_step(child, catalog, by_cost));
    }
    auto copy = std::make_shared<plan::Step>(plan::Step{step->node, std::move(children)});
    return by_cost ? compute_late(once_in_join(count_in_join(limit_sort(copy)))) : copy;
}

}  // namespace

plan::StepPtr optimize(const plan::StepPtr& step, const Catalog& catalog, bool by_cost, bool once) {
    StepPtr plan = optimize_step(step, catalog, by_cost);
    return by_cost ? mark_wanted_once(plan, once) : plan;
}

}  // namespace dingtu
