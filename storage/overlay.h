#pragma once

#include "storage/kv.h"
#include "storage/tree.h"

#include <array>
#include <memory>

namespace dingtu {

/// The writes of a transaction over the state it began with, readable as one. A cursor stays at the
/// state of its opening.
class Overlay final : public KvReader {
public:
    explicit Overlay(std::shared_ptr<const KvReader> base) : base_(std::move(base)) {}

    void put(Family family, std::string_view key, std::string_view value);
    void erase(Family family, std::string_view key);
    /// Hides everything, below and written so far.
    void clear();

    /// All writes as one batch, each key once. The overlay is spent afterwards and holds nothing.
    [[nodiscard]] KvBatch take();

    /// What was written at the key: a value, or nothing for a removal. Null if nothing was.
    [[nodiscard]] const Tree::Mapped* written(Family family, std::string_view key) const {
        return writes_[index_of(family)].find(key);
    }
    [[nodiscard]] bool cleared() const { return cleared_; }

    [[nodiscard]] bool get(Family family, std::string_view key, std::string& value) const override;
    [[nodiscard]] std::unique_ptr<KvCursor> cursor(Family family) const override;

private:
    std::shared_ptr<const KvReader> base_;  // null once cleared
    // Freezing for a cursor changes only who shares a tree's nodes, hence mutable.
    mutable std::array<Tree, family_count> writes_;
    bool cleared_ = false;
};

}  // namespace dingtu
