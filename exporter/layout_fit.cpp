#include "exporter/layout_steps.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <unordered_map>

namespace dingtu {

namespace {

/// Kept free between two boxes.
constexpr double box_gap = 4;
constexpr double tolerance = 0.01;
/// A little more than half the overlap for each, so that pushing comes to an end.
constexpr double push_share = 0.52;
constexpr double most_cover = 0.5;
constexpr int passes_per_round = 80;
constexpr int most_rounds = 60;
constexpr double widen = 1.05;

/// A grid over the centres; boxes that may overlap lie in the same or in neighbouring fields.
class Grid {
public:
    Grid(const std::vector<Point>& centres, double field) : field_(field) {
        for (std::uint32_t i = 0; i < centres.size(); ++i) {
            fields_[key(column(centres[i].x), column(centres[i].y))].push_back(i);
        }
    }

    /// Calls `each` for every later node in reach of `i`.
    template <class Each>
    void for_near(const std::vector<Point>& centres, std::uint32_t i, Each each) const {
        std::int64_t x = column(centres[i].x);
        std::int64_t y = column(centres[i].y);
        for (std::int64_t dx = -1; dx <= 1; ++dx) {
            for (std::int64_t dy = -1; dy <= 1; ++dy) {
                auto at = fields_.find(key(x + dx, y + dy));
                if (at == fields_.end()) {
                    continue;
                }
                std::for_each(std::upper_bound(at->second.begin(), at->second.end(), i),
                              at->second.end(), each);
            }
        }
    }

private:
    [[nodiscard]] std::int64_t column(double v) const {
        return static_cast<std::int64_t>(std::floor(v / field_));
    }
    static std::uint64_t key(std::int64_t x, std::int64_t y) {
        return (static_cast<std::uint64_t>(x) << 32) ^ (static_cast<std::uint64_t>(y) & 0xFFFFFFFF);
    }

    double field_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> fields_;  // each sorted
};

/// How far a node is pushed in one pass: the mean of what its neighbours ask for. (The sum would
/// throw a hub among many small nodes out of the picture.)
struct Push {
    Point sum;
    int count = 0;

    void add(double x, double y) {
        sum = {sum.x + x, sum.y + y};
        ++count;
    }
};

/// Asks two overlapping boxes to part along the axis on which they overlap less; whether they did
/// overlap.
bool push_apart(const Point& a, const Point& b, const Box& frame, Push& push_a, Push& push_b) {
    double over_x = frame.width - std::abs(a.x - b.x);
    double over_y = frame.height - std::abs(a.y - b.y);
    if (over_x <= tolerance || over_y <= tolerance) {
        return false;
    }
    double x = over_x < over_y ? (a.x <= b.x ? over_x : -over_x) * push_share : 0;
    double y = over_x < over_y ? 0 : (a.y <= b.y ? over_y : -over_y) * push_share;
    push_a.add(-x, -y);
    push_b.add(x, y);
    return true;
}

bool separate_once(std::vector<Point>& centres, std::span<const Box> boxes, double field) {
    Grid grid(centres, field);
    std::vector<Push> pushes(centres.size());
    bool overlapped = false;
    for (std::uint32_t i = 0; i < centres.size(); ++i) {
        grid.for_near(centres, i, [&](std::uint32_t j) {
            Box frame{(boxes[i].width + boxes[j].width) / 2 + box_gap,
                      (boxes[i].height + boxes[j].height) / 2 + box_gap};
            overlapped =
                push_apart(centres[i], centres[j], frame, pushes[i], pushes[j]) || overlapped;
        });
    }
    for (std::size_t i = 0; i < centres.size(); ++i) {
        if (pushes[i].count > 0) {
            centres[i].x += pushes[i].sum.x / pushes[i].count;
            centres[i].y += pushes[i].sum.y / pushes[i].count;
        }
    }
    return overlapped;
}

void scale(std::vector<Point>& points, double factor) {
    for (Point& p : points) {
        p = {p.x * factor, p.y * factor};
    }
}

/// Widens the drawing until the boxes cover at most a part of it that leaves room to push.
void make_room(std::vector<Point>& centres, std::span<const Box> boxes) {
    double count = static_cast<double>(centres.size());
    Point mean;
    Point square;
    double area = 0;
    for (std::size_t i = 0; i < centres.size(); ++i) {
        mean = {mean.x + centres[i].x / count, mean.y + centres[i].y / count};
        area += (boxes[i].width + box_gap) * (boxes[i].height + box_gap);
    }
    for (const Point& p : centres) {
        square = {square.x + (p.x - mean.x) * (p.x - mean.x) / count,
                  square.y + (p.y - mean.y) * (p.y - mean.y) / count};
    }
    // The area of an even disc of these deviations.
    double disc = 4 * 3.14159 * std::sqrt(square.x * square.y);
    if (disc > 1 && area > most_cover * disc) {
        scale(centres, std::sqrt(area / (most_cover * disc)));
    }
}

}  // namespace

void separate(std::vector<Point>& centres, std::span<const Box> boxes) {
    double field = 1;
    for (const Box& box : boxes) {
        field = std::max({field, box.width + box_gap, box.height + box_gap});
    }
    make_room(centres, boxes);
    for (int round = 0; round < most_rounds; ++round) {
        bool overlapped = true;
        for (int pass = 0; pass < passes_per_round && overlapped; ++pass) {
            overlapped = separate_once(centres, boxes, field);
        }
        if (!overlapped) {
            return;
        }
        scale(centres, widen);
    }
}

std::vector<Point> pack(std::span<const Box> rectangles) {
    constexpr double step = 8;  // the sky line is kept in columns of this width
    constexpr double page_shape = 1.5;
    double area = 0;
    double widest = 0;
    for (const Box& r : rectangles) {
        area += r.width * r.height;
        widest = std::max(widest, r.width);
    }
    double page = std::max(widest, std::sqrt(area * page_shape * 1.15));
    std::vector<double> sky(static_cast<std::size_t>(std::ceil(page / step)) + 1, 0);

    std::vector<std::size_t> order(rectangles.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return rectangles[a].width * rectangles[a].height >
               rectangles[b].width * rectangles[b].height;
    });
    std::vector<Point> corners(rectangles.size());
    for (std::size_t r : order) {
        auto columns =
            std::min(sky.size(), static_cast<std::size_t>(std::ceil(rectangles[r].width / step)));
        columns = std::max<std::size_t>(columns, 1);
        std::size_t best = 0;
        double best_height = -1;
        for (std::size_t x = 0; x + columns <= sky.size(); ++x) {
            auto begin = sky.begin() + static_cast<std::ptrdiff_t>(x);
            double height = *std::max_element(begin, begin + static_cast<std::ptrdiff_t>(columns));
            if (best_height < 0 || height < best_height) {
                best = x;
                best_height = height;
            }
        }
        corners[r] = {static_cast<double>(best) * step, best_height};
        std::fill_n(sky.begin() + static_cast<std::ptrdiff_t>(best), columns,
                    best_height + rectangles[r].height);
    }
    return corners;
}

}  // namespace dingtu
