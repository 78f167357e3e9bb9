// Rows in order; those stay for which the predicate is true. Writes no columns.

#include "query/ops/ops.h"

#include <numeric>

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
            chosen_.resize(in_.size);
            std::iota(chosen_.begin(), chosen_.end(), 0U);
            predicate_.select(in_, frame_, chosen_);
            if (chosen_.size() < in_.size) {
                out.append(carry_, in_, chosen_);
                continue;
            }
            for (Slot slot : carry_) {
                out.column(slot).swap(in_.column(slot));
            }
            out.size = in_.size;
        }
        return !out.empty();
    }

    OperatorPtr child_;
    Slots carry_;
    const Expression& predicate_;
    Frame frame_;
    Batch in_;
    std::vector<std::uint32_t> chosen_;
};

}  // namespace

OperatorPtr make_filter(Child child, const plan::Filter& step) {
    return std::make_unique<Filter>(std::move(child), step);
}

}  // namespace dingtu
