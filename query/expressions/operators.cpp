// Arithmetic, logic, comparison and tests. Chains are flat: operands are evaluated from the left.

#include "query/arithmetic.h"
#include "query/expressions.h"

namespace dingtu {

namespace {

void read_all(const std::vector<ExpressionPtr>& expressions, std::set<Slot>& slots) {
    for (const ExpressionPtr& expression : expressions) {
        expression->read_slots(slots);
    }
}

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

private:
    std::vector<ExpressionPtr> operands_;
    std::vector<ast::ArithmeticOp> ops_;
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

private:
    ast::LogicalOp op_;
    std::vector<ExpressionPtr> operands_;
};

class Unary final : public Expression {
public:
    Unary(ast::UnaryOp op, ExpressionPtr operand) : op_(op), operand_(std::move(operand)) {}
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

private:
    ast::UnaryOp op_;
    ExpressionPtr operand_;
};

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

class Comparison final : public Expression {
public:
    Comparison(std::vector<ExpressionPtr> operands, std::vector<ast::CompareOp> ops)
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

private:
    std::vector<ExpressionPtr> operands_;
    std::vector<ast::CompareOp> ops_;
};

class Test final : public Expression {
public:
    Test(ast::TestOp op, ExpressionPtr left, ExpressionPtr right)
        : op_(op),
          left_(std::move(left)),
          right_(std::move(right)) {}
    [[nodiscard]] Value eval(const Row& row) const override {
        Value left = left_->eval(row);
        Value right = right_->eval(row);
        switch (op_) {
            case ast::TestOp::StartsWith: return starts_with(left, right);
            case ast::TestOp::EndsWith: return ends_with(left, right);
            case ast::TestOp::Contains: return contains(left, right);
            case ast::TestOp::Matches: return matches(left, right);
            case ast::TestOp::In: return in_list(left, right);
        }
        return {};
    }
    void read_slots(std::set<Slot>& slots) const override {
        left_->read_slots(slots);
        right_->read_slots(slots);
    }

private:
    ast::TestOp op_;
    ExpressionPtr left_;
    ExpressionPtr right_;
};

}  // namespace

ExpressionPtr make_arithmetic(std::vector<ExpressionPtr> operands,
                              std::vector<ast::ArithmeticOp> ops) {
    return std::make_shared<Arithmetic>(std::move(operands), std::move(ops));
}
ExpressionPtr make_logical(ast::LogicalOp op, std::vector<ExpressionPtr> operands) {
    return std::make_shared<Logical>(op, std::move(operands));
}
ExpressionPtr make_unary(ast::UnaryOp op, ExpressionPtr operand) {
    return std::make_shared<Unary>(op, std::move(operand));
}
ExpressionPtr make_comparison(std::vector<ExpressionPtr> operands,
                              std::vector<ast::CompareOp> ops) {
    return std::make_shared<Comparison>(std::move(operands), std::move(ops));
}
ExpressionPtr make_test(ast::TestOp op, ExpressionPtr left, ExpressionPtr right) {
    return std::make_shared<Test>(op, std::move(left), std::move(right));
}

}  // namespace dingtu
