#include "storage/overlay.h"

#include <optional>
#include <utility>

namespace dingtu {
namespace {

// Two cursors as one: the writes hide entries of the base with the same key, removals included.
class MergedCursor final : public KvCursor {
public:
    MergedCursor(std::unique_ptr<KvCursor> base, Tree::Frozen writes)
        : base_(std::move(base)),
          writes_(std::move(writes)) {}

    void seek(std::string_view key) override {
        base_->seek(key);
        writes_.seek(key);
        settle_forward();
    }
    void seek_back(std::string_view key) override {
        base_->seek_back(key);
        writes_.seek_back(key);
        settle_backward();
    }
    void next() override {
        const std::string here(key());
        if (!forward_) {
            base_->seek(here);
            writes_.seek(here);
        }
        step_over(here);
        settle_forward();
    }
    void previous() override {
        const std::string here(key());
        base_->seek_back(here);
        writes_.seek_back(here);
        step_back_over(here);
        settle_backward();
    }
    [[nodiscard]] bool valid() const override {
        return on_writes_ ? writes_.valid() : base_->valid();
    }
    [[nodiscard]] std::string_view key() const override {
        return on_writes_ ? std::string_view(writes_.entry().key) : base_->key();
    }
    [[nodiscard]] std::string_view value() const override {
        return on_writes_ ? std::string_view(*writes_.entry().value) : base_->value();
    }

private:
    void step_over(std::string_view key) {
        if (base_->valid() && base_->key() == key) {
            base_->next();
        }
        if (writes_.valid() && writes_.entry().key == key) {
            writes_.next();
        }
    }
    void step_back_over(std::string_view key) {
        if (base_->valid() && base_->key() == key) {
            base_->previous();
        }
        if (writes_.valid() && writes_.entry().key == key) {
            writes_.previous();
        }
    }
    void settle_forward() {
        forward_ = true;
        for (;;) {
            on_writes_ =
                writes_.valid() && (!base_->valid() || writes_.entry().key <= base_->key());
            if (!on_writes_ || writes_.entry().value) {
                return;
            }
            const std::string removed = writes_.entry().key;
            step_over(removed);
        }
    }
    void settle_backward() {
        forward_ = false;
        for (;;) {
            on_writes_ =
                writes_.valid() && (!base_->valid() || writes_.entry().key >= base_->key());
            if (!on_writes_ || writes_.entry().value) {
                return;
            }
            const std::string removed = writes_.entry().key;
            step_back_over(removed);
        }
    }

    std::unique_ptr<KvCursor> base_;
    TreeCursor writes_;
    bool on_writes_ = false;  // which of the two the position is on
    bool forward_ = true;     // both stand at or behind the position, else at or before it
};

class WritesCursor final : public KvCursor {
public:
    explicit WritesCursor(Tree::Frozen writes) : at_(std::move(writes)) {}
    void seek(std::string_view key) override {
        at_.seek(key);
        skip_forward();
    }
    void seek_back(std::string_view key) override {
        at_.seek_back(key);
        skip_backward();
    }
    void next() override {
        at_.next();
        skip_forward();
    }
    void previous() override {
        at_.previous();
        skip_backward();
    }
    [[nodiscard]] bool valid() const override { return at_.valid(); }
    [[nodiscard]] std::string_view key() const override { return at_.entry().key; }
    [[nodiscard]] std::string_view value() const override { return *at_.entry().value; }

private:
    void skip_forward() {
        while (at_.valid() && !at_.entry().value) {
            at_.next();
        }
    }
    void skip_backward() {
        while (at_.valid() && !at_.entry().value) {
            at_.previous();
        }
    }
    TreeCursor at_;
};

}  // namespace

void Overlay::put(Family family, std::string_view key, std::string_view value) {
    writes_[index_of(family)].put(key, std::string(value));
}

void Overlay::erase(Family family, std::string_view key) {
    writes_[index_of(family)].put(key, std::nullopt);
}

void Overlay::clear() {
    for (Tree& tree : writes_) {
        tree.clear();
    }
    base_.reset();
    cleared_ = true;
}

KvBatch Overlay::take() {
    KvBatch batch;
    batch.clear_first = cleared_;
    for (std::size_t i = 0; i < family_count; ++i) {
        TreeCursor at(writes_[i].freeze());
        for (at.seek({}); at.valid(); at.next()) {
            const Tree::Entry& entry = at.entry();
            if (entry.value) {
                batch.put(family_at(i), entry.key, *entry.value);
            } else if (!cleared_) {
                batch.erase(family_at(i), entry.key);
            }
        }
        writes_[i].clear();
    }
    base_.reset();
    return batch;
}

bool Overlay::get(Family family, std::string_view key, std::string& value) const {
    if (const Tree::Mapped* written = writes_[index_of(family)].find(key)) {
        if (*written) {
            value = **written;
        }
        return written->has_value();
    }
    return base_ != nullptr && base_->get(family, key, value);
}

std::unique_ptr<KvCursor> Overlay::cursor(Family family) const {
    Tree& writes = writes_[index_of(family)];
    if (base_ == nullptr) {
        return std::make_unique<WritesCursor>(writes.freeze());
    }
    if (writes.empty()) {
        return base_->cursor(family);
    }
    return std::make_unique<MergedCursor>(base_->cursor(family), writes.freeze());
}

}  // namespace dingtu
