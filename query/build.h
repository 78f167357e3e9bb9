#pragma once

#include "query/operator.h"
#include "query/plan.h"

#include <map>
#include <memory>
#include <set>
#include <vector>

namespace dingtu {

/// The leaf of a tree of operators: the rows it is given before the tree is opened.
class ArgumentRows {
public:
    virtual ~ArgumentRows() = default;
    /// The columns that the tree above wants to find in the rows.
    [[nodiscard]] virtual const Slots& wanted() const = 0;
    /// The rows for the next open(): `rows` consecutive ones of `source` from `first`. Columns that
    /// `source` lacks are left out. Copies what is wanted.
    virtual void give(const Batch& source, std::size_t first, std::size_t rows) = 0;
};

/// A plan made ready to run.
struct Built {
    OperatorPtr root;
    std::vector<ArgumentRows*> arguments;  ///< owned by the tree
    /// Each step's operator, for PROFILE.
    std::map<const plan::Step*, const Operator*> operators;
};

/// Operators for a plan whose root must deliver the columns `needed`. Each operator carries just
/// the columns that something above it reads. The plan must outlive the operators; so must the
/// context.
[[nodiscard]] Built build(const plan::Step& step, const std::set<Slot>& needed, Context& context);

}  // namespace dingtu
