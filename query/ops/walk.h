#pragma once

#include "query/direction.h"
#include "query/expression.h"
#include "query/names.h"
#include "storage/snapshot.h"

#include <vector>

namespace dingtu {

/// One relationship at a time, as operators of variable length walk: types resolved, conditions
/// asked.
class Walk {
public:
    Walk(Context& context, Direction direction, const NameTest& types, Slot step,
         const std::vector<ExpressionPtr>& conditions)
        : context_(context),
          direction_(direction),
          test_(types),
          step_(step),
          conditions_(conditions) {}

    /// Resolves the types; call when the operator opens.
    void open();
    /// What one step from `node` reaches, those relationships only that fulfil all conditions; the
    /// conditions see the columns of `row`.
    void steps(const Row& row, NodeId node, Direction direction, std::vector<Neighbour>& out);
    [[nodiscard]] Direction direction() const { return direction_; }
    [[nodiscard]] bool allows(const Row& row, RelationshipId id);

private:
    Context& context_;
    Direction direction_;
    const NameTest& test_;
    Slot step_;
    const std::vector<ExpressionPtr>& conditions_;
    std::vector<TypeId> types_;
    Batch probe_;  // the row with the relationship in question in its column
};

}  // namespace dingtu
