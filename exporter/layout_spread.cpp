#include "exporter/layout_steps.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace dingtu {

namespace {

constexpr std::size_t most_pivots = 40;
constexpr int power_steps = 60;

/// The neighbours of each node, one after the other.
struct Neighbours {
    std::vector<std::uint32_t> begin;  // by node; one more at the end
    std::vector<std::uint32_t> all;
};

Neighbours neighbours_of(std::size_t nodes, std::span<const Link> links) {
    Neighbours out{std::vector<std::uint32_t>(nodes + 1, 0), {}};
    for (const Link& link : links) {
        ++out.begin[link.first + 1];
        ++out.begin[link.second + 1];
    }
    for (std::size_t i = 1; i <= nodes; ++i) {
        out.begin[i] += out.begin[i - 1];
    }
    out.all.resize(2 * links.size());
    std::vector<std::uint32_t> next(out.begin.begin(), out.begin.end() - 1);
    for (const Link& link : links) {
        out.all[next[link.first]++] = link.second;
        out.all[next[link.second]++] = link.first;
    }
    return out;
}

/// Steps from `start` to every node, breadth first.
std::vector<double> distances_from(const Neighbours& graph, std::uint32_t start) {
    std::vector<double> distances(graph.begin.size() - 1, -1);
    std::vector<std::uint32_t> queue{start};
    distances[start] = 0;
    for (std::size_t head = 0; head < queue.size(); ++head) {
        std::uint32_t node = queue[head];
        for (std::uint32_t i = graph.begin[node]; i < graph.begin[node + 1]; ++i) {
            std::uint32_t next = graph.all[i];
            if (distances[next] < 0) {
                distances[next] = distances[node] + 1;
                queue.push_back(next);
            }
        }
    }
    return distances;
}

/// Distances to pivots, each as far as possible from those before it.
std::vector<std::vector<double>> pivot_distances(const Neighbours& graph, std::size_t nodes) {
    std::vector<std::vector<double>> columns;
    std::vector<double> nearest(nodes, std::numeric_limits<double>::max());
    std::uint32_t pivot = 0;
    while (columns.size() < std::min(nodes, most_pivots)) {
        columns.push_back(distances_from(graph, pivot));
        for (std::size_t i = 0; i < nodes; ++i) {
            nearest[i] = std::min(nearest[i], columns.back()[i]);
        }
        pivot = static_cast<std::uint32_t>(std::max_element(nearest.begin(), nearest.end()) -
                                           nearest.begin());
    }
    return columns;
}

/// Squares the distances and takes the means of rows and columns away.
void centre(std::vector<std::vector<double>>& columns, std::size_t nodes) {
    std::vector<double> row_means(nodes, 0);
    for (auto& column : columns) {
        double mean = 0;
        for (std::size_t i = 0; i < nodes; ++i) {
            column[i] *= column[i];
            mean += column[i] / static_cast<double>(nodes);
        }
        for (std::size_t i = 0; i < nodes; ++i) {
            column[i] -= mean;
            row_means[i] += column[i] / static_cast<double>(columns.size());
        }
    }
    for (auto& column : columns) {
        for (std::size_t i = 0; i < nodes; ++i) {
            column[i] -= row_means[i];
        }
    }
}

double dot(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += a[i] * b[i];
    }
    return sum;
}

void normalise(std::vector<double>& v) {
    double size = std::sqrt(dot(v, v));
    for (double& x : v) {
        x = size > 1e-12 ? x / size : 0;
    }
}

/// The strongest direction of the pivots' products that is at right angles to `before`, by power
/// iteration from a fixed start.
std::vector<double> strongest(const std::vector<std::vector<double>>& products,
                              const std::vector<double>* before) {
    std::vector<double> v(products.size());
    for (std::size_t i = 0; i < v.size(); ++i) {
        v[i] = 1.0 / (1.0 + static_cast<double>(i)) - (i % 2 == 0 ? 0.0 : 0.7);
    }
    for (int step = 0; step < power_steps; ++step) {
        if (before != nullptr) {
            double part = dot(v, *before);
            for (std::size_t i = 0; i < v.size(); ++i) {
                v[i] -= part * (*before)[i];
            }
        }
        std::vector<double> next(v.size());
        for (std::size_t i = 0; i < v.size(); ++i) {
            next[i] = dot(products[i], v);
        }
        v = std::move(next);
        normalise(v);
    }
    return v;
}

/// Scales so that linked nodes are about 1 apart.
void scale_links_to_one(std::vector<Point>& points, std::span<const Link> links) {
    double sum = 0;
    for (const Link& link : links) {
        sum += std::hypot(points[link.first].x - points[link.second].x,
                          points[link.first].y - points[link.second].y);
    }
    double mean = links.empty() ? 1 : sum / static_cast<double>(links.size());
    for (Point& point : points) {
        point = mean > 1e-9 ? Point{point.x / mean, point.y / mean} : Point{};
    }
}

}  // namespace

std::vector<Point> spread_by_distance(std::size_t nodes, std::span<const Link> links) {
    std::vector<Point> points(nodes);
    if (nodes < 2) {
        return points;
    }
    auto columns = pivot_distances(neighbours_of(nodes, links), nodes);
    centre(columns, nodes);
    std::vector<std::vector<double>> products(columns.size(), std::vector<double>(columns.size()));
    for (std::size_t a = 0; a < columns.size(); ++a) {
        for (std::size_t b = 0; b < columns.size(); ++b) {
            products[a][b] = dot(columns[a], columns[b]);
        }
    }
    std::vector<double> first = strongest(products, nullptr);
    std::vector<double> second = strongest(products, &first);
    for (std::size_t p = 0; p < columns.size(); ++p) {
        for (std::size_t i = 0; i < nodes; ++i) {
            points[i].x += first[p] * columns[p][i];
            points[i].y += second[p] * columns[p][i];
        }
    }
    scale_links_to_one(points, links);
    return points;
}

}  // namespace dingtu
