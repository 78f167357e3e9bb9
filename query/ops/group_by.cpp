// Groups rows by their keys and folds the aggregates. Groups come out in the order in which they
// were first met. Holds one entry per group (and per distinct value), charged to the memory limit.
//
// Where groups become too many for memory, the rows of all further ones are put aside and grouped
// when those in memory have been handed on.
//
// Keys that follow from other columns (the names of a node) are computed only where those columns
// have values that were not met before.

#include "query/ops/group_memo.h"
#include "query/ops/held_rows.h"
#include "query/ops/ops.h"
#include "query/ops/rows_aside.h"
#include "query/ops/value_rows.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace dingtu {

namespace {

class GroupBy final : public Operator {
public:
    GroupBy(Child child, const plan::GroupBy& step)
        : Operator(child.context),
          child_(std::move(child.op)),
          step_(step),
          frame_{.context = child.context, .locals = {}},
          groups_(child.context.limits, step.keys.size()),
          memo_(child.context.limits),
          key_(step.keys.size()) {
        std::set<Slot> read(step.deciding.begin(), step.deciding.end());
        for (std::size_t i = 0; i < step.keys.size(); ++i) {
            if (late(i) == nullptr) {
                read.insert(step.keys[i]);
            }
        }
        if (step.weighted) {
            read.insert(step.weight);
        }
        for (const plan::GroupBy::Item& item : step.items) {
            for (const ExpressionPtr& arg : item.args) {
                arg->read_slots(read);
            }
            running_.push_back({.item = item, .aggregator = nullptr, .seen = nullptr});
        }
        aside_ = std::make_unique<RowsAside>(Slots(read.begin(), read.end()));
    }
    ~GroupBy() override { context().limits.release(charged_); }
    GroupBy(const GroupBy&) = delete;
    GroupBy& operator=(const GroupBy&) = delete;

private:
    struct Running {
        const plan::GroupBy::Item& item;
        std::unique_ptr<Aggregator> aggregator;
        std::unique_ptr<ValueRows> seen;  // for DISTINCT: group and value
    };

    static constexpr std::uint32_t aside = UINT32_MAX;  // the group of a row that is put aside
    static constexpr std::size_t few_groups = 4096;     // not worth a file

    void do_open() override {
        aside_->clear();
        begin();
        child_->open();
        for (Batch in; child_->next(in);) {
            take(in);
        }
        if (step_.keys.empty()) {
            extend(1);
        }
        aside_->close();
    }

    void begin() {
        groups_.clear();
        memo_.clear();
        last_key_.reset();
        position_ = 0;
        count_ = 0;
        for (Running& running : running_) {
            running.aggregator = running.item.function->make();
            if (running.item.distinct) {
                running.seen =
                    std::make_unique<ValueRows>(context().limits, 1 + running.item.args.size());
            }
        }
        recharge();
    }

    /// Goes on to rows that were put aside; false when there are none.
    bool next_part() {
        if (!aside_->next()) {
            return false;
        }
        begin();
        for (Batch in; aside_->read(in);) {
            context().limits.check_now();
            take(in);
        }
        aside_->close();
        return true;
    }

    void take(const Batch& in) {
        find_groups(in);
        extend(step_.keys.empty() ? 1 : groups_.size());
        weights_.clear();
        for (std::uint32_t row : rows_) {
            if (step_.weighted) {
                weights_.push_back(
                    static_cast<std::uint64_t>(in.at(step_.weight, row).as_integer()));
            }
        }
        for (Running& running : running_) {
            feed(running, in);
        }
        recharge();
        if (!aside_->open() && groups_.size() > few_groups && nearly_full(context().limits)) {
            aside_->begin();
        }
    }

    void extend(std::size_t groups) {
        count_ = groups;
        for (Running& running : running_) {
            running.aggregator->extend(groups);
        }
    }

    // ---- which group ----

    void find_groups(const Batch& in) {
        rows_.clear();
        group_of_.clear();
        if (step_.keys.empty() || !memo_.of_use() || step_.deciding.empty()) {
            return look_up_all(in);
        }
        for (std::size_t row = 0; row < in.size; ++row) {
            note(row, group_of(in, row));
        }
    }

    void note(std::size_t row, std::uint32_t group) {
        if (group != aside) {
            rows_.push_back(static_cast<std::uint32_t>(row));
            group_of_.push_back(group);
        }
    }

    /// By the keys of every row.
    void look_up_all(const Batch& in) {
        std::vector<std::uint32_t> all(in.size);
        std::iota(all.begin(), all.end(), 0U);
        std::vector<std::vector<Value>> computed(key_.size());
        for (std::size_t i = 0; i < key_.size(); ++i) {
            if (late(i) != nullptr) {
                computed[i].reserve(in.size);
                late(i)->eval_all({.batch = in, .indices = all, .frame = frame_}, computed[i]);
            }
        }
        for (std::size_t row = 0; row < in.size; ++row) {
            for (std::size_t i = 0; i < key_.size(); ++i) {
                key_[i] =
                    late(i) == nullptr ? in.at(step_.keys[i], row) : std::move(computed[i][row]);
            }
            note(row, key_.empty() ? 0 : group_of_key(in, row));
        }
    }

