#pragma once

#include "query/expression.h"
#include "query/plan.h"

#include <vector>

namespace dingtu {

/// Writes the nodes and relationships of a CREATE for one row into `rows`, whose columns for what
/// is known already have a value there; the new ones get theirs.
void create_elements(const plan::Create& create, Batch& rows, std::size_t row, Frame& frame);

/// SET and REMOVE for one row.
void apply_items(const std::vector<plan::SetItem>& items, const Row& row);

/// The properties that an expression gives for a new element: a map, or nothing for a null pointer.
[[nodiscard]] Map properties_of(const ExpressionPtr& properties, const Row& row);

}  // namespace dingtu
