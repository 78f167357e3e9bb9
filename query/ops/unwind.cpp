// A row for each item of a list; null and the empty list give none, any other value is one item.

#include "query/ops/flat_map.h"
#include "query/ops/ops.h"

namespace dingtu {

namespace {

class Unwind final : public FlatMap {
public:
    Unwind(Child child, const plan::Unwind& step)
        : FlatMap(child.context, std::move(child.op), std::move(child.carry)),
          step_(step) {}

private:
    void begin(const Row& row) override {
        source_ = step_.source->eval(row);
        position_ = 0;
    }

    bool produce(const Row& /*row*/, Batch& out) override {
        if (source_.is_null()) {
            return false;
        }
        if (!source_.is(Kind::List)) {
            if (position_++ > 0) {
                return false;
            }
            out.column(step_.slot).push_back(source_);
            return true;
        }
        const List& list = source_.as_list();
        if (position_ == list.size()) {
            return false;
        }
        out.column(step_.slot).push_back(list[position_++]);
        return true;
    }

    const plan::Unwind& step_;
    Value source_;
    std::size_t position_ = 0;
};

}  // namespace

OperatorPtr make_unwind(Child child, const plan::Unwind& step) {
    return std::make_unique<Unwind>(std::move(child), step);
}

}  // namespace dingtu
