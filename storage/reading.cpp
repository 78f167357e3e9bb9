#include "storage/reading.h"

#include "base/error.h"
#include "storage/value_codec.h"

#include <algorithm>
#include <cmath>

namespace dingtu {
namespace {

std::uint64_t big_endian_at(std::string_view key, std::size_t offset, std::size_t width) {
    return ByteReader(key.substr(offset)).big_endian(width);
}

// Where the parts of an adjacency key begin: type 4, side 1, subject 5, object 5, serial 5.
constexpr std::size_t subject_at = 5;
constexpr std::size_t object_at = 10;
constexpr std::size_t serial_at = 15;
constexpr std::size_t adjacency_size = 20;

void check_size(std::string_view adjacency_key) {
    if (adjacency_key.size() != adjacency_size) {
        throw_damaged("an adjacency key of a wrong size");
    }
}

// Walks the relationships of one type at one side of a node: calls use(other end, id).
template <class Use>
void for_each_at(const KvReader& keys, TypeId type, Side side, NodeId subject, Use use) {
    const ShortKey prefix = adjacency_prefix(type, side, subject);
    const auto at = keys.cursor(Family::AdjacencyDelta);
    for (at->seek(prefix); at->valid() && at->key().starts_with(prefix); at->next()) {
        check_size(at->key());
        use(NodeId{big_endian_at(at->key(), object_at, 5)},
            relationship_id(type, big_endian_at(at->key(), serial_at, 5)));
    }
}

// As expand(): a loop, which lies on both sides, is met once.
template <class Use>
void for_each_neighbour(const KvReader& keys, NodeId id, Direction direction, TypeId type,
                        Use use) {
    if (direction != Direction::In) {
        for_each_at(keys, type, Side::Forward, id, use);
    }
    if (direction != Direction::Out) {
        for_each_at(keys, type, Side::Backward, id, [&](NodeId other, RelationshipId relationship) {
            if (direction == Direction::In || other != id) {
                use(other, relationship);
            }
        });
    }
}

// All nodes, or those of the label sets that are marked.
class TableCursor final : public NodeCursor {
public:
    TableCursor(std::shared_ptr<const NodeTable> table, std::vector<bool> wanted)
        : table_(std::move(table)),
          wanted_(std::move(wanted)) {}

    [[nodiscard]] std::optional<NodeId> next() override {
        while (position_ / extent_size < table_->extents.size()) {
            const std::uint64_t number = position_ / extent_size;
            const NodeTable::Extent& extent = table_->extents[number];
            const auto* exceptions = table_->exceptions[number].get();
            if (exceptions == nullptr && !wanted_[extent.set.value]) {
                position_ = (number + 1) * extent_size;
                continue;
            }
            for (std::uint64_t place = position_ % extent_size; place < extent.used; ++place) {
                const SetId set = exceptions == nullptr ? extent.set : (*exceptions)[place];
                if (set != no_set && wanted_[set.value]) {
                    position_ = number * extent_size + place + 1;
                    return NodeId{position_ - 1};
                }
            }
            position_ = (number + 1) * extent_size;
        }
        return std::nullopt;
    }
    void seek(NodeId id) override { position_ = std::max(position_, id.value); }

private:
    std::shared_ptr<const NodeTable> table_;  // held, so that a transaction can go on writing
    std::vector<bool> wanted_;                // by label set
    std::uint64_t position_ = 0;              // no node below is still to come
};

class TypeCursor final : public RelationshipCursor {
public:
    TypeCursor(const KvReader& keys, TypeId type)
        : type_(type),
          prefix_(adjacency_prefix(type, Side::Forward)),
          at_(keys.cursor(Family::AdjacencyDelta)) {
        at_->seek(prefix_);
    }
    [[nodiscard]] std::optional<Triple> next() override {
        if (!at_->valid() || !at_->key().starts_with(prefix_)) {
            return std::nullopt;
        }
        const std::string_view key = at_->key();
        check_size(key);
        const Triple triple{NodeId{big_endian_at(key, subject_at, 5)},
                            NodeId{big_endian_at(key, object_at, 5)},
                            relationship_id(type_, big_endian_at(key, serial_at, 5))};
        at_->next();
        return triple;
    }

private:
    TypeId type_;
    ShortKey prefix_;
    std::unique_ptr<KvCursor> at_;
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
    std::string value;
    if (!keys_->get(Family::EndsDelta, ends_key(id), value)) {
        return std::nullopt;
    }
    return decode_ends(value);
}

Value GraphReader::property(Owner owner, KeyId key) const {
    std::string value;
    if (!keys_->get(Family::ColumnDelta, column_key(owner, key), value)) {
        return {};
    }
    return decode_value(value);
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
    return std::make_unique<TypeCursor>(*keys_, type);
}

void GraphReader::expand(NodeId id, Direction direction, TypeId type,
                         std::vector<Neighbour>& out) const {
    for_each_neighbour(*keys_, id, direction, type, [&](NodeId other, RelationshipId by) {
        out.push_back({other, by});
    });
}

void GraphReader::between(NodeId start, NodeId end, TypeId type,
                          std::vector<RelationshipId>& out) const {
    const ShortKey prefix = adjacency_prefix(type, Side::Forward, start, end);
    const auto at = keys_->cursor(Family::AdjacencyDelta);
    for (at->seek(prefix); at->valid() && at->key().starts_with(prefix); at->next()) {
        check_size(at->key());
        out.push_back(relationship_id(type, big_endian_at(at->key(), serial_at, 5)));
    }
}

std::uint64_t GraphReader::degree(NodeId id, Direction direction, TypeId type) const {
    std::uint64_t total = 0;
    for_each_neighbour(*keys_, id, direction, type, [&](NodeId, RelationshipId) { ++total; });
    return total;
}

bool GraphReader::connected(NodeId id) const {
    const auto at = keys_->cursor(Family::AdjacencyDelta);
    for (std::uint32_t type = 0; type < state_.counts->types.size(); ++type) {
        if (state_.counts->types[type].count == 0) {
            continue;
        }
        for (const Side side : {Side::Forward, Side::Backward}) {
            const ShortKey prefix = adjacency_prefix(TypeId{type}, side, id);
            at->seek(prefix);
            if (at->valid() && at->key().starts_with(prefix)) {
                return true;
            }
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
    const std::string prefix = value_prefix(key, value);
    const auto at = keys_->cursor(Family::Value);
    for (at->seek(prefix); at->valid() && at->key().starts_with(prefix); at->next()) {
        const NodeId node = node_at_end(at->key());
        // Long strings share a hash, great integers the image of a double.
        if (equal(property(owner_of(node), key), value) == Ternary::True) {
            found.push_back(node);
        }
    }
    std::ranges::sort(found);
    return found;
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
