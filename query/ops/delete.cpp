// DELETE. All targets of all rows are gathered first; relationships go before nodes. That a node
// still has relationships is judged when the statement ends.

#include "base/error.h"
#include "query/ops/held_rows.h"
#include "query/ops/ops.h"

#include <fmt/format.h>

namespace dingtu {

namespace {

class Delete final : public Operator {
public:
    Delete(Child child, const plan::Delete& step)
        : Operator(child.context),
          child_(std::move(child.op)),
          step_(step),
          frame_{.context = child.context, .locals = {}},
          held_(child.context.limits, child.carry) {}

private:
    void do_open() override {
        held_.clear();
        position_ = 0;
        nodes_.clear();
        relationships_.clear();
        child_->open();
        held_.take_all(*child_);
        for (std::size_t row = 0; row < held_.size(); ++row) {
            for (const ExpressionPtr& target : step_.targets) {
                gather(target->eval({.batch = held_.rows(), .index = row, .frame = frame_}));
            }
        }
        if (step_.detach) {
            gather_attached();
        }
        erase();
    }

    void gather(const Value& target) {
        switch (target.kind()) {
            case Kind::Null: return;
            case Kind::Node: nodes_.insert(target.as_node_id()); return;
            case Kind::Relationship: relationships_.insert(target.as_relationship_id()); return;
            case Kind::Path:
                for (const Value& node : target.as_path().nodes) {
                    gather(node);
                }
                for (const Value& relationship : target.as_path().relationships) {
                    gather(relationship);
                }
                return;
            case Kind::List:
                for (const Value& item : target.as_list()) {
                    gather(item);
                }
                return;
            case Kind::Map:
            case Kind::DateTime:
            case Kind::LocalDateTime:
            case Kind::Date:
            case Kind::Time:
            case Kind::LocalTime:
            case Kind::Duration:
            case Kind::String:
            case Kind::Boolean:
            case Kind::Integer:
            case Kind::Float: break;
        }
        throw Error(
            Phase::Run,
            fmt::format(
                "only nodes, relationships and paths can be deleted, not a value of type {}",
                kind_name(target.kind())))
            .named("TypeError", "InvalidArgumentType");
    }

    void gather_attached() {
        std::vector<Neighbour> attached;
        for (NodeId node : nodes_) {
            for (TypeId type : context().graph.catalog().types()) {
                context().graph.expand(node, Direction::Both, type, attached);
            }
        }
        for (const Neighbour& neighbour : attached) {
            relationships_.insert(neighbour.relationship);
        }
    }

    void erase() {
        for (RelationshipId id : relationships_) {
            if (!context().graph.contains(id)) {
                continue;
            }
            context().transaction->erase(id);
            context().deleted_relationships.insert(id);
            ++context().updates.relationships_deleted;
        }
        for (NodeId id : nodes_) {
            if (!context().graph.contains(id)) {
                continue;
            }
            context().transaction->erase(id);
            context().deleted_nodes.insert(id);
            ++context().updates.nodes_deleted;
        }
    }

    bool do_next(Batch& out) override { return held_.hand_out(position_, out); }

    OperatorPtr child_;
    const plan::Delete& step_;
    Frame frame_;
    HeldRows held_;
    std::size_t position_ = 0;
    std::set<NodeId> nodes_;
    std::set<RelationshipId> relationships_;
};

}  // namespace

OperatorPtr make_delete(Child child, const plan::Delete& step) {
    return std::make_unique<Delete>(std::move(child), step);
}

}  // namespace dingtu
