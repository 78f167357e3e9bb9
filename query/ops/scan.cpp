// For each row, the nodes that are found by label, by an index, or all of them, in order of id.

#include "query/ops/flat_map.h"
#include "query/ops/ops.h"

namespace dingtu {

namespace {

class Scan final : public FlatMap {
public:
    Scan(Child child, const plan::Scan& step)
        : FlatMap(child.context, std::move(child.op), std::move(child.carry)),
          step_(step) {}

private:
    void begin(const Row& row) override {
        cursor_.reset();
        found_.clear();
        position_ = 0;
        const Snapshot& graph = context().graph;
        switch (step_.find.how) {
            case Find::How::All: cursor_ = graph.nodes(); break;
            case Find::How::Label:
                if (auto label = graph.catalog().label(step_.find.label)) {
                    cursor_ = graph.nodes(*label);
                }
                break;
            case Find::How::Value: find_by_value(step_.find.value->eval(row)); break;
            case Find::How::Called: find_by_name(step_.find.value->eval(row)); break;
            case Find::How::Id: find_by_id(step_.find.value->eval(row)); break;
        }
    }

    bool produce(const Row& /*row*/, Batch& out) override {
        context().limits.check();
        std::optional<NodeId> node;
        if (cursor_) {
            node = cursor_->next();
        } else if (position_ < found_.size()) {
            node = found_[position_++];
        }
        if (!node) {
            return false;
        }
        out.column(step_.slot).emplace_back(*node);
        return true;
    }

    void find_by_value(const Value& value) {
        auto key = step_.find.key.key(context().graph.catalog());
        if (!key || value.is_null()) {
            return;
        }
        if (Snapshot::indexed(value)) {
            found_ = context().graph.nodes_with(*key, value);
        } else {
            cursor_ = context().graph.nodes();  // the predicate itself is asked again above
        }
    }
    void find_by_name(const Value& name) {
        if (name.is(Kind::String)) {
            found_ = context().graph.called(name.as_string());
        }
    }
    void find_by_id(const Value& id) {
        bool whole = id.is(Kind::Integer) && id.as_integer() >= 0;
        if (!whole) {
            return;
        }
        NodeId node{static_cast<std::uint64_t>(id.as_integer())};
        if (context().graph.contains(node)) {
            found_ = {node};
        }
    }

    const plan::Scan& step_;
    std::unique_ptr<NodeCursor> cursor_;
    std::vector<NodeId> found_;
    std::size_t position_ = 0;
};

}  // namespace

OperatorPtr make_scan(Child child, const plan::Scan& step) {
    return std::make_unique<Scan>(std::move(child), step);
}

}  // namespace dingtu
