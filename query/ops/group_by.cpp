// Groups rows by their keys and folds the aggregates. Groups come out in the order in which they
// were first met. Holds one entry per group (and per distinct value), charged to the memory limit.

#include "query/ops/held_rows.h"
#include "query/ops/ops.h"
#include "query/ops/value_table.h"

namespace dingtu {

namespace {

struct Running {
    std::unique_ptr<Aggregator> aggregator;
    ValuesSet seen;  // for DISTINCT
};
using Group = std::vector<Running>;

class GroupBy final : public Operator {
public:
    GroupBy(Child child, const plan::GroupBy& step)
        : Operator(child.context),
          child_(std::move(child.op)),
          step_(step),
          frame_{.context = child.context, .locals = {}} {}
    ~GroupBy() override { context().limits.release(charged_); }
    GroupBy(const GroupBy&) = delete;
    GroupBy& operator=(const GroupBy&) = delete;

private:
    void do_open() override {
        groups_.clear();
        order_.clear();
        context().limits.release(std::exchange(charged_, 0));
        position_ = 0;
        child_->open();
        Batch in;
        while (child_->next(in)) {
            for (std::size_t row = 0; row < in.size; ++row) {
                add({.batch = in, .index = row, .frame = frame_});
            }
        }
        if (step_.keys.empty() && groups_.empty()) {
            group_of({});
        }
    }

    void add(const Row& row) {
        std::vector<Value> key;
        key.reserve(step_.keys.size());
        for (Slot slot : step_.keys) {
            key.push_back(row.at(slot));
        }
        Group& group = group_of(std::move(key));
        for (std::size_t i = 0; i < step_.items.size(); ++i) {
            feed(group[i], step_.items[i], row);
        }
    }

    Group& group_of(std::vector<Value> key) {
        auto [entry, fresh] = groups_.try_emplace(std::move(key));
        if (fresh) {
            std::size_t bytes = 128 + 64 * step_.items.size();
            for (const Value& value : entry->first) {
                bytes += sizeof(Value) + held_bytes(value);
            }
            charge(bytes);
            for (const auto& item : step_.items) {
                entry->second.push_back({item.function->make(), {}});
            }
            order_.push_back(&*entry);
        }
        return entry->second;
    }

    void feed(Running& running, const plan::GroupBy::Item& item, const Row& row) {
        std::vector<Value> args;
        if (item.args.empty()) {
            args.emplace_back(true);
        }
        for (const ExpressionPtr& arg : item.args) {
            args.push_back(arg->eval(row));
        }
        if (item.distinct) {
            if (!running.seen.insert(args).second) {
                return;
            }
            charge(64 + held_bytes(args.front()));
        }
        std::size_t before = running.aggregator->held_bytes();
        running.aggregator->add(args, item.distinct ? 1 : weight(row));
        charge(running.aggregator->held_bytes() - before);
    }

    /// How many rows the row stands for.
    [[nodiscard]] std::uint64_t weight(const Row& row) const {
        return step_.weighted ? static_cast<std::uint64_t>(row.at(step_.weight).as_integer()) : 1;
    }

    void charge(std::size_t bytes) {
        charged_ += bytes;
        context().limits.charge(bytes);
    }

    bool do_next(Batch& out) override {
        while (position_ < order_.size() && out.size < batch_rows) {
            const auto& [key, group] = *order_[position_++];
            for (std::size_t i = 0; i < key.size(); ++i) {
                out.column(step_.keys[i]).push_back(key[i]);
            }
            for (std::size_t i = 0; i < group.size(); ++i) {
                out.column(step_.items[i].slot).push_back(group[i].aggregator->result());
            }
            ++out.size;
        }
        return !out.empty();
    }

    OperatorPtr child_;
    const plan::GroupBy& step_;
    Frame frame_;
    ValueTable<Group> groups_;
    std::vector<const ValueTable<Group>::value_type*> order_;
    std::size_t position_ = 0;
    std::size_t charged_ = 0;
};

}  // namespace

OperatorPtr make_group_by(Child child, const plan::GroupBy& step) {
    return std::make_unique<GroupBy>(std::move(child), step);
}

}  // namespace dingtu