    std::uint32_t group_of(const Batch& in, std::size_t row) {
        const auto key = memo_key(in, row);
        if (!key) {
            return look_up(in, row);
        }
        if (key == last_key_) {
            memo_.found_again();
            return last_group_;  // rows of one node often follow each other
        }
        auto group = memo_.find(*key);
        if (!group) {
            group = look_up(in, row);
            if (*group == aside) {
                return aside;
            }
            memo_.add(*key, *group);
        }
        last_key_ = key;
        last_group_ = *group;
        return *group;
    }

    [[nodiscard]] std::optional<GroupMemo::Key> memo_key(const Batch& in, std::size_t row) const {
        std::array<const Value*, GroupMemo::most_columns> values{};
        for (std::size_t i = 0; i < step_.deciding.size(); ++i) {
            values[i] = &in.at(step_.deciding[i], row);
        }
        return GroupMemo::key(std::span(values).first(step_.deciding.size()));
    }

    std::uint32_t look_up(const Batch& in, std::size_t row) {
        const Row at{.batch = in, .index = row, .frame = frame_};
        for (std::size_t i = 0; i < key_.size(); ++i) {
            key_[i] = late(i) == nullptr ? in.at(step_.keys[i], row) : late(i)->eval(at);
        }
        return group_of_key(in, row);
    }

    std::uint32_t group_of_key(const Batch& in, std::size_t row) {
        if (!aside_->open()) {
            return groups_.add(key_).first;
        }
        if (const auto known = groups_.find(key_)) {
            return *known;
        }
        aside_->put(ValueRows::hash_of(key_), in, row);
        return aside;
    }

    /// How the key is computed here; null if it is a column of the rows.
    [[nodiscard]] const Expression* late(std::size_t key) const {
        return key < step_.late.size() ? step_.late[key].get() : nullptr;
    }

    // ---- aggregates ----

    void feed(Running& running, const Batch& in) {
        const plan::GroupBy::Item& item = running.item;
        args_.clear();
        if (item.args.empty()) {
            args_.resize(rows_.size(), Value(true));
        } else if (item.args.size() == 1) {
            args_.reserve(rows_.size());
            item.args.front()->eval_all({.batch = in, .indices = rows_, .frame = frame_}, args_);
        } else {
            for (std::uint32_t row : rows_) {
                for (const ExpressionPtr& arg : item.args) {
                    args_.push_back(arg->eval({.batch = in, .index = row, .frame = frame_}));
                }
            }
        }
        if (running.seen) {
            return feed_distinct(running);
        }
        running.aggregator->add({.groups = group_of_, .args = args_, .weights = weights_});
    }

    void feed_distinct(Running& running) {
        const std::size_t width = running.item.args.size();
        std::vector<std::uint32_t> groups;
        std::vector<Value> args;
        std::vector<Value> key(1 + width);
        for (std::size_t row = 0; row < group_of_.size(); ++row) {
            const auto own = std::span(args_).subspan(row * width, width);
            key[0] = static_cast<std::int64_t>(group_of_[row]);
            std::copy(own.begin(), own.end(), key.begin() + 1);
            if (running.seen->add(key).second) {
                groups.push_back(group_of_[row]);
                args.insert(args.end(), own.begin(), own.end());
            }
        }
        running.aggregator->add({.groups = groups, .args = args, .weights = {}});
    }

    /// What the aggregates hold now.
    void recharge() {
        std::size_t held = 0;
        for (const Running& running : running_) {
            held += running.aggregator->held_bytes();
        }
        context().limits.release(std::exchange(charged_, held));
        context().limits.charge(held);
    }

    bool do_next(Batch& out) override {
        while (position_ == count_ && next_part()) {
        }
        const std::size_t end = std::min(count_, position_ + batch_rows);
        for (std::size_t i = 0; i < step_.keys.size(); ++i) {
            auto& column = out.column(step_.keys[i]);
            for (std::size_t group = position_; group < end; ++group) {
                column.push_back(groups_[group][i]);
            }
        }
        for (const Running& running : running_) {
            auto& column = out.column(running.item.slot);
            for (std::size_t group = position_; group < end; ++group) {
                column.push_back(running.aggregator->result(group));
            }
        }
        out.size = end - position_;
        position_ = end;
        return !out.empty();
    }

    OperatorPtr child_;
    const plan::GroupBy& step_;
    Frame frame_;
    ValueRows groups_;
    GroupMemo memo_;
    std::optional<GroupMemo::Key> last_key_;
    std::uint32_t last_group_ = 0;
    std::vector<Running> running_;
    std::size_t count_ = 0;
    std::size_t position_ = 0;
    std::size_t charged_ = 0;
    std::unique_ptr<RowsAside> aside_;
    // for the batch in work
    std::vector<std::uint32_t> rows_;  // those that are not put aside
    std::vector<std::uint32_t> group_of_;
    std::vector<std::uint64_t> weights_;
    std::vector<Value> args_;
    std::vector<Value> key_;
};

}  // namespace

OperatorPtr make_group_by(Child child, const plan::GroupBy& step) {
    return std::make_unique<GroupBy>(std::move(child), step);
}

}  // namespace dingtu
