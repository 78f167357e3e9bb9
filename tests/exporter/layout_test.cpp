#include "exporter/layout.h"

#include "tests/catch.h"
#include "tests/exporter/sample.h"

#include <cmath>

using namespace dingtu;

namespace {

bool any_overlap(const std::vector<Point>& centres, const std::vector<Box>& boxes) {
    for (std::size_t i = 0; i < centres.size(); ++i) {
        for (std::size_t j = i + 1; j < centres.size(); ++j) {
            double x = std::abs(centres[i].x - centres[j].x);
            double y = std::abs(centres[i].y - centres[j].y);
            if (2 * x < boxes[i].width + boxes[j].width &&
                2 * y < boxes[i].height + boxes[j].height) {
                return true;
            }
        }
    }
    return false;
}

std::vector<Link> links_of(const sample::Builder& graph) {
    std::vector<Link> links;
    for (const Relationship& r : graph.relationships()) {
        links.emplace_back(r.start.value - 1, r.end.value - 1);
    }
    return links;
}

}  // namespace

TEST_CASE("no two boxes of a layout overlap", "[exporter]") {
    std::size_t nodes = GENERATE(1U, 2U, 3U, 50U, 300U);
    auto links = links_of(sample::large(nodes, nodes * 3 / 2));
    std::vector<Box> boxes;
    for (std::size_t i = 0; i < nodes; ++i) {
        boxes.push_back({20.0 + static_cast<double>(i % 7) * 12, 30});
    }
    CHECK_FALSE(any_overlap(lay_out(boxes, links), boxes));
}

TEST_CASE("a layout begins at the origin and is the same each time", "[exporter]") {
    auto graph = sample::region();
    auto links = links_of(graph);
    std::vector<Box> boxes(graph.nodes().size(), Box{80, 40});
    auto first = lay_out(boxes, links);
    auto second = lay_out(boxes, links);
    for (std::size_t i = 0; i < first.size(); ++i) {
        CHECK(first[i].x >= 40 - 1e-9);
        CHECK(first[i].y >= 20 - 1e-9);
        CHECK(first[i].x == second[i].x);
        CHECK(first[i].y == second[i].y);
    }
}

TEST_CASE("linked nodes lie nearer to each other than others do", "[exporter]") {
    auto graph = sample::region();
    auto links = links_of(graph);
    std::vector<Box> boxes(graph.nodes().size(), Box{40, 30});
    auto at = lay_out(boxes, links);
    double linked = 0;
    for (auto [a, b] : links) {
        linked +=
            std::hypot(at[a].x - at[b].x, at[a].y - at[b].y) / static_cast<double>(links.size());
    }
    double all = 0;
    double pairs = 0;
    for (std::size_t i = 0; i < at.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            all += std::hypot(at[i].x - at[j].x, at[i].y - at[j].y);
            pairs += 1;
        }
    }
    CHECK(linked < 0.4 * all / pairs);
}

TEST_CASE("loops, repeated links and nodes without links can be laid out", "[exporter]") {
    std::vector<Box> boxes(4, Box{10, 10});
    auto at = lay_out(boxes, std::vector<Link>{{0, 0}, {0, 1}, {1, 0}, {0, 1}});
    CHECK_FALSE(any_overlap(at, boxes));
    CHECK(lay_out({}, {}).empty());
}

TEST_CASE("no line of a small tree runs through a node", "[exporter]") {
    std::vector<Link> links;
    for (std::uint32_t i = 1; i < 40; ++i) {
        links.emplace_back(i, (i - 1) / 3);
    }
    std::vector<Box> boxes(40, Box{60, 30});
    auto at = lay_out(boxes, links);
    for (auto [a, b] : links) {
        for (std::size_t node = 0; node < at.size(); ++node) {
            if (node == a || node == b) {
                continue;
            }
            double dx = at[b].x - at[a].x;
            double dy = at[b].y - at[a].y;
            double along =
                ((at[node].x - at[a].x) * dx + (at[node].y - at[a].y) * dy) / (dx * dx + dy * dy);
            double aside = std::abs((at[node].x - at[a].x) * dy - (at[node].y - at[a].y) * dx) /
                           std::hypot(dx, dy);
            CHECK((along < 0 || along > 1 || aside > 8));
        }
    }
}
