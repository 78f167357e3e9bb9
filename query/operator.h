#pragma once

#include "query/batch.h"
#include "query/context.h"
#include "query/expression.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace dingtu {

/// A running step of a plan. A parent opens it, then takes batches until there is none. Opening
/// again starts it anew, on the rows that its leaf, the argument, was given last.
class Operator {
public:
    virtual ~Operator() = default;

    void open();
    /// Fills `out` (cleared before) with at least one row, or returns false at the end.
    bool next(Batch& out);

    /// What PROFILE adds to the step's line: how it was done this time.
    [[nodiscard]] virtual std::string detail() const { return {}; }
    /// For PROFILE.
    [[nodiscard]] std::uint64_t rows() const { return rows_; }
    [[nodiscard]] std::chrono::nanoseconds time() const { return time_; }

protected:
    explicit Operator(Context& context) : context_(context) {}

    virtual void do_open() = 0;
    virtual bool do_next(Batch& out) = 0;

    [[nodiscard]] Context& context() const { return context_; }

private:
    Context& context_;
    std::uint64_t rows_ = 0;
    std::chrono::nanoseconds time_{0};
};

using OperatorPtr = std::unique_ptr<Operator>;

}  // namespace dingtu
