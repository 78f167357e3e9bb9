// SKIP, LIMIT and DISTINCT: rows pass or do not, in order.

#include "query/ops/paging.h"

#include "base/error.h"
#include "query/ops/ops.h"
#include "query/ops/value_table.h"

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
          slots_(step.slots) {}
    ~Distinct() override { context().limits.release(charged_); }
    Distinct(const Distinct&) = delete;
    Distinct& operator=(const Distinct&) = delete;

private:
    void do_open() override {
        seen_.clear();
        context().limits.release(std::exchange(charged_, 0));
        child_->open();
    }

    bool do_next(Batch& out) override {
        while (out.empty() && child_->next(in_)) {
            for (std::size_t row = 0; row < in_.size; ++row) {
                std::vector<Value> key;
                for (Slot slot : slots_) {
                    key.push_back(in_.at(slot, row));
                }
                if (!seen_.insert(std::move(key)).second) {
                    continue;
                }
                std::size_t bytes = 64 + slots_.size() * sizeof(Value);
                charged_ += bytes;
                context().limits.charge(bytes);
                out.append(carry_, in_, row);
                ++out.size;
            }
        }
        return !out.empty();
    }

    OperatorPtr child_;
    Slots carry_;
    Slots slots_;
    Batch in_;
    ValuesSet seen_;
    std::size_t charged_ = 0;
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
