#pragma once

#include "exporter/drawing.h"

#include <string>

namespace dingtu {

/// Where an SVG picture goes.
enum class SvgUse {
    File,  ///< by itself: background, title, legend, tooltips
    Page   ///< inside the HTML page, which has its own: only the graph, its parts with ids
};

/// The picture as an SVG element without XML declaration.
[[nodiscard]] std::string to_svg(const Drawing& drawing, SvgUse use);

}  // namespace dingtu
