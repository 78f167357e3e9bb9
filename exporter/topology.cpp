#include "exporter/topology.h"

#include "base/error.h"

#include <algorithm>
#include <numeric>

namespace dingtu {

void Topology::add(NodeId node) {
    sorted_ = sorted_ && (ids_.empty() || ids_.back() < node);
    ids_.push_back(node);
    degrees_.push_back(0);
}

void Topology::add(NodeId start, NodeId end) {
    sort();
    ++degrees_[index_of(start)];
    ++degrees_[index_of(end)];
}

/// Degrees need not move along: no relationship has come while ids are out of order.
void Topology::sort() {
    if (!sorted_) {
        std::sort(ids_.begin(), ids_.end());
        sorted_ = true;
    }
}

std::size_t Topology::index_of(NodeId node) const {
    auto at = std::lower_bound(ids_.begin(), ids_.end(), node);
    invariant(at != ids_.end() && *at == node, "a relationship's ends come before it");
    return static_cast<std::size_t>(at - ids_.begin());
}

std::vector<std::size_t> Topology::highest(std::size_t count) {
    sort();
    std::vector<std::size_t> places(ids_.size());
    std::iota(places.begin(), places.end(), 0U);
    if (count < places.size()) {
        auto by_degree = [&](std::size_t a, std::size_t b) {
            return degrees_[a] != degrees_[b] ? degrees_[a] > degrees_[b] : a < b;
        };
        auto end = places.begin() + static_cast<std::ptrdiff_t>(count);
        std::nth_element(places.begin(), end, places.end(), by_degree);
        places.resize(count);
        std::sort(places.begin(), places.end());
    }
    return places;
}

}  // namespace dingtu
