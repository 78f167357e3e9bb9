#include "storage/bulk.h"

#include "base/error.h"
#include "storage/gathered.h"
#include "storage/graph_store.h"
#include "storage/value_codec.h"

#include <algorithm>
#include <map>
#include <optional>

namespace dingtu {

/// What has come so far, put aside by where it will go.
class BulkWriter::Work {
public:
    Work(GraphStore& store, const BulkOptions& options)
        : store_(store),
          start_(store.start()),
          before_(store.view()),
          catalog_(start_.state),
          first_extent_(start_.state.nodes->extents.size()),
          options_(options) {}

    [[nodiscard]] const Snapshot& before() const { return *before_; }
    [[nodiscard]] std::uint32_t number_of(NameKind kind, std::string_view name);
    NodeId create_node(std::span<const LabelId> labels);
    RelationshipId create_relationship(TypeId type, NodeId start, NodeId end);
    void set(NodeId id, KeyId key, const Value& value);
    void set_text(Owner owner, KeyId key, std::string_view text);
    void set(RelationshipId id, KeyId key, const Value& value);
    void set_key(std::string_view space, std::string_view key, NodeId id);
    void finish(Limits& limits, const OnProgress& on_progress);

private:
    /// Where the values of a property go.
    struct Column {
        ColumnLog* log = nullptr;
        bool names_node = false;
    };

    [[nodiscard]] State& state() { return start_.state; }
    [[nodiscard]] Column& column(Scope scope, KeyId key);
    [[nodiscard]] LinkLog& links_of(TypeId type);
    void note_names(NodeId id, const Value& value);
    void flush_names();
    void spill_if_full();
    void write_records(KvLoad& load);

    GraphStore& store_;
    TransactionStart start_;  // its state is the one that grows
    std::shared_ptr<const StoredView> before_;
    StateCatalog catalog_;
    std::size_t first_extent_;  // of the new nodes
    BulkOptions options_;
    std::uint32_t calls_ = 0;

