#include "storage/writing.h"

#include "base/error.h"
#include "storage/scan.h"
#include "storage/value_codec.h"

#include <algorithm>

#include <fmt/format.h>

namespace dingtu {

void WriterTurns::take() {
    std::unique_lock lock(mutex_);
    free_.wait(lock, [&] { return !taken_; });
    taken_ = true;
}

void WriterTurns::give_back() {
    {
        const std::scoped_lock lock(mutex_);
        taken_ = false;
    }
    free_.notify_one();
}

namespace {

std::optional<KeyId> stored_key(const State& state, std::string_view name) {
    const auto& numbers = state.names->of(NameKind::Key).numbers;
    const auto found = numbers.find(std::string(name));
    return found == numbers.end() ? std::nullopt : std::optional(KeyId{found->second});
}
}  // namespace

OpenTransaction::OpenTransaction(TransactionStart start)
    : OpenTransaction(std::move(start), std::make_shared<Overlay>(start.keys)) {}

OpenTransaction::OpenTransaction(TransactionStart&& start, const std::shared_ptr<Overlay>& overlay)
    : View(overlay, state_, std::move(start.images), &own_),
      turn_(std::move(start.turn)),
      overlay_(overlay),
      own_(overlay),
      state_(std::move(start.state)),
      counts_before_(state_.counts.hold()),
      versions_(start.versions),
      commit_(std::move(start.commit)),
      name_key_(stored_key(state_, name_property)),
      aliases_key_(stored_key(state_, aliases_property)) {}

// --- names ---------------------------------------------------------------------------------------

std::uint32_t OpenTransaction::number_of(NameKind kind, std::string_view name) {
    const std::size_t before = state_.names->of(kind).names.size();
    const std::uint32_t number = find_or_add(state_, kind, name, records_);
    if (state_.names->of(kind).names.size() != before) {
        changed();
    }
    return number;
}

LabelId OpenTransaction::label(std::string_view name) {
    return LabelId{number_of(NameKind::Label, name)};
}

TypeId OpenTransaction::type(std::string_view name) {
    return TypeId{number_of(NameKind::Type, name)};
}

KeyId OpenTransaction::key(std::string_view name) {
    const KeyId id{number_of(NameKind::Key, name)};
    const std::string& stored = catalog_.name(id);
    if (stored == name_property) {
        name_key_ = id;
    } else if (stored == aliases_property) {
        aliases_key_ = id;
    }
    return id;
}

void OpenTransaction::add_synonym(NameKind kind, std::string_view name, std::string_view synonym) {
    const NameTable& table = state_.names->of(kind);
    const std::string target = table.stored_name(name).value_or(std::string(name));
    const auto present = table.stored_name(synonym);
    if (present == target || synonym == target) {
        return;
    }
    if (present) {
        throw Error(
            Phase::Run,
            *present == synonym
                ? fmt::format("`{}` is a name itself and cannot stand for `{}`", synonym, target)
                : fmt::format("`{}` already stands for `{}`", synonym, *present));
    }
    state_.names.write().of(kind).synonyms.emplace(synonym, target);
    put_synonym(records_, kind, synonym, target);
    changed();
}

// --- nodes ---------------------------------------------------------------------------------------

NodeId OpenTransaction::create_node(std::span<const LabelId> labels) {
    check_room(*state_.nodes);
    const SetId set = find_or_add_set(state_, labels, records_);
    const NodeId id = state_.nodes.write().add(set);
    extents_.insert(static_cast<std::uint32_t>(id.value / extent_size));
    ++state_.counts.write().sets[set.value];
    changed();
    return id;
}

// From the labels that a node has to those of `set`; no_set erases it.
void OpenTransaction::relabel(NodeId id, SetId set) {
    Counts& counts = state_.counts.write();
    --counts.sets[state_.nodes->set_of(id).value];
    if (set != no_set) {
        ++counts.sets[set.value];
    }
    state_.nodes.write().set(id, set);
    put_exception(records_, id, set);
    changed();
}

bool OpenTransaction::add_label(NodeId id, LabelId label) {
    invariant(reader_.contains(id), "only an existing node is given a label");
    if (reader_.has_label(id, label)) {
        return false;
    }
    std::vector<LabelId> after = labels(id);
    after.push_back(label);
    relabel(id, find_or_add_set(state_, after, records_));
    return true;
}

bool OpenTransaction::remove_label(NodeId id, LabelId label) {
    invariant(reader_.contains(id), "a label is only taken from an existing node");
    if (!reader_.has_label(id, label)) {
        return false;
    }
    std::vector<LabelId> after = labels(id);
    std::erase(after, label);
    relabel(id, find_or_add_set(state_, after, records_));
    return true;
}

void OpenTransaction::erase(NodeId id) {
    if (!reader_.contains(id)) {
        return;
    }
    for (const auto& property : reader_.properties(owner_of(id))) {
        set(id, property.first, Value());
    }
    relabel(id, no_set);
    erased_.push_back(id);
}

// --- relationships -------------------------------------------------------------------------------

RelationshipId OpenTransaction::create_relationship(TypeId type, NodeId start, NodeId end) {
    invariant(reader_.contains(start) && reader_.contains(end),
              "a relationship begins and ends at existing nodes");
    const RelationshipId id = next_relationship(state_.counts.write(), type);
    own_.touch(type, Side::Forward, start);
    own_.touch(type, Side::Backward, end);
    overlay_->put(Family::AdjacencyDelta, adjacency_key(Side::Forward, start, end, id), link_added);
    overlay_->put(Family::AdjacencyDelta, adjacency_key(Side::Backward, end, start, id),
                  link_added);
    overlay_->put(Family::EndsDelta, ends_key(id), ends_value({start, end}));
    changed();
    return id;
}

void OpenTransaction::erase(RelationshipId id) {
    const auto ends = reader_.endpoints(id);
    if (!ends) {
        return;
    }
    for (const auto& property : reader_.properties(owner_of(id))) {
        put_property(owner_of(id), property.first, Value());
    }
    own_.touch(type_of(id), Side::Forward, ends->start);
    own_.touch(type_of(id), Side::Backward, ends->end);
    const bool paged = state_.counts->paged(type_of(id));
    remove(Family::AdjacencyDelta, adjacency_key(Side::Forward, ends->start, ends->end, id), paged);
    remove(Family::AdjacencyDelta, adjacency_key(Side::Backward, ends->end, ends->start, id),
           paged);
    remove(Family::EndsDelta, ends_key(id), paged);
    --state_.counts.write().types[type_of(id).value].count;
    changed();
}

namespace {
std::string_view removal_in(Family family) {
    return family == Family::AdjacencyDelta ? link_removed
           : family == Family::Value        ? value_removed
                                            : std::string_view();
}
}  // namespace

// Where a page may hold the entry, a key must say that it is gone.
void OpenTransaction::remove(Family family, std::string_view key, bool paged) {
    if (paged) {
        overlay_->put(family, key, removal_in(family));
    } else {
        overlay_->erase(family, key);
    }
}

// --- properties ----------------------------------------------------------------------------------

void OpenTransaction::set(NodeId id, KeyId key, const Value& value) {
    invariant(reader_.contains(id), "only an existing node is given a property");
    if (!names_node(key)) {
        put_property(owner_of(id), key, value);
        return;
    }
    const NamesOfNode before = names_of(id);
    if (put_property(owner_of(id), key, value)) {
        index_names(id, before, names_of(id));
    }
}

void OpenTransaction::set(RelationshipId id, KeyId key, const Value& value) {
    invariant(reader_.contains(id), "only an existing relationship is given a property");
    put_property(owner_of(id), key, value);
}

// Writes the column and, for nodes, the index by value. False if nothing changed.
bool OpenTransaction::put_property(Owner owner, KeyId key, const Value& value) {
    const std::string after = value.is_null() ? std::string() : encode_value(value);
    const Value before = reader_.property(owner, key);
    const bool had = !before.is_null();
    if (had ? encode_value(before) == after : value.is_null()) {
        return false;
    }
    const ShortKey at = column_key(owner, key);
    if (value.is_null()) {
        remove(Family::ColumnDelta, at, state_.counts->of(owner.scope, key).paged);
    } else {
        overlay_->put(Family::ColumnDelta, at, after);
    }
    if (owner.scope == node_scope) {
        index_value(NodeId{owner.id}, key, before, value);
    }
    if (had == value.is_null()) {
        std::uint64_t& count = state_.counts.write().of(owner.scope, key).count;
        had ? --count : ++count;
        changed();
    }
    return true;
}

void OpenTransaction::index_value(NodeId id, KeyId key, const Value& before, const Value& after) {
    if (has_ordered_form(before)) {
        remove(Family::Value, value_key(key, before, id), state_.counts->of(node_scope, key).paged);
    }
    if (has_ordered_form(after)) {
        overlay_->put(Family::Value, value_key(key, after, id), {});
    }
}

bool OpenTransaction::names_node(KeyId key) const {
    return key == name_key_ || key == aliases_key_;
}

OpenTransaction::NamesOfNode OpenTransaction::names_of(NodeId id) const {
    NamesOfNode names;
    for (const auto& key : {name_key_, aliases_key_}) {
        if (key) {
            collect_names(property(id, *key), names);
        }
    }
    return names;
}

void OpenTransaction::index_names(NodeId id, const NamesOfNode& before, const NamesOfNode& after) {
    for (const auto& [normal, texts] : before) {
        if (!after.contains(normal)) {
            overlay_->erase(Family::Name, name_key(normal, id));
        }
    }
    for (const auto& [normal, texts] : after) {
        const auto old = before.find(normal);
        if (old == before.end() || old->second != texts) {
            overlay_->put(Family::Name, name_key(normal, id),
                          encode_value(List(texts.begin(), texts.end())));
        }
    }
}

// --- attachments and the whole -------------------------------------------------------------------

void OpenTransaction::set_key(std::string_view space, std::string_view key, NodeId id) {
    invariant(reader_.contains(id), "only an existing node is given a key");
    overlay_->put(Family::Key, import_key(space, key), ShortKey().u40(id.value));
}

void OpenTransaction::set_attachment(std::string_view name, std::string_view bytes) {
    overlay_->put(Family::Attachment, name, bytes);
}

void OpenTransaction::erase_attachment(std::string_view name) {
    overlay_->erase(Family::Attachment, name);
}

void OpenTransaction::clear() {
    overlay_->clear();
    reader_.forget_images();
    state_ = State();
    counts_before_ = state_.counts.hold();
    records_ = KvBatch();
    put_format(records_);
    extents_.clear();
    erased_.clear();
    name_key_.reset();
    aliases_key_.reset();
    changed();
}

void OpenTransaction::commit() {
    for (const NodeId id : erased_) {
        if (reader_.connected(id)) {
            throw Error(Phase::Run, fmt::format("node {} cannot be deleted: it still has "
                                                "relationships",
                                                id.value))
                .hint("DETACH DELETE deletes them as well")
                .named("ConstraintVerificationFailed", "DeleteConnectedNode");
        }
    }
    for (const std::uint32_t number : extents_) {
        put_extent(records_, number, state_.nodes->extents[number]);
    }
    put_counts(records_, *counts_before_, *state_.counts);
    KvBatch batch = overlay_->take();
    reader_.forget_images();
    std::ranges::move(records_.changes, std::back_inserter(batch.changes));
    if (batch.clear_first || !batch.changes.empty()) {
        commit_(std::move(batch), state_);
    }
    turn_.end();
}

}  // namespace dingtu
