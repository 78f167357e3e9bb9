#pragma once

#include "storage/folding.h"
#include "storage/kv.h"
#include "storage/store.h"
#include "storage/writing.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace dingtu {

/// The state of one commit.
class StoredView final : public View<Snapshot> {
public:
    StoredView(std::shared_ptr<const KvReader> keys, State state,
               std::shared_ptr<const Images> images)
        : View(std::move(keys), state_, std::move(images), nullptr),
          state_(std::move(state)) {}
    [[nodiscard]] const State& state() const { return state_; }
    [[nodiscard]] const GraphReader& reader() const { return reader_; }

private:
    State state_;
};

/// A graph in a key-value store.
class GraphStore final : public Store {
public:
    /// Takes what is in `keys`; a store without a format record is made a new graph, if it may be
    /// written. `name` is what errors call it.
    GraphStore(std::unique_ptr<KeyValue> keys, const std::string& name,
               const StoreOptions& options = {});

    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const override { return view(); }
    [[nodiscard]] std::unique_ptr<Transaction> begin() override;
    [[nodiscard]] bool read_only() const override { return keys_->read_only(); }
    [[nodiscard]] bool on_disk() const override { return keys_->on_disk(); }
    void compact() override;
    void backup(const std::filesystem::path& folder) const override;
    [[nodiscard]] std::vector<FamilySize> sizes() const override { return keys_->sizes(); }

    [[nodiscard]] std::shared_ptr<const StoredView> view() const;
    /// What the images in memory take, those of views that are still held included.
    [[nodiscard]] std::size_t image_bytes() const { return budget_->used(); }
    [[nodiscard]] const KeyValue& keys() const { return *keys_; }
    [[nodiscard]] KeyValue& keys() { return *keys_; }

    /// Waits for the writer before and gives the state of the last commit to go on from.
    [[nodiscard]] TransactionStart start();
    /// Makes a state that was written past transactions the present one.
    void adopt(std::shared_ptr<const KvReader> keys, State state);

private:
    void publish(KvBatch batch, State state);
    void fold_a_slice();
    void publish_same(std::shared_ptr<const KvReader> keys, State state);
    void set_current(std::shared_ptr<const StoredView> next);

    std::unique_ptr<KeyValue> keys_;
    std::shared_ptr<Budget> budget_;  // also of images in views that outlive the store
    Folding folding_;                 // of whose turn it is to write
    std::string name_;
    std::atomic<std::uint64_t> versions_ = 0;
    WriterTurns turns_;
    mutable std::mutex publishing_;                      // guards current_
    mutable std::shared_ptr<const StoredView> current_;  // reading may exchange its images
};

}  // namespace dingtu
