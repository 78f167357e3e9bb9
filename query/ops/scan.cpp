// For each row, the nodes that are found by label, by an index, or all of them, in order of id.

#include "query/ops/find.h"
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
        if (step_.find.how == Find::How::All) {
            cursor_ = graph.nodes();
        } else if (step_.find.how == Find::How::Label) {
            if (auto label = graph.catalog().label(step_.find.label)) {
                cursor_ = graph.nodes(*label);
            }
        } else if (auto found = find_nodes(step_.find, row, graph)) {
            found_ = std::move(*found);
        } else {
            cursor_ = graph.nodes();  // the predicate itself is asked again above
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
