// A relationship, or a list of them, that is known already: which of its ends fit the pattern.

#include "query/ops/flat_map.h"
#include "query/ops/ops.h"

#include <array>

namespace dingtu {

namespace {

class FollowBound final : public FlatMap {
public:
    FollowBound(Child child, const plan::FollowBound& step)
        : FlatMap(child.context, std::move(child.op), std::move(child.carry)),
          step_(step) {}

private:
    void begin(const Row& row) override {
        found_.clear();
        position_ = 0;
        const Value& value = row.at(step_.relationship);
        if (!step_.many && value.is(Kind::Relationship)) {
            try_walks(row, {value});
        }
        if (step_.many && value.is(Kind::List)) {
            try_walks(row, value.as_list());
        }
    }

    /// A walk may begin at either end of its first relationship, as far as the direction allows.
    void try_walks(const Row& row, const List& relationships) {
        if (relationships.size() < step_.min || relationships.size() > step_.max) {
            return;
        }
        for (const Value& value : relationships) {
            if (!value.is(Kind::Relationship) || !admitted(row, value.as_relationship_id())) {
                return;
            }
        }
        if (relationships.empty()) {
            return try_empty(row);
        }
        auto ends = context().graph.endpoints(relationships.front().as_relationship_id());
        if (!ends) {
            return;
        }
        if (step_.direction != Direction::In) {
            try_walk(row, relationships, ends->start);
        }
        bool other = step_.direction == Direction::In ||
                     (step_.direction == Direction::Both && ends->start != ends->end);
        if (other) {
            try_walk(row, relationships, ends->end);
        }
    }

    [[nodiscard]] bool admitted(const Row& row, RelationshipId id) const {
        bool type_fits = step_.types.anything() || step_.types.holds(context().graph, type_of(id));
        return type_fits && !occurs(row, step_.unique, id);
    }

    void try_empty(const Row& row) {
        if (step_.from_known) {
            return keep(row, row.at(step_.from), row.at(step_.from));
        }
        if (step_.to_known) {
            keep(row, row.at(step_.to), row.at(step_.to));
        }
    }

    void try_walk(const Row& row, const List& relationships, NodeId start) {
        NodeId here = start;
        for (const Value& value : relationships) {
            auto ends = context().graph.endpoints(value.as_relationship_id());
            if (!ends) {
                return;
            }
            bool forward = ends->start == here && step_.direction != Direction::In;
            bool backward = ends->end == here && step_.direction != Direction::Out;
            if (!forward && !backward) {
                return;
            }
            here = forward ? ends->end : ends->start;
        }
        keep(row, start, here);
    }

    void keep(const Row& row, Value from, Value to) {
        bool from_fits = !step_.from_known || equivalent(row.at(step_.from), from);
        bool to_fits = !step_.to_known || equivalent(row.at(step_.to), to);
        bool loop_fits = step_.from != step_.to || equivalent(from, to);
        if (from_fits && to_fits && loop_fits) {
            found_.push_back({std::move(from), std::move(to)});
        }
    }

    bool produce(const Row& /*row*/, Batch& out) override {
        if (position_ == found_.size()) {
            return false;
        }
        const auto& [from, to] = found_[position_++];
        if (!step_.from_known) {
            out.column(step_.from).push_back(from);
        }
        if (!step_.to_known && step_.from != step_.to) {
            out.column(step_.to).push_back(to);
        }
        return true;
    }

    const plan::FollowBound& step_;
    std::vector<std::array<Value, 2>> found_;
    std::size_t position_ = 0;
};

}  // namespace

OperatorPtr make_follow_bound(Child child, const plan::FollowBound& step) {
    return std::make_unique<FollowBound>(std::move(child), step);
}

}  // namespace dingtu
