#include "query/optimize.h"

#include <algorithm>

namespace dingtu {

namespace {

/// A sort of which a limit above keeps only the first rows need not hold the rest: `LIMIT` or
/// `SKIP` then `LIMIT` directly above.
plan::StepPtr limit_sort(const plan::StepPtr& step) {
    const auto* limit = std::get_if<plan::Limit>(&step->node);
    if (limit == nullptr) {
        return step;
    }
    plan::StepPtr below = step->children.front();
    const auto* skip = std::get_if<plan::Skip>(&below->node);
    plan::StepPtr sort_step = skip == nullptr ? below : below->children.front();
    const auto* sort = std::get_if<plan::Sort>(&sort_step->node);
    if (sort == nullptr) {
        return step;
    }
    plan::Sort bounded = *sort;
    bounded.limit = limit->count;
    if (skip != nullptr) {
        bounded.skip = skip->count;
    }
    auto top = std::make_shared<plan::Step>(plan::Step{bounded, sort_step->children});
    if (skip == nullptr) {
        return std::make_shared<plan::Step>(plan::Step{*limit, {top}});
    }
    auto skipping = std::make_shared<plan::Step>(plan::Step{*skip, {top}});
    return std::make_shared<plan::Step>(plan::Step{*limit, {skipping}});
}

}  // namespace

plan::StepPtr optimize(const plan::StepPtr& step, const Catalog& catalog, bool by_cost) {
    std::vector<plan::StepPtr> children;
    for (const plan::StepPtr& child : step->children) {
        children.push_back(optimize(child, catalog, by_cost));
    }
    if (const auto* match = std::get_if<plan::Match>(&step->node)) {
        return plan_pattern(match->pattern, children.front(), catalog, by_cost);
    }
    auto copy = std::make_shared<plan::Step>(plan::Step{step->node, std::move(children)});
    return by_cost ? limit_sort(copy) : copy;
}

}  // namespace dingtu
