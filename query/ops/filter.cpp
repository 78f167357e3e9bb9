// Rows in order; those stay for which the predicate is true. Writes no columns.

#include "query/ops/ops.h"

namespace dingtu {

namespace {

class Filter final : public Operator {
public:
    Filter(Child child, const plan::Filter& step)
        : Operator(child.context),
          child_(std::move(child.op)),
          carry_(std::move(child.carry)),
          predicate_(*step.predicate),
          frame_{.context = child.context, .locals = {}} {}

private:
    void do_open() override { child_->open(); }

    bool do_next(Batch& out) override {
        while (out.empty() && child_->next(in_)) {
            for (std::size_t row = 0; row < in_.size; ++row) {
                if (!holds(predicate_, {.batch = in_, .index = row, .frame = frame_})) {
                    continue;
                }
                out.append(carry_, in_, row);
                ++out.size;
            }
        }
        return !out.empty();
    }

    OperatorPtr child_;
    Slots carry_;
    const Expression& predicate_;
    Frame frame_;
    Batch in_;
};

}  // namespace

OperatorPtr make_filter(Child child, const plan::Filter& step) {
    return std::make_unique<Filter>(std::move(child), step);
}

}  // namespace dingtu
