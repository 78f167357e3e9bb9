// Holds all rows back and hands them out in order; rows with equal keys keep theirs. With a limit
// it keeps no more than a few times the rows that are wanted.

#include "query/ops/held_rows.h"
#include "query/ops/ops.h"
#include "query/ops/paging.h"

#include <algorithm>
#include <numeric>

namespace dingtu {

namespace {

class Sort final : public Operator {
public:
    Sort(Child child, const plan::Sort& step)
        : Operator(child.context),
          child_(std::move(child.op)),
          step_(step),
          frame_{.context = child.context, .locals = {}},
          held_(child.context.limits, child.carry) {}

private:
    static constexpr std::size_t slack = 4096;  // rows kept above the wanted ones before a sift

    void do_open() override {
        held_.clear();
        keys_.clear();
        position_ = 0;
        wanted_ = wanted_rows();
        child_->open();
        Batch in;
        while (child_->next(in)) {
            for (std::size_t row = 0; row < in.size; ++row) {
                take(in, row);
            }
            if (held_.size() > wanted_ && held_.size() - wanted_ > wanted_ + slack) {
                sift();
            }
        }
        sift();
    }

    [[nodiscard]] std::size_t wanted_rows() {
        if (!step_.limit) {
            return SIZE_MAX;
        }
        std::uint64_t limit = row_count(*step_.limit, context(), "LIMIT");
        std::uint64_t skip = step_.skip ? row_count(*step_.skip, context(), "SKIP") : 0;
        return limit > SIZE_MAX - skip ? SIZE_MAX : limit + skip;
    }

    void take(const Batch& in, std::size_t row) {
        std::vector<Value> key;
        key.reserve(step_.keys.size());
        for (const auto& part : step_.keys) {
            key.push_back(part.expression->eval({.batch = in, .index = row, .frame = frame_}));
        }
        keys_.push_back(std::move(key));
        held_.take(in, row);
    }

    [[nodiscard]] bool before(std::size_t a, std::size_t b) const {
        for (std::size_t i = 0; i < step_.keys.size(); ++i) {
            auto c = order(keys_[a][i], keys_[b][i]);
            if (c != 0) {
                return step_.keys[i].descending ? c > 0 : c < 0;
            }
        }
        return a < b;
    }

    /// Sorts what is held and drops what is beyond the wanted rows.
    void sift() {
        std::vector<std::size_t> rows(held_.size());
        std::iota(rows.begin(), rows.end(), 0);
        auto wanted = static_cast<std::ptrdiff_t>(std::min(wanted_, rows.size()));
        std::partial_sort(rows.begin(), rows.begin() + wanted, rows.end(),
                          [this](std::size_t a, std::size_t b) { return before(a, b); });
        rows.resize(static_cast<std::size_t>(wanted));
        std::vector<std::vector<Value>> keys;
        keys.reserve(rows.size());
        for (std::size_t row : rows) {
            keys.push_back(std::move(keys_[row]));
        }
        keys_ = std::move(keys);
        held_.keep(rows);
    }

    bool do_next(Batch& out) override { return held_.hand_out(position_, out); }

    OperatorPtr child_;
    const plan::Sort& step_;
    Frame frame_;
    HeldRows held_;
    std::vector<std::vector<Value>> keys_;
    std::size_t wanted_ = SIZE_MAX;
    std::size_t position_ = 0;
};

}  // namespace

OperatorPtr make_sort(Child child, const plan::Sort& step) {
    return std::make_unique<Sort>(std::move(child), step);
}

}  // namespace dingtu
