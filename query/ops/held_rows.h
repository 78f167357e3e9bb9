#pragma once

#include "base/limits.h"
#include "query/operator.h"

namespace dingtu {

/// Roughly what a value keeps in memory beside its 16 bytes.
[[nodiscard]] std::size_t held_bytes(const Value& value);

/// Whether so much of the memory limit is used that what can go to a file should go there.
[[nodiscard]] bool nearly_full(const Limits& limits);

/// Rows that an operator holds back, charged to the memory limit and given back at the end.
class HeldRows {
public:
    HeldRows(Limits& limits, Slots slots)
        : limits_(limits),
          slots_(slots),
          all_(std::move(slots)) {}
    HeldRows(const HeldRows&) = delete;
    HeldRows& operator=(const HeldRows&) = delete;
    ~HeldRows() { limits_.release(charged_); }

    /// Takes all rows of the child.
    void take_all(Operator& child);
    void take(const Batch& from, std::size_t row);
    void clear();
    /// A column that the owner fills himself, one value per row.
    void extend(Slot slot) { all_.push_back(slot); }
    /// Reorders, and drops what `rows` does not name.
    void keep(const std::vector<std::size_t>& rows);

    [[nodiscard]] Batch& rows() { return rows_; }
    [[nodiscard]] const Batch& rows() const { return rows_; }
    [[nodiscard]] std::size_t size() const { return rows_.size; }
    /// Moves up to a batch of rows from `position` on into `out`; false when none is left.
    bool hand_out(std::size_t& position, Batch& out) const;

private:
    Limits& limits_;
    Slots slots_;  // those taken over from the child
    Slots all_;    // and those of extend()
    Batch rows_;
    std::size_t charged_ = 0;
};

}  // namespace dingtu
