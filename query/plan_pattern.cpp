// The order in which a pattern is matched. Greedy: from what is known, always the step next that
// promises the fewest rows for each row so far.

#include "base/error.h"
#include "query/direction.h"
#include "query/expressions.h"
#include "query/optimize.h"

#include <algorithm>
#include <limits>
#include <set>

namespace dingtu {

namespace {

class PatternPlanner {
public:
    PatternPlanner(const Pattern& pattern, plan::StepPtr input, const Catalog& catalog,
                   bool by_cost)
        : pattern_(pattern),
          catalog_(catalog),
          by_cost_(by_cost),
          step_(std::move(input)) {
        done_.resize(pattern.relationships.size());
        asked_.resize(pattern.predicates.size());
        for (const PatternNode& node : pattern.nodes) {
            known_.push_back(node.known);
            if (!node.known) {
                introduced_.insert(node.slot);
            }
        }
        for (const PatternRelationship& relationship : pattern.relationships) {
            if (!relationship.known) {
                introduced_.insert(relationship.slot);
            }
        }
    }

    plan::StepPtr plan() {
        if (by_cost_) {
            ask_what_can_be_asked();
        }
        while (true) {
            if (auto relationship = next_relationship()) {
                follow(*relationship);
            } else if (auto node = next_node()) {
                scan(*node);
            } else {
                break;
            }
            if (by_cost_) {
                ask_what_can_be_asked();
            }
        }
        ask_what_can_be_asked();
        select_paths();
        build_paths();
        for (const Predicate& predicate : pattern_.last) {
            filter(predicate);
        }
        return step_;
    }

private:
    template <class Node>
    void put(Node node) {
        step_ = std::make_shared<plan::Step>(plan::Step{std::move(node), {step_}});
    }

    void filter(const Predicate& predicate) {
        put(plan::Filter{.predicate = predicate.expression, .text = predicate.text});
    }

    void ask_what_can_be_asked() {
        for (std::size_t i = 0; i < pattern_.predicates.size(); ++i) {
            if (asked_[i] || !readable(pattern_.predicates[i].slots)) {
                continue;
            }
            asked_[i] = true;
            filter(pattern_.predicates[i]);
        }
    }

    /// Whether all of the pattern's own slots among these have a value by now.
    [[nodiscard]] bool readable(const std::set<Slot>& slots) const {
        return std::all_of(slots.begin(), slots.end(),
                           [this](Slot slot) { return !introduced_.contains(slot); });
    }

    // ---- what comes next ----

    [[nodiscard]] bool selected_walk(const PatternRelationship& relationship) const {
        return relationship.selection && relationship.many &&
               pattern_.selections[*relationship.selection].relationships.size() == 1;
    }

    /// The next relationship that starts from something known, if there is one.
    [[nodiscard]] std::optional<std::size_t> next_relationship() const {
        std::optional<std::size_t> best;
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < done_.size(); ++i) {
            if (done_[i]) {
                continue;
            }
            double cost = fan_out(pattern_.relationships[i]);
            if (!by_cost_ && cost < std::numeric_limits<double>::infinity()) {
                return i;
            }
            if (!by_cost_ && !waits(pattern_.relationships[i])) {
                return std::nullopt;
            }
            if (cost < least) {
                least = cost;
                best = i;
            }
        }
        return best;
    }

    /// A shortest path waits until both ends are known.
    [[nodiscard]] bool waits(const PatternRelationship& relationship) const {
        return selected_walk(relationship);
    }

    /// Rows per row that following the relationship gives; infinite while it cannot be followed.
    [[nodiscard]] double fan_out(const PatternRelationship& relationship) const {
        bool from = known_[relationship.from];
        bool to = known_[relationship.to];
        if (relationship.known) {
            return 0.5;
        }
        if (from && to) {
            return relationship.many && !selected_walk(relationship) ? 2.0 : 0.9;
        }
        if ((!from && !to) || selected_walk(relationship)) {
            return std::numeric_limits<double>::infinity();
        }
        double degree = mean_degree(relationship);
        double rows = relationship.many ? degree * degree + 1 : degree;
        return rows * selectivity(pattern_.nodes[from ? relationship.to : relationship.from]);
    }

