#include "storage/reading.h"

#include "base/error.h"
#include "storage/posting.h"
#include "storage/scan.h"
#include "storage/value_codec.h"

#include <algorithm>
#include <cmath>

namespace dingtu {
namespace {

constexpr std::uint64_t highest_node = 0xFFFFFFFF;

// Walks the relationships of one type at one side of a node: calls use(other end, id).
template <class Use>
void for_each_at(const KvReader& keys, bool paged, const AdjacencyImage* image, TypeId type,
                 Side side, NodeId subject, Use use) {
    if (image != nullptr) {
        for (const AdjacencyLeaf::Entry& entry : image->of(subject)) {
            use(NodeId{entry.other}, relationship_id(type, entry.serial));
        }
        return;
    }
    if (subject.value > highest_node) {
        return;
    }
    const auto number = static_cast<std::uint32_t>(subject.value);
    Scan<LinkRelation> at(keys, {type, side}, paged);
    for (at.seek({number, 0, 0}); at.valid() && at.at().subject == number; at.next()) {
        use(NodeId{at.at().other}, relationship_id(type, at.at().serial));
    }
}

// All nodes, or those of the label sets that are marked.
class TableCursor final : public NodeCursor {
public:
    TableCursor(std::shared_ptr<const NodeTable> table, std::vector<bool> wanted)
        : table_(std::move(table)),
          wanted_(std::move(wanted)) {}

