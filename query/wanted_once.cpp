// Where it does not matter how often a row comes: below DISTINCT, below aggregates that take each
// value once, in EXISTS. There paths of which only the ends are read need not all be walked.

#include "query/optimize.h"

#include <algorithm>

namespace dingtu {

namespace {

using plan::StepPtr;

/// What becomes of the rows of a step's input when the step's own rows are wanted once.
struct Passes {
    bool once;

    bool operator()(const plan::Distinct& /*step*/) const { return true; }
    bool operator()(const plan::GroupBy& step) const {
        return !step.weighted &&
               std::all_of(step.items.begin(), step.items.end(), [](const auto& item) {
                   return item.distinct || item.function->name == "min" ||
                          item.function->name == "max";
               });
    }
    bool operator()(const plan::Filter& step) const { return once && step.predicate->pure(); }
    bool operator()(const plan::Project& step) const {
        return once && std::all_of(step.items.begin(), step.items.end(),
                                   [](const auto& item) { return item.expression->pure(); });
    }
    bool operator()(const plan::Sort& step) const { return once && !step.limit; }
    bool operator()(const plan::Scan& /*step*/) const { return once; }
    bool operator()(const plan::Join& /*step*/) const { return once; }
    bool operator()(const plan::Expand& /*step*/) const { return once; }
    bool operator()(const plan::ExpandMany& /*step*/) const { return once; }
    bool operator()(const plan::FollowBound& /*step*/) const { return once; }
    bool operator()(const plan::ShortestPath& /*step*/) const { return once; }
    bool operator()(const plan::Unwind& /*step*/) const { return once; }
    bool operator()(const plan::Union& /*step*/) const { return once; }
    bool operator()(const plan::Optional& /*step*/) const { return once; }
    template <class Other>
    bool operator()(const Other& /*step*/) const {
        return false;
    }
};

}  // namespace

StepPtr mark_wanted_once(const StepPtr& step, bool once) {
    const bool inputs = std::visit(Passes{once}, step->node);
    auto marked = std::make_shared<plan::Step>(*step);
    for (StepPtr& child : marked->children) {
        child = mark_wanted_once(child, inputs);
    }
    if (auto* walk = std::get_if<plan::ExpandMany>(&marked->node)) {
        walk->once = once;
    }
    if (auto* join = std::get_if<plan::Join>(&marked->node)) {
        join->classic = mark_wanted_once(join->classic, once);
        if (once && join->repeats == plan::Join::Repeats::Rows) {
            join->repeats = plan::Join::Repeats::Once;
        }
    }
    return marked;
}

}  // namespace dingtu
