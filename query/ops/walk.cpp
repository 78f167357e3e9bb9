#include "query/ops/walk.h"

#include <algorithm>

namespace dingtu {

void Walk::open() {
    const Catalog& catalog = context_.graph.catalog();
    types_ = test_.anything() ? catalog.types() : test_.types(catalog);
}

void Walk::steps(const Row& row, NodeId node, Direction direction, std::vector<Neighbour>& out) {
    context_.limits.check();
    for (TypeId type : types_) {
        context_.graph.expand(node, direction, type, out);
    }
    if (conditions_.empty()) {
        return;
    }
    std::erase_if(out, [&](const Neighbour& next) { return !allows(row, next.relationship); });
}

bool Walk::allows(const Row& row, RelationshipId id) {
    if (conditions_.empty()) {
        return true;
    }
    probe_.clear();
    for (Slot slot = 0; slot < row.batch.columns.size(); ++slot) {
        if (!row.batch.columns[slot].empty()) {
            probe_.column(slot).push_back(row.at(slot));
        }
    }
    probe_.column(step_).assign(1, Value(id));
    probe_.size = 1;
    Row probe{.batch = probe_, .index = 0, .frame = row.frame};
    return std::all_of(conditions_.begin(), conditions_.end(),
                       [&](const ExpressionPtr& condition) { return holds(*condition, probe); });
}

}  // namespace dingtu
