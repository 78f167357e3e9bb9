#pragma once

#include "query/operator.h"

namespace dingtu {

/// The common part of operators that make any number of rows out of each row, in order: takes
/// batches from the child, calls begin() for each row and produce() until it has no more.
class FlatMap : public Operator {
protected:
    FlatMap(Context& context, OperatorPtr child, Slots carry)
        : Operator(context),
          frame_{.context = context, .locals = {}},
          child_(std::move(child)),
          carry_(std::move(carry)) {}

    /// Starts on a new row; it stays valid until the next begin().
    virtual void begin(const Row& row) = 0;
    /// Appends this operator's own columns of one row, or returns false when the row has no more.
    virtual bool produce(const Row& row, Batch& out) = 0;
    /// The same for up to `most` rows at once; returns how many, 0 when the row has no more.
    virtual std::size_t produce_many(const Row& row, std::size_t /*most*/, Batch& out) {
        return produce(row, out) ? 1 : 0;
    }

    void do_open() override {
        child_->open();
        in_.clear();
        index_ = 0;
        active_ = false;
    }

    bool do_next(Batch& out) final {
        while (out.size < batch_rows) {
            if (!active_ && !advance(out.empty())) {
                break;
            }
            const std::size_t made = produce_many(row(), batch_rows - out.size, out);
            active_ = made > 0;
            if (!active_) {
                ++index_;
                continue;
            }
            for (Slot slot : carry_) {
                std::vector<Value>& column = out.column(slot);
                column.insert(column.end(), made, in_.columns[slot][index_]);
            }
            out.size += made;
        }
        return !out.empty();
    }

private:
    [[nodiscard]] Row row() { return {.batch = in_, .index = index_, .frame = frame_}; }

    /// Goes to the next row. A new batch is taken only if nothing waits to be handed on, so that a
    /// LIMIT above does not pay for rows it does not take.
    bool advance(bool may_take) {
        if (index_ >= in_.size) {
            if (!may_take || !child_->next(in_)) {
                return false;
            }
            index_ = 0;
        }
        begin(row());
        active_ = true;
        return true;
    }

    Frame frame_;
    OperatorPtr child_;
    Slots carry_;
    Batch in_;
    std::size_t index_ = 0;
    bool active_ = false;
};

/// Whether a relationship occurs in one of the columns `slots` (single ones or lists of them).
[[nodiscard]] bool occurs(const Row& row, const Slots& slots, RelationshipId id);

}  // namespace dingtu
