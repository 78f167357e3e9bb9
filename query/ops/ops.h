#pragma once

#include "query/build.h"
#include "query/operator.h"
#include "query/plan.h"

#include <memory>
#include <utility>
#include <vector>

/// One maker per operator; its class is hidden in the file of the same name. `carry` are the
/// columns that pass through from the child's rows.
namespace dingtu {

struct Child {
    Context& context;
    OperatorPtr op;
    Slots carry;
};

/// The argument leaf; `out` receives its other face.
[[nodiscard]] OperatorPtr make_argument(Context& context, Slots wanted, ArgumentRows*& out);

namespace join {
struct Program;
}
/// `wanted`: the slots of the join that are read above.
[[nodiscard]] OperatorPtr make_join(Child child, const plan::Join& step,
                                    const std::set<Slot>& wanted, join::Program program);
[[nodiscard]] OperatorPtr make_scan(Child child, const plan::Scan& step);
[[nodiscard]] OperatorPtr make_expand(Child child, const plan::Expand& step);
[[nodiscard]] OperatorPtr make_expand_many(Child child, const plan::ExpandMany& step);
/// The ends only, each once for a row; for walks of at least 0 or 1 steps that nobody reads.
[[nodiscard]] OperatorPtr make_reach(Child child, const plan::ExpandMany& step);
[[nodiscard]] OperatorPtr make_follow_bound(Child child, const plan::FollowBound& step);
[[nodiscard]] OperatorPtr make_shortest_path(Child child, const plan::ShortestPath& step);
[[nodiscard]] OperatorPtr make_keep_shortest(Child child, const plan::KeepShortest& step);
[[nodiscard]] OperatorPtr make_filter(Child child, const plan::Filter& step);
[[nodiscard]] OperatorPtr make_project(Child child, const plan::Project& step);
[[nodiscard]] OperatorPtr make_group_by(Child child, const plan::GroupBy& step);
[[nodiscard]] OperatorPtr make_sort(Child child, const plan::Sort& step);
[[nodiscard]] OperatorPtr make_skip(Child child, const plan::Skip& step);
[[nodiscard]] OperatorPtr make_limit(Child child, const plan::Limit& step);
[[nodiscard]] OperatorPtr make_distinct(Child child, const plan::Distinct& step);
[[nodiscard]] OperatorPtr make_unwind(Child child, const plan::Unwind& step);
/// `inner` starts from `argument`; it delivers `from_inner` and the ordinal.
[[nodiscard]] OperatorPtr make_optional(Child child, const plan::Optional& step, OperatorPtr inner,
                                        ArgumentRows& argument, Slots from_inner);
[[nodiscard]] OperatorPtr make_union(Context& context, std::vector<OperatorPtr> children,
                                     const plan::Union& step);
[[nodiscard]] OperatorPtr make_create(Child child, const plan::Create& step);
[[nodiscard]] OperatorPtr make_set(Child child, const plan::Set& step);
[[nodiscard]] OperatorPtr make_merge(Child child, const plan::Merge& step, OperatorPtr inner,
                                     ArgumentRows& argument);
[[nodiscard]] OperatorPtr make_delete(Child child, const plan::Delete& step);
[[nodiscard]] OperatorPtr make_call_procedure(Child child, const plan::CallProcedure& step);

}  // namespace dingtu