    [[nodiscard]] double mean_degree(const PatternRelationship& relationship) const {
        double count = 0;
        if (relationship.types.anything()) {
            count = static_cast<double>(catalog_.relationship_count());
        } else {
            for (TypeId type : relationship.types.types(catalog_)) {
                count += static_cast<double>(catalog_.count(type));
            }
        }
        double nodes = std::max(1.0, static_cast<double>(catalog_.node_count()));
        return (relationship.direction == Direction::Both ? 2 : 1) * count / nodes;
    }

    /// The share of nodes that fulfils what is asked of this one.
    [[nodiscard]] double selectivity(const PatternNode& node) const {
        double all = std::max(1.0, static_cast<double>(catalog_.node_count()));
        return std::min(1.0, best_find(node).second / all + 0.001);
    }

    [[nodiscard]] std::optional<std::size_t> next_node() const {
        std::optional<std::size_t> best;
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < known_.size(); ++i) {
            if (known_[i]) {
                continue;
            }
            if (!by_cost_) {
                return i;
            }
            double rows = best_find(pattern_.nodes[i]).second;
            if (rows < least) {
                least = rows;
                best = i;
            }
        }
        return best;
    }

    /// The cheapest way to find the node by itself, and how many rows it is expected to give.
    [[nodiscard]] std::pair<Find, double> best_find(const PatternNode& node) const {
        std::pair<Find, double> best{Find{}, static_cast<double>(catalog_.node_count())};
        for (const std::string& label : node.labels.required()) {
            auto id = catalog_.label(label);
            double rows = id ? static_cast<double>(catalog_.count(*id)) : 0;
            if (rows <= best.second) {
                Find find;
                find.how = Find::How::Label;
                find.label = label;
                best = {find, rows};
            }
        }
        if (!by_cost_) {
            return best;
        }
        for (const Predicate& predicate : pattern_.predicates) {
            if (!predicate.find || predicate.node != node.slot || !findable(*predicate.find)) {
                continue;
            }
            double rows = predicate.find->how == Find::How::Value ? 2.0 : 1.0;
            if (rows <= best.second) {
                best = {*predicate.find, rows};
            }
        }
        return best;
    }

    [[nodiscard]] bool findable(const Find& find) const {
        std::set<Slot> slots;
        if (find.value) {
            find.value->read_slots(slots);
        }
        return readable(slots);
    }

    // ---- steps ----

    void scan(std::size_t index) {
        const PatternNode& node = pattern_.nodes[index];
        put(plan::Scan{.slot = node.slot, .find = best_find(node).first});
        learn(index);
    }

    void learn(std::size_t node) {
        known_[node] = true;
        introduced_.erase(pattern_.nodes[node].slot);
        const PatternNode& learned = pattern_.nodes[node];
        const auto* scan = std::get_if<plan::Scan>(&step_->node);
        bool found_by_it = scan != nullptr && scan->find.how == Find::How::Label &&
                           learned.labels.choice() == std::vector<std::string>{scan->find.label};
        if (learned.labels.anything() || found_by_it) {
            return;
        }
        filter({.expression = make_has_labels(make_column(learned.slot), learned.labels),
                .slots = {},
                .text = ":" + learned.labels.text(),
                .find = std::nullopt,
                .node = 0});
    }

    void follow(std::size_t index) {
        const PatternRelationship& relationship = pattern_.relationships[index];
        bool from = known_[relationship.from];
        bool to = known_[relationship.to];
        done_[index] = true;
        if (relationship.known) {
            follow_bound(index);
        } else if (selected_walk(relationship)) {
            find_shortest(relationship);
        } else if (relationship.many) {
            walk(index, from);
        } else {
            expand(index, from);
        }
        introduced_.erase(relationship.slot);
        if (!from && !known_[relationship.from]) {
            learn(relationship.from);
        }
        if (!to && !known_[relationship.to]) {
            learn(relationship.to);
        }
    }

    void expand(std::size_t index, bool forward) {
        const PatternRelationship& relationship = pattern_.relationships[index];
        put(plan::Expand{
            .from = slot_of(forward ? relationship.from : relationship.to),
            .relationship = relationship.slot,
            .to = slot_of(forward ? relationship.to : relationship.from),
            .direction = forward ? relationship.direction : reversed(relationship.direction),
            .types = relationship.types,
            .into = known_[relationship.from] && known_[relationship.to],
            .unique = others(index)});
    }

