#include "exporter/layout_steps.h"

#include <algorithm>
#include <cmath>

namespace dingtu {

namespace {

/// Every line is tried with every node: beyond this many pairs the picture is too full to gain.
constexpr std::size_t most_pairs = 120000;
constexpr int rounds = 40;
/// The part of a box that lines should keep out of: the circle and most of the caption.
constexpr double kept_free = 0.42;
/// How much of the way a node goes in one round; less than all, since its own lines move along.
constexpr double step = 0.35;

/// The way from the nearest point of a line to a node; whether the node
/// lies beside the line and not beyond its ends.
bool is_beside(const Point& a, const Point& b, const Point& node, Point& away) {
    double dx = b.x - a.x;
    double dy = b.y - a.y;
    double square = dx * dx + dy * dy;
    double along = square > 1e-9 ? ((node.x - a.x) * dx + (node.y - a.y) * dy) / square : 0;
    away = {node.x - a.x - along * dx, node.y - a.y - along * dy};
    return along > 0.02 && along < 0.98;
}

/// Pushes the node and the line's ends apart where the line runs through the node's box.
bool push_off(std::vector<Point>& centres, std::size_t node, const Link& link, const Box& box) {
    Point& a = centres[link.first];
    Point& b = centres[link.second];
    Point away;
    if (!is_beside(a, b, centres[node], away)) {
        return false;
    }
    double distance = std::hypot(away.x, away.y);
    Point normal{-(b.y - a.y), b.x - a.x};
    double length = std::hypot(normal.x, normal.y);
    Point unit = distance > 1e-6 ? Point{away.x / distance, away.y / distance}
                                 : Point{normal.x / length, normal.y / length};
    // How far the box reaches from its centre in that direction.
    double reach = kept_free * (std::abs(unit.x) * box.width + std::abs(unit.y) * box.height);
    if (distance >= reach) {
        return false;
    }
    double move = (reach - distance) * step;
    centres[node] = {centres[node].x + unit.x * move, centres[node].y + unit.y * move};
    a = {a.x - unit.x * move / 4, a.y - unit.y * move / 4};
    b = {b.x - unit.x * move / 4, b.y - unit.y * move / 4};
    return true;
}

}  // namespace

void clear_lines(std::vector<Point>& centres, std::span<const Box> boxes,
                 std::span<const Link> links) {
    if (centres.size() * links.size() > most_pairs) {
        return;
    }
    bool pushed = true;
    for (int round = 0; round < rounds && pushed; ++round) {
        pushed = false;
        for (const Link& link : links) {
            for (std::size_t node = 0; node < centres.size(); ++node) {
                if (node != link.first && node != link.second) {
                    pushed = push_off(centres, node, link, boxes[node]) || pushed;
                }
            }
        }
        separate(centres, boxes);
    }
}

}  // namespace dingtu
