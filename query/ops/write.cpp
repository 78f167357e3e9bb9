// CREATE and SET/REMOVE. Each takes in all its rows before it writes the first, so that no clause
// before it sees what it does, and every clause after it sees all of it.

#include "query/ops/held_rows.h"
#include "query/ops/ops.h"
#include "query/ops/updates.h"

namespace dingtu {

namespace {

/// The common part: rows in, one change per row, rows out.
class Writer : public Operator {
protected:
    explicit Writer(Child child)
        : Operator(child.context),
          frame_{.context = child.context, .locals = {}},
          held_(child.context.limits, std::move(child.carry)),
          child_(std::move(child.op)) {}

    virtual void write(Batch& rows, std::size_t row) = 0;

    void do_open() final {
        held_.clear();
        position_ = 0;
        child_->open();
        held_.take_all(*child_);
        for (std::size_t row = 0; row < held_.size(); ++row) {
            context().limits.check();
            write(held_.rows(), row);
        }
    }

    bool do_next(Batch& out) final { return held_.hand_out(position_, out); }

    Frame frame_;    // NOLINT(misc-non-private-member-variables-in-classes): for the two below
    HeldRows held_;  // NOLINT(misc-non-private-member-variables-in-classes)

private:
    OperatorPtr child_;
    std::size_t position_ = 0;
};

class Create final : public Writer {
public:
    Create(Child child, const plan::Create& step) : Writer(std::move(child)), step_(step) {
        for (const auto& element : step.elements) {
            held_.extend(std::visit([](const auto& made) { return made.slot; }, element));
        }
    }

private:
    void write(Batch& rows, std::size_t row) override { create_elements(step_, rows, row, frame_); }

    const plan::Create& step_;
};

class Set final : public Writer {
public:
    Set(Child child, const plan::Set& step) : Writer(std::move(child)), step_(step) {}

private:
    void write(Batch& rows, std::size_t row) override {
        apply_items(step_.items, {.batch = rows, .index = row, .frame = frame_});
    }

    const plan::Set& step_;
};

}  // namespace

OperatorPtr make_create(Child child, const plan::Create& step) {
    return std::make_unique<Create>(std::move(child), step);
}
OperatorPtr make_set(Child child, const plan::Set& step) {
    return std::make_unique<Set>(std::move(child), step);
}

}  // namespace dingtu
