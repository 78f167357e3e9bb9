// The rows of all children, one child after the other, under the same columns.

#include "query/ops/ops.h"

namespace dingtu {

namespace {

class Union final : public Operator {
public:
    Union(Context& context, std::vector<OperatorPtr> children, const plan::Union& step)
        : Operator(context),
          children_(std::move(children)),
          step_(step) {}

private:
    void do_open() override {
        current_ = 0;
        children_.front()->open();
    }

    bool do_next(Batch& out) override {
        while (current_ < children_.size()) {
            if (!children_[current_]->next(in_)) {
                if (++current_ < children_.size()) {
                    children_[current_]->open();
                }
                continue;
            }
            for (std::size_t i = 0; i < step_.to.size(); ++i) {
                out.column(step_.to[i]) = in_.column(step_.from[current_][i]);
            }
            out.size = in_.size;
            return true;
        }
        return false;
    }

    std::vector<OperatorPtr> children_;
    const plan::Union& step_;
    Batch in_;
    std::size_t current_ = 0;
};

}  // namespace

OperatorPtr make_union(Context& context, std::vector<OperatorPtr> children,
                       const plan::Union& step) {
    return std::make_unique<Union>(context, std::move(children), step);
}

}  // namespace dingtu
