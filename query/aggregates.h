#pragma once

#include "base/value.h"
#include "query/kinds.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace dingtu {

/// One group's running aggregate.
class Aggregator {
public:
    virtual ~Aggregator() = default;
    /// Takes the arguments of one row that stands for `multiplicity` equal rows. Throws Error{Run}
    /// for arguments of a wrong kind or range.
    virtual void add(std::span<const Value> args, std::uint64_t multiplicity) = 0;
    [[nodiscard]] virtual Value result() const = 0;
    /// Bytes held beside the object itself; asked now and then to keep the memory limit.
    [[nodiscard]] virtual std::size_t held_bytes() const { return 0; }
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
