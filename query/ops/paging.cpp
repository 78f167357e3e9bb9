// SKIP, LIMIT and DISTINCT: rows pass or do not, in order.

#include "query/ops/paging.h"

#include "base/error.h"
#include "query/ops/ops.h"
#include "query/ops/value_rows.h"

#include <fmt/format.h>

namespace dingtu {

std::uint64_t row_count(const Expression& expression, Context& context, const char* clause) {
    Value value = eval_constant(expression, context);
    if (!value.is(Kind::Integer)) {
        throw Error(Phase::Run, fmt::format("{} needs a whole number, not a value of type {}",
                                            clause, kind_name(value.kind())))
            .named("SyntaxError", "InvalidArgumentType");
    }
    if (value.as_integer() < 0) {
        throw Error(Phase::Run, fmt::format("{} needs a number that is not negative", clause))
            .named("SyntaxError", "NegativeIntegerArgument");
    }
    return static_cast<std::uint64_t>(value.as_integer());
}

namespace {

class Page final : public Operator {
public:
    Page(Child child, const Expression* skip, const Expression* limit)
        : Operator(child.context),
          child_(std::move(child.op)),
          carry_(std::move(child.carry)),
          skip_(skip),
          limit_(limit) {}

private:
    void do_open() override {
        to_skip_ = skip_ == nullptr ? 0 : row_count(*skip_, context(), "SKIP");
        left_ = limit_ == nullptr ? UINT64_MAX : row_count(*limit_, context(), "LIMIT");
        child_->open();
    }

    bool do_next(Batch& out) override {
        while (out.empty() && left_ > 0 && child_->next(in_)) {
            for (std::size_t row = 0; row < in_.size && left_ > 0; ++row) {
                if (to_skip_ > 0) {
                    --to_skip_;
                    continue;
                }
                out.append(carry_, in_, row);
                ++out.size;
                --left_;
            }
        }
        return !out.empty();
    }

    OperatorPtr child_;
    Slots carry_;
    const Expression* skip_;
    const Expression* limit_;
    Batch in_;
    std::uint64_t to_skip_ = 0;
    std::uint64_t left_ = 0;
};

class Distinct final : public Operator {
public:
    Distinct(Child child, const plan::Distinct& step)
        : Operator(child.context),
          child_(std::move(child.op)),
          carry_(std::move(child.carry)),
          slots_(step.slots),
          seen_(child.context.limits, step.slots.size()),
          key_(step.slots.size()) {}

private:
    void do_open() override {
        seen_.clear();
        child_->open();
    }

    bool do_next(Batch& out) override {
        while (out.empty() && child_->next(in_)) {
            for (std::size_t row = 0; row < in_.size; ++row) {
                for (std::size_t i = 0; i < slots_.size(); ++i) {
                    key_[i] = in_.at(slots_[i], row);
                }
                if (seen_.add(key_).second) {
                    out.append(carry_, in_, row);
                    ++out.size;
                }
            }
        }
        return !out.empty();
    }

    OperatorPtr child_;
    Slots carry_;
    Slots slots_;
    Batch in_;
    ValueRows seen_;
    std::vector<Value> key_;  // of the row in work
};

}  // namespace

OperatorPtr make_skip(Child child, const plan::Skip& step) {
    return std::make_unique<Page>(std::move(child), step.count.get(), nullptr);
}
OperatorPtr make_limit(Child child, const plan::Limit& step) {
    return std::make_unique<Page>(std::move(child), nullptr, step.count.get());
}
OperatorPtr make_distinct(Child child, const plan::Distinct& step) {
    return std::make_unique<Distinct>(std::move(child), step);
}

}  // namespace dingtu