    Gathered gathered_;
    std::vector<std::vector<Column>> columns_;  // by scope and key, into gathered_
    std::vector<LinkLog*> links_;               // by type, into gathered_
    std::vector<LabelId> labels_;               // of the last node
    std::optional<SetId> set_;                  // their set
    std::string key_space_;                     // of the last key
    KeySorter* key_sorter_ = nullptr;           // its keys
    std::optional<NodeId> named_;               // whose names are not gathered yet
    std::map<std::string, std::vector<std::string>> pending_names_;
    KvBatch records_;
};

std::uint32_t BulkWriter::Work::number_of(NameKind kind, std::string_view name) {
    return find_or_add(state(), kind, name, records_);
}

NodeId BulkWriter::Work::create_node(std::span<const LabelId> labels) {
    if (named_) {
        flush_names();
    }
    if (!set_ || !std::ranges::equal(labels, labels_)) {
        set_ = find_or_add_set(state(), labels, records_);
        labels_.assign(labels.begin(), labels.end());
    }
    NodeTable& table = state().nodes.write();
    // Never into an extent that was begun before: ids must lie behind those of the columns' pages.
    if (set_->value < table.open.size() && table.open[set_->value] != NodeTable::none &&
        table.open[set_->value] < first_extent_) {
        table.add_extent({*set_, 0});
    }
    check_room(table);
    ++state().counts.write().sets[set_->value];
    return table.add(*set_);
}

RelationshipId BulkWriter::Work::create_relationship(TypeId type, NodeId start, NodeId end) {
    invariant(state().nodes->set_of(start) != no_set && state().nodes->set_of(end) != no_set,
              "a relationship begins and ends at existing nodes");
    const RelationshipId id = next_relationship(state().counts.write(), type);
    links_of(type).add({static_cast<std::uint32_t>(start.value),
                        static_cast<std::uint32_t>(end.value),
                        static_cast<std::uint32_t>(serial_of(id))});
    return id;
}

void BulkWriter::Work::set(NodeId id, KeyId key, const Value& value) {
    invariant(id.value / extent_size >= first_extent_, "only new nodes are given properties");
    if (value.is_null()) {
        return;
    }
    const Column& into = column(node_scope, key);
    into.log->add(id.value, value);
    if (into.names_node) {
        note_names(id, value);
    }
}

void BulkWriter::Work::set(RelationshipId id, KeyId key, const Value& value) {
    if (!value.is_null()) {
        column(scope_of(type_of(id)), key).log->add(serial_of(id), value);
    }
}

void BulkWriter::Work::set_text(Owner owner, KeyId key, std::string_view text) {
    const Column& into = column(owner.scope, key);
    into.log->add_text(owner.id, text);
    if (into.names_node) {
        note_names(NodeId{owner.id}, text);
    }
}

BulkWriter::Work::Column& BulkWriter::Work::column(Scope scope, KeyId key) {
    if (scope.value >= columns_.size()) {
        columns_.resize(scope.value + 1);
    }
    if (key.value >= columns_[scope.value].size()) {
        columns_[scope.value].resize(key.value + 1);
    }
    Column& found = columns_[scope.value][key.value];
    if (found.log == nullptr) {
        const std::string& name = catalog_.name(key);
        found.log = &gathered_.columns[{scope, key}];
        found.names_node =
            scope == node_scope && (name == name_property || name == aliases_property);
    }
    return found;
}

LinkLog& BulkWriter::Work::links_of(TypeId type) {
    if (type.value >= links_.size()) {
        links_.resize(type.value + 1);
    }
    if (links_[type.value] == nullptr) {
        links_[type.value] = &gathered_.links[type.value];
    }
    return *links_[type.value];
}

void BulkWriter::Work::set_key(std::string_view space, std::string_view key, NodeId id) {
    if (key_sorter_ == nullptr || space != key_space_) {
        key_sorter_ = &gathered_.keys[import_key(space, {})];
        key_space_ = space;
    }
    key_sorter_->add(key, ShortKey().u40(id.value));
    spill_if_full();
}

void BulkWriter::Work::note_names(NodeId id, const Value& value) {
    if (named_ != id) {
        flush_names();
    }
    named_ = id;
    collect_names(value, pending_names_);
    spill_if_full();
}

void BulkWriter::Work::flush_names() {
    for (const auto& [normal, texts] : pending_names_) {
        gathered_.names.add(name_key(normal, *named_),
                            encode_value(List(texts.begin(), texts.end())));
    }
    pending_names_.clear();
    named_.reset();
}

void BulkWriter::Work::spill_if_full() {
    // While they are gathered, other things want memory too.
    const std::size_t most_bytes = options_.memory_bytes / 4;
    if ((++calls_ & 0xFFF) != 0) {
        return;
    }
    std::size_t bytes = gathered_.names.bytes();
    for (const auto& [space, sorter] : gathered_.keys) {
        bytes += sorter.bytes();
    }
    if (bytes > most_bytes) {
        gathered_.names.spill();
        for (auto& [space, sorter] : gathered_.keys) {
            sorter.spill();
        }
    }
}

// --- into the store ------------------------------------------------------------------------------

void BulkWriter::Work::finish(Limits& limits, const OnProgress& on_progress) {
    flush_names();
    Counts& counts = state().counts.write();
    for (auto& [column, log] : gathered_.columns) {
        log.close();
        Counts::OfProperty& of = counts.of(column.first, column.second);
        of.count += log.count();
        of.paged = true;
    }
    const Counts& before = *before_->state().counts;
    for (const auto& [type, links] : gathered_.links) {
        counts.types[type].paged =
            counts.types[type].paged || into_pages(before, TypeId{type}, links);
    }
    const auto load = store_.keys().load();
    write_gathered(gathered_, {*before_->reader().shared_keys(), before}, *load,
                   {options_.memory_bytes, options_.threads, limits, on_progress});
    write_records(*load);
    limits.check_now();
    auto keys = load->commit();
    store_.adopt(std::move(keys), state());
    start_.turn.end();
}

void BulkWriter::Work::write_records(KvLoad& load) {
    const auto& extents = state().nodes->extents;
    for (std::size_t number = first_extent_; number < extents.size(); ++number) {
        put_extent(records_, static_cast<std::uint32_t>(number), extents[number]);
    }
    put_counts(records_, *before_->state().counts, *state().counts);
    put_in_order(records_, load);
}

// --- the door ------------------------------------------------------------------------------------

BulkWriter::BulkWriter(Store& store, const BulkOptions& options)
    : work_(std::make_unique<Work>(dynamic_cast<GraphStore&>(store), options)) {}

BulkWriter::~BulkWriter() = default;

const Snapshot& BulkWriter::before() const {
    return work_->before();
}
LabelId BulkWriter::label(std::string_view name) {
    return LabelId{work_->number_of(NameKind::Label, name)};
}
TypeId BulkWriter::type(std::string_view name) {
    return TypeId{work_->number_of(NameKind::Type, name)};
}
KeyId BulkWriter::key(std::string_view name) {
    return KeyId{work_->number_of(NameKind::Key, name)};
}
NodeId BulkWriter::create_node(std::span<const LabelId> labels) {
    return work_->create_node(labels);
}
RelationshipId BulkWriter::create_relationship(TypeId type, NodeId start, NodeId end) {
    return work_->create_relationship(type, start, end);
}
void BulkWriter::set(NodeId id, KeyId key, const Value& value) {
    work_->set(id, key, value);
}
void BulkWriter::set(RelationshipId id, KeyId key, const Value& value) {
    work_->set(id, key, value);
}
void BulkWriter::set_text(NodeId id, KeyId key, std::string_view text) {
    work_->set_text(owner_of(id), key, text);
}
void BulkWriter::set_text(RelationshipId id, KeyId key, std::string_view text) {
    work_->set_text(owner_of(id), key, text);
}
void BulkWriter::set_key(std::string_view space, std::string_view key, NodeId id) {
    work_->set_key(space, key, id);
}
void BulkWriter::finish(Limits& limits, const OnProgress& on_progress) {
    work_->finish(limits, on_progress);
}

}  // namespace dingtu
