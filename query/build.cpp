#include "query/build.h"

#include "base/error.h"
#include "query/ops/join_state.h"
#include "query/ops/ops.h"

#include <algorithm>
#include <iterator>

namespace dingtu {

namespace {

using Needed = std::set<Slot>;

Slots to_slots(const Needed& needed) {
    return {needed.begin(), needed.end()};
}

void add(Needed& needed, const Slots& slots) {
    needed.insert(slots.begin(), slots.end());
}
void add(Needed& needed, const ExpressionPtr& expression) {
    if (expression) {
        expression->read_slots(needed);
    }
}
void add(Needed& needed, const std::vector<ExpressionPtr>& expressions) {
    for (const ExpressionPtr& expression : expressions) {
        add(needed, expression);
    }
}
void add(Needed& needed, const std::vector<plan::SetItem>& items) {
    for (const auto& item : items) {
        add(needed, item.target);
        add(needed, item.value);
    }
}
void add(Needed& needed, const plan::Create& create) {
    for (const auto& element : create.elements) {
        std::visit([&](const auto& made) { add(needed, made.properties); }, element);
        if (const auto* made = std::get_if<plan::CreateRelationship>(&element)) {
            needed.insert({made->from, made->to});
        }
    }
}
void drop(Needed& needed, const Slots& slots) {
    for (Slot slot : slots) {
        needed.erase(slot);
    }
}
Slots written_by(const plan::Create& create) {
    Slots slots;
    for (const auto& element : create.elements) {
        slots.push_back(std::visit([](const auto& made) { return made.slot; }, element));
    }
    return slots;
}

/// Goes down the plan with the set of columns that what is above wants to see.
class Builder {
public:
    Builder(Context& context, Built& built) : context_(context), built_(built) {}

    OperatorPtr build(const plan::Step& step, Needed needed) {
        OperatorPtr op = std::visit(
            [&](const auto& node) { return make(step, node, std::move(needed)); }, step.node);
        built_.operators[&step] = op.get();
        return op;
    }

private:
    /// The child with what it must deliver: `carry` and what the step itself reads.
    Child child(const plan::Step& step, const Needed& carry, Needed reads) {
        reads.insert(carry.begin(), carry.end());
        return {.context = context_,
                .op = build(*step.children.front(), std::move(reads)),
                .carry = to_slots(carry)};
    }

    OperatorPtr make(const plan::Step& /*step*/, const plan::Argument& /*node*/, Needed needed) {
        ArgumentRows* rows = nullptr;
        OperatorPtr op = make_argument(context_, to_slots(needed), rows);
        built_.arguments.push_back(rows);
        return op;
    }

    OperatorPtr make(const plan::Step& /*step*/, const plan::Match& /*node*/, Needed /*needed*/) {
        throw Error(Phase::Bug, "a pattern was not planned");
    }

    OperatorPtr make(const plan::Step& step, const plan::Join& node, Needed needed) {
        Needed own;  // what the join writes
        Needed reads;
        for (const auto& variable : node.query->variables) {
            (variable.known ? reads : own).insert(variable.slot);
            if (variable.find) {
                add(reads, variable.find->value);
            }
        }
        for (const auto& edge : node.query->edges) {
            own.insert(edge.slot);
        }
        Needed wanted;
        std::set_intersection(needed.begin(), needed.end(), own.begin(), own.end(),
                              std::inserter(wanted, wanted.end()));
        auto program = context_.transaction == nullptr
                           ? join::make_program(*node.query, wanted, context_)
                           : std::nullopt;
        if (!program) {
            return build(*node.classic, std::move(needed));
        }
        drop(needed, to_slots(own));
        if (node.repeats == plan::Join::Repeats::Weight) {
            needed.erase(node.weight);
        }
        return make_join(child(step, needed, reads), node, wanted, std::move(*program));
    }

