#pragma once

#include "query/expression.h"
#include "query/pattern.h"

#include <optional>
#include <vector>

namespace dingtu {

/// The nodes that `find` finds by index for a row, ascending; nothing where no index serves the
/// value (then all nodes are candidates). Not for Find::How::All and Label.
[[nodiscard]] std::optional<std::vector<NodeId>> find_nodes(const Find& find, const Row& row,
                                                            const Snapshot& graph);

}  // namespace dingtu
