#pragma once

#include "base/limits.h"
#include "storage/bulk.h"
#include "storage/snapshot.h"
#include "storage/store.h"
#include "storage/term.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace dingtu {

/// Where an import writes: a transaction or a bulk load. Nothing is visible before finish();
/// without it nothing stays behind. Properties of a new element come right behind its making, each
/// once.
class ImportTarget {
public:
    using OnProgress = std::function<void(std::uint64_t done, std::uint64_t all)>;

    virtual ~ImportTarget() = default;

    [[nodiscard]] virtual LabelId label(std::string_view name) = 0;
    [[nodiscard]] virtual TypeId type(std::string_view name) = 0;
    [[nodiscard]] virtual KeyId key(std::string_view name) = 0;

    virtual NodeId create_node(std::span<const LabelId> labels) = 0;
    virtual RelationshipId create_relationship(TypeId type, NodeId start, NodeId end) = 0;
    virtual void set(NodeId id, KeyId key, const Value& value) = 0;
    virtual void set(RelationshipId id, KeyId key, const Value& value) = 0;
    /// As set() of a string.
    virtual void set_text(NodeId id, KeyId key, std::string_view text) = 0;
    virtual void set_text(RelationshipId id, KeyId key, std::string_view text) = 0;

    /// For find_key() of later imports; the key is not taken by another node.
    virtual void set_key(std::string_view space, std::string_view key, NodeId id) = 0;

    /// Nodes that were there before the import can be changed; else only new ones.
    /// Throws Error{Bug} where it cannot.
    virtual bool add_label(NodeId id, LabelId label) = 0;
    /// What can be read: of a transaction also what was written, of a bulk load what was there.
    [[nodiscard]] virtual const Snapshot& graph() const = 0;

    /// `on_progress` may hear now and then how much of all there is to write is written.
    virtual void finish(Limits& limits, const OnProgress& on_progress) = 0;
};

/// For imports that change what is there; all of it is held in memory.
[[nodiscard]] std::unique_ptr<ImportTarget> import_by_transaction(Store& store);
/// For masses of new elements, in memory that is bounded.
[[nodiscard]] std::unique_ptr<ImportTarget> import_by_bulk(Store& store,
                                                           const BulkOptions& options);

}  // namespace dingtu
