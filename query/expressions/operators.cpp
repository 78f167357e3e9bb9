// Arithmetic, logic, comparison and tests. Chains are flat: operands are evaluated from the left.

#include "query/arithmetic.h"
#include "query/expressions.h"

#include <algorithm>
#include <iterator>

namespace dingtu {

Ternary compare(ast::CompareOp op, const Value& a, const Value& b) {
    switch (op) {
        case ast::CompareOp::Equal: return equal(a, b);
        case ast::CompareOp::NotEqual: return ternary_not(equal(a, b));
        case ast::CompareOp::Less: return less(a, b);
        case ast::CompareOp::LessEqual: return less_or_equal(a, b);
        case ast::CompareOp::Greater: return less(b, a);
        case ast::CompareOp::GreaterEqual: return less_or_equal(b, a);
    }
    return Ternary::Unknown;
}

namespace {

void read_all(const std::vector<ExpressionPtr>& expressions, std::set<Slot>& slots) {
    for (const ExpressionPtr& expression : expressions) {
        expression->read_slots(slots);
    }
}

bool all_pure(const std::vector<ExpressionPtr>& expressions) {
    return std::all_of(expressions.begin(), expressions.end(),
                       [](const ExpressionPtr& each) { return each->pure(); });
}

/// An operand's values for some rows: one for all where it does not depend on them.
class Operand {
public:
    Operand(const Expression& expression, bool fixed, const Rows& rows) : step_(fixed ? 0 : 1) {
        if (fixed && rows.size() > 0) {
            values_.push_back(expression.eval(rows.row(0)));
        } else {
            values_.reserve(rows.size());
            expression.eval_all(rows, values_);
        }
    }
    [[nodiscard]] const Value& operator[](std::size_t row) const { return values_[row * step_]; }

private:
    std::size_t step_;
    std::vector<Value> values_;
};

/// An operation on two operands, for many rows.
class Binary : public Expression {
public:
    Binary(ExpressionPtr left, ExpressionPtr right)
        : left_(std::move(left)),
          right_(std::move(right)),
          left_fixed_(is_fixed(*left_)),
          right_fixed_(is_fixed(*right_)) {}

    [[nodiscard]] Value eval(const Row& row) const final {
        Value left = left_->eval(row);
        return apply(left, right_->eval(row));
    }
    void read_slots(std::set<Slot>& slots) const final {
        left_->read_slots(slots);
        right_->read_slots(slots);
    }
    [[nodiscard]] bool pure() const final { return left_->pure() && right_->pure(); }

    void eval_all(const Rows& rows, std::vector<Value>& out) const final {
        const Operand left(*left_, left_fixed_, rows);
        const Operand right(*right_, right_fixed_, rows);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows.frame.context.limits.check();
            out.push_back(apply(left[i], right[i]));
        }
    }

    void select(const Batch& batch, Frame& frame, std::vector<std::uint32_t>& chosen) const final {
        const Rows rows{.batch = batch, .indices = chosen, .frame = frame};
        const Operand left(*left_, left_fixed_, rows);
        const Operand right(*right_, right_fixed_, rows);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            frame.context.limits.check();
            if (decide(left[i], right[i]) == Ternary::True) {
                chosen[kept++] = chosen[i];
            }
        }
        chosen.resize(kept);
    }

private:
    [[nodiscard]] virtual Value apply(const Value& left, const Value& right) const = 0;
    [[nodiscard]] virtual Ternary decide(const Value& left, const Value& right) const {
        return truth(apply(left, right));
    }

    ExpressionPtr left_;
    ExpressionPtr right_;
    bool left_fixed_;
    bool right_fixed_;
};

Value apply(ast::ArithmeticOp op, const Value& a, const Value& b) {
    switch (op) {
        case ast::ArithmeticOp::Add: return add(a, b);
        case ast::ArithmeticOp::Subtract: return subtract(a, b);
        case ast::ArithmeticOp::Multiply: return multiply(a, b);
        case ast::ArithmeticOp::Divide: return divide(a, b);
        case ast::ArithmeticOp::Modulo: return modulo(a, b);
        case ast::ArithmeticOp::Power: return power(a, b);
    }
    return {};
}