    OperatorPtr make(const plan::Step& step, const plan::Scan& node, Needed needed) {
        needed.erase(node.slot);
        Needed reads;
        add(reads, node.find.value);
        return make_scan(child(step, needed, reads), node);
    }

    OperatorPtr make(const plan::Step& step, const plan::Expand& node, Needed needed) {
        needed.erase(node.relationship);
        if (!node.into) {
            needed.erase(node.to);
        }
        Needed reads{node.from};
        if (node.into) {
            reads.insert(node.to);
        }
        add(reads, node.unique);
        return make_expand(child(step, needed, reads), node);
    }

    /// What the conditions of each relationship of a walk read beside the relationship itself.
    static void add_conditions(Needed& reads, const std::vector<ExpressionPtr>& conditions,
                               Slot own) {
        Needed of_conditions;
        add(of_conditions, conditions);
        of_conditions.erase(own);
        reads.insert(of_conditions.begin(), of_conditions.end());
    }

    OperatorPtr make(const plan::Step& step, const plan::ExpandMany& node, Needed needed) {
        const bool ends_only = node.once && !needed.contains(node.relationships) && node.min <= 1 &&
                               node.unique.empty();
        needed.erase(node.relationships);
        if (!node.into) {
            needed.erase(node.to);
        }
        Needed reads{node.from};
        if (node.into) {
            reads.insert(node.to);
        }
        add(reads, node.unique);
        add_conditions(reads, node.conditions, node.step);
        return ends_only ? make_reach(child(step, needed, reads), node)
                         : make_expand_many(child(step, needed, reads), node);
    }

    OperatorPtr make(const plan::Step& step, const plan::FollowBound& node, Needed needed) {
        if (!node.from_known) {
            needed.erase(node.from);
        }
        if (!node.to_known) {
            needed.erase(node.to);
        }
        Needed reads{node.relationship};
        if (node.from_known) {
            reads.insert(node.from);
        }
        if (node.to_known) {
            reads.insert(node.to);
        }
        add(reads, node.unique);
        return make_follow_bound(child(step, needed, reads), node);
    }

    OperatorPtr make(const plan::Step& step, const plan::ShortestPath& node, Needed needed) {
        needed.erase(node.relationships);
        Needed reads{node.from, node.to};
        add_conditions(reads, node.conditions, node.step);
        return make_shortest_path(child(step, needed, reads), node);
    }

    OperatorPtr make(const plan::Step& step, const plan::KeepShortest& node, Needed needed) {
        needed.insert({node.from, node.to});
        add(needed, node.relationships);
        add(needed, node.input);
        return make_keep_shortest(child(step, needed, {}), node);
    }

    OperatorPtr make(const plan::Step& step, const plan::Filter& node, Needed needed) {
        Needed reads;
        add(reads, node.predicate);
        return make_filter(child(step, needed, reads), node);
    }

    OperatorPtr make(const plan::Step& step, const plan::Project& node, Needed needed) {
        Needed reads;
        for (const auto& item : node.items) {
            needed.erase(item.slot);
            add(reads, item.expression);
        }
        return make_project(child(step, needed, reads), node);
    }

    OperatorPtr make(const plan::Step& step, const plan::GroupBy& node, Needed /*needed*/) {
        Needed reads;
        add(reads, node.deciding);
        add(reads, node.late);
        for (std::size_t i = 0; i < node.keys.size(); ++i) {
            if (i >= node.late.size() || !node.late[i]) {
                reads.insert(node.keys[i]);
            }
        }
        for (const auto& item : node.items) {
            add(reads, item.args);
        }
        if (node.weighted) {
            reads.insert(node.weight);
        }
        return make_group_by(child(step, {}, reads), node);
    }

    OperatorPtr make(const plan::Step& step, const plan::Sort& node, Needed needed) {
        Needed reads;
        for (const auto& key : node.keys) {
            add(reads, key.expression);
        }
        return make_sort(child(step, needed, reads), node);
    }

