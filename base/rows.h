#pragma once

#include "base/value.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace dingtu {

/// What a statement did to the graph: its own counts.
struct UpdateCounts {
    std::uint64_t nodes_created = 0;
    std::uint64_t nodes_deleted = 0;
    std::uint64_t relationships_created = 0;
    std::uint64_t relationships_deleted = 0;
    std::uint64_t properties_set = 0;
    std::uint64_t labels_added = 0;
    std::uint64_t labels_removed = 0;

    friend bool operator==(const UpdateCounts&, const UpdateCounts&) = default;
};

/// What is known when a statement has ended.
struct Summary {
    std::uint64_t rows = 0;
    UpdateCounts updates;
    std::vector<std::string> warnings;
    /// From the request's arrival until every result value is decoded, for writes until durable.
    std::int64_t elapsed_us = 0;
    /// The plan, with rows and time per operator for PROFILE; empty unless EXPLAIN or PROFILE.
    std::string plan;
};

/// Where the rows of a result go. `columns` comes first, also when no row follows; a statement that
/// returns nothing has no columns. All values are decoded.
class RowSink {
public:
    virtual ~RowSink() = default;
    virtual void columns(const std::vector<std::string>& names) = 0;
    virtual void row(std::span<const Value> values) = 0;
    /// Called once at the end, not after an error.
    virtual void finish(const Summary& summary) = 0;
};

}  // namespace dingtu
