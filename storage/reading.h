#pragma once

#include "storage/image.h"
#include "storage/overlay.h"
#include "storage/snapshot.h"
#include "storage/state.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace dingtu {

/// The keys whose values are names of their node: `name`, a string, and `aliases`, a list of them.
inline constexpr std::string_view name_property = "name";
inline constexpr std::string_view aliases_property = "aliases";

/// What a transaction has changed, as far as reading the images of its base needs to know.
class OwnWrites {
public:
    explicit OwnWrites(std::shared_ptr<Overlay> overlay) : overlay_(std::move(overlay)) {}

    void touch(TypeId type, Side side, NodeId node) {
        ends_.insert(packed(type, side, node));
        types_.insert(type.value);
    }
    /// Whether relationships of the type at this side of the node were made or erased.
    [[nodiscard]] bool touched(TypeId type, Side side, NodeId node) const {
        return !ends_.empty() && ends_.contains(packed(type, side, node));
    }
    [[nodiscard]] bool touched(TypeId type) const { return types_.contains(type.value); }
    [[nodiscard]] const Overlay& overlay() const { return *overlay_; }

private:
    [[nodiscard]] static std::uint64_t packed(TypeId type, Side side, NodeId node) {
        return (std::uint64_t{type.value} << 33 | static_cast<std::uint64_t>(side) << 32) ^
               node.value;  // node ids are below 2^32
    }
    std::shared_ptr<Overlay> overlay_;
    std::unordered_set<std::uint64_t> ends_;
    std::unordered_set<std::uint32_t> types_;
};

/// Reading of a graph: from the images of the state in a store, where they are built and the
/// transaction has not written over them, else from the keys. What Snapshot promises, said there.
/// Borrows the state and the writes of its transaction, whose content goes on changing.
class GraphReader {
public:
    GraphReader(std::shared_ptr<const KvReader> keys, const State& state,
                std::shared_ptr<const Images> images, const OwnWrites* own)
        : keys_(std::move(keys)),
          state_(state),
          images_(std::move(images)),
          own_(own) {}

    [[nodiscard]] bool contains(NodeId id) const { return state_.nodes->set_of(id) != no_set; }
    [[nodiscard]] bool contains(RelationshipId id) const { return endpoints(id).has_value(); }
    /// Lives until the next label set is made.
    [[nodiscard]] std::span<const LabelId> labels(NodeId id) const;
    [[nodiscard]] bool has_label(NodeId id, LabelId label) const;
    [[nodiscard]] std::optional<Endpoints> endpoints(RelationshipId id) const;

    [[nodiscard]] Value property(Owner owner, KeyId key) const;
    void properties(std::span<const NodeId> ids, KeyId key, std::vector<Value>& out) const;
    [[nodiscard]] std::vector<std::pair<KeyId, Value>> properties(Owner owner) const;

    [[nodiscard]] std::unique_ptr<NodeCursor> nodes() const;
    [[nodiscard]] std::unique_ptr<NodeCursor> nodes(LabelId label) const;
    [[nodiscard]] std::unique_ptr<RelationshipCursor> relationships(TypeId type) const;

    void expand(NodeId id, Direction direction, TypeId type, std::vector<Neighbour>& out) const;
    void between(NodeId start, NodeId end, TypeId type, std::vector<RelationshipId>& out) const;
    [[nodiscard]] std::uint64_t degree(NodeId id, Direction direction, TypeId type) const;
    [[nodiscard]] const AdjacencyImage* adjacency(TypeId type, Direction direction,
                                                  std::uint64_t reads) const {
        const Side side = direction == Direction::Out ? Side::Forward : Side::Backward;
        return images_ == nullptr || own_ != nullptr ? nullptr
                                                     : images_->adjacency(type, side, reads);
    }
    [[nodiscard]] ListEnds list_ends(TypeId type, Direction direction) const {
        const Side side = direction == Direction::Out ? Side::Forward : Side::Backward;
        return images_ == nullptr ? ListEnds() : images_->list_ends(type, side);
    }
    [[nodiscard]] std::uint32_t label_set(NodeId id) const {
        return state_.nodes->set_of(id).value;
    }
    [[nodiscard]] const std::vector<std::vector<LabelId>>& label_sets() const {
        return state_.names->sets;
    }
    /// Whether a relationship of any type begins or ends at the node.
    [[nodiscard]] bool connected(NodeId id) const;

    [[nodiscard]] std::vector<NodeId> nodes_with(KeyId key, const Value& value) const;
    /// Whether the index by value has an entry: a key as `value` has them.
    [[nodiscard]] bool indexed(std::string_view entry) const;
    /// Nodes whose property has an ordered form that begins so, ascending.
    [[nodiscard]] std::vector<NodeId> indexed_with(KeyId key, std::string_view prefix) const;
    [[nodiscard]] std::vector<NodeId> called(std::string_view text) const;
    [[nodiscard]] std::vector<std::string> names_starting(std::string_view prefix,
                                                          std::size_t limit) const;

    [[nodiscard]] std::optional<NodeId> find_key(std::string_view space,
                                                 std::string_view key) const;
    [[nodiscard]] std::optional<std::string> attachment(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> attachments(std::string_view prefix) const;

    [[nodiscard]] const std::shared_ptr<const KvReader>& shared_keys() const { return keys_; }
    [[nodiscard]] const std::shared_ptr<const Images>& shared_images() const { return images_; }
    /// From now on nothing of the base is there.
    void forget_images() { images_.reset(); }

private:
    [[nodiscard]] const AdjacencyImage* image_at(NodeId id, Side side, TypeId type) const {
        return images_ == nullptr || (own_ != nullptr && own_->touched(type, side, id))
                   ? nullptr
                   : images_->adjacency(type, side);
    }

    std::shared_ptr<const KvReader> keys_;  // cursors keep it alive
    const State& state_;
    std::shared_ptr<const Images> images_;  // shared by a view and the transactions upon it
    const OwnWrites* own_;                  // null: no transaction
};

/// A Snapshot, or a Transaction, that reads through a GraphReader.
template <class Interface>
class View : public Interface {
public:
    View(std::shared_ptr<const KvReader> keys, const State& state,
         std::shared_ptr<const Images> images, const OwnWrites* own)
        : reader_(std::move(keys), state, std::move(images), own),
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
    void properties(std::span<const NodeId> ids, KeyId key,
                    std::vector<Value>& out) const override {
        reader_.properties(ids, key, out);
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
    [[nodiscard]] const AdjacencyImage* adjacency(TypeId type, Direction direction,
                                                  std::uint64_t reads) const override {
        return reader_.adjacency(type, direction, reads);
    }
    [[nodiscard]] ListEnds list_ends(TypeId type, Direction direction) const override {
        return reader_.list_ends(type, direction);
    }
    [[nodiscard]] std::uint32_t label_set(NodeId id) const override {
        return reader_.label_set(id);
    }
    [[nodiscard]] const std::vector<std::vector<LabelId>>& label_sets() const override {
        return reader_.label_sets();
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
    [[nodiscard]] std::optional<NodeId> find_key(std::string_view space,
                                                 std::string_view key) const override {
        return reader_.find_key(space, key);
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