    OperatorPtr make(const plan::Step& step, const plan::Skip& node, Needed needed) {
        return make_skip(child(step, needed, {}), node);
    }
    OperatorPtr make(const plan::Step& step, const plan::Limit& node, Needed needed) {
        return make_limit(child(step, needed, {}), node);
    }

    OperatorPtr make(const plan::Step& step, const plan::Distinct& node, Needed needed) {
        Needed reads;
        add(reads, node.slots);
        return make_distinct(child(step, needed, reads), node);
    }

    OperatorPtr make(const plan::Step& step, const plan::Unwind& node, Needed needed) {
        needed.erase(node.slot);
        Needed reads;
        add(reads, node.source);
        return make_unwind(child(step, needed, reads), node);
    }

    /// The inner plan of a step with two children, and the leaf through which it gets its rows.
    std::pair<OperatorPtr, ArgumentRows*> inner(const plan::Step& step, Needed needed) {
        std::size_t before = built_.arguments.size();
        OperatorPtr op = build(*step.children[1], std::move(needed));
        invariant(built_.arguments.size() == before + 1, "an inner plan has one leaf");
        ArgumentRows* argument = built_.arguments.back();
        built_.arguments.pop_back();
        return {std::move(op), argument};
    }

    OperatorPtr make(const plan::Step& step, const plan::Optional& node, Needed needed) {
        Needed introduced(node.introduced.begin(), node.introduced.end());
        Needed inside{node.ordinal};
        Slots from_inner;
        for (Slot slot : needed) {
            if (introduced.contains(slot)) {
                from_inner.push_back(slot);
            }
        }
        add(inside, from_inner);
        auto [op, argument] = inner(step, inside);
        drop(needed, node.introduced);
        Needed reads(argument->wanted().begin(), argument->wanted().end());
        reads.erase(node.ordinal);
        return make_optional(child(step, needed, reads), node, std::move(op), *argument,
                             std::move(from_inner));
    }

    OperatorPtr make(const plan::Step& step, const plan::Union& node, const Needed& /*needed*/) {
        std::vector<OperatorPtr> children;
        for (std::size_t i = 0; i < step.children.size(); ++i) {
            children.push_back(
                build(*step.children[i], Needed(node.from[i].begin(), node.from[i].end())));
        }
        return make_union(context_, std::move(children), node);
    }

    OperatorPtr make(const plan::Step& step, const plan::Create& node, Needed needed) {
        add(needed, node);
        drop(needed, written_by(node));
        return make_create(child(step, needed, {}), node);
    }

    OperatorPtr make(const plan::Step& step, const plan::Set& node, Needed needed) {
        add(needed, node.items);
        return make_set(child(step, needed, {}), node);
    }

    OperatorPtr make(const plan::Step& step, const plan::Merge& node, Needed needed) {
        auto [op, argument] = inner(step, Needed(node.introduced.begin(), node.introduced.end()));
        add(needed, node.create);
        add(needed, node.on_create);
        add(needed, node.on_match);
        add(needed, argument->wanted());
        drop(needed, node.introduced);
        return make_merge(child(step, needed, {}), node, std::move(op), *argument);
    }

    OperatorPtr make(const plan::Step& step, const plan::Delete& node, Needed needed) {
        add(needed, node.targets);
        return make_delete(child(step, needed, {}), node);
    }

    OperatorPtr make(const plan::Step& step, const plan::CallProcedure& node, Needed needed) {
        for (const auto& [index, slot] : node.columns) {
            needed.erase(slot);
        }
        Needed reads;
        add(reads, node.args);
        return make_call_procedure(child(step, needed, reads), node);
    }

    Context& context_;
    Built& built_;
};

}  // namespace

Built build(const plan::Step& step, const std::set<Slot>& needed, Context& context) {
    Built built;
    built.root = Builder(context, built).build(step, needed);
    return built;
}

}  // namespace dingtu
