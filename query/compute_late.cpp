// Columns computed where fewer rows are left. Only what is pure may be moved: it gives the same
// values there.

#include "query/optimize.h"

#include <algorithm>
#include <set>

namespace dingtu {

namespace {

using plan::StepPtr;

template <class Node>
StepPtr step_over(Node node, StepPtr child) {
    return std::make_shared<plan::Step>(plan::Step{std::move(node), {std::move(child)}});
}

std::set<Slot> slots_of(const ExpressionPtr& expression) {
    std::set<Slot> slots;
    expression->read_slots(slots);
    return slots;
}

/// The projection without the items for which `moved` holds; its input if none is left.
template <class Moved>
StepPtr without(const StepPtr& step, Moved moved) {
    plan::Project left = std::get<plan::Project>(step->node);
    std::erase_if(left.items, moved);
    const StepPtr& input = step->children.front();
    return left.items.empty() ? input : step_over(std::move(left), input);
}

// ---- the keys of a GROUP BY ---------------------------------------------------------------------

/// The key of this slot, if the projection computes it from columns and no aggregate reads it.
ExpressionPtr late_key(const plan::Project* project, Slot slot, const std::set<Slot>& read) {
    if (project == nullptr || read.contains(slot)) {
        return nullptr;
    }
    auto item = std::find_if(project->items.begin(), project->items.end(),
                             [slot](const auto& each) { return each.slot == slot; });
    const bool moves = item != project->items.end() && item->expression->pure() &&
                       !slots_of(item->expression).empty();
    return moves ? item->expression : nullptr;
}

StepPtr group_late(const StepPtr& step) {
    constexpr std::size_t most_deciding = 2;  // more cost as much to look up as the keys
    plan::GroupBy group = std::get<plan::GroupBy>(step->node);
    const StepPtr& input = step->children.front();
    const auto* project = std::get_if<plan::Project>(&input->node);
    std::set<Slot> read;
    for (const auto& item : group.items) {
        for (const ExpressionPtr& arg : item.args) {
            arg->read_slots(read);
        }
    }
    std::set<Slot> deciding;
    for (Slot slot : group.keys) {
        group.late.push_back(late_key(project, slot, read));
        const ExpressionPtr& late = group.late.back();
        deciding.merge(late ? slots_of(late) : std::set<Slot>{slot});
    }
    if (deciding.empty() || deciding.size() > most_deciding) {
        return step;
    }
    group.deciding.assign(deciding.begin(), deciding.end());
    std::set<Slot> moved;
    for (std::size_t i = 0; i < group.keys.size(); ++i) {
        if (group.late[i]) {
            moved.insert(group.keys[i]);
        }
    }
    StepPtr below =
        moved.empty() ? input
                      : without(input, [&](const auto& item) { return moved.contains(item.slot); });
    return step_over(std::move(group), std::move(below));
}

// ---- what ORDER BY ... LIMIT does not look at ---------------------------------------------------

StepPtr top_late(const StepPtr& limit) {
    const StepPtr& below = limit->children.front();
    const auto* skip = std::get_if<plan::Skip>(&below->node);
    const StepPtr& sort_step = skip == nullptr ? below : below->children.front();
    const auto* sort = std::get_if<plan::Sort>(&sort_step->node);
    const auto* project =
        sort == nullptr ? nullptr : std::get_if<plan::Project>(&sort_step->children.front()->node);
    if (project == nullptr) {
        return limit;
    }
    std::set<Slot> read;
    for (const auto& key : sort->keys) {
        key.expression->read_slots(read);
    }
    auto moves = [&](const plan::Project::Item& item) {
        return !read.contains(item.slot) && item.expression->pure();
    };
    plan::Project late;
    std::copy_if(project->items.begin(), project->items.end(), std::back_inserter(late.items),
                 moves);
    if (late.items.empty()) {
        return limit;
    }
    StepPtr top = step_over(*sort, without(sort_step->children.front(), moves));
    StepPtr rows = skip == nullptr ? std::move(top) : step_over(*skip, std::move(top));
    return step_over(std::move(late), step_over(std::get<plan::Limit>(limit->node), rows));
}

}  // namespace

StepPtr compute_late(const StepPtr& step) {
    if (std::holds_alternative<plan::GroupBy>(step->node)) {
        return group_late(step);
    }
    return std::holds_alternative<plan::Limit>(step->node) ? top_late(step) : step;
}

}  // namespace dingtu
