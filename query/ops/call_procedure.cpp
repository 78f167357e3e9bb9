// CALL: for each row, the rows of the procedure.

#include "query/ops/flat_map.h"
#include "query/ops/ops.h"
#include "query/procedures.h"

namespace dingtu {

namespace {

class CallProcedure final : public FlatMap {
public:
    CallProcedure(Child child, const plan::CallProcedure& step)
        : FlatMap(child.context, std::move(child.op), std::move(child.carry)),
          step_(step) {}

private:
    void begin(const Row& row) override {
        std::vector<Value> args;
        for (const ExpressionPtr& arg : step_.args) {
            args.push_back(arg->eval(row));
        }
        rows_ = step_.procedure->call(context(), args);
        if (step_.procedure->outputs.empty()) {
            rows_.assign(1, List{});
        }
        position_ = 0;
    }

    bool produce(const Row& /*row*/, Batch& out) override {
        if (position_ == rows_.size()) {
            return false;
        }
        const List& found = rows_[position_++];
        for (const auto& [index, slot] : step_.columns) {
            out.column(slot).push_back(found[index]);
        }
        return true;
    }

    const plan::CallProcedure& step_;
    std::vector<List> rows_;
    std::size_t position_ = 0;
};

}  // namespace

OperatorPtr make_call_procedure(Child child, const plan::CallProcedure& step) {
    return std::make_unique<CallProcedure>(std::move(child), step);
}

}  // namespace dingtu
