#pragma once

#include "base/value.h"
#include "storage/adjacency.h"
#include "storage/catalog.h"
#include "storage/term.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dingtu {

/// Nodes in ascending order of id, one at a time. Keeps its view alive.
class NodeCursor {
public:
    virtual ~NodeCursor() = default;
    /// The next node, or nothing at the end.
    [[nodiscard]] virtual std::optional<NodeId> next() = 0;
    /// Writes the next nodes to `out`, as many as there is room for; returns how many, 0 at the
    /// end.
    [[nodiscard]] virtual std::size_t fill(std::span<NodeId> out) {
        std::size_t size = 0;
        while (size < out.size()) {
            auto node = next();
            if (!node) {
                break;
            }
            out[size++] = *node;
        }
        return size;
    }
    /// Goes on at the first node not below `id`; never backwards.
    virtual void seek(NodeId id) = 0;
};

/// A relationship with its ends, as a scan of a type yields it.
struct Triple {
    NodeId start;
    NodeId end;
    RelationshipId relationship;
    friend auto operator<=>(const Triple&, const Triple&) = default;
};

/// The relationships of a type in the order (start, end, id). Keeps its view alive.
class RelationshipCursor {
public:
    virtual ~RelationshipCursor() = default;
    [[nodiscard]] virtual std::optional<Triple> next() = 0;
};

/// One unchanging view of the graph. Later commits are not seen; a Transaction is a Snapshot too
/// and sees its own writes. Cheap to hold; may be read by several threads at once (a Transaction by
/// one). All reads throw Error{Store} if the store is damaged. Ids that do not exist read as: no
/// labels, no properties, no neighbours.
class Snapshot {
public:
    virtual ~Snapshot() = default;

    [[nodiscard]] virtual const Catalog& catalog() const = 0;

    [[nodiscard]] virtual bool contains(NodeId id) const = 0;
    [[nodiscard]] virtual bool contains(RelationshipId id) const = 0;

    /// Labels in the order they were given. Cost: one point read.
    [[nodiscard]] virtual std::vector<LabelId> labels(NodeId id) const = 0;
    [[nodiscard]] virtual bool has_label(NodeId id, LabelId label) const = 0;
    /// Nothing if the relationship does not exist.
    [[nodiscard]] virtual std::optional<Endpoints> endpoints(RelationshipId id) const = 0;

    /// The property's value, null if it is not there. Cost: one point read.
    [[nodiscard]] virtual Value property(NodeId id, KeyId key) const = 0;
    [[nodiscard]] virtual Value property(RelationshipId id, KeyId key) const = 0;
    /// As property() of each node, appended to `out`; cheaper for many.
    virtual void properties(std::span<const NodeId> ids, KeyId key,
                            std::vector<Value>& out) const = 0;
    /// All properties, ascending by key id.
    [[nodiscard]] virtual std::vector<std::pair<KeyId, Value>> properties(NodeId id) const = 0;
    [[nodiscard]] virtual std::vector<std::pair<KeyId, Value>> properties(
        RelationshipId id) const = 0;

    [[nodiscard]] virtual std::unique_ptr<NodeCursor> nodes() const = 0;
    [[nodiscard]] virtual std::unique_ptr<NodeCursor> nodes(LabelId label) const = 0;
    [[nodiscard]] virtual std::unique_ptr<RelationshipCursor> relationships(TypeId type) const = 0;

    /// Appends what one step from `id` along relationships of `type` reaches, sorted by (node,
    /// relationship). With Direction::Both first the outgoing, then the incoming ones; a loop (a
    /// relationship from a node to itself) appears once.
    virtual void expand(NodeId id, Direction direction, TypeId type,
                        std::vector<Neighbour>& out) const = 0;
    /// The relationships of `type` from `start` to `end`, ascending; cheaper than a full expand.
    virtual void between(NodeId start, NodeId end, TypeId type,
                         std::vector<RelationshipId>& out) const = 0;
    /// How many entries expand() would append.
    [[nodiscard]] virtual std::uint64_t degree(NodeId id, Direction direction,
                                               TypeId type) const = 0;

    /// The relationships of `type` as arrays: by start node (Direction::Out) or by end node (In).
    /// Null where they are not in memory: they are brought there when `reads` (how many nodes the
    /// caller is going to ask for) makes it worth while and there is room; in a transaction never.
    /// Lives as long as this view.
    [[nodiscard]] virtual const AdjacencyImage* adjacency(TypeId type, Direction direction,
                                                          std::uint64_t reads) const = 0;
    /// The number of the node's list of labels, or UINT32_MAX if there is no such node. An array
    /// look-up.
    [[nodiscard]] virtual std::uint32_t label_set(NodeId id) const = 0;
    /// The lists of labels by their numbers.
    [[nodiscard]] virtual const std::vector<std::vector<LabelId>>& label_sets() const = 0;

    /// What the lists of adjacency(type, direction), which must be in memory, hold. Cost: one look
    /// at every entry, the first time for this view.
    [[nodiscard]] virtual ListEnds list_ends(TypeId type, Direction direction) const = 0;

    /// Nodes whose property equals `value` (1 finds 1.0 and the other way round), ascending, by
    /// index. Values without an index entry (lists, maps) yield nothing: check indexed() first.
    [[nodiscard]] virtual std::vector<NodeId> nodes_with(KeyId key, const Value& value) const = 0;
    /// Whether nodes_with can answer for such a value.
    [[nodiscard]] static bool indexed(const Value& value);

    /// Nodes whose `name`, or one of whose `aliases`, is `text` after normal_name(), ascending, by
    /// index. For place names the form without its suffix counts too (余杭 finds 余杭区) when it is
    /// among the aliases; that is the loader's affair.
    [[nodiscard]] virtual std::vector<NodeId> called(std::string_view text) const = 0;
    /// Names and aliases as they are stored that begin with `prefix` after normalisation, sorted,
    /// without repetition, at most `limit`: for completion.
    [[nodiscard]] virtual std::vector<std::string> names_starting(std::string_view prefix,
                                                                  std::size_t limit) const = 0;

    /// The node to which an import gave this key in this space, as long as it is there. Keys are no
    /// properties: no query sees them, no export writes them.
    [[nodiscard]] virtual std::optional<NodeId> find_key(std::string_view space,
                                                         std::string_view key) const = 0;

    /// A byte string kept beside the graph under a name (the decoded text of a document, say). It
    /// is no part of the graph: no query sees it, no export writes it.
    [[nodiscard]] virtual std::optional<std::string> attachment(std::string_view name) const = 0;
    /// Names of the attachments that begin with `prefix`, sorted.
    [[nodiscard]] virtual std::vector<std::string> attachments(std::string_view prefix) const = 0;

    /// Decoded with labels and properties under their stored names. An id that does not exist gives
    /// a node without labels and properties, a relationship with its type only.
    [[nodiscard]] Node node(NodeId id) const;
    [[nodiscard]] Relationship relationship(RelationshipId id) const;
    /// The same for one whose ends are known; saves a point read.
    [[nodiscard]] Relationship relationship(const Triple& triple) const;
};

}  // namespace dingtu
