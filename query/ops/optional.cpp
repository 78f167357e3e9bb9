// OPTIONAL MATCH. A whole batch of rows is given to the inner plan, with a column that numbers
// them; the inner plan keeps their order, so rows that are missing from its output are seen in
// passing.

#include "query/ops/ops.h"

namespace dingtu {

namespace {

class Optional final : public Operator {
public:
    Optional(Child child, const plan::Optional& step, OperatorPtr inner, ArgumentRows& argument,
             Slots from_inner)
        : Operator(child.context),
          child_(std::move(child.op)),
          carry_(std::move(child.carry)),
          step_(step),
          inner_(std::move(inner)),
          argument_(argument),
          from_inner_(std::move(from_inner)) {}

private:
    void do_open() override {
        child_->open();
        in_.clear();
        row_ = 0;
        position_ = 0;
        found_.clear();
        exhausted_ = true;
    }

    bool do_next(Batch& out) override {
        while (out.size < batch_rows) {
            if (exhausted_ && row_ >= in_.size && (!out.empty() || !next_input())) {
                break;
            }
            step(out);
        }
        return !out.empty();
    }

    bool next_input() {
        if (!child_->next(in_)) {
            return false;
        }
        auto& numbers = in_.column(step_.ordinal);
        numbers.clear();
        for (std::size_t i = 0; i < in_.size; ++i) {
            numbers.emplace_back(static_cast<std::int64_t>(i));
        }
        argument_.give(in_, 0, in_.size);
        inner_->open();
        exhausted_ = false;
        row_ = 0;
        matched_ = false;
        found_.clear();
        position_ = 0;
        return true;
    }

    /// Hands on one inner row, or closes one outer row: with nulls if nothing matched it.
    void step(Batch& out) {
        if (position_ >= found_.size && !exhausted_) {
            position_ = 0;
            if (!inner_->next(found_)) {
                exhausted_ = true;
                found_.clear();
            }
        }
        bool inner_is_here =
            position_ < found_.size &&
            static_cast<std::size_t>(found_.at(step_.ordinal, position_).as_integer()) == row_;
        if (inner_is_here) {
            out.append(from_inner_, found_, position_++);
            out.append(carry_, in_, row_);
            ++out.size;
            matched_ = true;
            return;
        }
        if (!matched_) {
            for (Slot slot : from_inner_) {
                out.column(slot).emplace_back();
            }
            out.append(carry_, in_, row_);
            ++out.size;
        }
        matched_ = false;
        ++row_;
    }

    OperatorPtr child_;
    Slots carry_;
    const plan::Optional& step_;
    OperatorPtr inner_;
    ArgumentRows& argument_;
    Slots from_inner_;
    Batch in_;
    Batch found_;
    std::size_t row_ = 0;
    std::size_t position_ = 0;
    bool matched_ = false;
    bool exhausted_ = true;
};

}  // namespace

OperatorPtr make_optional(Child child, const plan::Optional& step, OperatorPtr inner,
                          ArgumentRows& argument, Slots from_inner) {
    return std::make_unique<Optional>(std::move(child), step, std::move(inner), argument,
                                      std::move(from_inner));
}

}  // namespace dingtu
