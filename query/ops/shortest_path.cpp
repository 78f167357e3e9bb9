// Shortest paths between two known nodes.
//
// The usual case (one, or all, of the shortest) is a breadth-first search from both ends that
// always grows the smaller side (I. Pohl, "Bi-directional search", 1971); each side remembers all
// parents, so that every shortest path can be read off where the sides meet. Several paths of
// growing length, a minimal length above one, and paths from a node back to itself are found by
// walking all paths of length 1, 2, 3, ... until there are enough.

#include "query/charge.h"
#include "query/ops/flat_map.h"
#include "query/ops/ops.h"
#include "query/ops/walk.h"

#include <algorithm>
#include <unordered_map>

namespace dingtu {

namespace {

using Relationships = std::vector<RelationshipId>;

struct NodeHash {
    std::size_t operator()(NodeId id) const { return std::hash<std::uint64_t>{}(id.value); }
};

/// One side of the search: every node met, with all steps by which it was met at its depth.
struct Side {
    struct Met {
        std::uint64_t depth = 0;
        std::vector<Neighbour> parents;
    };
    std::unordered_map<NodeId, Met, NodeHash> met;
    std::vector<NodeId> frontier;
    std::uint64_t depth = 0;

    explicit Side(NodeId start) : frontier{start} { met[start]; }
};

class ShortestPath final : public FlatMap {
public:
    ShortestPath(Child child, const plan::ShortestPath& step)
        : FlatMap(child.context, std::move(child.op), std::move(child.carry)),
          step_(step),
          walk_(context(), step.direction, step.types, step.step, step.conditions),
          limit_(step.all_shortest ? UINT64_MAX : step.paths),
          held_(context().limits) {}

private:
    void do_open() override {
        FlatMap::do_open();  // first: a clause below may write, and so name new types
        walk_.open();
    }

    void begin(const Row& row) override {
        found_.clear();
        held_.clear();
        position_ = 0;
        const Value& from = row.at(step_.from);
        const Value& to = row.at(step_.to);
        if (!from.is(Kind::Node) || !to.is(Kind::Node)) {
            return;
        }
        NodeId start = from.as_node_id();
        NodeId end = to.as_node_id();
        if (start == end && step_.min == 0) {
            found_.emplace_back();
            if (found_.size() >= limit_ || step_.all_shortest) {
                return;
            }
        }
        bool several = !step_.all_shortest && step_.paths > 1;
        if (several || step_.min > 1 || start == end) {
            by_length(row, start, end);
        } else {
            from_both_ends(row, start, end);
        }
    }

    bool produce(const Row& /*row*/, Batch& out) override {
        if (position_ == found_.size()) {
            return false;
        }
        const Relationships& path = found_[position_++];
        out.column(step_.relationships).emplace_back(List(path.begin(), path.end()));
        return true;
    }

    void from_both_ends(const Row& row, NodeId start, NodeId end) {
        Side forward(start);
        Side backward(end);
        while (!forward.frontier.empty() && !backward.frontier.empty() &&
               forward.depth + backward.depth < step_.max) {
            bool ahead = forward.frontier.size() <= backward.frontier.size();
            Side& grown = ahead ? forward : backward;
            grow(row, grown, ahead ? walk_.direction() : reversed(walk_.direction()));
            std::vector<NodeId> meeting;
            for (NodeId node : grown.frontier) {
                if ((ahead ? backward : forward).met.contains(node)) {
                    meeting.push_back(node);
                }
            }
            std::sort(meeting.begin(), meeting.end());
            for (NodeId node : meeting) {
                read_off(forward, backward, node);
            }
            if (!meeting.empty()) {
                return;
            }
        }
    }

    void grow(const Row& row, Side& side, Direction direction) {
        std::vector<NodeId> next;
        std::vector<Neighbour> steps;
        ++side.depth;
        for (NodeId node : side.frontier) {
            steps.clear();
            walk_.steps(row, node, direction, steps);
            for (const Neighbour& step : steps) {
                auto [entry, fresh] = side.met.try_emplace(step.node);
                held_.add(sizeof(Neighbour) + (fresh ? sizeof(Side::Met) + sizeof(NodeId) * 4 : 0));
                if (fresh) {
                    entry->second.depth = side.depth;
                    next.push_back(step.node);
                }
                if (entry->second.depth == side.depth) {
                    entry->second.parents.push_back(
                        {.node = node, .relationship = step.relationship});
                }
            }
        }
        side.frontier = std::move(next);
    }

    /// All ways from the side's start to `node`, nearest relationship first.
    void ways(const Side& side, NodeId node, Relationships& way, std::vector<Relationships>& out) {
        context().limits.check();
        const auto& parents = side.met.at(node).parents;
        if (parents.empty()) {
            out.push_back(way);
        }
        for (const Neighbour& parent : parents) {
            if (out.size() >= limit_) {
                return;
            }
            way.push_back(parent.relationship);
            ways(side, parent.node, way, out);
            way.pop_back();
        }
    }

    void read_off(const Side& forward, const Side& backward, NodeId node) {
        std::vector<Relationships> heads;
        std::vector<Relationships> tails;
        Relationships way;
        ways(forward, node, way, heads);
        ways(backward, node, way, tails);
        for (Relationships& head : heads) {
            std::reverse(head.begin(), head.end());
        }
        for (const Relationships& head : heads) {
            for (const Relationships& tail : tails) {
                if (found_.size() >= limit_) {
                    return;
                }
                Relationships path = head;
                path.insert(path.end(), tail.begin(), tail.end());
                found_.push_back(std::move(path));
            }
        }
    }

    struct Trail {
        NodeId end;
        Relationships path;
    };

    void by_length(const Row& row, NodeId start, NodeId end) {
        std::vector<Trail> trails{{.end = start, .path = {}}};
        std::vector<Neighbour> steps;
        for (std::uint64_t length = 1; length <= step_.max && !trails.empty(); ++length) {
            std::vector<Trail> longer;
            for (const Trail& trail : trails) {
                steps.clear();
                walk_.steps(row, trail.end, walk_.direction(), steps);
                for (const Neighbour& step : steps) {
                    lengthen(trail, step, longer);
                }
            }
            if (length >= step_.min) {
                collect(longer, end);
            }
            if (found_.size() >= limit_ || (step_.all_shortest && !found_.empty())) {
                return;
            }
            trails = std::move(longer);
        }
    }

    void lengthen(const Trail& trail, const Neighbour& step, std::vector<Trail>& longer) {
        if (std::find(trail.path.begin(), trail.path.end(), step.relationship) !=
            trail.path.end()) {
            return;
        }
        longer.push_back({.end = step.node, .path = trail.path});
        longer.back().path.push_back(step.relationship);
        held_.add(sizeof(Trail) + longer.back().path.capacity() * sizeof(RelationshipId));
    }

    void collect(const std::vector<Trail>& trails, NodeId end) {
        for (const Trail& trail : trails) {
            if (trail.end == end && found_.size() < limit_) {
                found_.push_back(trail.path);
            }
        }
    }

    const plan::ShortestPath& step_;
    Walk walk_;
    std::uint64_t limit_;
    std::vector<Relationships> found_;
    std::size_t position_ = 0;
    Charge held_;  // by the search for the present row
};

}  // namespace

OperatorPtr make_shortest_path(Child child, const plan::ShortestPath& step) {
    return std::make_unique<ShortestPath>(std::move(child), step);
}

}  // namespace dingtu
