#include "storage/bulk.h"

#include "base/error.h"
#include "storage/column_log.h"
#include "storage/graph_store.h"
#include "storage/page_writer.h"
#include "storage/sorter.h"
#include "storage/value_codec.h"

#include <algorithm>
#include <future>
#include <map>
#include <optional>

namespace dingtu {

namespace {

// Links that are few beside those that are there already go in as small keys; a fold takes them up.
constexpr std::uint64_t worth_merging = 8;

/// The links of the pages of a relation, the small keys beside them left aside.
class OldPages {
public:
    OldPages(const KvReader& keys, const LinkRelation& relation, bool paged,
             PageWriter<LinkRelation>& writer)
        : prefix_(relation.prefix()),
          writer_(writer) {
        if (paged) {
            at_ = keys.cursor(Family::Adjacency);
            at_->seek(prefix_);
            read();
        }
    }
    /// The next link below `link`, or nothing.
    [[nodiscard]] std::optional<Link> next_below(const Link* link) {
        if (place_ == links_.size()) {
            return std::nullopt;
        }
        const Link found = links_[place_];
        if (link != nullptr && *link < found) {
            return std::nullopt;
        }
        if (++place_ == links_.size()) {
            at_->next();
            read();
        }
        return found;
    }

private:
    void read() {
        links_.clear();
        place_ = 0;
        if (at_->valid() && at_->key().starts_with(prefix_)) {
            writer_.old_page(at_->key());
            ByteReader key(at_->key().substr(std::string_view(prefix_).size()));
            LinkRelation::decode_page(key, at_->value(), links_);
        }
    }

    ShortKey prefix_;
    PageWriter<LinkRelation>& writer_;
    std::unique_ptr<KvCursor> at_;
    std::vector<Link> links_;
    std::size_t place_ = 0;
};

}  // namespace

/// What has come so far, put aside by where it will go.
class BulkWriter::Work {
public:
    Work(GraphStore& store, std::size_t memory_bytes)
        : store_(store),
          start_(store.start()),
          before_(store.view()),
          catalog_(start_.state),
          first_extent_(start_.state.nodes->extents.size()),
          memory_bytes_(memory_bytes) {}

    [[nodiscard]] const Snapshot& before() const { return *before_; }
    [[nodiscard]] std::uint32_t number_of(NameKind kind, std::string_view name);
    NodeId create_node(std::span<const LabelId> labels);
    RelationshipId create_relationship(TypeId type, NodeId start, NodeId end);
    void set(NodeId id, KeyId key, const Value& value);
    void set(RelationshipId id, KeyId key, const Value& value);
    void set_key(std::string_view space, std::string_view key, NodeId id);
    void finish(Limits& limits);

private:
    using Column = std::pair<Scope, KeyId>;

    [[nodiscard]] State& state() { return start_.state; }
    void put_value(Owner owner, KeyId key, const Value& value);
    void flush_names();
    void spill_if_full();
    void write_relation(KvLoad& load, TypeId type, LinkLog& links, Limits& limits);
    void write_pages(KvLoad& load, const LinkRelation& relation, LinkLog& links, Limits& limits);
    void write_small_keys(KvLoad& load, TypeId type, LinkLog& links);
    void write_columns(KvLoad& load, Limits& limits);
    void write_indexes(KvLoad& load, Limits& limits);
    void write_records(KvLoad& load);

    GraphStore& store_;
    TransactionStart start_;  // its state is the one that grows
    std::shared_ptr<const StoredView> before_;
    StateCatalog catalog_;
    std::size_t first_extent_;  // of the new nodes
    std::size_t memory_bytes_;
    std::uint32_t calls_ = 0;

