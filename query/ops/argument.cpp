// The leaf of every tree: hands out the rows that were given, in batches.

#include "query/ops/ops.h"

namespace dingtu {

namespace {

class Argument final : public Operator, public ArgumentRows {
public:
    Argument(Context& context, Slots wanted) : Operator(context), wanted_(std::move(wanted)) {
        rows_.size = 1;
    }
    [[nodiscard]] const Slots& wanted() const override { return wanted_; }
    void give(const Batch& source, std::size_t first, std::size_t rows) override {
        rows_.clear();
        for (Slot slot : wanted_) {
            if (slot >= source.columns.size() || source.columns[slot].empty()) {
                continue;
            }
            auto begin = source.columns[slot].begin() + static_cast<std::ptrdiff_t>(first);
            rows_.column(slot).assign(begin, begin + static_cast<std::ptrdiff_t>(rows));
        }
        rows_.size = rows;
    }

private:
    void do_open() override { done_ = false; }
    bool do_next(Batch& out) override {
        if (done_ || rows_.empty()) {
            return false;
        }
        done_ = true;
        for (Slot slot : wanted_) {
            if (slot < rows_.columns.size()) {
                out.column(slot) = rows_.columns[slot];
            }
        }
        out.size = rows_.size;
        return true;
    }

    Slots wanted_;
    Batch rows_;
    bool done_ = false;
};

}  // namespace

OperatorPtr make_argument(Context& context, Slots wanted, ArgumentRows*& out) {
    auto argument = std::make_unique<Argument>(context, std::move(wanted));
    out = argument.get();
    return argument;
}

}  // namespace dingtu
