#pragma once

#include "base/rows.h"
#include "base/value.h"
#include "storage/snapshot.h"

#include <set>
#include <vector>

namespace dingtu {

/// The nodes and relationships that occur in values, inside lists, maps and paths too.
struct Elements {
    std::set<NodeId> nodes;
    std::set<RelationshipId> relationships;

    void add(const Value& value);
    [[nodiscard]] bool empty() const { return nodes.empty() && relationships.empty(); }
};

/// Collects the elements of a result instead of drawing it.
class ElementSink final : public RowSink {
public:
    explicit ElementSink(Elements& elements) : elements_(elements) {}
    void columns(const std::vector<std::string>&) override {}
    void row(std::span<const Value> values) override;
    void finish(const Summary&) override {}

private:
    Elements& elements_;
};

}  // namespace dingtu
