#pragma once

#include "storage/overlay.h"
#include "storage/reading.h"
#include "storage/transaction.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

namespace dingtu {

/// Whose turn it is to write: one at a time. Unlike a mutex it may be given back by another thread.
class WriterTurns {
public:
    void take();
    void give_back();

private:
    std::mutex mutex_;
    std::condition_variable free_;
    bool taken_ = false;
};

/// A turn that is held; given back at the latest by the destructor.
class WriterTurn {
public:
    explicit WriterTurn(WriterTurns& turns) : turns_(&turns) { turns.take(); }
    WriterTurn(WriterTurn&& other) noexcept : turns_(std::exchange(other.turns_, nullptr)) {}
    WriterTurn& operator=(WriterTurn&&) = delete;
    ~WriterTurn() { end(); }
    void end() {
        if (turns_ != nullptr) {
            std::exchange(turns_, nullptr)->give_back();
        }
    }

private:
    WriterTurns* turns_;
};

/// What a transaction begins with.
struct TransactionStart {
    WriterTurn turn;
    std::shared_ptr<const KvReader> keys;
    State state;
    std::shared_ptr<const Images> images;
    std::atomic<std::uint64_t>& versions;  ///< numbers for State::version, drawn once each
    /// Makes a batch and the state that goes with it the store's present one, or throws.
    std::function<void(KvBatch, State)> commit;
};

/// The writes lie in an overlay over the state it began with; commit makes one batch of them.
class OpenTransaction final : public View<Transaction> {
public:
    explicit OpenTransaction(TransactionStart start);

    [[nodiscard]] LabelId label(std::string_view name) override;
    [[nodiscard]] TypeId type(std::string_view name) override;
    [[nodiscard]] KeyId key(std::string_view name) override;
    void add_synonym(NameKind kind, std::string_view name, std::string_view synonym) override;

    NodeId create_node(std::span<const LabelId> labels) override;
    RelationshipId create_relationship(TypeId type, NodeId start, NodeId end) override;
    void set(NodeId id, KeyId key, const Value& value) override;
    void set(RelationshipId id, KeyId key, const Value& value) override;
    bool add_label(NodeId id, LabelId label) override;
    bool remove_label(NodeId id, LabelId label) override;
    void erase(NodeId id) override;
    void erase(RelationshipId id) override;
    void set_key(std::string_view space, std::string_view key, NodeId id) override;
    void set_attachment(std::string_view name, std::string_view bytes) override;
    void erase_attachment(std::string_view name) override;
    void clear() override;
    void commit() override;

private:
    using NamesOfNode = std::map<std::string, std::vector<std::string>>;

    OpenTransaction(TransactionStart&& start, const std::shared_ptr<Overlay>& overlay);
    [[nodiscard]] std::uint32_t number_of(NameKind kind, std::string_view name);
    void relabel(NodeId id, SetId set);
    void remove(Family family, std::string_view key, bool paged);
    bool put_property(Owner owner, KeyId key, const Value& value);
    void index_value(NodeId id, KeyId key, const Value& before, const Value& after);
    [[nodiscard]] bool names_node(KeyId key) const;
    [[nodiscard]] NamesOfNode names_of(NodeId id) const;
    void index_names(NodeId id, const NamesOfNode& before, const NamesOfNode& after);
    void changed() { state_.version = ++versions_; }

    WriterTurn turn_;
    std::shared_ptr<Overlay> overlay_;  // also read through by the base class
    OwnWrites own_;
    State state_;
    std::shared_ptr<const Counts> counts_before_;
    std::atomic<std::uint64_t>& versions_;
    std::function<void(KvBatch, State)> commit_;
    KvBatch records_;                  // entries of `default`, which no read goes to
    std::set<std::uint32_t> extents_;  // from which ids were taken
    std::vector<NodeId> erased_;
    std::optional<KeyId> name_key_;
    std::optional<KeyId> aliases_key_;
};

}  // namespace dingtu
