#pragma once

#include "query/aggregates.h"

#include <vector>

namespace dingtu {

/// An aggregate made of what one group keeps: `Kept` has add(arguments, multiplicity), result(),
/// and held_bytes() if it holds anything beside itself.
template <class Kept>
class Grouped final : public Aggregator {
public:
    void extend(std::size_t groups) override { groups_.resize(groups); }

    void add(const AggregateRows& rows) override {
        const std::size_t count = rows.groups.size();
        const std::size_t width = count == 0 ? 0 : rows.args.size() / count;
        for (std::size_t row = 0; row < count; ++row) {
            Kept& kept = groups_[rows.groups[row]];
            const std::uint64_t weight = rows.weights.empty() ? 1 : rows.weights[row];
            const auto args = rows.args.subspan(row * width, width);
            if constexpr (holds_more) {
                const std::size_t before = kept.held_bytes();
                kept.add(args, weight);
                beside_ += kept.held_bytes() - before;
            } else {
                kept.add(args, weight);
            }
        }
    }

    [[nodiscard]] Value result(std::size_t group) const override { return groups_[group].result(); }
    [[nodiscard]] std::size_t held_bytes() const override {
        return groups_.capacity() * sizeof(Kept) + beside_;
    }

private:
    static constexpr bool holds_more = requires(const Kept& kept) { kept.held_bytes(); };

    std::vector<Kept> groups_;
    std::size_t beside_ = 0;
};

template <class Kept>
std::unique_ptr<Aggregator> make_grouped() {
    return std::make_unique<Grouped<Kept>>();
}

}  // namespace dingtu
