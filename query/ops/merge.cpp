// MERGE: for each row the pattern is looked for; where it is not, it is made. Rows are done one
// after the other, each sees what those before it made.

#include "base/error.h"
#include "query/ops/held_rows.h"
#include "query/ops/ops.h"
#include "query/ops/updates.h"

#include <fmt/format.h>

namespace dingtu {

namespace {

class Merge final : public Operator {
public:
    Merge(Child child, const plan::Merge& step, OperatorPtr inner, ArgumentRows& argument)
        : Operator(child.context),
          child_(std::move(child.op)),
          carry_(child.carry),
          step_(step),
          inner_(std::move(inner)),
          argument_(argument),
          frame_{.context = child.context, .locals = {}},
          in_(child.context.limits, child.carry),
          out_(child.context.limits, child.carry) {
        for (Slot slot : step.introduced) {
            out_.extend(slot);
        }
    }

private:
    void do_open() override {
        in_.clear();
        out_.clear();
        position_ = 0;
        child_->open();
        in_.take_all(*child_);
        for (std::size_t row = 0; row < in_.size(); ++row) {
            context().limits.check();
            merge({.batch = in_.rows(), .index = row, .frame = frame_});
        }
    }

    void merge(const Row& row) {
        for (const auto& element : step_.create.elements) {
            refuse_null(std::visit([](const auto& made) { return made.properties; }, element), row);
        }
        std::size_t first = out_.size();
        find(row);
        if (out_.size() == first) {
            return make(row);
        }
        for (std::size_t i = first; i < out_.size(); ++i) {
            apply_items(step_.on_match, {.batch = out_.rows(), .index = i, .frame = frame_});
        }
    }

    void find(const Row& row) {
        argument_.give(row.batch, row.index, 1);
        inner_->open();
        Batch found;
        while (inner_->next(found)) {
            for (std::size_t i = 0; i < found.size; ++i) {
                out_.rows().append(carry_, row.batch, row.index);
                out_.rows().append(step_.introduced, found, i);
                ++out_.rows().size;
            }
        }
    }

    void make(const Row& row) {
        std::size_t here = out_.size();
        out_.rows().append(carry_, row.batch, row.index);
        ++out_.rows().size;
        create_elements(step_.create, out_.rows(), here, frame_);
        apply_items(step_.on_create, {.batch = out_.rows(), .index = here, .frame = frame_});
    }

    /// Null equals nothing: the pattern could never be found, and would be made again and again.
    static void refuse_null(const ExpressionPtr& properties, const Row& row) {
        for (const auto& [key, value] : properties_of(properties, row)) {
            if (!value.is_null()) {
                continue;
            }
            throw Error(Phase::Run, fmt::format("MERGE cannot look for a null value of `{}`", key))
                .hint("leave the property out of the pattern, or set it with ON CREATE SET")
                .named("SemanticError", "MergeReadOwnWrites");
        }
    }

    bool do_next(Batch& out) override { return out_.hand_out(position_, out); }

    OperatorPtr child_;
    Slots carry_;
    const plan::Merge& step_;
    OperatorPtr inner_;
    ArgumentRows& argument_;
    Frame frame_;
    HeldRows in_;
    HeldRows out_;
    std::size_t position_ = 0;
};

}  // namespace

OperatorPtr make_merge(Child child, const plan::Merge& step, OperatorPtr inner,
                       ArgumentRows& argument) {
    return std::make_unique<Merge>(std::move(child), step, std::move(inner), argument);
}

}  // namespace dingtu
