#include "exporter/placement.h"

#include <algorithm>
#include <cmath>

namespace dingtu {

namespace {

constexpr std::size_t most_placed = 20000;
/// Room for a short caption beside each circle.
constexpr double caption_room = 14;

}  // namespace

void Placement::relationship(NodeId start, NodeId end) {
    topology_.add(start, end);
    if (topology_.size() <= most_placed) {
        links_.emplace_back(start, end);
    }
}

void Placement::finish() {
    if (topology_.size() > most_placed) {
        return;
    }
    topology_.sort();
    std::vector<Box> boxes;
    for (std::size_t i = 0; i < topology_.size(); ++i) {
        double side = 2 * radius(topology_.id(i)) + caption_room;
        boxes.push_back({side, side});
    }
    std::vector<Link> links;
    for (auto [start, end] : links_) {
        links.emplace_back(topology_.index_of(start), topology_.index_of(end));
    }
    points_ = lay_out(boxes, links);
}

double Placement::radius(NodeId id) const {
    double weight = std::sqrt(static_cast<double>(topology_.degree(topology_.index_of(id))));
    return std::min(6.0 + 2.2 * weight, 30.0);
}

std::optional<Point> Placement::position(NodeId id) const {
    if (points_.empty()) {
        return std::nullopt;
    }
    return points_[topology_.index_of(id)];
}

}  // namespace dingtu
