// One relationship further from a known node. Rows whose node is null (an OPTIONAL MATCH found
// nothing) lead nowhere.

#include "query/ops/flat_map.h"
#include "query/ops/ops.h"

namespace dingtu {

namespace {

class Expand final : public FlatMap {
public:
    Expand(Child child, const plan::Expand& step)
        : FlatMap(child.context, std::move(child.op), std::move(child.carry)),
          step_(step) {}

private:
    void do_open() override {
        FlatMap::do_open();  // first: a clause below may write, and so name new types
        types_ = step_.types.anything() ? context().graph.catalog().types()
                                        : step_.types.types(context().graph.catalog());
    }

    void begin(const Row& row) override {
        found_.clear();
        position_ = 0;
        const Value& from = row.at(step_.from);
        if (!from.is(Kind::Node)) {
            return;
        }
        if (step_.into) {
            const Value& to = row.at(step_.to);
            if (to.is(Kind::Node)) {
                find_between(from.as_node_id(), to.as_node_id());
            }
            return;
        }
        for (TypeId type : types_) {
            context().graph.expand(from.as_node_id(), step_.direction, type, found_);
        }
    }

    void find_between(NodeId from, NodeId to) {
        ids_.clear();
        for (TypeId type : types_) {
            if (step_.direction != Direction::In) {
                context().graph.between(from, to, type, ids_);
            }
            bool back = step_.direction == Direction::In ||
                        (step_.direction == Direction::Both && from != to);
            if (back) {
                context().graph.between(to, from, type, ids_);
            }
        }
        for (RelationshipId id : ids_) {
            found_.push_back({.node = to, .relationship = id});
        }
    }

    bool produce(const Row& row, Batch& out) override { return produce_many(row, 1, out) > 0; }

    std::size_t produce_many(const Row& row, std::size_t most, Batch& out) override {
        context().limits.check();
        std::vector<Value>& relationships = out.column(step_.relationship);
        std::size_t made = 0;
        for (; position_ < found_.size() && made < most; ++position_) {
            const Neighbour& next = found_[position_];
            if (!step_.unique.empty() && occurs(row, step_.unique, next.relationship)) {
                continue;
            }
            relationships.emplace_back(next.relationship);
            if (!step_.into) {
                out.column(step_.to).emplace_back(next.node);
            }
            ++made;
        }
        return made;
    }

    const plan::Expand& step_;
    std::vector<TypeId> types_;
    std::vector<Neighbour> found_;
    std::vector<RelationshipId> ids_;
    std::size_t position_ = 0;
};

}  // namespace

OperatorPtr make_expand(Child child, const plan::Expand& step) {
    return std::make_unique<Expand>(std::move(child), step);
}

}  // namespace dingtu
