#pragma once

#include "exporter/layout.h"

#include <cstddef>

/// The steps of lay_out(); each can be tested by itself.
namespace dingtu {

/// Coordinates of a connected graph from its distances to some pivots: Brandes and Pich,
/// Eigensolver Methods for Progressive Multidimensional Scaling of Large Data (2007). Unfolds the
/// graph as a whole, leaves twins in one place; linked nodes are about 1 apart.
[[nodiscard]] std::vector<Point> spread_by_distance(std::size_t nodes, std::span<const Link> links);

/// Moves the nodes until pull along links and push between all nodes balance (Fruchterman and
/// Reingold 1991, with the quadtree of Barnes and Hut for the push). Links are about 1 long.
void relax(std::vector<Point>& points, std::span<const Link> links);

/// Turns the points about their centre so that they are widest from left to right.
void turn_level(std::vector<Point>& points);

/// Pushes boxes apart until none overlap; widens the whole drawing where pushing alone is not
/// enough.
void separate(std::vector<Point>& centres, std::span<const Box> boxes);

/// Moves nodes off lines that run through them, as far as a small graph allows, and keeps the boxes
/// apart.
void clear_lines(std::vector<Point>& centres, std::span<const Box> boxes,
                 std::span<const Link> links);

/// Places rectangles without overlap in an area of about the shape of a page; gives their upper
/// left corners.
[[nodiscard]] std::vector<Point> pack(std::span<const Box> rectangles);

}  // namespace dingtu
