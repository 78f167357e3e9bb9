#pragma once

#include "base/error.h"
#include "storage/catalog.h"
#include "storage/keys.h"
#include "storage/kv.h"
#include "storage/shared.h"

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dingtu {

/// Number of a list of labels that nodes have together.
struct SetId {
    std::uint32_t value = 0;
    friend auto operator<=>(const SetId&, const SetId&) = default;
};
/// The label set of nodes that were erased.
inline constexpr SetId no_set{0xFFFFFFFF};

/// Node ids are handed out in extents of this many, each for nodes of one label set.
inline constexpr std::uint32_t extent_size = 4096;

/// Names of one kind, numbered in the order they came.
struct NameTable {
    std::deque<std::string> names;  // a deque, so that names stay where they are as it grows
    std::unordered_map<std::string, std::uint32_t> numbers;
    std::map<std::string, std::string, std::less<>> synonyms;  // synonym -> what it stands for

    /// Of a name or a synonym.
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const;
    [[nodiscard]] std::optional<std::string> stored_name(std::string_view name) const;
    std::uint32_t add(std::string_view name);
};

struct Names {
    std::array<NameTable, 3> tables;  // by NameKind
    std::vector<std::vector<LabelId>> sets;
    std::map<std::vector<LabelId>, SetId> set_numbers;

    [[nodiscard]] const NameTable& of(NameKind kind) const {
        return tables[static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] NameTable& of(NameKind kind) { return tables[static_cast<std::size_t>(kind)]; }
};

/// What each node is: label set by node id, an array lookup.
struct NodeTable {
    struct Extent {
        SetId set;               // of its nodes, as long as nothing else is said of one
        std::uint32_t used = 0;  // ids handed out
    };
    using Exceptions = std::array<SetId, extent_size>;

    std::vector<Extent> extents;
    std::vector<std::shared_ptr<Exceptions>> exceptions;  // null where all nodes are of the set
    std::vector<std::uint32_t> open;                      // by set: its last extent, or none

    static constexpr std::uint32_t none = 0xFFFFFFFF;

    [[nodiscard]] SetId set_of(NodeId id) const {
        const std::uint64_t extent = id.value / extent_size;
        const std::uint32_t place = id.value % extent_size;
        if (extent >= extents.size() || place >= extents[extent].used) {
            return no_set;
        }
        return exceptions[extent] ? (*exceptions[extent])[place] : extents[extent].set;
    }
    void set(NodeId id, SetId set);
    /// The id of a new node of the set.
    NodeId add(SetId set);
    void add_extent(Extent extent);
};

/// How often what occurs, and the serial numbers to go on with.
struct Counts {
    struct OfType {
        std::uint64_t next = 0;
        std::uint64_t count = 0;
        bool paged = false;  // there may be pages, not only delta keys
        friend bool operator==(const OfType&, const OfType&) = default;
    };
    struct OfProperty {
        Scope scope;
        KeyId key;
        std::uint64_t count = 0;
        bool paged = false;
        friend bool operator==(const OfProperty&, const OfProperty&) = default;
    };
    std::vector<std::uint64_t> sets;
    std::vector<OfType> types;
    std::vector<OfProperty> properties;  // ascending by scope and key

    /// Made if it is not there.
    [[nodiscard]] OfProperty& of(Scope scope, KeyId key);
    [[nodiscard]] OfProperty of(Scope scope, KeyId key) const;
    [[nodiscard]] bool paged(TypeId type) const {
        return type.value < types.size() && types[type.value].paged;
    }
};

/// All of a store that is held in memory from the time it is opened. Copies are cheap.
struct State {
    Shared<Names> names;
    Shared<NodeTable> nodes;
    Shared<Counts> counts;
    std::uint64_t version = 0;
};

// Growing a state; what is new is noted as entries of `default`.

/// The number of a name; a new name gets one, a synonym gives that of the name it stands for.
[[nodiscard]] std::uint32_t find_or_add(State& state, NameKind kind, std::string_view name,
                                        KvBatch& records);
/// The number of a label set; repeated labels count once.
[[nodiscard]] SetId find_or_add_set(State& state, std::span<const LabelId> labels,
                                    KvBatch& records);
/// Throws Error{Store} when no node id is left.
void check_room(const NodeTable& nodes);
/// The next number of the type, counted. Throws Error{Store} when none is left.
[[nodiscard]] RelationshipId next_relationship(Counts& counts, TypeId type);

/// Reads the state from `default`. Throws Error{Store} on anything the format does not allow.
[[nodiscard]] State load_state(const KvReader& reader);

/// The format record of a new store.
void put_format(KvBatch& batch);
/// Whether there is a format record. Throws Error{Store} naming `folder` for what is no Dingtu
/// store and for one made by a newer version.
[[nodiscard]] bool check_format(const KvReader& reader, const std::string& folder);

/// For a store that was killed while it was made: there is no format record yet.
[[nodiscard]] Error unfinished_store(const std::string& folder);

// The entries of `default` that make up a state.
void put_name(KvBatch& batch, NameKind kind, std::uint32_t number, std::string_view name);
void put_synonym(KvBatch& batch, NameKind kind, std::string_view synonym, std::string_view name);
void put_set(KvBatch& batch, SetId set, const std::vector<LabelId>& labels);
void put_exception(KvBatch& batch, NodeId node, SetId set);
void put_extent(KvBatch& batch, std::uint32_t number, const NodeTable::Extent& extent);
/// Such entries, each key once, in the order of their keys.
void put_in_order(KvBatch& records, KvLoad& load);
/// Every count that differs between two states.
void put_counts(KvBatch& batch, const Counts& before, const Counts& after);

/// The names and counts of a state for those who ask by interface.
class StateCatalog final : public Catalog {
public:
    explicit StateCatalog(const State& state) : state_(state) {}
    [[nodiscard]] std::optional<LabelId> label(std::string_view name) const override;
    [[nodiscard]] std::optional<TypeId> type(std::string_view name) const override;
    [[nodiscard]] std::optional<KeyId> key(std::string_view name) const override;
    [[nodiscard]] const std::string& name(LabelId id) const override;
    [[nodiscard]] const std::string& name(TypeId id) const override;
    [[nodiscard]] const std::string& name(KeyId id) const override;
    [[nodiscard]] std::optional<std::string> stored_name(NameKind kind,
                                                         std::string_view name) const override;
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> synonyms(
        NameKind kind) const override;
    [[nodiscard]] std::vector<LabelId> labels() const override;
    [[nodiscard]] std::vector<TypeId> types() const override;
    [[nodiscard]] std::vector<KeyId> keys() const override;
    [[nodiscard]] std::uint64_t node_count() const override;
    [[nodiscard]] std::uint64_t relationship_count() const override;
    [[nodiscard]] std::uint64_t count(LabelId id) const override;
    [[nodiscard]] std::uint64_t count(TypeId id) const override;
    [[nodiscard]] std::uint64_t count(KeyId id) const override;
    [[nodiscard]] std::uint64_t version() const override { return state_.version; }

private:
    const State& state_;
};

}  // namespace dingtu
