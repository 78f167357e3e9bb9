// Of the rows that agree on the outer row and on both ends, those whose paths are shortest.

#include "query/ops/held_rows.h"
#include "query/ops/ops.h"
#include "query/ops/value_table.h"

#include <algorithm>

namespace dingtu {

namespace {

class KeepShortest final : public Operator {
public:
    KeepShortest(Child child, const plan::KeepShortest& step)
        : Operator(child.context),
          child_(std::move(child.op)),
          step_(step),
          held_(child.context.limits, child.carry) {}

private:
    void do_open() override {
        held_.clear();
        position_ = 0;
        child_->open();
        held_.take_all(*child_);
        held_.keep(chosen());
    }

    bool do_next(Batch& out) override { return held_.hand_out(position_, out); }

    [[nodiscard]] std::size_t length_of(std::size_t row) const {
        std::size_t length = 0;
        for (Slot slot : step_.relationships) {
            const Value& value = held_.rows().at(slot, row);
            length += value.is(Kind::List) ? value.as_list().size() : 1;
        }
        return length;
    }

    [[nodiscard]] std::vector<std::size_t> chosen() const {
        ValueTable<std::vector<std::size_t>> groups;
        for (std::size_t row = 0; row < held_.size(); ++row) {
            std::vector<Value> key;
            for (Slot slot : step_.input) {
                key.push_back(held_.rows().at(slot, row));
            }
            key.push_back(held_.rows().at(step_.from, row));
            key.push_back(held_.rows().at(step_.to, row));
            groups[std::move(key)].push_back(row);
        }
        std::vector<std::size_t> kept;
        for (auto& [key, rows] : groups) {
            choose(rows, kept);
        }
        std::sort(kept.begin(), kept.end());
        return kept;
    }

    void choose(std::vector<std::size_t>& rows, std::vector<std::size_t>& kept) const {
        auto shorter = [this](std::size_t a, std::size_t b) { return length_of(a) < length_of(b); };
        std::stable_sort(rows.begin(), rows.end(), shorter);
        std::size_t shortest = length_of(rows.front());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            bool keep = step_.all_shortest ? length_of(rows[i]) == shortest : i < step_.paths;
            if (keep) {
                kept.push_back(rows[i]);
            }
        }
    }

    OperatorPtr child_;
    const plan::KeepShortest& step_;
    HeldRows held_;
    std::size_t position_ = 0;
};

}  // namespace

OperatorPtr make_keep_shortest(Child child, const plan::KeepShortest& step) {
    return std::make_unique<KeepShortest>(std::move(child), step);
}

}  // namespace dingtu
