#include "exporter/svg_lines.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr double degrees = 180 / 3.14159265358979;
/// Kept free at both ends of a name along a line.
constexpr double name_margin = 7;

double distance(const Point& a, const Point& b) {
    return std::hypot(b.x - a.x, b.y - a.y);
}

/// The point `length` away from `a` towards `b`.
Point towards(const Point& a, const Point& b, double length) {
    double d = distance(a, b);
    double part = d > 1e-6 ? length / d : 0;
    return {a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
}

/// The middle of a straight line, the control point of a bent one.
Point control_of(const Drawing& drawing, const DrawnLine& line) {
    const Point& a = drawing.nodes[line.from].centre;
    const Point& b = drawing.nodes[line.to].centre;
    return {(a.x + b.x) / 2 + (b.y - a.y) * line.bend, (a.y + b.y) / 2 - (b.x - a.x) * line.bend};
}

std::string loop_path(const DrawnNode& node, double lane) {
    double reach = node.radius + 12 * lane;
    double x = node.centre.x;
    double y = node.centre.y;
    double side = node.radius * 0.5;
    double foot = node.radius * 0.866;
    return fmt::format("M{:.1f} {:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}", x - side,
                       y - foot, x - reach, y - foot - reach, x + reach, y - foot - reach, x + side,
                       y - foot - 1);
}

/// Whether a stretch comes near the node's circle or caption, tried at five points.
bool comes_near(const DrawnNode& node, const Point& begin, const Point& end, double font) {
    double half = std::max(node.radius, node.text_width * node.font / 2) + font / 2;
    double bottom = node.radius + static_cast<double>(node.lines.size()) * node.font * line_height;
    for (int i = 0; i <= 4; ++i) {
        double x = begin.x + (end.x - begin.x) * i / 4 - node.centre.x;
        double y = begin.y + (end.y - begin.y) * i / 4 - node.centre.y;
        if (std::abs(x) < half && y > -node.radius - font / 2 && y < bottom + font) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::string line_path(const Drawing& drawing, const DrawnLine& line) {
    const DrawnNode& a = drawing.nodes[line.from];
    const DrawnNode& b = drawing.nodes[line.to];
    if (line.from == line.to) {
        return loop_path(a, line.bend);
    }
    Point control = control_of(drawing, line);
    Point from = towards(a.centre, control, a.radius);
    Point to = towards(b.centre, control, b.radius + 1);
    if (line.bend == 0) {
        return fmt::format("M{:.1f} {:.1f}L{:.1f} {:.1f}", from.x, from.y, to.x, to.y);
    }
    return fmt::format("M{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}", from.x, from.y, control.x,
                       control.y, to.x, to.y);
}

std::optional<NamePlace> name_place(const Drawing& drawing, const DrawnLine& line, double width,
                                    double font) {
    const DrawnNode& a = drawing.nodes[line.from];
    const DrawnNode& b = drawing.nodes[line.to];
    if (distance(a.centre, b.centre) < a.radius + b.radius + width + 2 * name_margin) {
        return std::nullopt;
    }
    Point from = towards(a.centre, b.centre, a.radius);
    Point to = towards(b.centre, a.centre, b.radius);
    Point control = control_of(drawing, line);
    Point middle{(from.x + to.x) / 4 + control.x / 2, (from.y + to.y) / 4 + control.y / 2};
    Point begin = towards(middle, from, width / 2);
    Point end = towards(middle, to, width / 2);
    bool hit = std::any_of(drawing.nodes.begin(), drawing.nodes.end(), [&](const DrawnNode& node) {
        return comes_near(node, begin, end, font);
    });
    if (hit) {
        return std::nullopt;
    }
    double angle = std::atan2(to.y - from.y, to.x - from.x) * degrees;
    return NamePlace{middle, angle > 90 ? angle - 180 : angle < -90 ? angle + 180 : angle};
}

}  // namespace dingtu
