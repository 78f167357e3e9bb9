// The ends of paths of variable length, each once for a row, where nobody asks for the paths: a
// breadth-first search instead of all walks. A node at some distance is the end of a path of that
// length that meets no relationship twice. What takes thought is the way back to the start:
// against the direction of a relationship, a step there and back is no path. There is one if the
// start lies on a cycle, and the shortest cycle is found where two branches of the search, begun
// by different relationships, meet (A. Itai, M. Rodeh, "Finding a minimum circuit in a graph",
// 1978).

#include "query/charge.h"
#include "query/ops/flat_map.h"
#include "query/ops/join_lists.h"
#include "query/ops/ops.h"
#include "query/ops/walk.h"

#include <optional>
#include <string>

namespace dingtu {

namespace {

class Reach final : public FlatMap {
public:
    Reach(Child child, const plan::ExpandMany& step)
        : FlatMap(child.context, std::move(child.op), std::move(child.carry)),
          step_(step),
          walk_(context(), step.direction, step.types, step.step, step.conditions),
          held_(context().limits) {}

    [[nodiscard]] std::string detail() const override { return "  ends only"; }

private:
    /// How a node was met first.
    struct Met {
        std::uint64_t branch = 0;  // the relationship from the start by which its path begins
        std::uint64_t depth = 0;
        bool here = false;
    };
    struct Ahead {
        NodeId node;
        std::uint64_t depth = 0;
    };

    void do_open() override {
        FlatMap::do_open();  // first: a clause below may write, and so name new types
        walk_.open();
    }

    void begin(const Row& row) override {
        ahead_.clear();
        next_ = 0;
        ends_.clear();
        given_ = 0;
        met_.emplace(context().limits);
        held_.clear();
        const Value& from = row.at(step_.from);
        if (!from.is(Kind::Node) || step_.max < step_.min) {
            return;
        }
        start_ = from.as_node_id();
        start_is_end_ = step_.min == 0;
        if (start_is_end_) {
            ends_.push_back(start_);
        }
        ahead_.push_back({.node = start_, .depth = 0});
    }

    bool produce(const Row& row, Batch& out) override {
        while (true) {
            while (given_ == ends_.size()) {
                if (next_ == ahead_.size() || ahead_[next_].depth >= step_.max) {
                    return false;
                }
                go_on(row, ahead_[next_++]);
            }
            const NodeId end = ends_[given_++];
            if (!step_.into) {
                out.column(step_.to).emplace_back(end);
                return true;
            }
            const Value& to = row.at(step_.to);
            if (to.is(Kind::Node) && to.as_node_id() == end) {
                next_ = ahead_.size();  // nothing else is asked for
                given_ = ends_.size();
                return true;
            }
        }
    }

    /// Takes all steps from a node that was met.
    void go_on(const Row& row, Ahead from) {
        steps_.clear();
        walk_.steps(row, from.node, walk_.direction(), steps_);
        const std::uint64_t own_branch = from.depth == 0 ? 0 : met_->get(number(from.node)).branch;
        for (const Neighbour& step : steps_) {
            const std::uint64_t branch = from.depth == 0 ? step.relationship.value : own_branch;
            if (step.node == start_) {
                const bool back = walk_.direction() == Direction::Both && from.depth == 1 &&
                                  step.relationship.value == own_branch;
                if (!back) {
                    start_ends();
                }
                continue;
            }
            Met& met = met_->at(number(step.node));
            if (!met.here) {
                met = {.branch = branch, .depth = from.depth + 1, .here = true};
                ahead_.push_back({.node = step.node, .depth = from.depth + 1});
                ends_.push_back(step.node);
                held_.add(sizeof(Ahead) + sizeof(NodeId));
            } else if (walk_.direction() == Direction::Both && met.branch != branch &&
                       from.depth + 1 + met.depth <= step_.max) {
                start_ends();
            }
        }
    }

    void start_ends() {
        if (!start_is_end_) {
            start_is_end_ = true;
            ends_.push_back(start_);
        }
    }

    [[nodiscard]] static std::uint32_t number(NodeId node) {
        return static_cast<std::uint32_t>(node.value);
    }

    const plan::ExpandMany& step_;
    Walk walk_;
    NodeId start_;
    bool start_is_end_ = false;
    std::optional<join::NodeArray<Met>> met_;
    std::vector<Ahead> ahead_;  // nodes met, nearest first
    std::size_t next_ = 0;      // the first of them from which no steps have been taken
    std::vector<NodeId> ends_;
    std::size_t given_ = 0;  // how many of the ends have been handed out
    std::vector<Neighbour> steps_;
    Charge held_;  // by the nodes met
};

}  // namespace

OperatorPtr make_reach(Child child, const plan::ExpandMany& step) {
    return std::make_unique<Reach>(std::move(child), step);
}

}  // namespace dingtu
