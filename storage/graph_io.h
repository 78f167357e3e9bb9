#pragma once

#include "base/graph.h"
#include "base/limits.h"
#include "storage/snapshot.h"
#include "storage/transaction.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace dingtu {

/// What of a graph goes out: everything, or the given elements (ends of the relationships
/// included).
struct Selection {
    bool everything = true;
    std::vector<NodeId> nodes;
    std::vector<RelationshipId> relationships;
};

/// How much of a walk is done, in steps of which there are `all`; called now and then.
using WalkProgress = std::function<void(std::uint64_t done, std::uint64_t all)>;

/// Feeds the selection to `sink`, nodes first, and finishes it. The order depends on the content
/// alone (labels, name, the other properties, then type and the order of the ends), not on ids.
/// Holds twelve bytes for each node; what is to be sorted goes to temporary files beyond 64 MiB.
void walk(const Snapshot& snapshot, const Selection& selection, GraphSink& sink, Limits& limits,
          const WalkProgress& on_progress = {});

/// Everything within `hops` relationships of `start`, any direction, the relationships among the
/// reached nodes included.
[[nodiscard]] Selection around(const Snapshot& snapshot, const std::vector<NodeId>& start,
                               std::size_t hops, Limits& limits);

/// Writes what it is fed into a transaction, giving new ids. The caller commits.
class TransactionSink final : public GraphSink {
public:
    explicit TransactionSink(Transaction& transaction) : transaction_(transaction) {}
    void node(const Node& node) override;
    void relationship(const Relationship& relationship) override;
    void finish() override {}

private:
    Transaction& transaction_;
    std::map<NodeId, NodeId> ids_;  // of the source -> of the store
};

}  // namespace dingtu
