#include "query/aggregates_numeric.h"
#include "query/arguments.h"
#include "query/grouped.h"

#include <algorithm>
#include <cmath>
#include <compare>
#include <utility>
#include <vector>

namespace dingtu {

namespace {

using Args = std::span<const Value>;

/// Keeps all numbers, each with how often it came.
template <bool continuous>
class Percentile {
public:
    void add(Args args, std::uint64_t multiplicity) {
        if (!args[1].is_null()) {
            percentile_ = expect_number(args[1]);
            if (!(percentile_ >= 0.0 && percentile_ <= 1.0)) {
                refuse_number("a percentile lies between 0.0 and 1.0, both included, not at " +
                              to_text(args[1]));
            }
        }
        if (!args[0].is_null()) {
            (void)expect_number(args[0]);
            numbers_.emplace_back(args[0], multiplicity);
            count_ += multiplicity;
        }
    }

    [[nodiscard]] Value result() const {
        if (numbers_.empty()) {
            return {};
        }
        auto sorted = numbers_;
        std::ranges::sort(sorted, [](const auto& a, const auto& b) {
            return std::is_lt(order(a.first, b.first));
        });
        return continuous ? between_neighbours(sorted) : nearest_rank(sorted);
    }

    [[nodiscard]] std::size_t held_bytes() const { return numbers_.capacity() * sizeof(Entry); }

private:
    using Entry = std::pair<Value, std::uint64_t>;

    static const Value& at(const std::vector<Entry>& sorted, std::uint64_t rank) {
        auto entry = sorted.begin();
        while (rank >= entry->second && entry + 1 != sorted.end()) {
            rank -= entry->second;
            ++entry;
        }
        return entry->first;
    }

    [[nodiscard]] Value nearest_rank(const std::vector<Entry>& sorted) const {
        double rank = std::ceil(percentile_ * static_cast<double>(count_));
        return at(sorted, rank < 1 ? 0 : static_cast<std::uint64_t>(rank) - 1);
    }

    [[nodiscard]] Value between_neighbours(const std::vector<Entry>& sorted) const {
        double place = percentile_ * static_cast<double>(count_ - 1);
        double below = std::floor(place);
        double low = at(sorted, static_cast<std::uint64_t>(below)).as_number();
        double high = at(sorted, static_cast<std::uint64_t>(std::ceil(place))).as_number();
        return low == high ? low : low + (place - below) * (high - low);
    }

    double percentile_ = 0;
    std::uint64_t count_ = 0;
    std::vector<Entry> numbers_;
};

}  // namespace

std::unique_ptr<Aggregator> make_continuous_percentile() {
    return make_grouped<Percentile<true>>();
}
std::unique_ptr<Aggregator> make_discrete_percentile() {
    return make_grouped<Percentile<false>>();
}

}  // namespace dingtu
