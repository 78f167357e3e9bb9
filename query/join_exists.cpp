// EXISTS and NOT EXISTS as conditions that a join can ask itself.

#include "query/expressions.h"
#include "query/join.h"
#include "query/plan.h"

#include <algorithm>
#include <map>

namespace dingtu {

namespace {

/// The columns that a subquery's plan makes of outer values before its join; nothing if it does
/// anything else.
std::optional<std::map<Slot, OuterCell>> copies_below(const plan::Step& join) {
    std::map<Slot, OuterCell> copies;
    const plan::Step* step = join.children.front().get();
    while (const auto* project = std::get_if<plan::Project>(&step->node)) {
        for (const auto& item : project->items) {
            OuterCell cell = outer_cell(*item.expression);
            if (cell == nullptr) {
                return std::nullopt;
            }
            copies[item.slot] = cell;
        }
        step = step->children.front().get();
    }
    return std::holds_alternative<plan::Argument>(step->node) ? std::optional(copies)
                                                              : std::nullopt;
}

/// The column outside that the value in the cell comes from.
std::optional<Slot> column_outside(const SubqueryParts& subquery, const OuterCell& cell) {
    const auto import = std::find_if(subquery.imports.begin(), subquery.imports.end(),
                                     [&](const auto& each) { return each.second == cell; });
    return import == subquery.imports.end() ? std::nullopt : column_slot(*import->first);
}

}  // namespace

std::optional<ExistsTest> exists_test(const Expression& condition) {
    const Expression* inner = &without_place(condition);
    const Expression* denied = negated(*inner);
    const SubqueryParts* subquery =
        subquery_parts(denied == nullptr ? *inner : without_place(*denied));
    if (subquery == nullptr || subquery->op != ast::Subquery::Op::Exists) {
        return std::nullopt;
    }
    const auto* join = std::get_if<plan::Join>(&subquery->plan->node);
    const auto copies = join == nullptr ? std::nullopt : copies_below(*subquery->plan);
    // An outer value that is read elsewhere, too, would not be there.
    if (!copies || copies->empty() || copies->size() != subquery->imports.size()) {
        return std::nullopt;
    }
    ExistsTest test{.query = *join->query,
                    .role = denied == nullptr ? JoinQuery::Role::Some : JoinQuery::Role::None};
    for (JoinQuery::Variable& variable : test.query.variables) {
        if (!variable.known) {
            continue;
        }
        const auto copy = copies->find(variable.slot);
        const auto slot =
            copy == copies->end() ? std::nullopt : column_outside(*subquery, copy->second);
        if (!slot) {
            return std::nullopt;
        }
        variable.slot = *slot;
    }
    return test;
}

}  // namespace dingtu
