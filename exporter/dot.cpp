// Graphviz. Written as the graph comes; colours as in the other drawings. The legend is the label
// of the whole picture and stands at the end, when all labels have been met.

#include "exporter/caption.h"
#include "exporter/escape.h"
#include "exporter/palette.h"
#include "exporter/tooltip.h"
#include "exporter/writers.h"

#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr double label_ems = 9;
constexpr std::size_t label_lines = 3;

constexpr std::string_view head =
    " {\n"
    "  graph [layout=sfdp, overlap=prism, overlap_scaling=-4, outputorder=edgesfirst,\n"
    "         bgcolor=white, fontname=\"Noto Sans CJK SC\", fontsize=11, labelloc=b];\n"
    "  node [shape=ellipse, style=filled, color=white, fontname=\"Noto Sans CJK SC\",\n"
    "        fontsize=10, fontcolor=\"#1a1a1a\", margin=\"0.06,0.03\", height=0.3];\n"
    "  edge [fontname=\"Noto Sans CJK SC\", fontsize=8, arrowsize=0.6, penwidth=0.9];\n";

class DotWriter final : public GraphSink {
public:
    DotWriter(std::ostream& out, GraphOptions options)
        : out_(out),
          options_(std::move(options)),
          text_("// dot -Tsvg FILE -o picture.svg\ndigraph ") {
        append_dot(text_, options_.title.empty() ? "graph" : options_.title);
        text_ += head;
        write();
    }

    void node(const Node& node) override {
        std::string_view label = main_label(node);
        ++node_counts_[std::string(label)];
        text_ = fmt::format("  {} [label=", element_id(node.id));
        append_dot(text_,
                   fmt::format("{}", fmt::join(wrap(caption(node), label_ems, label_lines), "\n")));
        // A light shade, so that black text on it is readable.
        text_ += fmt::format(", fillcolor=\"{}99\", tooltip=", nodes_.colour(label));
        append_dot(text_, tooltip(node));
        text_ += "];\n";
        write();
    }

    void relationship(const Relationship& relationship) override {
        std::string_view colour = lines_.colour(relationship.type);
        ++line_counts_[relationship.type];
        text_ =
            fmt::format("  {} -> {} [id={}, color=\"{}\", tooltip=", element_id(relationship.start),
                        element_id(relationship.end), element_id(relationship.id), colour);
        append_dot(text_, tooltip(relationship));
        text_ += "];\n";
        write();
    }

    void finish() override {
        text_ = "  label=<<table border=\"0\" cellborder=\"0\" cellspacing=\"2\">\n";
        if (!options_.title.empty()) {
            text_ += "    <tr><td colspan=\"4\"><b>";
            append_xml(text_, options_.title);
            text_ += "</b></td></tr>\n";
        }
        // Labels and types side by side; a table without rows would be no table.
        auto label = node_counts_.cbegin();
        auto type = line_counts_.cbegin();
        do {
            text_ += "    <tr>";
            append_legend(label, node_counts_, nodes_, "●");
            append_legend(type, line_counts_, lines_, "→");
            text_ += "</tr>\n";
        } while (label != node_counts_.end() || type != line_counts_.end());
        text_ += "  </table>>;\n}\n";
        write();
        out_.flush();
    }

private:
    using Counts = std::map<std::string, std::uint64_t, std::less<>>;

    /// Two cells for the next entry, empty ones when there is none left.
    void append_legend(Counts::const_iterator& at, const Counts& counts, Palette& palette,
                       std::string_view sign) {
        if (at == counts.end()) {
            text_ += "<td></td><td></td>";
            return;
        }
        text_ += fmt::format("<td><font color=\"{}\">{}</font></td><td align=\"left\">",
                             palette.colour(at->first), sign);
        append_xml(text_, word_for(at->first, options_));
        text_ += fmt::format(" {}</td>", at->second);
        ++at;
    }

    void write() { out_.write(text_.data(), static_cast<std::streamsize>(text_.size())); }

    std::ostream& out_;
    GraphOptions options_;
    Palette nodes_ = Palette::of_nodes();
    Palette lines_ = Palette::of_lines();
    Counts node_counts_;
    Counts line_counts_;
    std::string text_;
};

}  // namespace

std::unique_ptr<GraphSink> make_dot(std::ostream& out, const GraphOptions& options) {
    return std::make_unique<DotWriter>(out, options);
}

}  // namespace dingtu
