#pragma once

#include "query/batch.h"
#include "query/context.h"

#include <memory>
#include <set>
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

/// A bound expression: variables are slots, functions are found, kinds are checked as far as the
/// text tells. Immutable but for caches, which belong to the run that uses it.
class Expression {
public:
    virtual ~Expression() = default;
    /// The value for a row. Throws Error{Run}.
    [[nodiscard]] virtual Value eval(const Row& row) const = 0;
    /// Adds the slots it reads.
    virtual void read_slots(std::set<Slot>& slots) const = 0;
};

/// Shared: a plan may be kept while several runs use it.
using ExpressionPtr = std::shared_ptr<const Expression>;

/// True, false or unknown (null). Throws Error{Run} TypeError if the value is no boolean.
[[nodiscard]] Ternary truth(const Value& value);

/// Whether a predicate holds for a row: unknown counts as false.
[[nodiscard]] bool holds(const Expression& predicate, const Row& row);

/// The value of an expression that reads no slot (LIMIT 10, a parameter).
[[nodiscard]] Value eval_constant(const Expression& expression, Context& context);

}  // namespace dingtu
