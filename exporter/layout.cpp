#include "exporter/layout.h"

#include "exporter/layout_steps.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace dingtu {

namespace {

/// Between the packed parts.
constexpr double part_gap = 26;

/// One connected part: its nodes, and its links by position in `nodes`.
struct Part {
    std::vector<std::uint32_t> nodes;
    std::vector<Link> links;
};

/// The root of a node's tree, halving the path to it.
std::uint32_t root_of(std::vector<std::uint32_t>& parents, std::uint32_t node) {
    while (parents[node] != node) {
        parents[node] = parents[parents[node]];
        node = parents[node];
    }
    return node;
}

/// The connected parts, in the order of their first nodes.
std::vector<Part> parts_of(std::size_t nodes, std::span<const Link> links) {
    std::vector<std::uint32_t> parents(nodes);
    std::iota(parents.begin(), parents.end(), 0U);
    for (const Link& link : links) {
        std::uint32_t a = root_of(parents, link.first);
        std::uint32_t b = root_of(parents, link.second);
        parents[std::max(a, b)] = std::min(a, b);
    }
    std::vector<Part> parts;
    std::vector<std::uint32_t> part_of(nodes);
    std::vector<std::uint32_t> place_of(nodes);
    for (std::uint32_t node = 0; node < nodes; ++node) {
        std::uint32_t root = root_of(parents, node);
        if (root == node) {
            part_of[node] = static_cast<std::uint32_t>(parts.size());
            parts.emplace_back();
        }
        part_of[node] = part_of[root];
        Part& part = parts[part_of[node]];
        place_of[node] = static_cast<std::uint32_t>(part.nodes.size());
        part.nodes.push_back(node);
    }
    for (const Link& link : links) {
        if (link.first != link.second) {
            parts[part_of[link.first]].links.emplace_back(place_of[link.first],
                                                          place_of[link.second]);
        }
    }
    return parts;
}

/// Scales the points so that a typical link is as long as the boxes at its ends need.
void scale_to_boxes(std::vector<Point>& points, const Part& part, std::span<const Box> boxes) {
    if (part.links.empty()) {
        return;
    }
    double area = 0;
    for (const Box& box : boxes) {
        area += box.width * box.height;
    }
    double wanted = 16 + 1.3 * std::sqrt(area / static_cast<double>(boxes.size()));
    std::vector<double> lengths;
    for (const Link& link : part.links) {
        lengths.push_back(std::hypot(points[link.first].x - points[link.second].x,
                                     points[link.first].y - points[link.second].y));
    }
    auto middle = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2);
    std::nth_element(lengths.begin(), middle, lengths.end());
    double scale = wanted / std::max(*middle, 1e-3);
    for (Point& point : points) {
        point = {point.x * scale, point.y * scale};
    }
}

std::vector<Point> lay_out_part(const Part& part, std::span<const Box> boxes) {
    std::vector<Point> points = spread_by_distance(boxes.size(), part.links);
    relax(points, part.links);
    turn_level(points);
    scale_to_boxes(points, part, boxes);
    separate(points, boxes);
    clear_lines(points, boxes, part.links);
    return points;
}

/// Shifts the boxes so that their common frame begins at (0, 0); gives its size.
Box move_to_origin(std::vector<Point>& points, std::span<const Box> boxes) {
    Point low{std::numeric_limits<double>::max(), std::numeric_limits<double>::max()};
    Point high{std::numeric_limits<double>::lowest(), std::numeric_limits<double>::lowest()};
    for (std::size_t i = 0; i < points.size(); ++i) {
        low.x = std::min(low.x, points[i].x - boxes[i].width / 2);
        low.y = std::min(low.y, points[i].y - boxes[i].height / 2);
        high.x = std::max(high.x, points[i].x + boxes[i].width / 2);
        high.y = std::max(high.y, points[i].y + boxes[i].height / 2);
    }
    for (Point& point : points) {
        point = {point.x - low.x, point.y - low.y};
    }
    return {high.x - low.x, high.y - low.y};
}

}  // namespace

std::vector<Point> lay_out(std::span<const Box> boxes, std::span<const Link> links) {
    std::vector<Part> parts = parts_of(boxes.size(), links);
    std::vector<std::vector<Point>> drawn;
    std::vector<Box> frames;
    for (const Part& part : parts) {
        std::vector<Box> part_boxes;
        for (std::uint32_t node : part.nodes) {
            part_boxes.push_back(boxes[node]);
        }
        drawn.push_back(lay_out_part(part, part_boxes));
        Box frame = move_to_origin(drawn.back(), part_boxes);
        frames.push_back({frame.width + part_gap, frame.height + part_gap});
    }
    std::vector<Point> corners = pack(frames);
    std::vector<Point> result(boxes.size());
    for (std::size_t p = 0; p < parts.size(); ++p) {
        for (std::size_t i = 0; i < parts[p].nodes.size(); ++i) {
            result[parts[p].nodes[i]] = {corners[p].x + drawn[p][i].x,
                                         corners[p].y + drawn[p][i].y};
        }
    }
    return result;
}

}  // namespace dingtu
