// Paths of variable length from a known node, depth first; no relationship twice in a path.

#include "query/ops/flat_map.h"
#include "query/ops/ops.h"
#include "query/ops/walk.h"

#include <algorithm>

namespace dingtu {

namespace {

class ExpandMany final : public FlatMap {
public:
    ExpandMany(Child child, const plan::ExpandMany& step)
        : FlatMap(child.context, std::move(child.op), std::move(child.carry)),
          step_(step),
          walk_(context(), step.direction, step.types, step.step, step.conditions) {}

private:
    /// One node of the path in work: its unvisited continuations.
    struct Level {
        NodeId node;
        std::vector<Neighbour> next;
        std::size_t position = 0;
    };

    void do_open() override {
        FlatMap::do_open();  // first: a clause below may write, and so name new types
        walk_.open();
    }

    void begin(const Row& row) override {
        levels_.clear();
        path_.clear();
        const Value& from = row.at(step_.from);
        if (!from.is(Kind::Node) || step_.max < step_.min) {
            return;
        }
        push(row, from.as_node_id());
        fresh_ = true;
    }

    void push(const Row& row, NodeId node) {
        levels_.push_back({.node = node, .next = {}, .position = 0});
        if (path_.size() < step_.max) {
            walk_.steps(row, node, walk_.direction(), levels_.back().next);
        }
    }

    bool produce(const Row& row, Batch& out) override {
        while (!levels_.empty()) {
            if (std::exchange(fresh_, false) && path_.size() >= step_.min && fits_end(row)) {
                emit(out);
                return true;
            }
            if (!deepen(row)) {
                retreat();
            }
        }
        return false;
    }

    [[nodiscard]] bool fits_end(const Row& row) const {
        if (!step_.into) {
            return true;
        }
        const Value& to = row.at(step_.to);
        return to.is(Kind::Node) && to.as_node_id() == levels_.back().node;
    }

    bool deepen(const Row& row) {
        Level& level = levels_.back();
        while (level.position < level.next.size()) {
            Neighbour next = level.next[level.position++];
            bool met = std::find(path_.begin(), path_.end(), next.relationship) != path_.end();
            if (met || occurs(row, step_.unique, next.relationship)) {
                continue;
            }
            path_.push_back(next.relationship);
            push(row, next.node);
            fresh_ = true;
            return true;
        }
        return false;
    }

    void retreat() {
        levels_.pop_back();
        if (!path_.empty()) {
            path_.pop_back();
        }
    }

    void emit(Batch& out) {
        List list(path_.begin(), path_.end());
        if (step_.reversed) {
            std::reverse(list.begin(), list.end());
        }
        out.column(step_.relationships).emplace_back(std::move(list));
        if (!step_.into) {
            out.column(step_.to).emplace_back(levels_.back().node);
        }
    }

    const plan::ExpandMany& step_;
    Walk walk_;
    std::vector<Level> levels_;
    std::vector<RelationshipId> path_;
    bool fresh_ = false;  // the path in work has not been judged yet
};

}  // namespace

OperatorPtr make_expand_many(Child child, const plan::ExpandMany& step) {
    return std::make_unique<ExpandMany>(std::move(child), step);
}

}  // namespace dingtu
