#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace dingtu {

/// Work on numbered things that are made side by side and taken one after the other, in the order
/// of their numbers, by as many threads as are given (the caller is one of them). Whoever is free
/// makes the next thing, or takes those that are ready.
struct OrderedWork {
    /// How much each thing weighs (bytes, say); as many as there are things.
    std::vector<std::uint64_t> weights;
    /// So much may be made before it is taken, and so much is taken at once if it is ready; a
    /// single thing may weigh more.
    std::uint64_t most_waiting = 0;
    std::uint64_t most_at_once = 0;
    /// Called for each number once, by any thread.
    std::function<void(std::size_t)> make;
    /// Called for [first, last) by one thread at a time.
    std::function<void(std::size_t first, std::size_t last)> take;
};

/// Returns when all is taken. What `make` or `take` throws ends the work and is thrown on.
void run_in_order(const OrderedWork& work, unsigned threads);

}  // namespace dingtu
