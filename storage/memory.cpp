#include "storage/memory.h"

#include "storage/rocks.h"
#include "storage/store.h"
#include "storage/tree.h"

#include <mutex>
#include <utility>

namespace dingtu {
namespace {

class MemoryCursor final : public KvCursor {
public:
    explicit MemoryCursor(Tree::Frozen root) : at_(std::move(root)) {}
    void seek(std::string_view key) override { at_.seek(key); }
    void seek_back(std::string_view key) override { at_.seek_back(key); }
    void next() override { at_.next(); }
    void previous() override { at_.previous(); }
    [[nodiscard]] bool valid() const override { return at_.valid(); }
    [[nodiscard]] std::string_view key() const override { return at_.entry().key; }
    [[nodiscard]] std::string_view value() const override { return *at_.entry().value; }

private:
    TreeCursor at_;
};

class MemoryReader final : public KvReader {
public:
    std::array<Tree::Frozen, family_count> roots;

    [[nodiscard]] bool get(Family family, std::string_view key, std::string& value) const override {
        const Tree::Mapped* found = Tree::find(roots[index_of(family)].get(), key);
        if (found == nullptr) {
            return false;
        }
        value = **found;
        return true;
    }
    [[nodiscard]] std::unique_ptr<KvCursor> cursor(Family family) const override {
        return std::make_unique<MemoryCursor>(roots[index_of(family)]);
    }
};

class Memory final : public KeyValue {
public:
    [[nodiscard]] std::shared_ptr<const KvReader> snapshot() const override {
        const std::scoped_lock lock(publishing_);
        return current_;
    }
    std::shared_ptr<const KvReader> write(KvBatch batch) override;
    [[nodiscard]] std::unique_ptr<KvLoad> load() override;
    [[nodiscard]] bool read_only() const override { return false; }
    [[nodiscard]] bool on_disk() const override { return false; }
    void compact() override {}
    void backup(const std::filesystem::path& folder) const override;
    [[nodiscard]] std::vector<FamilySize> sizes() const override;
    [[nodiscard]] std::vector<std::string> damages(Limits&) const override { return {}; }

private:
    std::array<Tree, family_count> trees_;  // the writer's
    mutable std::mutex publishing_;         // guards current_
    std::shared_ptr<const MemoryReader> current_ = std::make_shared<MemoryReader>();
};

std::shared_ptr<const KvReader> Memory::write(KvBatch batch) {
    if (batch.clear_first) {
        for (Tree& tree : trees_) {
            tree.clear();
        }
    }
    for (KvBatch::Change& change : batch.changes) {
        Tree& tree = trees_[index_of(change.family)];
        if (change.removal) {
            tree.erase(change.key);
        } else {
            tree.put(change.key, std::move(change.value));
        }
    }
    auto next = std::make_shared<MemoryReader>();
    for (std::size_t i = 0; i < family_count; ++i) {
        next->roots[i] = trees_[i].freeze();
    }
    const std::scoped_lock lock(publishing_);
    current_ = next;
    return next;
}

class MemoryLoad final : public KvLoad {
public:
    explicit MemoryLoad(Memory& memory) : memory_(memory) {}
    void put(Family family, std::string_view key, std::string_view value) override {
        const std::scoped_lock lock(writing_);
        batch_.put(family, key, value);
    }
    void erase(Family family, std::string_view key) override {
        const std::scoped_lock lock(writing_);
        batch_.erase(family, key);
    }
    std::shared_ptr<const KvReader> commit() override { return memory_.write(std::move(batch_)); }

private:
    Memory& memory_;
    std::mutex writing_;
    KvBatch batch_;
};

std::unique_ptr<KvLoad> Memory::load() {
    return std::make_unique<MemoryLoad>(*this);
}

void Memory::backup(const std::filesystem::path& folder) const {
    write_copy(*snapshot(), folder);
}

std::vector<FamilySize> Memory::sizes() const {
    const auto state = snapshot();
    std::vector<FamilySize> sizes;
    for (std::size_t i = 0; i < family_count; ++i) {
        FamilySize size{std::string(family_names[i]), 0, 0};
        const auto at = state->cursor(family_at(i));
        for (at->seek({}); at->valid(); at->next()) {
            ++size.keys;
            size.bytes += at->key().size() + at->value().size();
        }
        sizes.push_back(std::move(size));
    }
    return sizes;
}

}  // namespace

std::unique_ptr<KeyValue> open_memory() {
    return std::make_unique<Memory>();
}

}  // namespace dingtu
