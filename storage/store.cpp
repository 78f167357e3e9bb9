#include "storage/store.h"

#include "base/error.h"
#include "storage/fold.h"
#include "storage/graph_store.h"
#include "storage/memory.h"
#include "storage/rocks.h"

#include <fmt/format.h>
#include <unistd.h>

namespace dingtu {

std::unique_ptr<Store> Store::open(const std::filesystem::path& folder, Mode mode,
                                   const StoreOptions& options) {
    return std::make_unique<GraphStore>(open_rocks(folder, mode, options.durability),
                                        folder.string(), options);
}

std::unique_ptr<Store> Store::in_memory() {
    return std::make_unique<GraphStore>(open_memory(), "memory");
}

namespace {
std::size_t half_of_memory() {
    return static_cast<std::size_t>(sysconf(_SC_PHYS_PAGES)) / 2 *
           static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}
}  // namespace

GraphStore::GraphStore(std::unique_ptr<KeyValue> keys, const std::string& name,
                       const StoreOptions& options)
    : keys_(std::move(keys)),
      budget_(std::make_shared<Budget>(options.memory_bytes == 0 ? half_of_memory()
                                                                 : options.memory_bytes)),
      folding_(options.fold_after),
      name_(name) {
    auto reader = keys_->snapshot();
    if (!check_format(*reader, name)) {
        if (keys_->read_only()) {
            throw unfinished_store(name);
        }
        KvBatch first;
        put_format(first);
        reader = keys_->write(std::move(first));
    }
    State state = load_state(*reader);
    adopt(std::move(reader), std::move(state));
}

std::shared_ptr<const StoredView> GraphStore::view() const {
    std::shared_ptr<const StoredView> before;  // dropped behind the lock: much may go with it
    const std::scoped_lock lock(publishing_);
    budget_->tick();
    if (const std::size_t missing = budget_->missing(); missing > 0) {
        budget_->forget_refusal();
        before = current_;
        const GraphReader& reader = before->reader();
        current_ = std::make_shared<StoredView>(reader.shared_keys(), before->state(),
                                                reader.shared_images()->without(missing));
    }
    return current_;
}

std::unique_ptr<Transaction> GraphStore::begin() {
    return std::make_unique<OpenTransaction>(start());
}

TransactionStart GraphStore::start() {
    if (read_only()) {
        throw Error(Phase::Store, fmt::format("`{}` is open for reading only", name_))
            .hint("leave out `--readonly` to write");
    }
    WriterTurn turn(turns_);
    const auto now = view();
    return {std::move(turn),
            now->reader().shared_keys(),
            now->state(),
            now->reader().shared_images(),
            versions_,
            [this](KvBatch batch, State state) { publish(std::move(batch), std::move(state)); }};
}

void GraphStore::adopt(std::shared_ptr<const KvReader> keys, State state) {
    state.version = ++versions_;
    auto images = std::make_shared<Images>(state, budget_);
    images->read_from(keys);
    set_current(std::make_shared<StoredView>(std::move(keys), std::move(state), std::move(images)));
}

void GraphStore::compact() {
    TransactionStart now = start();
    const auto load = keys_->load();
    fold(*now.keys, now.state, *load);
    publish_same(load->commit(), std::move(now.state));
    folding_.reset();
    keys_->compact();
}

void GraphStore::publish(KvBatch batch, State state) {
    auto images = std::make_shared<Images>(*view()->reader().shared_images(), state, batch);
    folding_.note(batch);
    auto keys = keys_->write(std::move(batch));
    images->read_from(keys);
    set_current(std::make_shared<StoredView>(std::move(keys), std::move(state), std::move(images)));
    fold_a_slice();
}

// The commit before is done whatever becomes of this: what fails is tried again by the next one,
// which will fail too if the medium does.
void GraphStore::fold_a_slice() {
    try {
        const auto now = view();
        State state = now->state();
        if (auto slice = folding_.next_slice(*now->reader().shared_keys(), state)) {
            publish_same(keys_->write(std::move(*slice)), std::move(state));
        }
    } catch (const Error&) {
        folding_.reset();
    }
}

// The keys are others, the content is the same.
void GraphStore::publish_same(std::shared_ptr<const KvReader> keys, State state) {
    auto images = std::make_shared<Images>(*view()->reader().shared_images(), state, KvBatch());
    images->read_from(keys);
    set_current(std::make_shared<StoredView>(std::move(keys), std::move(state), std::move(images)));
}

void GraphStore::set_current(std::shared_ptr<const StoredView> next) {
    const std::scoped_lock lock(publishing_);
    current_.swap(next);
}

void GraphStore::backup(const std::filesystem::path& folder) const {
    std::error_code ignored;
    if (std::filesystem::exists(folder, ignored) && !std::filesystem::is_empty(folder, ignored)) {
        throw Error(Phase::Store, fmt::format("`{}` is not empty", folder.string()))
            .hint("a backup goes into a folder of its own");
    }
    keys_->backup(folder);
}

}  // namespace dingtu
