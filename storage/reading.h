#pragma once

#include "storage/snapshot.h"
#include "storage/state.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dingtu {

/// The keys whose values are names of their node: `name`, a string, and `aliases`, a list of them.
inline constexpr std::string_view name_property = "name";
inline constexpr std::string_view aliases_property = "aliases";

/// Reading of a graph from its keys and its state; what Snapshot promises, said there. Borrows the
/// state; a transaction has one whose content goes on changing.
class GraphReader {
public:
    GraphReader(std::shared_ptr<const KvReader> keys, const State& state)
        : keys_(std::move(keys)),
          state_(state) {}

    [[nodiscard]] bool contains(NodeId id) const { return state_.nodes->set_of(id) != no_set; }
    [[nodiscard]] bool contains(RelationshipId id) const { return endpoints(id).has_value(); }
    /// Lives until the next label set is made.
    [[nodiscard]] std::span<const LabelId> labels(NodeId id) const;
    [[nodiscard]] bool has_label(NodeId id, LabelId label) const;
    [[nodiscard]] std::optional<Endpoints> endpoints(RelationshipId id) const;

    [[nodiscard]] Value property(Owner owner, KeyId key) const;
    [[nodiscard]] std::vector<std::pair<KeyId, Value>> properties(Owner owner) const;

    [[nodiscard]] std::unique_ptr<NodeCursor> nodes() const;
    [[nodiscard]] std::unique_ptr<NodeCursor> nodes(LabelId label) const;
    [[nodiscard]] std::unique_ptr<RelationshipCursor> relationships(TypeId type) const;

    void expand(NodeId id, Direction direction, TypeId type, std::vector<Neighbour>& out) const;
    void between(NodeId start, NodeId end, TypeId type, std::vector<RelationshipId>& out) const;
    [[nodiscard]] std::uint64_t degree(NodeId id, Direction direction, TypeId type) const;
    /// Whether a relationship of any type begins or ends at the node.
    [[nodiscard]] bool connected(NodeId id) const;

    [[nodiscard]] std::vector<NodeId> nodes_with(KeyId key, const Value& value) const;
    [[nodiscard]] std::vector<NodeId> called(std::string_view text) const;
    [[nodiscard]] std::vector<std::string> names_starting(std::string_view prefix,
                                                          std::size_t limit) const;

    [[nodiscard]] std::optional<std::string> attachment(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> attachments(std::string_view prefix) const;

    [[nodiscard]] const std::shared_ptr<const KvReader>& shared_keys() const { return keys_; }

private:
    std::shared_ptr<const KvReader> keys_;  // cursors keep it alive
    const State& state_;
};

/// A Snapshot, or a Transaction, that reads through a GraphReader.
template <class Interface>
class View : public Interface {
public:
    View(std::shared_ptr<const KvReader> keys, const State& state)
        : reader_(std::move(keys), state),
          catalog_(state) {}

    [[nodiscard]] const Catalog& catalog() const override { return catalog_; }
    [[nodiscard]] bool contains(NodeId id) const override { return reader_.contains(id); }
    [[nodiscard]] bool contains(RelationshipId id) const override { return reader_.contains(id); }
    [[nodiscard]] std::vector<LabelId> labels(NodeId id) const override {
        const auto found = reader_.labels(id);
        return {found.begin(), found.end()};
    }
    [[nodiscard]] bool has_label(NodeId id, LabelId label) const override {
        return reader_.has_label(id, label);
    }
    [[nodiscard]] std::optional<Endpoints> endpoints(RelationshipId id) const override {
        return reader_.endpoints(id);
    }
    [[nodiscard]] Value property(NodeId id, KeyId key) const override {
        return reader_.property(owner_of(id), key);
    }
    [[nodiscard]] Value property(RelationshipId id, KeyId key) const override {
        return reader_.property(owner_of(id), key);
    }
    [[nodiscard]] std::vector<std::pair<KeyId, Value>> properties(NodeId id) const override {
        return reader_.properties(owner_of(id));
    }
    [[nodiscard]] std::vector<std::pair<KeyId, Value>> properties(
        RelationshipId id) const override {
        return reader_.properties(owner_of(id));
    }
    [[nodiscard]] std::unique_ptr<NodeCursor> nodes() const override { return reader_.nodes(); }
    [[nodiscard]] std::unique_ptr<NodeCursor> nodes(LabelId label) const override {
        return reader_.nodes(label);
    }
    [[nodiscard]] std::unique_ptr<RelationshipCursor> relationships(TypeId type) const override {
        return reader_.relationships(type);
    }
    void expand(NodeId id, Direction direction, TypeId type,
                std::vector<Neighbour>& out) const override {
        reader_.expand(id, direction, type, out);
    }
    void between(NodeId start, NodeId end, TypeId type,
                 std::vector<RelationshipId>& out) const override {
        reader_.between(start, end, type, out);
    }
    [[nodiscard]] std::uint64_t degree(NodeId id, Direction direction, TypeId type) const override {
        return reader_.degree(id, direction, type);
    }
    [[nodiscard]] std::vector<NodeId> nodes_with(KeyId key, const Value& value) const override {
        return reader_.nodes_with(key, value);
    }
    [[nodiscard]] std::vector<NodeId> called(std::string_view text) const override {
        return reader_.called(text);
    }
    [[nodiscard]] std::vector<std::string> names_starting(std::string_view prefix,
                                                          std::size_t limit) const override {
        return reader_.names_starting(prefix, limit);
    }
    [[nodiscard]] std::optional<std::string> attachment(std::string_view name) const override {
        return reader_.attachment(name);
    }
    [[nodiscard]] std::vector<std::string> attachments(std::string_view prefix) const override {
        return reader_.attachments(prefix);
    }

protected:
    GraphReader reader_;
    StateCatalog catalog_;
};

/// The names under which `called` finds a node, with the texts they come from: of each property
/// value, the normal form of every string in it.
void collect_names(const Value& value, std::map<std::string, std::vector<std::string>>& names);

}  // namespace dingtu
