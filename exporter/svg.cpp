// SVG. Presentation attributes instead of a style sheet, and a halo as a second text below the
// caption instead of `paint-order`: what office programs and old viewers understand too.

#include "exporter/svg.h"

#include "exporter/caption.h"
#include "exporter/escape.h"
#include "exporter/svg_lines.h"
#include "exporter/tooltip.h"
#include "exporter/writers.h"

#include <algorithm>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::string_view fonts =
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',"
    "'WenQuanYi Micro Hei',sans-serif";
constexpr double margin = 24;
// Title, legend and note in a picture of up to `plain_side` pixels; in a larger one, which is
// looked at from farther away, they grow with it.
constexpr double title_height = 34;
constexpr double title_font = 16;
constexpr double legend_gap = 34;
constexpr double legend_row = 19;
constexpr double legend_font = 11.5;
constexpr double note_height = 22;
constexpr double note_font = 11;
constexpr double plain_side = 1400;
/// Up to this many lines the picture names the type on each that is long enough.
constexpr std::size_t most_typed_lines = 120;
constexpr double type_font = 7.5;

class SvgPainter {
public:
    SvgPainter(const Drawing& drawing, SvgUse use)
        : drawing_(drawing),
          use_(use),
          scale_(std::max(1.0, std::max(drawing.size.width, drawing.size.height) / plain_side)) {}

    std::string paint() {
        begin();
        paint_markers();
        out_ += fmt::format("<g class=\"graph\" transform=\"translate({:.0f} {:.0f})\">\n", margin,
                            graph_top());
        paint_lines();
        paint_types();
        paint_nodes();
        paint_captions();
        out_ += "</g>\n";
        if (use_ == SvgUse::File) {
            paint_legend();
            paint_note();
        }
        out_ += "</svg>\n";
        return std::move(out_);
    }

private:
    [[nodiscard]] bool titled() const { return use_ == SvgUse::File && !drawing_.title.empty(); }
    [[nodiscard]] double graph_top() const {
        return margin + (titled() ? title_height * scale_ : 0);
    }

    [[nodiscard]] double legend_width() const {
        double width = 0;
        for (const auto* entries : {&drawing_.labels, &drawing_.types}) {
            for (const LegendEntry& entry : *entries) {
                width = std::max(width, em_width(legend_text(entry)) * legend_font);
            }
        }
        return (width + 34) * scale_;
    }

    [[nodiscard]] double legend_height() const {
        return scale_ * legend_row *
               static_cast<double>(drawing_.labels.size() + drawing_.types.size() + 1);
    }

    static std::string legend_text(const LegendEntry& entry) {
        return fmt::format("{} {}", entry.word, entry.count);
    }