    void walk(std::size_t index, bool forward) {
        const PatternRelationship& relationship = pattern_.relationships[index];
        put(plan::ExpandMany{
            .from = slot_of(forward ? relationship.from : relationship.to),
            .relationships = relationship.slot,
            .to = slot_of(forward ? relationship.to : relationship.from),
            .direction = forward ? relationship.direction : reversed(relationship.direction),
            .types = relationship.types,
            .min = relationship.min,
            .max = relationship.max,
            .into = known_[relationship.from] && known_[relationship.to],
            .reversed = !forward,
            .step = relationship.step,
            .conditions = relationship.conditions,
            .unique = others(index)});
    }

    void follow_bound(std::size_t index) {
        const PatternRelationship& relationship = pattern_.relationships[index];
        put(plan::FollowBound{.relationship = relationship.slot,
                              .from = slot_of(relationship.from),
                              .to = slot_of(relationship.to),
                              .direction = relationship.direction,
                              .types = relationship.types,
                              .from_known = known_[relationship.from],
                              .to_known = known_[relationship.to],
                              .many = relationship.many,
                              .min = relationship.many ? relationship.min : 1,
                              .max = relationship.many ? relationship.max : 1,
                              .unique = others(index)});
    }

    void find_shortest(const PatternRelationship& relationship) {
        const PathSelection& selection = pattern_.selections[*relationship.selection];
        put(plan::ShortestPath{.from = slot_of(relationship.from),
                               .relationships = relationship.slot,
                               .to = slot_of(relationship.to),
                               .direction = relationship.direction,
                               .types = relationship.types,
                               .min = relationship.min,
                               .max = relationship.max,
                               .paths = selection.paths,
                               .all_shortest = selection.all_shortest,
                               .step = relationship.step,
                               .conditions = relationship.conditions});
    }

    [[nodiscard]] Slot slot_of(std::size_t node) const { return pattern_.nodes[node].slot; }

    /// The relationships met before that this one could be again. Those of other types cannot.
    [[nodiscard]] Slots others(std::size_t index) const {
        Slots slots;
        const PatternRelationship& own = pattern_.relationships[index];
        for (std::size_t i = 0; i < done_.size(); ++i) {
            const PatternRelationship& other = pattern_.relationships[i];
            if (i == index || !done_[i] || other.selection != own.selection) {
                continue;
            }
            if (!disjoint(own.types, other.types)) {
                slots.push_back(other.slot);
            }
        }
        return slots;
    }

    [[nodiscard]] static bool disjoint(const NameTest& a, const NameTest& b) {
        auto left = a.choice();
        auto right = b.choice();
        if (!left || !right) {
            return false;
        }
        return std::none_of(left->begin(), left->end(), [&](const std::string& name) {
            return std::find(right->begin(), right->end(), name) != right->end();
        });
    }

    void select_paths() {
        for (const PathSelection& selection : pattern_.selections) {
            const PatternRelationship& first =
                pattern_.relationships[selection.relationships.front()];
            if (selected_walk(first)) {
                continue;
            }
            const PatternRelationship& last =
                pattern_.relationships[selection.relationships.back()];
            plan::KeepShortest keep{.from = slot_of(first.from),
                                    .to = slot_of(last.to),
                                    .relationships = {},
                                    .input = pattern_.input,
                                    .paths = selection.paths,
                                    .all_shortest = selection.all_shortest};
            for (std::size_t index : selection.relationships) {
                keep.relationships.push_back(pattern_.relationships[index].slot);
            }
            put(std::move(keep));
        }
    }

    void build_paths() {
        plan::Project project;
        for (const auto& [slot, expression] : pattern_.paths) {
            project.items.push_back({.slot = slot, .expression = expression, .text = "path"});
        }
        if (!project.items.empty()) {
            put(std::move(project));
        }
    }

    const Pattern& pattern_;
    const Catalog& catalog_;
    bool by_cost_;
    plan::StepPtr step_;
    std::vector<bool> known_;    // by node
    std::vector<bool> done_;     // by relationship
    std::vector<bool> asked_;    // by predicate
    std::set<Slot> introduced_;  // slots of the pattern that have no value yet
};

}  // namespace

plan::StepPtr plan_pattern(const Pattern& pattern, plan::StepPtr input, const Catalog& catalog,
                           bool by_cost) {
    return PatternPlanner(pattern, std::move(input), catalog, by_cost).plan();
}

}  // namespace dingtu
