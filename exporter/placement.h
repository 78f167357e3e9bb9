#pragma once

#include "exporter/layout.h"
#include "exporter/topology.h"

#include <optional>
#include <vector>

namespace dingtu {

/// Sizes and positions for formats that hold the whole graph and may say where its nodes go.
/// Positions are worked out for graphs of at most 20,000 nodes; programs that read larger ones have
/// their own layouts.
class Placement {
public:
    void node(NodeId id) { topology_.add(id); }
    void relationship(NodeId start, NodeId end);
    /// Works everything out; call it when the graph has been seen.
    void finish();

    [[nodiscard]] double radius(NodeId id) const;
    [[nodiscard]] std::optional<Point> position(NodeId id) const;

private:
    Topology topology_;
    std::vector<std::pair<NodeId, NodeId>> links_;  // dropped once the graph is too large
    std::vector<Point> points_;                     // by place in the topology
};

}  // namespace dingtu
