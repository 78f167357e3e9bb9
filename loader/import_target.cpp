#include "loader/import_target.h"

#include "base/error.h"
#include "storage/transaction.h"

namespace dingtu {

namespace {

class TransactionTarget final : public ImportTarget {
public:
    explicit TransactionTarget(Store& store) : transaction_(store.begin()) {}

    LabelId label(std::string_view name) override { return transaction_->label(name); }
    TypeId type(std::string_view name) override { return transaction_->type(name); }
    KeyId key(std::string_view name) override { return transaction_->key(name); }
    NodeId create_node(std::span<const LabelId> labels) override {
        return transaction_->create_node(labels);
    }
    RelationshipId create_relationship(TypeId type, NodeId start, NodeId end) override {
        return transaction_->create_relationship(type, start, end);
    }
    void set(NodeId id, KeyId key, const Value& value) override {
        transaction_->set(id, key, value);
    }
    void set(RelationshipId id, KeyId key, const Value& value) override {
        transaction_->set(id, key, value);
    }
    void set_text(NodeId id, KeyId key, std::string_view text) override {
        transaction_->set(id, key, text);
    }
    void set_text(RelationshipId id, KeyId key, std::string_view text) override {
        transaction_->set(id, key, text);
    }
    void set_key(std::string_view space, std::string_view key, NodeId id) override {
        transaction_->set_key(space, key, id);
    }
    bool add_label(NodeId id, LabelId label) override { return transaction_->add_label(id, label); }
    const Snapshot& graph() const override { return *transaction_; }
    void finish(Limits& limits, const OnProgress&) override {
        limits.check_now();
        transaction_->commit();
    }

private:
    std::unique_ptr<Transaction> transaction_;
};

class BulkTarget final : public ImportTarget {
public:
    BulkTarget(Store& store, const BulkOptions& options) : writer_(store, options) {}

    LabelId label(std::string_view name) override { return writer_.label(name); }
    TypeId type(std::string_view name) override { return writer_.type(name); }
    KeyId key(std::string_view name) override { return writer_.key(name); }
    NodeId create_node(std::span<const LabelId> labels) override {
        return writer_.create_node(labels);
    }
    RelationshipId create_relationship(TypeId type, NodeId start, NodeId end) override {
        return writer_.create_relationship(type, start, end);
    }
    void set(NodeId id, KeyId key, const Value& value) override { writer_.set(id, key, value); }
    void set(RelationshipId id, KeyId key, const Value& value) override {
        writer_.set(id, key, value);
    }
    void set_text(NodeId id, KeyId key, std::string_view text) override {
        writer_.set_text(id, key, text);
    }
    void set_text(RelationshipId id, KeyId key, std::string_view text) override {
        writer_.set_text(id, key, text);
    }
    void set_key(std::string_view space, std::string_view key, NodeId id) override {
        writer_.set_key(space, key, id);
    }
    bool add_label(NodeId, LabelId) override {
        invariant(false, "a bulk load changes no node");
        return false;
    }
    const Snapshot& graph() const override { return writer_.before(); }
    void finish(Limits& limits, const OnProgress& on_progress) override {
        writer_.finish(limits, on_progress);
    }

private:
    BulkWriter writer_;
};

}  // namespace

std::unique_ptr<ImportTarget> import_by_bulk(Store& store, const BulkOptions& options) {
    return std::make_unique<BulkTarget>(store, options);
}

std::unique_ptr<ImportTarget> import_by_transaction(Store& store) {
    return std::make_unique<TransactionTarget>(store);
}

}  // namespace dingtu