    [[nodiscard]] std::optional<NodeId> next() override {
        NodeId node;
        return fill({&node, 1}) == 0 ? std::nullopt : std::optional(node);
    }
    [[nodiscard]] std::size_t fill(std::span<NodeId> out) override {
        std::size_t size = 0;
        while (size < out.size() && position_ / extent_size < table_->extents.size()) {
            const std::uint64_t number = position_ / extent_size;
            const NodeTable::Extent& extent = table_->extents[number];
            const auto* exceptions = table_->exceptions[number].get();
            std::uint64_t place = position_ % extent_size;
            if (exceptions == nullptr && !wanted_[extent.set.value]) {
                place = extent.used;
            }
            for (; place < extent.used && size < out.size(); ++place) {
                const SetId set = exceptions == nullptr ? extent.set : (*exceptions)[place];
                if (set != no_set && wanted_[set.value]) {
                    out[size++] = NodeId{number * extent_size + place};
                }
            }
            position_ = (number + (place >= extent.used ? 1 : 0)) * extent_size +
                        (place >= extent.used ? 0 : place);
        }
        return size;
    }
    void seek(NodeId id) override { position_ = std::max(position_, id.value); }

private:
    std::shared_ptr<const NodeTable> table_;  // held, so that a transaction can go on writing
    std::vector<bool> wanted_;                // by label set
    std::uint64_t position_ = 0;              // no node below is still to come
};

class KeyTypeCursor final : public RelationshipCursor {
public:
    KeyTypeCursor(const KvReader& keys, TypeId type, bool paged)
        : type_(type),
          at_(keys, {type, Side::Forward}, paged) {
        at_.seek({});
    }
    [[nodiscard]] std::optional<Triple> next() override {
        if (!at_.valid()) {
            return std::nullopt;
        }
        const Link link = at_.at();
        at_.next();
        return Triple{NodeId{link.subject}, NodeId{link.other},
                      relationship_id(type_, link.serial)};
    }

private:
    TypeId type_;
    Scan<LinkRelation> at_;
};

class ImageTypeCursor final : public RelationshipCursor {
public:
    ImageTypeCursor(std::shared_ptr<const void> held, const AdjacencyImage& image, TypeId type)
        : held_(std::move(held)),
          image_(image),
          type_(type) {}
    [[nodiscard]] std::optional<Triple> next() override {
        while (left_.empty()) {
            if (node_ >= image_.leaves.end()) {
                return std::nullopt;
            }
            if (const AdjacencyLeaf* leaf = image_.leaves.find(node_)) {
                left_ = leaf->of(node_++);
            } else {
                node_ += leaf_size;  // the missing leaf's: leaves are left from their first node
            }
        }
        const AdjacencyLeaf::Entry entry = left_.front();
        left_ = left_.subspan(1);
        return Triple{NodeId{node_ - 1}, NodeId{entry.other}, relationship_id(type_, entry.serial)};
    }

private:
    std::shared_ptr<const void> held_;  // the image
    const AdjacencyImage& image_;
    TypeId type_;
    std::uint64_t node_ = 0;  // the one after the present one
    std::span<const AdjacencyLeaf::Entry> left_;
};

}  // namespace

std::span<const LabelId> GraphReader::labels(NodeId id) const {
    const SetId set = state_.nodes->set_of(id);
    return set == no_set ? std::span<const LabelId>() : state_.names->sets[set.value];
}

bool GraphReader::has_label(NodeId id, LabelId label) const {
    const auto found = labels(id);
    return std::find(found.begin(), found.end(), label) != found.end();
}

std::optional<Endpoints> GraphReader::endpoints(RelationshipId id) const {
    const ShortKey key = ends_key(id);
    if (own_ != nullptr) {
        if (const Tree::Mapped* written = own_->overlay().written(Family::EndsDelta, key)) {
            return *written && !(*written)->empty() ? std::optional(decode_ends(**written))
                                                    : std::nullopt;
        }
    }
    if (const EndsImage* image = images_ == nullptr ? nullptr : images_->ends(type_of(id))) {
        const EndsLeaf* leaf = image->find(serial_of(id));
        if (leaf == nullptr) {
            return std::nullopt;
        }
        const EndsLeaf::Ends ends = leaf->ends[place_in_leaf(serial_of(id))];
        return ends.start == EndsLeaf::absent
                   ? std::nullopt
                   : std::optional(Endpoints{NodeId{ends.start}, NodeId{ends.end}});
    }
    return find_ends(*keys_, id, state_.counts->paged(type_of(id)));
}

Value GraphReader::property(Owner owner, KeyId key) const {
    if (own_ != nullptr) {
        const Tree::Mapped* written =
            own_->overlay().written(Family::ColumnDelta, column_key(owner, key));
        if (written != nullptr) {
            return *written && !(*written)->empty() ? decode_value(**written) : Value();
        }
    }
    const ColumnImage* image = images_ == nullptr ? nullptr : images_->column(owner.scope, key);
    if (image != nullptr) {
        const ColumnLeaf* leaf = image->find(owner.id);
        return leaf == nullptr ? Value() : leaf->values[place_in_leaf(owner.id)];
    }
    return find_value(*keys_, owner, key, state_.counts->of(owner.scope, key).paged);
}

void GraphReader::properties(std::span<const NodeId> ids, KeyId key,
                             std::vector<Value>& out) const {
    out.reserve(out.size() + ids.size());
    const bool as_stored = images_ != nullptr && own_ == nullptr;
    const ColumnImage* image = as_stored ? images_->column(node_scope, key, ids.size()) : nullptr;
    for (const NodeId id : ids) {
        if (image == nullptr) {
            out.push_back(property(owner_of(id), key));
            continue;
        }
        const ColumnLeaf* leaf = image->find(id.value);
        if (leaf == nullptr) {
            out.emplace_back();
        } else {
            out.push_back(leaf->values[place_in_leaf(id.value)]);
        }
    }
}

std::vector<std::pair<KeyId, Value>> GraphReader::properties(Owner owner) const {
    std::vector<std::pair<KeyId, Value>> found;
    for (const Counts::OfProperty& column : state_.counts->properties) {
        if (column.scope != owner.scope || column.count == 0) {
            continue;
        }
        if (Value value = property(owner, column.key); !value.is_null()) {
            found.emplace_back(column.key, std::move(value));
        }
    }
    return found;
}

std::unique_ptr<NodeCursor> GraphReader::nodes() const {
    return std::make_unique<TableCursor>(state_.nodes.hold(),
                                         std::vector<bool>(state_.names->sets.size(), true));
}

std::unique_ptr<NodeCursor> GraphReader::nodes(LabelId label) const {
    std::vector<bool> wanted;
    for (const std::vector<LabelId>& set : state_.names->sets) {
        wanted.push_back(std::ranges::find(set, label) != set.end());
    }
    return std::make_unique<TableCursor>(state_.nodes.hold(), std::move(wanted));
}

std::unique_ptr<RelationshipCursor> GraphReader::relationships(TypeId type) const {
    const bool own = own_ != nullptr && own_->touched(type);
    const bool paged = state_.counts->paged(type);
    const AdjacencyImage* image =
        own || images_ == nullptr ? nullptr : images_->adjacency(type, Side::Forward);
    if (image == nullptr) {
        return std::make_unique<KeyTypeCursor>(*keys_, type, paged);
    }
    return std::make_unique<ImageTypeCursor>(images_->hold(type), *image, type);
}

void GraphReader::expand(NodeId id, Direction direction, TypeId type,
                         std::vector<Neighbour>& out) const {
    const bool paged = state_.counts->paged(type);
    if (direction != Direction::In) {
        for_each_at(*keys_, paged, image_at(id, Side::Forward, type), type, Side::Forward, id,
                    [&](NodeId other, RelationshipId by) {
                        out.push_back({other, by});
                    });
    }
    if (direction != Direction::Out) {
        for_each_at(*keys_, paged, image_at(id, Side::Backward, type), type, Side::Backward, id,
                    [&](NodeId other, RelationshipId by) {
                        if (direction == Direction::In || other != id) {
                            out.push_back({other, by});
                        }
                    });
    }
}

void GraphReader::between(NodeId start, NodeId end, TypeId type,
                          std::vector<RelationshipId>& out) const {
    if (const AdjacencyImage* image = image_at(start, Side::Forward, type)) {
        const auto entries = image->of(start);
        const auto other = static_cast<std::uint32_t>(end.value);
        auto at = std::lower_bound(entries.begin(), entries.end(), AdjacencyLeaf::Entry{other, 0});
        for (; at != entries.end() && at->other == end.value; ++at) {
            out.push_back(relationship_id(type, at->serial));
        }
        return;
    }
    if (start.value > highest_node || end.value > highest_node) {
        return;
    }
    const Link wanted{static_cast<std::uint32_t>(start.value),
                      static_cast<std::uint32_t>(end.value), 0};
    Scan<LinkRelation> at(*keys_, {type, Side::Forward}, state_.counts->paged(type));
    for (at.seek(wanted); at.valid(); at.next()) {
        if (at.at().subject != wanted.subject || at.at().other != wanted.other) {
            return;
        }
        out.push_back(relationship_id(type, at.at().serial));
    }
}

std::uint64_t GraphReader::degree(NodeId id, Direction direction, TypeId type) const {
    if (direction == Direction::Both) {
        std::vector<RelationshipId> loops;
        between(id, id, type, loops);
        return degree(id, Direction::Out, type) + degree(id, Direction::In, type) - loops.size();
    }
    const Side side = direction == Direction::Out ? Side::Forward : Side::Backward;
    if (const AdjacencyImage* image = image_at(id, side, type)) {
        return image->of(id).size();
    }
    std::uint64_t total = 0;
    for_each_at(*keys_, state_.counts->paged(type), nullptr, type, side, id,
                [&](NodeId, RelationshipId) { ++total; });
    return total;
}

bool GraphReader::connected(NodeId id) const {
    for (std::uint32_t number = 0; number < state_.counts->types.size(); ++number) {
        const TypeId type{number};
        const bool any = state_.counts->types[number].count > 0;
        if (any && (degree(id, Direction::Out, type) > 0 || degree(id, Direction::In, type) > 0)) {
            return true;
        }
    }
    return false;
}

std::vector<NodeId> GraphReader::nodes_with(KeyId key, const Value& value) const {
    std::vector<NodeId> found;
    const bool equals_nothing = value.is(Kind::Float) && std::isnan(value.as_float());
    if (!has_ordered_form(value) || equals_nothing) {
        return found;
    }
    found = indexed_with(key, value_prefix(key, value));
    if (!ordered_form_is_exact(value)) {
        // Long strings share a hash, great integers the image of a double.
        std::erase_if(found, [&](NodeId node) {
            return equal(property(owner_of(node), key), value) != Ternary::True;
        });
    }
    return found;
}

std::vector<NodeId> GraphReader::indexed_with(KeyId key, std::string_view prefix) const {
    std::vector<NodeId> added;
    std::vector<NodeId> removed;
    const auto at = keys_->cursor(Family::Value);
    for (at->seek(prefix); at->valid() && at->key().starts_with(prefix); at->next()) {
        (at->value().empty() ? added : removed).push_back(node_at_end(at->key()));
    }
    if (state_.counts->of(node_scope, key).paged) {
        std::ranges::sort(removed);
        const auto postings = keys_->cursor(Family::Posting);
        for (postings->seek(prefix); postings->valid() && postings->key().starts_with(prefix);
             postings->next()) {
            for_each_in_posting(postings->key(), postings->value(), [&](NodeId node) {
                if (!std::ranges::binary_search(removed, node)) {
                    added.push_back(node);
                }
            });
        }
    }
    std::ranges::sort(added);
    added.erase(std::unique(added.begin(), added.end()), added.end());
    return added;
}

bool GraphReader::indexed(std::string_view entry) const {
    std::string value;
    if (keys_->get(Family::Value, entry, value)) {
        return value.empty();
    }
    // Postings of the same value do not overlap, so only the last that begins before can have it.
    const NodeId node = node_at_end(entry);
    const auto at = keys_->cursor(Family::Posting);
    at->seek_back(entry);
    bool found = false;
    if (at->valid() && at->key().size() == entry.size() &&
        at->key().starts_with(entry.substr(0, entry.size() - 5))) {
        for_each_in_posting(at->key(), at->value(), [&](NodeId one) { found |= one == node; });
    }
    return found;
}

// A node that is gone leaves its keys behind: ids are never used again, so they lead nowhere.
std::optional<NodeId> GraphReader::find_key(std::string_view space, std::string_view key) const {
    std::string bytes;
    if (!keys_->get(Family::Key, import_key(space, key), bytes)) {
        return std::nullopt;
    }
    const NodeId node = node_at_end(bytes);
    return contains(node) ? std::optional(node) : std::nullopt;
}

std::optional<std::string> GraphReader::attachment(std::string_view name) const {
    std::string bytes;
    const bool found = keys_->get(Family::Attachment, name, bytes);
    return found ? std::optional(std::move(bytes)) : std::nullopt;
}

std::vector<std::string> GraphReader::attachments(std::string_view prefix) const {
    std::vector<std::string> names;
    const auto at = keys_->cursor(Family::Attachment);
    for (at->seek(prefix); at->valid() && at->key().starts_with(prefix); at->next()) {
        names.emplace_back(at->key());
    }
    return names;
}

}  // namespace dingtu
