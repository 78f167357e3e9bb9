#include "exporter/layout_steps.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace dingtu {

namespace {

/// A square of the plane with what lies in it. Children are four in a row, in the order of
/// quadrant(); 0 is none, since the root is nobody's child.
struct Cell {
    Point middle;
    double half = 0;
    Point sum;  // of the points in it
    double count = 0;
    std::uint32_t children = 0;
};

/// The quadtree of Barnes and Hut: distant points push as one.
class QuadTree {
public:
    explicit QuadTree(const std::vector<Point>& points) {
        Point low = points.front();
        Point high = low;
        for (const Point& p : points) {
            low = {std::min(low.x, p.x), std::min(low.y, p.y)};
            high = {std::max(high.x, p.x), std::max(high.y, p.y)};
        }
        double half = std::max({high.x - low.x, high.y - low.y, 1e-6}) / 2 * 1.001;
        cells_.push_back({{(low.x + high.x) / 2, (low.y + high.y) / 2}, half, {}, 0, 0});
        for (const Point& p : points) {
            insert(p);
        }
    }

    /// The push of all points on one at `at`: 1/d² from each, which falls off faster than the
    /// usual 1/d and so does not drive the outskirts far out (Hu 2005).
    [[nodiscard]] Point push(const Point& at) const {
        Point force;
        std::array<std::uint32_t, 4 * most_depth> stack{};
        std::size_t size = 0;
        stack[size++] = 0;
        while (size > 0) {
            const Cell& cell = cells_[stack[--size]];
            if (cell.count == 0) {
                continue;
            }
            double dx = at.x - cell.sum.x / cell.count;
            double dy = at.y - cell.sum.y / cell.count;
            double square = dx * dx + dy * dy;
            bool far = 4 * cell.half * cell.half < theta_square * square;
            if (cell.children != 0 && !far) {
                for (std::uint32_t i = 0; i < 4; ++i) {
                    stack[size++] = cell.children + i;
                }
                continue;
            }
            double weight = square > 1e-12 ? cell.count / (square * std::sqrt(square)) : 0;
            force = {force.x + dx * weight, force.y + dy * weight};
        }
        return force;
    }

private:
    /// Points nearer than the root's side / 2^24 share a leaf.
    static constexpr std::size_t most_depth = 24;
    static constexpr double theta_square = 0.81;

    static std::uint32_t quadrant(const Cell& cell, const Point& p) {
        return (p.x > cell.middle.x ? 1U : 0U) + (p.y > cell.middle.y ? 2U : 0U);
    }

    void insert(const Point& p) {
        std::uint32_t at = 0;
        for (std::size_t depth = 1;; ++depth) {
            if (cells_[at].children == 0 && (cells_[at].count == 0 || depth == most_depth)) {
                return add(at, p);
            }
            if (cells_[at].children == 0) {
                split(at);
            }
            add(at, p);
            at = cells_[at].children + quadrant(cells_[at], p);
        }
    }

    void add(std::uint32_t at, const Point& p) {
        Cell& cell = cells_[at];
        cell.sum = {cell.sum.x + p.x, cell.sum.y + p.y};
        cell.count += 1;
    }

    /// Makes children of a leaf that holds one point, and hands the point down.
    void split(std::uint32_t at) {
        Cell parent = cells_[at];
        auto first = static_cast<std::uint32_t>(cells_.size());
        double half = parent.half / 2;
        for (std::uint32_t i = 0; i < 4; ++i) {
            Point middle{parent.middle.x + ((i & 1U) != 0 ? half : -half),
                         parent.middle.y + ((i & 2U) != 0 ? half : -half)};
            cells_.push_back({middle, half, {}, 0, 0});
        }
        cells_[at].children = first;
        add(first + quadrant(parent, parent.sum), parent.sum);
    }

    std::vector<Cell> cells_;
};

/// A small offset that depends on the index alone (SplitMix64): parts twins.
double jitter(std::uint64_t index) {
    std::uint64_t z = (index + 1) * 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    z ^= z >> 31;
    return static_cast<double>(z >> 11) / static_cast<double>(1ULL << 53) - 0.5;
}

int steps_for(std::size_t nodes) {
    if (nodes <= 500) {
        return 500;
    }
    return nodes <= 3000 ? 300 : 100;
}

/// Pull along the links, as d² for links of length 1; weaker for hubs, which would otherwise draw
/// their many neighbours into a clump.
void add_pull(std::vector<Point>& forces, const std::vector<Point>& points,
              std::span<const Link> links, const std::vector<double>& degrees) {
    for (const Link& link : links) {
        auto [a, b] = link;
        double dx = points[b].x - points[a].x;
        double dy = points[b].y - points[a].y;
        double pull = std::hypot(dx, dy) / std::sqrt(std::min(degrees[a], degrees[b]));
        forces[a] = {forces[a].x + dx * pull, forces[a].y + dy * pull};
        forces[b] = {forces[b].x - dx * pull, forces[b].y - dy * pull};
    }
}

}  // namespace

void relax(std::vector<Point>& points, std::span<const Link> links) {
    if (points.size() < 2) {
        return;
    }
    std::vector<double> degrees(points.size(), 0);
    for (const Link& link : links) {
        degrees[link.first] += 1;
        degrees[link.second] += 1;
    }
    for (std::size_t i = 0; i < points.size(); ++i) {
        points[i].x += 0.3 * jitter(2 * i);
        points[i].y += 0.3 * jitter(2 * i + 1);
    }
    int steps = steps_for(points.size());
    double start = 0.06 * std::sqrt(static_cast<double>(points.size())) + 0.2;
    std::vector<Point> forces(points.size());
    for (int step = 0; step < steps; ++step) {
        QuadTree tree(points);
        for (std::size_t i = 0; i < points.size(); ++i) {
            forces[i] = tree.push(points[i]);
        }
        add_pull(forces, points, links, degrees);
        double left = 1.0 - static_cast<double>(step) / steps;
        double limit = start * left * left + 0.002;
        for (std::size_t i = 0; i < points.size(); ++i) {
            double size = std::hypot(forces[i].x, forces[i].y);
            double scale = size > limit ? limit / size : 1.0;
            points[i] = {points[i].x + forces[i].x * scale, points[i].y + forces[i].y * scale};
        }
    }
}

void turn_level(std::vector<Point>& points) {
    Point middle;
    for (const Point& p : points) {
        middle.x += p.x / static_cast<double>(points.size());
        middle.y += p.y / static_cast<double>(points.size());
    }
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (const Point& p : points) {
        xx += (p.x - middle.x) * (p.x - middle.x);
        yy += (p.y - middle.y) * (p.y - middle.y);
        xy += (p.x - middle.x) * (p.y - middle.y);
    }
    double angle = 0.5 * std::atan2(2 * xy, xx - yy);
    double c = std::cos(angle);
    double s = std::sin(angle);
    for (Point& p : points) {
        Point q{p.x - middle.x, p.y - middle.y};
        p = {c * q.x + s * q.y, c * q.y - s * q.x};
    }
}

}  // namespace dingtu