class Arithmetic final : public Expression {
public:
    Arithmetic(std::vector<ExpressionPtr> operands, std::vector<ast::ArithmeticOp> ops)
        : operands_(std::move(operands)),
          ops_(std::move(ops)) {}
    [[nodiscard]] Value eval(const Row& row) const override {
        Value result = operands_.front()->eval(row);
        for (std::size_t i = 0; i < ops_.size(); ++i) {
            result = apply(ops_[i], result, operands_[i + 1]->eval(row));
        }
        return result;
    }
    void read_slots(std::set<Slot>& slots) const override { read_all(operands_, slots); }
    [[nodiscard]] bool pure() const override { return all_pure(operands_); }

private:
    std::vector<ExpressionPtr> operands_;
    std::vector<ast::ArithmeticOp> ops_;
};

class Calculation final : public Binary {
public:
    Calculation(ast::ArithmeticOp op, ExpressionPtr left, ExpressionPtr right)
        : Binary(std::move(left), std::move(right)),
          op_(op) {}

private:
    [[nodiscard]] Value apply(const Value& left, const Value& right) const override {
        return dingtu::apply(op_, left, right);
    }

    ast::ArithmeticOp op_;
};

class Logical final : public Expression {
public:
    Logical(ast::LogicalOp op, std::vector<ExpressionPtr> operands)
        : op_(op),
          operands_(std::move(operands)) {}
    /// Stops where the rest cannot change the answer: `n.x IS NOT NULL AND n.x > 1`.
    [[nodiscard]] Value eval(const Row& row) const override {
        Ternary result = truth(operands_.front()->eval(row));
        for (std::size_t i = 1; i < operands_.size(); ++i) {
            if (op_ == ast::LogicalOp::And && result == Ternary::False) {
                break;
            }
            if (op_ == ast::LogicalOp::Or && result == Ternary::True) {
                break;
            }
            Ternary next = truth(operands_[i]->eval(row));
            result = op_ == ast::LogicalOp::And  ? ternary_and(result, next)
                     : op_ == ast::LogicalOp::Or ? ternary_or(result, next)
                                                 : ternary_xor(result, next);
        }
        return to_value(result);
    }
    void read_slots(std::set<Slot>& slots) const override { read_all(operands_, slots); }
    [[nodiscard]] bool pure() const override { return all_pure(operands_); }

    void select(const Batch& batch, Frame& frame,
                std::vector<std::uint32_t>& chosen) const override {
        switch (op_) {
            case ast::LogicalOp::And: return select_by_all(batch, frame, chosen);
            case ast::LogicalOp::Or: return select_by_any(batch, frame, chosen);
            case ast::LogicalOp::Xor: return Expression::select(batch, frame, chosen);
        }
    }

private:
    void select_by_all(const Batch& batch, Frame& frame, std::vector<std::uint32_t>& chosen) const {
        for (const ExpressionPtr& operand : operands_) {
            if (chosen.empty()) {
                return;
            }
            operand->select(batch, frame, chosen);
        }
    }
    /// Each operand is asked about the rows that those before it did not choose.
    void select_by_any(const Batch& batch, Frame& frame, std::vector<std::uint32_t>& chosen) const {
        std::vector<std::uint32_t> found;
        std::vector<std::uint32_t> left = std::move(chosen);
        for (const ExpressionPtr& operand : operands_) {
            if (left.empty()) {
                break;
            }
            std::vector<std::uint32_t> now = left;
            operand->select(batch, frame, now);
            std::vector<std::uint32_t> rest;
            std::set_difference(left.begin(), left.end(), now.begin(), now.end(),
                                std::back_inserter(rest));
            std::vector<std::uint32_t> both;
            std::merge(found.begin(), found.end(), now.begin(), now.end(),
                       std::back_inserter(both));
            found = std::move(both);
            left = std::move(rest);
        }
        chosen = std::move(found);
    }

    ast::LogicalOp op_;
    std::vector<ExpressionPtr> operands_;
};

