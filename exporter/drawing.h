#pragma once

#include "exporter/formats.h"
#include "exporter/layout.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace dingtu {

/// The height of a caption's line, in font sizes.
inline constexpr double line_height = 1.22;

/// A node with its place in a picture. Pixels; y grows downwards.
struct DrawnNode {
    Node node;
    std::string caption;
    bool named = false;              ///< the caption is a name, not an id or some other text
    std::vector<std::string> lines;  ///< what of it is written under the circle
    Point centre;
    double radius = 0;
    double font = 0;
    std::uint32_t degree = 0;  ///< in the whole graph, also lines that are not drawn
    double text_width = 0;     ///< of the longest line, in ems
    bool labelled = true;      ///< false where the caption found no room
    std::size_t label = 0;     ///< index into Drawing::labels
};

struct DrawnLine {
    Relationship relationship;
    std::size_t from = 0;  ///< indices into Drawing::nodes
    std::size_t to = 0;
    /// How far the line bends to its left: 0 is straight; lines between the same two nodes differ.
    double bend = 0;
    std::size_t type = 0;  ///< index into Drawing::types
};

/// One entry of a legend.
struct LegendEntry {
    std::string name;  ///< as stored
    std::string word;  ///< as shown
    std::string_view colour;
    std::size_t count = 0;  ///< in the picture
};

/// A graph with everything decided that a picture of it needs.
struct Drawing {
    std::string title;
    std::vector<DrawnNode> nodes;  ///< in the order of their ids
    std::vector<DrawnLine> lines;
    std::vector<LegendEntry> labels;  ///< most frequent first
    std::vector<LegendEntry> types;
    Box size;
    std::uint64_t all_nodes = 0;  ///< of the graph; more than nodes.size() if some are left out
    std::uint64_t all_lines = 0;
};

/// Collects a graph, chooses the nodes to show (all, or the `max_nodes` of highest degree), lays
/// them out and hands the picture to `write` at the end.
[[nodiscard]] std::unique_ptr<GraphSink> make_drawing(const GraphOptions& options,
                                                      std::function<void(const Drawing&)> write);

/// "2000 of 5000 nodes shown, those with most relationships", empty if all are there.
[[nodiscard]] std::string left_out(const Drawing& drawing);

}  // namespace dingtu
