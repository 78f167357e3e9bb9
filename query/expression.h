#pragma once

#include "query/batch.h"
#include "query/context.h"

#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace dingtu {

/// One row of a batch, as expressions see it.
struct Row {
    const Batch& batch;
    std::size_t index;
    Frame& frame;

    [[nodiscard]] const Value& at(Slot slot) const { return batch.at(slot, index); }
    [[nodiscard]] const Environment& environment() const { return frame.context.environment; }
};

/// Some rows of a batch, by their indices, ascending.
struct Rows {
    const Batch& batch;
    std::span<const std::uint32_t> indices;
    Frame& frame;

    [[nodiscard]] std::size_t size() const { return indices.size(); }
    [[nodiscard]] Row row(std::size_t i) const {
        return {.batch = batch, .index = indices[i], .frame = frame};
    }
};

/// A bound expression: variables are slots, functions are found, kinds are checked as far as the
/// text tells. Immutable but for caches, which belong to the run that uses it.
class Expression {
public:
    virtual ~Expression() = default;
    /// The value for a row. Throws Error{Run}.
    [[nodiscard]] virtual Value eval(const Row& row) const = 0;
    /// Adds the slots it reads.
    virtual void read_slots(std::set<Slot>& slots) const = 0;
    /// Whether equal columns give equal values, so that it need not be asked twice, as long as the
    /// graph does not change. False where that is not known.
    [[nodiscard]] virtual bool pure() const { return false; }
    /// As eval() of each row, appended to `out`; cheaper per row where columns can be read at once.
    virtual void eval_all(const Rows& rows, std::vector<Value>& out) const;
    /// Of the rows `chosen`, leaves those for which it is true. As holds() of each.
    virtual void select(const Batch& batch, Frame& frame, std::vector<std::uint32_t>& chosen) const;
};

/// Shared: a plan may be kept while several runs use it.
using ExpressionPtr = std::shared_ptr<const Expression>;

/// True, false or unknown (null). Throws Error{Run} TypeError if the value is no boolean.
[[nodiscard]] Ternary truth(const Value& value);

/// Whether its value is the same for all rows of a run.
[[nodiscard]] bool is_fixed(const Expression& expression);

/// Whether a predicate holds for a row: unknown counts as false.
[[nodiscard]] bool holds(const Expression& predicate, const Row& row);

/// The value of an expression that reads no slot (LIMIT 10, a parameter).
[[nodiscard]] Value eval_constant(const Expression& expression, Context& context);

}  // namespace dingtu