class Unary final : public Expression {
public:
    Unary(ast::UnaryOp op, ExpressionPtr operand) : op_(op), operand_(std::move(operand)) {}
    [[nodiscard]] ast::UnaryOp op() const { return op_; }
    [[nodiscard]] const Expression& operand() const { return *operand_; }
    [[nodiscard]] Value eval(const Row& row) const override {
        Value value = operand_->eval(row);
        switch (op_) {
            case ast::UnaryOp::Not: return to_value(ternary_not(truth(value)));
            case ast::UnaryOp::Negate: return negate(value);
            case ast::UnaryOp::Plus: return value.is_null() ? value : add(Value(0), value);
            case ast::UnaryOp::IsNull: return value.is_null();
            case ast::UnaryOp::IsNotNull: return !value.is_null();
        }
        return {};
    }
    void read_slots(std::set<Slot>& slots) const override { operand_->read_slots(slots); }
    [[nodiscard]] bool pure() const override { return operand_->pure(); }

private:
    ast::UnaryOp op_;
    ExpressionPtr operand_;
};

class Comparison final : public Binary {
public:
    Comparison(ast::CompareOp op, ExpressionPtr left, ExpressionPtr right)
        : Binary(std::move(left), std::move(right)),
          op_(op) {}

private:
    [[nodiscard]] Value apply(const Value& left, const Value& right) const override {
        return to_value(compare(op_, left, right));
    }
    [[nodiscard]] Ternary decide(const Value& left, const Value& right) const override {
        return compare(op_, left, right);
    }

    ast::CompareOp op_;
};

/// `a < b <= c`
class ComparisonChain final : public Expression {
public:
    ComparisonChain(std::vector<ExpressionPtr> operands, std::vector<ast::CompareOp> ops)
        : operands_(std::move(operands)),
          ops_(std::move(ops)) {}
    [[nodiscard]] Value eval(const Row& row) const override {
        Ternary result = Ternary::True;
        Value left = operands_.front()->eval(row);
        for (std::size_t i = 0; i < ops_.size() && result != Ternary::False; ++i) {
            Value right = operands_[i + 1]->eval(row);
            result = ternary_and(result, compare(ops_[i], left, right));
            left = std::move(right);
        }
        return to_value(result);
    }
    void read_slots(std::set<Slot>& slots) const override { read_all(operands_, slots); }
    [[nodiscard]] bool pure() const override { return all_pure(operands_); }

private:
    std::vector<ExpressionPtr> operands_;
    std::vector<ast::CompareOp> ops_;
};

class Test final : public Binary {
public:
    Test(ast::TestOp op, ExpressionPtr left, ExpressionPtr right)
        : Binary(std::move(left), std::move(right)),
          op_(op) {}

private:
    [[nodiscard]] Value apply(const Value& left, const Value& right) const override {
        switch (op_) {
            case ast::TestOp::StartsWith: return starts_with(left, right);
            case ast::TestOp::EndsWith: return ends_with(left, right);
            case ast::TestOp::Contains: return contains(left, right);
            case ast::TestOp::Matches: return matches(left, right);
            case ast::TestOp::In: return in_list(left, right);
        }
        return {};
    }

    ast::TestOp op_;
};

}  // namespace

ExpressionPtr make_arithmetic(std::vector<ExpressionPtr> operands,
                              std::vector<ast::ArithmeticOp> ops) {
    if (ops.size() == 1) {
        return std::make_shared<Calculation>(ops[0], std::move(operands[0]),
                                             std::move(operands[1]));
    }
    return std::make_shared<Arithmetic>(std::move(operands), std::move(ops));
}
ExpressionPtr make_logical(ast::LogicalOp op, std::vector<ExpressionPtr> operands) {
    return std::make_shared<Logical>(op, std::move(operands));
}
ExpressionPtr make_unary(ast::UnaryOp op, ExpressionPtr operand) {
    return std::make_shared<Unary>(op, std::move(operand));
}
const Expression* negated(const Expression& expression) {
    const auto* unary = dynamic_cast<const Unary*>(&expression);
    return unary != nullptr && unary->op() == ast::UnaryOp::Not ? &unary->operand() : nullptr;
}
ExpressionPtr make_comparison(std::vector<ExpressionPtr> operands,
                              std::vector<ast::CompareOp> ops) {
    if (ops.size() == 1) {
        return std::make_shared<Comparison>(ops[0], std::move(operands[0]), std::move(operands[1]));
    }
    return std::make_shared<ComparisonChain>(std::move(operands), std::move(ops));
}
ExpressionPtr make_test(ast::TestOp op, ExpressionPtr left, ExpressionPtr right) {
    return std::make_shared<Test>(op, std::move(left), std::move(right));
}

}  // namespace dingtu
