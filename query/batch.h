#pragma once

#include "base/value.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dingtu {

/// A column of the rows that travel between operators; every variable of a query, named or not, has
/// one of its own.
using Slot = std::uint32_t;
using Slots = std::vector<Slot>;

/// Rows per batch that operators aim at: enough to spread their costs, few enough for the cache.
inline constexpr std::size_t batch_rows = 1024;

/// Some rows as columns. A column that is not carried is empty; all others have `size` values.
struct Batch {
    std::vector<std::vector<Value>> columns;  // by slot
    std::size_t size = 0;

    void clear() {
        for (auto& column : columns) {
            column.clear();
        }
        size = 0;
    }
    [[nodiscard]] bool empty() const { return size == 0; }
    /// The column of a slot, made if there is none yet.
    [[nodiscard]] std::vector<Value>& column(Slot slot) {
        if (slot >= columns.size()) {
            columns.resize(slot + 1);
        }
        return columns[slot];
    }
    [[nodiscard]] const Value& at(Slot slot, std::size_t row) const { return columns[slot][row]; }
    /// Appends to the columns `slots` the rows of `from` with these indices, and counts them.
    void append(std::span<const Slot> slots, const Batch& from,
                std::span<const std::uint32_t> rows) {
        for (Slot slot : slots) {
            std::vector<Value>& to = column(slot);
            to.reserve(to.size() + rows.size());
            for (std::uint32_t row : rows) {
                to.push_back(from.columns[slot][row]);
            }
        }
        size += rows.size();
    }
    /// Appends to the columns `slots` what row `row` of `from` holds there. The caller counts the
    /// row.
    void append(std::span<const Slot> slots, const Batch& from, std::size_t row) {
        for (Slot slot : slots) {
            column(slot).push_back(from.columns[slot][row]);
        }
    }
};

}  // namespace dingtu
