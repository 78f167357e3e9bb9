// Expressions without operands: constants, parameters, columns and locals; and the place-keeper.

#include "query/expressions.h"

#include <fmt/format.h>

namespace dingtu {

namespace {

class Constant final : public Expression {
public:
    explicit Constant(Value value) : value_(std::move(value)) {}
    [[nodiscard]] Value eval(const Row& /*row*/) const override { return value_; }
    void read_slots(std::set<Slot>& /*slots*/) const override {}
    [[nodiscard]] bool pure() const override { return true; }
    [[nodiscard]] const Value& value() const { return value_; }

private:
    Value value_;
};

class Parameter final : public Expression {
public:
    explicit Parameter(std::string name) : name_(std::move(name)) {}
    [[nodiscard]] Value eval(const Row& row) const override {
        const Map& parameters = *row.environment().parameters;
        auto found = parameters.find(name_);
        if (found != parameters.end()) {
            return found->second;
        }
        throw Error(Phase::Bind, fmt::format("the parameter `${}` has no value", name_))
            .named("ParameterMissing", "MissingParameter");
    }
    void read_slots(std::set<Slot>& /*slots*/) const override {}
    [[nodiscard]] bool pure() const override { return true; }

private:
    std::string name_;
};

class Column final : public Expression {
public:
    explicit Column(Slot slot) : slot_(slot) {}
    [[nodiscard]] Value eval(const Row& row) const override { return row.at(slot_); }
    void read_slots(std::set<Slot>& slots) const override { slots.insert(slot_); }
    [[nodiscard]] bool pure() const override { return true; }
    void eval_all(const Rows& rows, std::vector<Value>& out) const override {
        const std::vector<Value>& column = rows.batch.columns[slot_];
        for (std::uint32_t row : rows.indices) {
            out.push_back(column[row]);
        }
    }
    [[nodiscard]] Slot slot() const { return slot_; }

private:
    Slot slot_;
};

class Local final : public Expression {
public:
    explicit Local(std::size_t index) : index_(index) {}
    [[nodiscard]] Value eval(const Row& row) const override { return row.frame.local(index_); }
    void read_slots(std::set<Slot>& /*slots*/) const override {}

private:
    std::size_t index_;
};

class Placed final : public Expression {
    template <class Ask>
    auto placed(Ask ask) const -> decltype(ask()) {
        try {
            return ask();
        } catch (Error& error) {
            if (error.span() == Span{}) {
                error.at(span_);
            }
            throw;
        }
    }

public:
    Placed(ExpressionPtr inner, Span span) : inner_(std::move(inner)), span_(span) {}
    [[nodiscard]] const Expression& inner() const { return *inner_; }
    [[nodiscard]] Value eval(const Row& row) const override {
        return placed([&] { return inner_->eval(row); });
    }
    void read_slots(std::set<Slot>& slots) const override { inner_->read_slots(slots); }
    [[nodiscard]] bool pure() const override { return inner_->pure(); }
    void eval_all(const Rows& rows, std::vector<Value>& out) const override {
        placed([&] { inner_->eval_all(rows, out); });
    }
    void select(const Batch& batch, Frame& frame,
                std::vector<std::uint32_t>& chosen) const override {
        placed([&] { inner_->select(batch, frame, chosen); });
    }

private:
    ExpressionPtr inner_;
    Span span_;
};

}  // namespace

ExpressionPtr make_constant(Value value) {
    return std::make_shared<Constant>(std::move(value));
}

const Value* constant_value(const Expression& expression) {
    const auto* constant = dynamic_cast<const Constant*>(&expression);
    return constant == nullptr ? nullptr : &constant->value();
}

ExpressionPtr make_parameter(std::string name) {
    return std::make_shared<Parameter>(std::move(name));
}

ExpressionPtr make_column(Slot slot) {
    return std::make_shared<Column>(slot);
}

std::optional<Slot> column_slot(const Expression& expression) {
    const auto* column = dynamic_cast<const Column*>(&expression);
    return column == nullptr ? std::nullopt : std::optional(column->slot());
}

ExpressionPtr make_local(std::size_t index) {
    return std::make_shared<Local>(index);
}

const Expression& without_place(const Expression& expression) {
    const auto* placed = dynamic_cast<const Placed*>(&expression);
    return placed == nullptr ? expression : placed->inner();
}

ExpressionPtr at_place(ExpressionPtr inner, Span span) {
    return std::make_shared<Placed>(std::move(inner), span);
}

}  // namespace dingtu
