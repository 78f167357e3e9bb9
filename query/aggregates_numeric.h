#pragma once

#include "query/aggregates.h"

#include <memory>

namespace dingtu {

/// The aggregates that compute. All leave nulls out.
[[nodiscard]] std::unique_ptr<Aggregator> make_sum();
[[nodiscard]] std::unique_ptr<Aggregator> make_average();
[[nodiscard]] std::unique_ptr<Aggregator> make_sample_deviation();
[[nodiscard]] std::unique_ptr<Aggregator> make_population_deviation();
[[nodiscard]] std::unique_ptr<Aggregator> make_continuous_percentile();
[[nodiscard]] std::unique_ptr<Aggregator> make_discrete_percentile();

}  // namespace dingtu
