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
        for (std::size_t row = all_.size(); row < in_.size; ++row) {
            all_.push_back(static_cast<std::uint32_t>(row));
        }
        const Rows rows{.batch = in_, .indices = std::span(all_).first(in_.size), .frame = frame_};
        for (const auto& item : step_.items) {
            auto& column = out.column(item.slot);
            column.reserve(in_.size);
            item.expression->eval_all(rows, column);
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
    std::vector<std::uint32_t> all_;  // 0, 1, 2, ...
};

}  // namespace

OperatorPtr make_project(Child child, const plan::Project& step) {
    return std::make_unique<Project>(std::move(child), step);
}

}  // namespace dingtu
