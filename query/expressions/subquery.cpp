// EXISTS, COUNT and COLLECT subqueries, pattern predicates and comprehensions: a plan of its own
// that is run for each row.

#include "query/build.h"
#include "query/charge.h"
#include "query/expressions.h"
#include "query/ops/held_rows.h"

namespace dingtu {

namespace {

class Subquery final : public Expression {
public:
    explicit Subquery(SubqueryParts parts) : parts_(std::move(parts)) {}
    [[nodiscard]] const SubqueryParts& parts() const { return parts_; }

    [[nodiscard]] Value eval(const Row& row) const override {
        Run& run = run_for(row.frame.context);
        // All first: an import may read a cell that another fills.
        std::vector<Value> values;
        for (const auto& [expression, cell] : parts_.imports) {
            values.push_back(expression->eval(row));
        }
        for (std::size_t i = 0; i < values.size(); ++i) {
            *parts_.imports[i].second = std::move(values[i]);
        }
        run.built.root->open();
        switch (parts_.op) {
            case ast::Subquery::Op::Exists: return exists(*run.built.root);
            case ast::Subquery::Op::Count: return count(*run.built.root);
            case ast::Subquery::Op::Collect:
                return collect(*run.built.root, row.frame.context.limits);
        }
        return {};
    }

    void read_slots(std::set<Slot>& slots) const override {
        for (const auto& [expression, slot] : parts_.imports) {
            expression->read_slots(slots);
        }
    }

private:
    /// The operators of the run that asks; made when a run first comes here.
    struct Run {
        const Context* context = nullptr;
        std::uint64_t number = 0;
        Built built;
    };

    Run& run_for(Context& context) const {
        if (run_.context != &context || run_.number != context.number) {
            std::set<Slot> needed;
            if (parts_.op == ast::Subquery::Op::Collect) {
                needed.insert(parts_.result);
            }
            run_ = {.context = &context,
                    .number = context.number,
                    .built = build(*parts_.plan, needed, context)};
            context.at_end.emplace_back([this] { run_ = {}; });
        }
        return run_;
    }

    static Value exists(Operator& root) {
        Batch batch;
        return root.next(batch);
    }

    static Value count(Operator& root) {
        std::int64_t rows = 0;
        for (Batch batch; root.next(batch);) {
            rows += static_cast<std::int64_t>(batch.size);
        }
        return rows;
    }

    [[nodiscard]] Value collect(Operator& root, Limits& limits) const {
        List list;
        Charge held(limits);
        for (Batch batch; root.next(batch);) {
            for (Value& value : batch.column(parts_.result)) {
                held.add(sizeof(Value) + held_bytes(value));
                list.push_back(std::move(value));
            }
        }
        return list;
    }

    SubqueryParts parts_;
    mutable Run run_;
};

class Outer final : public Expression {
public:
    explicit Outer(OuterCell cell) : cell_(std::move(cell)) {}
    [[nodiscard]] const OuterCell& cell() const { return cell_; }
    [[nodiscard]] Value eval(const Row& /*row*/) const override { return *cell_; }
    void read_slots(std::set<Slot>& /*slots*/) const override {}

private:
    OuterCell cell_;
};

}  // namespace

ExpressionPtr make_outer(OuterCell cell) {
    return std::make_shared<Outer>(std::move(cell));
}

OuterCell outer_cell(const Expression& expression) {
    const auto* outer = dynamic_cast<const Outer*>(&expression);
    return outer == nullptr ? nullptr : outer->cell();
}

ExpressionPtr make_subquery(SubqueryParts parts) {
    return std::make_shared<Subquery>(std::move(parts));
}

const SubqueryParts* subquery_parts(const Expression& expression) {
    const auto* subquery = dynamic_cast<const Subquery*>(&expression);
    return subquery == nullptr ? nullptr : &subquery->parts();
}

}  // namespace dingtu