    void begin() {
        bool file = use_ == SvgUse::File;
        double width = drawing_.size.width + 2 * margin;
        double height = graph_top() + drawing_.size.height + margin;
        if (file) {
            width += legend_gap * scale_ + legend_width();
            height = std::max(height, graph_top() + legend_height() + margin) +
                     (left_out(drawing_).empty() ? 0 : note_height * scale_);
        }
        width_ = std::max(width, em_width(drawing_.title) * title_font * scale_ + 2 * margin);
        height_ = height;
        out_ += fmt::format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
            "viewBox=\"0 0 {0:.0f} {1:.0f}\" font-family=\"{2}\">\n",
            width_, height_, fonts);
        if (!file) {
            return;
        }
        out_ += fmt::format("<rect width=\"{:.0f}\" height=\"{:.0f}\" fill=\"#ffffff\"/>\n", width_,
                            height_);
        if (titled()) {
            paint_text({margin, margin + 12 * scale_}, drawing_.title,
                       fmt::format("font-size=\"{:.0f}\" font-weight=\"bold\" fill=\"#1a1a1a\"",
                                   title_font * scale_));
        }
    }

    void paint_markers() {
        out_ += "<defs>\n";
        for (std::size_t i = 0; i < drawing_.types.size(); ++i) {
            out_ += fmt::format(
                "<marker id=\"arrow{}\" viewBox=\"0 0 8 8\" refX=\"7.4\" refY=\"4\" "
                "markerWidth=\"7\" markerHeight=\"7\" markerUnits=\"userSpaceOnUse\" "
                "orient=\"auto\"><path d=\"M0 1L8 4L0 7L1.6 4z\" fill=\"{}\"/></marker>\n",
                i, drawing_.types[i].colour);
        }
        out_ += "</defs>\n";
    }

    void paint_lines() {
        // The more lines, the fainter each.
        double opacity = drawing_.lines.size() <= 200   ? 0.75
                         : drawing_.lines.size() <= 900 ? 0.5
                                                        : 0.3;
        out_ += fmt::format(
            "<g class=\"lines\" fill=\"none\" stroke-width=\"1.2\" stroke-opacity=\"{}\">\n",
            opacity);
        for (const DrawnLine& line : drawing_.lines) {
            out_ += fmt::format(
                "<path id=\"{}\" class=\"line t{}\" d=\"{}\" stroke=\"{}\" "
                "marker-end=\"url(#arrow{})\"",
                element_id(line.relationship.id), line.type, line_path(drawing_, line),
                drawing_.types[line.type].colour, line.type);
            close_with_tooltip("path", [&] {
                return fmt::format("{} → {}\n{}", drawing_.nodes[line.from].caption,
                                   drawing_.nodes[line.to].caption, tooltip(line.relationship));
            });
        }
        out_ += "</g>\n";
    }

    /// The names of types along lines, in pictures with few lines, where they touch no caption.
    void paint_types() {
        if (use_ == SvgUse::Page || drawing_.lines.size() > most_typed_lines) {
            return;
        }
        out_ +=
            fmt::format("<g class=\"types\" font-size=\"{}\" text-anchor=\"middle\">\n", type_font);
        for (const DrawnLine& line : drawing_.lines) {
            paint_type(line);
        }
        out_ += "</g>\n";
    }

    void paint_type(const DrawnLine& line) {
        const LegendEntry& type = drawing_.types[line.type];
        auto at = name_place(drawing_, line, em_width(type.word) * type_font, type_font);
        if (!at) {
            return;
        }
        std::string place = fmt::format("transform=\"translate({:.1f} {:.1f}) rotate({:.1f})\"",
                                        at->middle.x, at->middle.y, at->angle);
        paint_halo({0, -2}, type.word, place);
        paint_text({0, -2}, type.word, fmt::format("{} fill=\"{}\"", place, type.colour));
    }

    void paint_nodes() {
        out_ += "<g class=\"nodes\" stroke=\"#ffffff\" stroke-width=\"1.5\">\n";
        for (const DrawnNode& node : drawing_.nodes) {
            out_ += fmt::format(
                "<circle id=\"{}\" class=\"node l{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\" "
                "fill=\"{}\"",
                element_id(node.node.id), node.label, node.centre.x, node.centre.y, node.radius,
                drawing_.labels[node.label].colour);
            close_with_tooltip("circle", [&] { return tooltip(node.node); });
        }
        out_ += "</g>\n";
    }

    void paint_captions() {
        out_ += "<g class=\"captions\" text-anchor=\"middle\" fill=\"#1a1a1a\">\n";
        for (const DrawnNode& node : drawing_.nodes) {
            if (!node.labelled && use_ == SvgUse::File) {
                continue;
            }
            out_ += fmt::format(
                "<g id=\"c{}\" class=\"caption\" font-size=\"{:.1f}\" "
                "transform=\"translate({:.1f} {:.1f})\">",
                element_id(node.node.id), node.font, node.centre.x, node.centre.y + node.radius);
            double y = node.font;
            for (const std::string& line : node.lines) {
                paint_halo({0, y}, line, "");
                paint_text({0, y}, line, "");
                y += node.font * line_height;
            }
            out_ += "</g>\n";
        }
        out_ += "</g>\n";
    }

    void paint_legend() {
        constexpr double x = 0;
        double y = 8;
        out_ += fmt::format(
            "<g class=\"legend\" font-size=\"{}\" fill=\"#333333\" "
            "transform=\"translate({:.1f} {:.1f}) scale({:.2f})\">\n",
            legend_font, margin + drawing_.size.width + legend_gap * scale_, graph_top(), scale_);
        for (const LegendEntry& entry : drawing_.labels) {
            out_ += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"6\" fill=\"{}\"/>\n",
                                x + 11, y - 4, entry.colour);
            paint_text({x + 28, y}, legend_text(entry), "");
            y += legend_row;
        }
        y += legend_row / 2;
        for (std::size_t i = 0; i < drawing_.types.size(); ++i) {
            out_ += fmt::format(
                "<path d=\"M{:.1f} {:.1f}h22\" stroke=\"{}\" stroke-width=\"1.6\" "
                "marker-end=\"url(#arrow{})\"/>\n",
                x, y - 4, drawing_.types[i].colour, i);
            paint_text({x + 28, y}, legend_text(drawing_.types[i]), "");
            y += legend_row;
        }
        out_ += "</g>\n";
    }

    void paint_note() {
        if (std::string note = left_out(drawing_); !note.empty()) {
            paint_text({margin, height_ - margin / 2}, note,
                       fmt::format("font-size=\"{:.0f}\" fill=\"#777777\"", note_font * scale_));
        }
    }

    void paint_text(Point at, std::string_view text, std::string_view attributes) {
        out_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\"{}{}>", at.x, at.y,
                            attributes.empty() ? "" : " ", attributes);
        append_xml(out_, text);
        out_ += "</text>";
    }

    void paint_halo(Point at, std::string_view text, std::string_view attributes) {
        paint_text(
            at, text,
            fmt::format("class=\"halo\" aria-hidden=\"true\" stroke=\"#ffffff\" "
                        "stroke-width=\"2.6\" stroke-linejoin=\"round\" fill=\"#ffffff\"{}{}",
                        attributes.empty() ? "" : " ", attributes));
    }

    /// Closes an open start tag; in a file with the tooltip inside.
    template <class Text>
    void close_with_tooltip(std::string_view element, Text text) {
        if (use_ == SvgUse::Page) {
            out_ += "/>\n";
            return;
        }
        out_ += "><title>";
        append_xml(out_, text());
        out_ += fmt::format("</title></{}>\n", element);
    }

    const Drawing& drawing_;
    SvgUse use_;
    double scale_;  // of title, legend and note
    std::string out_;
    double width_ = 0;
    double height_ = 0;
};

}  // namespace

std::string to_svg(const Drawing& drawing, SvgUse use) {
    return SvgPainter(drawing, use).paint();
}

std::unique_ptr<GraphSink> make_svg(std::ostream& out, const GraphOptions& options) {
    return make_drawing(options, [&out](const Drawing& drawing) {
        out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" << to_svg(drawing, SvgUse::File);
        out.flush();
    });
}

}  // namespace dingtu
