#pragma once

#include "base/graph.h"
#include "exporter/layout.h"

#include <cstdint>
#include <vector>

namespace dingtu {

/// The bare shape of a graph that passes by: ids and degrees, 12 bytes a node.
class Topology {
public:
    void add(NodeId node);
    /// Both ends must have been added, and no node may follow.
    void add(NodeId start, NodeId end);

    /// Puts the ids into order, should they have come in another.
    void sort();

    [[nodiscard]] std::size_t size() const { return ids_.size(); }
    /// The node's place among the ids in ascending order. Only after sort(), or
    /// once a relationship has been added.
    [[nodiscard]] std::size_t index_of(NodeId node) const;
    /// Lines at the node of this place; a loop counts twice.
    [[nodiscard]] std::uint32_t degree(std::size_t index) const { return degrees_[index]; }
    [[nodiscard]] NodeId id(std::size_t index) const { return ids_[index]; }

    /// The places of the `count` nodes of highest degree (the lower id first), in ascending order.
    [[nodiscard]] std::vector<std::size_t> highest(std::size_t count);

private:
    std::vector<NodeId> ids_;
    std::vector<std::uint32_t> degrees_;
    bool sorted_ = true;
};

}  // namespace dingtu
