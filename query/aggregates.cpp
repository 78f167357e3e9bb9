#include "query/aggregates.h"

#include "base/error.h"
#include "base/text.h"
#include "query/aggregates_numeric.h"
#include "query/grouped.h"
#include "query/ops/held_rows.h"

#include <algorithm>
#include <array>
#include <compare>
#include <string>

namespace dingtu {

namespace {

using Args = std::span<const Value>;

class Count {
public:
    void add(Args args, std::uint64_t multiplicity) {
        count_ += args[0].is_null() ? 0 : multiplicity;
    }
    [[nodiscard]] Value result() const { return static_cast<std::int64_t>(count_); }

private:
    std::uint64_t count_ = 0;
};

/// The first or last value in the order of ORDER BY, nulls left out.
template <bool greatest>
class Extreme {
public:
    void add(Args args, std::uint64_t /*multiplicity*/) {
        const Value& value = args[0];
        if (value.is_null()) {
            return;
        }
        if (best_.is_null() ||
            (greatest ? std::is_lt(order(best_, value)) : std::is_lt(order(value, best_)))) {
            best_ = value;
        }
    }
    [[nodiscard]] Value result() const { return best_; }

private:
    Value best_;
};

class Collect {
public:
    void add(Args args, std::uint64_t multiplicity) {
        if (args[0].is_null()) {
            return;
        }
        // One row may stand for any number: what could not be held is refused before it is made.
        if (multiplicity > longest_list - std::min(longest_list, list_.size())) {
            throw Error(Phase::Run, "a list of more than a billion values cannot be collected")
                .named("ResourceError", "Memory");
        }
        list_.insert(list_.end(), multiplicity, args[0]);
        value_bytes_ += dingtu::held_bytes(args[0]);
    }
    [[nodiscard]] Value result() const { return list_; }
    [[nodiscard]] std::size_t held_bytes() const {
        return list_.capacity() * sizeof(Value) + value_bytes_;
    }

private:
    static constexpr std::size_t longest_list = 1'000'000'000;

    List list_;
    std::size_t value_bytes_ = 0;
};

constexpr Kinds summable = Kinds::number() | Kind::Duration;

constexpr std::array<Aggregate, 10> aggregates{{
    {.name = "count",
     .result = Kind::Integer,
     .make = make_grouped<Count>,
     .signature = "count(value :: Any) :: Integer",
     .help = "how many values are not null"},
    {.name = "sum",
     .accepts = summable,
     .result = summable,
     .make = make_sum,
     .signature = "sum(value :: Number or Duration) :: Number or Duration",
     .help = "the sum; 0 of nothing"},
    {.name = "avg",
     .accepts = summable,
     .result = Kinds{Kind::Float, Kind::Duration},
     .make = make_average,
     .signature = "avg(value :: Number or Duration) :: Float or Duration",
     .help = "the mean; null of nothing"},
    {.name = "min",
     .make = make_grouped<Extreme<false>>,
     .signature = "min(value :: Any) :: Any",
     .help = "the first value in the order of ORDER BY"},
    {.name = "max",
     .make = make_grouped<Extreme<true>>,
     .signature = "max(value :: Any) :: Any",
     .help = "the last value in the order of ORDER BY"},
    {.name = "collect",
     .result = Kind::List,
     .make = make_grouped<Collect>,
     .signature = "collect(value :: Any) :: List",
     .help = "all values that are not null"},
    {.name = "stDev",
     .accepts = Kinds::number(),
     .result = Kind::Float,
     .make = make_sample_deviation,
     .signature = "stDev(value :: Number) :: Float",
     .help = "the standard deviation of a sample (divides by n - 1)"},
    {.name = "stDevP",
     .accepts = Kinds::number(),
     .result = Kind::Float,
     .make = make_population_deviation,
     .signature = "stDevP(value :: Number) :: Float",
     .help = "the standard deviation of the whole (divides by n)"},
    {.name = "percentileCont",
     .args = 2,
     .accepts = Kinds::number(),
     .result = Kind::Float,
     .make = make_continuous_percentile,
     .signature = "percentileCont(value :: Number, percentile :: Number) :: Float",
     .help = "the value at a percentile (0.0 to 1.0), between two values if it falls there"},
    {.name = "percentileDisc",
     .args = 2,
     .accepts = Kinds::number(),
     .result = Kinds::number(),
     .make = make_discrete_percentile,
     .signature = "percentileDisc(value :: Number, percentile :: Number) :: Number",
     .help = "the value at a percentile (0.0 to 1.0), one of those there are"},
}};

}  // namespace

const Aggregate* find_aggregate(std::string_view name) {
    std::string wanted = to_lower(name);
    const auto* found = std::ranges::find_if(aggregates, [&wanted](const Aggregate& aggregate) {
        return aggregate.name.size() == wanted.size() && to_lower(aggregate.name) == wanted;
    });
    return found == aggregates.end() ? nullptr : found;
}

std::span<const Aggregate> all_aggregates() {
    return aggregates;
}

}  // namespace dingtu