    std::map<std::uint32_t, LinkLog> links_;  // by type
    std::map<Column, ColumnLog> columns_;
    std::map<std::uint32_t, KeySorter> values_;  // by property; keys without it
    std::map<std::string, KeySorter> keys_;      // by what the keys of a space begin with
    KeySorter names_;
    std::optional<NodeId> named_;  // whose names are not in names_ yet
    std::map<std::string, std::vector<std::string>> pending_names_;
    KvBatch records_;
};

std::uint32_t BulkWriter::Work::number_of(NameKind kind, std::string_view name) {
    return find_or_add(state(), kind, name, records_);
}

NodeId BulkWriter::Work::create_node(std::span<const LabelId> labels) {
    flush_names();
    const SetId set = find_or_add_set(state(), labels, records_);
    NodeTable& table = state().nodes.write();
    // Never into an extent that was begun before: ids must lie behind those of the columns' pages.
    if (set.value < table.open.size() && table.open[set.value] != NodeTable::none &&
        table.open[set.value] < first_extent_) {
        table.add_extent({set, 0});
    }
    check_room(*state().nodes);
    ++state().counts.write().sets[set.value];
    return table.add(set);
}

RelationshipId BulkWriter::Work::create_relationship(TypeId type, NodeId start, NodeId end) {
    invariant(state().nodes->set_of(start) != no_set && state().nodes->set_of(end) != no_set,
              "a relationship begins and ends at existing nodes");
    const RelationshipId id = next_relationship(state().counts.write(), type);
    links_[type.value].add({static_cast<std::uint32_t>(start.value),
                            static_cast<std::uint32_t>(end.value),
                            static_cast<std::uint32_t>(serial_of(id))});
    return id;
}

void BulkWriter::Work::set(NodeId id, KeyId key, const Value& value) {
    invariant(id.value / extent_size >= first_extent_, "only new nodes are given properties");
    if (value.is_null()) {
        return;
    }
    put_value(owner_of(id), key, value);
    if (has_ordered_form(value)) {
        std::string entry;
        append_ordered(entry, value);
        append_big_endian(entry, id.value, 5);
        values_[key.value].add(entry, {});
    }
    const std::string& name = catalog_.name(key);
    if (name == name_property || name == aliases_property) {
        if (named_ != id) {
            flush_names();
        }
        named_ = id;
        collect_names(value, pending_names_);
    }
    spill_if_full();
}

void BulkWriter::Work::set(RelationshipId id, KeyId key, const Value& value) {
    if (!value.is_null()) {
        put_value(owner_of(id), key, value);
    }
}

void BulkWriter::Work::put_value(Owner owner, KeyId key, const Value& value) {
    columns_[{owner.scope, key}].add(owner.id, encode_value(value));
    ++state().counts.write().of(owner.scope, key).count;
}

void BulkWriter::Work::set_key(std::string_view space, std::string_view key, NodeId id) {
    keys_[import_key(space, {})].add(key, ShortKey().u40(id.value));
    spill_if_full();
}

void BulkWriter::Work::flush_names() {
    for (const auto& [normal, texts] : pending_names_) {
        names_.add(name_key(normal, *named_), encode_value(List(texts.begin(), texts.end())));
    }
    pending_names_.clear();
    named_.reset();
}

void BulkWriter::Work::spill_if_full() {
    if ((++calls_ & 0xFFF) != 0) {
        return;
    }
    std::size_t bytes = names_.bytes();
    for (const auto& [property, sorter] : values_) {
        bytes += sorter.bytes();
    }
    for (const auto& [space, sorter] : keys_) {
        bytes += sorter.bytes();
    }
    if (bytes > memory_bytes_) {
        names_.spill();
        for (auto& [property, sorter] : values_) {
            sorter.spill();
        }
        for (auto& [space, sorter] : keys_) {
            sorter.spill();
        }
    }
}

// --- into the store ------------------------------------------------------------------------------

void BulkWriter::Work::finish(Limits& limits) {
    flush_names();
    const auto load = store_.keys().load();
    Limits quiet;  // of the second thread; the first one looks at the user's
    auto columns = std::async(std::launch::async, [&] { write_columns(*load, quiet); });
    for (auto& [type, links] : links_) {
        write_relation(*load, TypeId{type}, links, limits);
    }
    write_indexes(*load, limits);
    columns.get();
    write_records(*load);
    limits.check_now();
    auto keys = load->commit();
    store_.adopt(std::move(keys), state());
    start_.turn.end();
}

void BulkWriter::Work::write_relation(KvLoad& load, TypeId type, LinkLog& links, Limits& limits) {
    const Counts::OfType before = type.value < before_->state().counts->types.size()
                                      ? before_->state().counts->types[type.value]
                                      : Counts::OfType();
    if (before.paged && links.count() * worth_merging < before.count) {
        write_small_keys(load, type, links);
        return;
    }
    write_pages(load, {type, Side::Forward}, links, limits);
    write_pages(load, {type, Side::Backward}, links, limits);
    PageWriter<EndsRelation> ends(load, {type});
    links.for_each([&](const Link& link) { ends.add({link.serial, link.subject, link.other}); });
    ends.finish();
    state().counts.write().types[type.value].paged = true;
}

void BulkWriter::Work::write_pages(KvLoad& load, const LinkRelation& relation, LinkLog& links,
                                   Limits& limits) {
    PageWriter<LinkRelation> writer(load, relation);
    OldPages old(*before_->reader().shared_keys(), relation,
                 before_->state().counts->paged(relation.type), writer);
    links.sorted(relation.side == Side::Backward, memory_bytes_ / 2, [&](const Link& link) {
        limits.check();
        while (const auto before = old.next_below(&link)) {
            writer.add(*before);
        }
        writer.add(link);
    });
    while (const auto rest = old.next_below(nullptr)) {
        writer.add(*rest);
    }
    writer.finish();
}

void BulkWriter::Work::write_small_keys(KvLoad& load, TypeId type, LinkLog& links) {
    for (const Side side : {Side::Forward, Side::Backward}) {
        const LinkRelation relation{type, side};
        links.sorted(side == Side::Backward, memory_bytes_ / 2, [&](const Link& link) {
            load.put(Family::AdjacencyDelta, relation.key(link), link_added);
        });
    }
    links.for_each([&](const Link& link) {
        load.put(Family::EndsDelta, EndsRelation{type}.key({link.serial, 0, 0}),
                 ends_value({NodeId{link.subject}, NodeId{link.other}}));
    });
}

void BulkWriter::Work::write_columns(KvLoad& load, Limits& limits) {
    for (auto& [column, log] : columns_) {
        limits.check();
        log.write(load, column.first, column.second);
    }
}

void BulkWriter::Work::write_indexes(KvLoad& load, Limits& limits) {
    std::string full_key;
    for (auto& [property, sorter] : values_) {
        sorter.drain([&, number = property](std::string_view key, std::string_view value) {
            limits.check();
            full_key.clear();
            append_u32(full_key, number);
            full_key += key;
            load.put(Family::Value, full_key, value);
        });
    }
    names_.drain([&](std::string_view key, std::string_view value) {
        limits.check();
        load.put(Family::Name, key, value);
    });
    for (auto& [space, sorter] : keys_) {
        sorter.drain(
            [&, prefix = std::string_view(space)](std::string_view key, std::string_view value) {
                limits.check();
                full_key = prefix;
                full_key += key;
                load.put(Family::Key, full_key, value);
            });
    }
}

void BulkWriter::Work::write_records(KvLoad& load) {
    Counts& counts = state().counts.write();
    for (const auto& [column, log] : columns_) {
        counts.of(column.first, column.second).paged = true;
    }
    const auto& extents = state().nodes->extents;
    for (std::size_t number = first_extent_; number < extents.size(); ++number) {
        put_extent(records_, static_cast<std::uint32_t>(number), extents[number]);
    }
    put_counts(records_, *before_->state().counts, counts);
    put_in_order(records_, load);
}

// --- the door ------------------------------------------------------------------------------------

BulkWriter::BulkWriter(Store& store, std::size_t memory_bytes)
    : work_(std::make_unique<Work>(dynamic_cast<GraphStore&>(store), memory_bytes)) {}

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
void BulkWriter::set_key(std::string_view space, std::string_view key, NodeId id) {
    work_->set_key(space, key, id);
}
void BulkWriter::finish(Limits& limits) {
    work_->finish(limits);
}

}  // namespace dingtu
