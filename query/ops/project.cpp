// Adds a column for each expression. Rows and their order stay.

#include "query/ops/ops.h"

namespace dingtu {

namespace {

class Project final : public Operator {
public:
    Project(Child child, const plan::Project& step)
        : Operator(child.context),
          child_(std::move(child.op)),
          carry_(std::move(child.carry)),
          step_(step),
          frame_{.context = child.context, .locals = {}} {}

private:
    void do_open() override { child_->open(); }

    bool do_next(Batch& out) override {
        if (!child_->next(in_)) {
            return false;
        }
        for (const auto& item : step_.items) {
            auto& column = out.column(item.slot);
            column.reserve(in_.size);
            for (std::size_t row = 0; row < in_.size; ++row) {
                column.push_back(
                    item.expression->eval({.batch = in_, .index = row, .frame = frame_}));
            }
        }
        for (Slot slot : carry_) {
            out.column(slot).swap(in_.column(slot));
        }
        out.size = in_.size;
        return true;
    }

    OperatorPtr child_;
    Slots carry_;
    const plan::Project& step_;
    Frame frame_;
    Batch in_;
};

}  // namespace

OperatorPtr make_project(Child child, const plan::Project& step) {
    return std::make_unique<Project>(std::move(child), step);
}

}  // namespace dingtu
