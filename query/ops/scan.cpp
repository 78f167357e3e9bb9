// For each row, the nodes that are found by label, by an index, or all of them, in order of id.

#include "query/ops/find.h"
#include "query/ops/flat_map.h"
#include "query/ops/ops.h"

#include <algorithm>
#include <array>
#include <span>

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

    bool produce(const Row& row, Batch& out) override { return produce_many(row, 1, out) > 0; }

    std::size_t produce_many(const Row& /*row*/, std::size_t most, Batch& out) override {
        std::span<const NodeId> nodes;
        if (cursor_) {
            context().limits.check_now();
            nodes = std::span(filled_).first(cursor_->fill(std::span(filled_).first(most)));
        } else {
            nodes = std::span(found_).subspan(position_).first(
                std::min(most, found_.size() - position_));
            position_ += nodes.size();
        }
        out.column(step_.slot).insert(out.column(step_.slot).end(), nodes.begin(), nodes.end());
        return nodes.size();
    }

    const plan::Scan& step_;
    std::unique_ptr<NodeCursor> cursor_;
    std::vector<NodeId> found_;
    std::size_t position_ = 0;
    std::array<NodeId, batch_rows> filled_{};
};

}  // namespace

OperatorPtr make_scan(Child child, const plan::Scan& step) {
    return std::make_unique<Scan>(std::move(child), step);
}

}  // namespace dingtu
