#pragma once

#include "base/limits.h"
#include "storage/store.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace dingtu {

struct BulkOptions {
    /// For sorting; buffers and the files' writers come on top, some 100 MiB.
    std::size_t memory_bytes = std::size_t{768} << 20;
    /// That sort and write at the end.
    unsigned threads = 1;
};

/// Adds masses of new nodes and relationships to a store, in memory that does not grow with their
/// number: what comes is put aside, sorted, written as files and taken into the store in one step.
/// It is the one writer of the store while it lives; nothing is visible before finish(), and
/// without it nothing stays behind. Errors as those of a Transaction.
class BulkWriter {
public:
    using OnProgress = std::function<void(std::uint64_t done, std::uint64_t all)>;

    explicit BulkWriter(Store& store, const BulkOptions& options = {});
    BulkWriter(const BulkWriter&) = delete;
    BulkWriter& operator=(const BulkWriter&) = delete;
    ~BulkWriter();

    /// The store as it is without what is being added.
    [[nodiscard]] const Snapshot& before() const;

    [[nodiscard]] LabelId label(std::string_view name);
    [[nodiscard]] TypeId type(std::string_view name);
    [[nodiscard]] KeyId key(std::string_view name);

    /// Ids ascend for nodes with the same labels.
    NodeId create_node(std::span<const LabelId> labels);
    /// Ends may be nodes of before() and new ones.
    RelationshipId create_relationship(TypeId type, NodeId start, NodeId end);
    /// A property of a new node, each at most once and before the next node is made. Null is left
    /// out.
    void set(NodeId id, KeyId key, const Value& value);
    /// As set() of a string, without making a value of it first.
    void set_text(NodeId id, KeyId key, std::string_view text);
    /// A property of a new relationship, each at most once.
    void set(RelationshipId id, KeyId key, const Value& value);
    void set_text(RelationshipId id, KeyId key, std::string_view text);

    /// A key of a new node, for find_key(). Each key of a space at most once, and not one that a
    /// node of before() has.
    void set_key(std::string_view space, std::string_view key, NodeId id);

    /// Makes all of it visible and durable at once, or throws and none of it is. The writer is
    /// spent afterwards. `on_progress` hears now and then how many of all entries are written.
    void finish(Limits& limits, const OnProgress& on_progress = {});

private:
    class Work;
    std::unique_ptr<Work> work_;
};

}  // namespace dingtu
