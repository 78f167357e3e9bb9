#pragma once

#include "base/value.h"
#include "query/kinds.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace dingtu {

/// Rows that an aggregate takes at once. Row i belongs to group `groups[i]`; its arguments begin at
/// `args[i * n]`, where n is how many the aggregate has; it stands for `weights[i]` equal rows, or
/// for one if there are no weights.
struct AggregateRows {
    std::span<const std::uint32_t> groups;
    std::span<const Value> args;
    std::span<const std::uint64_t> weights;
};

/// A running aggregate of all groups, side by side.
class Aggregator {
public:
    virtual ~Aggregator() = default;
    /// There are so many groups from now on, never fewer than before.
    virtual void extend(std::size_t groups) = 0;
    /// Throws Error{Run} for arguments of a wrong kind or range.
    virtual void add(const AggregateRows& rows) = 0;
    [[nodiscard]] virtual Value result(std::size_t group) const = 0;
    /// What is held in memory; asked now and then to keep the memory limit.
    [[nodiscard]] virtual std::size_t held_bytes() const = 0;
};

/// An aggregate function: count sum avg min max collect stDev stDevP percentileCont percentileDisc.
/// DISTINCT is the caller's affair, and so is `count(*)` (it calls `count` with a constant).
struct Aggregate {
    std::string_view name;
    int args = 1;
    Kinds accepts = Kinds::any();  ///< of the first argument
    Kinds result = Kinds::any();
    std::unique_ptr<Aggregator> (*make)() = nullptr;
    std::string_view signature;
    std::string_view help;
};

/// Without regard to case; null if there is none of that name.
[[nodiscard]] const Aggregate* find_aggregate(std::string_view name);
[[nodiscard]] std::span<const Aggregate> all_aggregates();

}  // namespace dingtu
