#pragma once

#include <memory>
#include <queue>
#include <vector>

namespace dingtu {

/// Gives the least of several sorted sources, again and again until all are at their end. A source
/// has `valid()`, and `next()`, which is called after `use` has returned.
template <class Source, class Less, class Use>
void merge(std::vector<std::unique_ptr<Source>>& sources, Less less, Use use) {
    const auto later = [&](const Source* a, const Source* b) { return less(*b, *a); };
    std::priority_queue<Source*, std::vector<Source*>, decltype(later)> queue(later);
    for (const auto& source : sources) {
        if (source->valid()) {
            queue.push(source.get());
        }
    }
    while (!queue.empty()) {
        Source* least = queue.top();
        queue.pop();
        use(*least);
        least->next();
        if (least->valid()) {
            queue.push(least);
        }
    }
}

}  // namespace dingtu
