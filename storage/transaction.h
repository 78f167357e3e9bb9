#pragma once

#include "storage/snapshot.h"

#include <span>
#include <string_view>

namespace dingtu {

/// The one writer of a store. Reads see its own writes. Nothing is visible to others, and nothing
/// is on disk, before commit(); a transaction that is destroyed without it leaves no trace. Writing
/// to an id that does not exist is a broken invariant; erasing one does nothing.
class Transaction : public Snapshot {
public:
    /// The number of a name; a new name gets one, a synonym gives that of the name it stands for.
    [[nodiscard]] virtual LabelId label(std::string_view name) = 0;
    [[nodiscard]] virtual TypeId type(std::string_view name) = 0;
    [[nodiscard]] virtual KeyId key(std::string_view name) = 0;
    /// From now on `synonym` stands for `name`. Throws Error{Run} if the synonym is itself a stored
    /// name or stands for another one.
    virtual void add_synonym(NameKind kind, std::string_view name, std::string_view synonym) = 0;

    virtual NodeId create_node(std::span<const LabelId> labels) = 0;
    virtual RelationshipId create_relationship(TypeId type, NodeId start, NodeId end) = 0;

    /// Null removes. A value that no property can have (maps, nodes, lists that hold such) throws
    /// Error{Run} TypeError InvalidPropertyType.
    virtual void set(NodeId id, KeyId key, const Value& value) = 0;
    virtual void set(RelationshipId id, KeyId key, const Value& value) = 0;
    /// True if the node did not have (had) the label before.
    virtual bool add_label(NodeId id, LabelId label) = 0;
    virtual bool remove_label(NodeId id, LabelId label) = 0;

    /// Removes the node with its labels and properties. Its relationships must be gone at the
    /// latest when commit() is called, which throws Error{Run} ConstraintVerificationFailed
    /// DeleteConnectedNode otherwise and leaves the store as it was.
    virtual void erase(NodeId id) = 0;
    virtual void erase(RelationshipId id) = 0;

    /// From now on find_key() leads to the node, whatever it led to before.
    virtual void set_key(std::string_view space, std::string_view key, NodeId id) = 0;

    virtual void set_attachment(std::string_view name, std::string_view bytes) = 0;
    virtual void erase_attachment(std::string_view name) = 0;

    /// Empties the store: graph, names, synonyms, attachments. Ids start anew.
    virtual void clear() = 0;

    /// Makes all of it visible and durable at once, or throws Error{Store} and none of it is.
    /// The transaction is spent afterwards.
    virtual void commit() = 0;
};

}  // namespace dingtu
