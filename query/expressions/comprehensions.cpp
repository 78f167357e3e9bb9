// Expressions with a variable of their own: list comprehensions, quantifiers, reduce.

#include "query/charge.h"
#include "query/expressions.h"
#include "query/ops/held_rows.h"

#include <fmt/format.h>

namespace dingtu {

namespace {

const List* list_of(const Value& value) {
    if (value.is_null()) {
        return nullptr;
    }
    if (value.is(Kind::List)) {
        return &value.as_list();
    }
    throw Error(Phase::Run, fmt::format("a list is needed here, not a value of type {}",
                                        kind_name(value.kind())))
        .named("TypeError", "InvalidArgumentType");
}

void read_some(std::initializer_list<const Expression*> expressions, std::set<Slot>& slots) {
    for (const Expression* expression : expressions) {
        if (expression != nullptr) {
            expression->read_slots(slots);
        }
    }
}

class ListComprehension final : public Expression {
public:
    ListComprehension(std::size_t variable, ExpressionPtr source, ExpressionPtr condition,
                      ExpressionPtr result)
        : variable_(variable),
          source_(std::move(source)),
          condition_(std::move(condition)),
          result_(std::move(result)) {}
    [[nodiscard]] Value eval(const Row& row) const override {
        Value source = source_->eval(row);
        const List* items = list_of(source);
        if (items == nullptr) {
            return {};
        }
        List out;
        Charge held(row.frame.context.limits);
        for (const Value& item : *items) {
            row.frame.context.limits.check();
            row.frame.local(variable_) = item;
            if (condition_ && !holds(*condition_, row)) {
                continue;
            }
            out.push_back(result_ ? result_->eval(row) : item);
            held.add(sizeof(Value) + held_bytes(out.back()));
        }
        return out;
    }
    void read_slots(std::set<Slot>& slots) const override {
        read_some({source_.get(), condition_.get(), result_.get()}, slots);
    }

private:
    std::size_t variable_;
    ExpressionPtr source_;
    ExpressionPtr condition_;
    ExpressionPtr result_;
};

struct Tally {
    std::size_t yes = 0;
    std::size_t no = 0;
    std::size_t unknown = 0;
};

/// The truth of a quantifier from how its items answered (openCypher 9, "Quantifiers").
Ternary verdict(ast::QuantifierOp op, const Tally& tally) {
    auto decided = [](bool known, bool when_known, bool unknown, bool else_) {
        if (known) {
            return when_known ? Ternary::True : Ternary::False;
        }
        if (unknown) {
            return Ternary::Unknown;
        }
        return else_ ? Ternary::True : Ternary::False;
    };
    switch (op) {
        case ast::QuantifierOp::All: return decided(tally.no > 0, false, tally.unknown > 0, true);
        case ast::QuantifierOp::Any: return decided(tally.yes > 0, true, tally.unknown > 0, false);
        case ast::QuantifierOp::None: return decided(tally.yes > 0, false, tally.unknown > 0, true);
        case ast::QuantifierOp::Single:
            return decided(tally.yes > 1, false, tally.unknown > 0, tally.yes == 1);
    }
    return Ternary::Unknown;
}

class Quantifier final : public Expression {
public:
    Quantifier(ast::QuantifierOp op, std::size_t variable, ExpressionPtr source,
               ExpressionPtr condition)
        : op_(op),
          variable_(variable),
          source_(std::move(source)),
          condition_(std::move(condition)) {}
    [[nodiscard]] Value eval(const Row& row) const override {
        Value source = source_->eval(row);
        const List* items = list_of(source);
        if (items == nullptr) {
            return {};
        }
        Tally tally;
        for (const Value& item : *items) {
            row.frame.context.limits.check();
            row.frame.local(variable_) = item;
            Ternary answer = truth(condition_ ? condition_->eval(row) : item);
            ++(answer == Ternary::True    ? tally.yes
               : answer == Ternary::False ? tally.no
                                          : tally.unknown);
        }
        return to_value(verdict(op_, tally));
    }
    void read_slots(std::set<Slot>& slots) const override {
        read_some({source_.get(), condition_.get()}, slots);
    }

private:
    ast::QuantifierOp op_;
    std::size_t variable_;
    ExpressionPtr source_;
    ExpressionPtr condition_;
};

class Reduce final : public Expression {
public:
    explicit Reduce(ReduceParts parts) : parts_(std::move(parts)) {}
    [[nodiscard]] Value eval(const Row& row) const override {
        Value source = parts_.source->eval(row);
        const List* items = list_of(source);
        if (items == nullptr) {
            return {};
        }
        Value accumulated = parts_.initial->eval(row);
        for (const Value& item : *items) {
            row.frame.context.limits.check();
            row.frame.local(parts_.accumulator) = accumulated;
            row.frame.local(parts_.variable) = item;
            accumulated = parts_.result->eval(row);
        }
        return accumulated;
    }
    void read_slots(std::set<Slot>& slots) const override {
        read_some({parts_.initial.get(), parts_.source.get(), parts_.result.get()}, slots);
    }

private:
    ReduceParts parts_;
};

}  // namespace

ExpressionPtr make_list_comprehension(std::size_t variable, ExpressionPtr source,
                                      ExpressionPtr condition, ExpressionPtr result) {
    return std::make_shared<ListComprehension>(variable, std::move(source), std::move(condition),
                                               std::move(result));
}
ExpressionPtr make_quantifier(ast::QuantifierOp op, std::size_t variable, ExpressionPtr source,
                              ExpressionPtr condition) {
    return std::make_shared<Quantifier>(op, variable, std::move(source), std::move(condition));
}
ExpressionPtr make_reduce(ReduceParts parts) {
    return std::make_shared<Reduce>(std::move(parts));
}

}  // namespace dingtu
