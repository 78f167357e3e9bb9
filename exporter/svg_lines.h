#pragma once

#include "exporter/drawing.h"

#include <optional>
#include <string>

namespace dingtu {

/// The `d` attribute of a line: straight, bent, or a loop over its node; from rim to rim.
[[nodiscard]] std::string line_path(const Drawing& drawing, const DrawnLine& line);

/// Where a name is written along a line: its middle, and its direction in degrees, never upside
/// down.
struct NamePlace {
    Point middle;
    double angle = 0;
};

/// The place for a name of this width and font size, if the line is long enough and the name would
/// touch neither a circle nor a caption.
[[nodiscard]] std::optional<NamePlace> name_place(const Drawing& drawing, const DrawnLine& line,
                                                  double width, double font);

}  // namespace dingtu
