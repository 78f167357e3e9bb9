// Lists, maps, indexing and slicing, function calls, CASE.

#include "query/arithmetic.h"
#include "query/expressions.h"

#include <algorithm>
#include <array>

namespace dingtu {

namespace {

void read_some(std::initializer_list<const Expression*> expressions, std::set<Slot>& slots) {
    for (const Expression* expression : expressions) {
        if (expression != nullptr) {
            expression->read_slots(slots);
        }
    }
}

/// `subject[key]` of a node or relationship is its property.
Value element_property(const Row& row, const Value& subject, const Value& key) {
    if (!key.is(Kind::String)) {
        throw Error(Phase::Run, "a property is asked for by a string")
            .named("TypeError", "MapElementAccessByNonString");
    }
    const Snapshot& graph = *row.environment().graph;
    auto id = graph.catalog().key(key.as_string());
    if (!id) {
        return {};
    }
    return subject.is(Kind::Node) ? graph.property(subject.as_node_id(), *id)
                                  : graph.property(subject.as_relationship_id(), *id);
}

class Index final : public Expression {
public:
    Index(ExpressionPtr subject, ExpressionPtr index)
        : subject_(std::move(subject)),
          index_(std::move(index)) {}
    [[nodiscard]] Value eval(const Row& row) const override {
        Value subject = subject_->eval(row);
        Value key = index_->eval(row);
        if (subject.is_null() || key.is_null()) {
            return {};
        }
        bool element = subject.is(Kind::Node) || subject.is(Kind::Relationship);
        return element ? element_property(row, subject, key) : index(subject, key);
    }
    void read_slots(std::set<Slot>& slots) const override {
        read_some({subject_.get(), index_.get()}, slots);
    }

private:
    ExpressionPtr subject_;
    ExpressionPtr index_;
};

class Slice final : public Expression {
public:
    Slice(ExpressionPtr subject, ExpressionPtr from, ExpressionPtr to)
        : subject_(std::move(subject)),
          from_(std::move(from)),
          to_(std::move(to)) {}
    [[nodiscard]] Value eval(const Row& row) const override {
        Value from = from_ ? from_->eval(row) : Value();
        Value to = to_ ? to_->eval(row) : Value();
        return slice(subject_->eval(row), from_ ? &from : nullptr, to_ ? &to : nullptr);
    }
    void read_slots(std::set<Slot>& slots) const override {
        read_some({subject_.get(), from_.get(), to_.get()}, slots);
    }

private:
    ExpressionPtr subject_;
    ExpressionPtr from_;
    ExpressionPtr to_;
};

class ListOf final : public Expression {
public:
    explicit ListOf(std::vector<ExpressionPtr> items) : items_(std::move(items)) {}
    [[nodiscard]] Value eval(const Row& row) const override {
        List list;
        list.reserve(items_.size());
        for (const ExpressionPtr& item : items_) {
            list.push_back(item->eval(row));
        }
        return list;
    }
    void read_slots(std::set<Slot>& slots) const override {
        for (const ExpressionPtr& item : items_) {
            item->read_slots(slots);
        }
    }

private:
    std::vector<ExpressionPtr> items_;
};

class MapOf final : public Expression {
public:
    explicit MapOf(std::vector<std::pair<std::string, ExpressionPtr>> entries)
        : entries_(std::move(entries)) {}
    [[nodiscard]] Value eval(const Row& row) const override {
        Map map;
        for (const auto& [key, expression] : entries_) {
            map.insert_or_assign(key, expression->eval(row));
        }
        return map;
    }
    void read_slots(std::set<Slot>& slots) const override {
        for (const auto& [key, expression] : entries_) {
            expression->read_slots(slots);
        }
    }

private:
    std::vector<std::pair<std::string, ExpressionPtr>> entries_;
};

class Call final : public Expression {
public:
    Call(const Function& function, std::vector<ExpressionPtr> args)
        : function_(function),
          args_(std::move(args)) {}
    [[nodiscard]] Value eval(const Row& row) const override {
        std::array<Value, few> short_list;
        std::vector<Value> long_list;
        std::span<Value> values = std::span(short_list).first(std::min(args_.size(), few));
        if (args_.size() > few) {
            long_list.resize(args_.size());
            values = long_list;
        }
        for (std::size_t i = 0; i < args_.size(); ++i) {
            values[i] = args_[i]->eval(row);
            if (function_.null_for_null && values[i].is_null()) {
                return {};
            }
        }
        return function_.call(row.environment(), values);
    }
    void read_slots(std::set<Slot>& slots) const override {
        for (const ExpressionPtr& arg : args_) {
            arg->read_slots(slots);
        }
    }
    [[nodiscard]] bool pure() const override {
        return function_.pure && std::all_of(args_.begin(), args_.end(),
                                             [](const ExpressionPtr& arg) { return arg->pure(); });
    }

private:
    static constexpr std::size_t few = 4;  // arguments held without an allocation

    const Function& function_;
    std::vector<ExpressionPtr> args_;
};

class Case final : public Expression {
public:
    Case(ExpressionPtr subject, std::vector<std::pair<ExpressionPtr, ExpressionPtr>> whens,
         ExpressionPtr otherwise)
        : subject_(std::move(subject)),
          whens_(std::move(whens)),
          otherwise_(std::move(otherwise)) {}
    [[nodiscard]] Value eval(const Row& row) const override {
        Value subject = subject_ ? subject_->eval(row) : Value();
        for (const auto& [condition, result] : whens_) {
            Value answer = condition->eval(row);
            Ternary fits = subject_ ? equal(subject, answer) : truth(answer);
            if (fits == Ternary::True) {
                return result->eval(row);
            }
        }
        return otherwise_ ? otherwise_->eval(row) : Value();
    }
    void read_slots(std::set<Slot>& slots) const override {
        read_some({subject_.get(), otherwise_.get()}, slots);
        for (const auto& [condition, result] : whens_) {
            read_some({condition.get(), result.get()}, slots);
        }
    }

private:
    ExpressionPtr subject_;
    std::vector<std::pair<ExpressionPtr, ExpressionPtr>> whens_;
    ExpressionPtr otherwise_;
};

}  // namespace

ExpressionPtr make_index(ExpressionPtr subject, ExpressionPtr index) {
    return std::make_shared<Index>(std::move(subject), std::move(index));
}
ExpressionPtr make_slice(ExpressionPtr subject, ExpressionPtr from, ExpressionPtr to) {
    return std::make_shared<Slice>(std::move(subject), std::move(from), std::move(to));
}
ExpressionPtr make_list(std::vector<ExpressionPtr> items) {
    return std::make_shared<ListOf>(std::move(items));
}
ExpressionPtr make_map(std::vector<std::pair<std::string, ExpressionPtr>> entries) {
    return std::make_shared<MapOf>(std::move(entries));
}
ExpressionPtr make_call(const Function& function, std::vector<ExpressionPtr> args) {
    return std::make_shared<Call>(function, std::move(args));
}
ExpressionPtr make_case(ExpressionPtr subject,
                        std::vector<std::pair<ExpressionPtr, ExpressionPtr>> whens,
                        ExpressionPtr otherwise) {
    return std::make_shared<Case>(std::move(subject), std::move(whens), std::move(otherwise));
}

}  // namespace dingtu
