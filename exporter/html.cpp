// One page that opens offline and asks no network: the picture as inlined SVG, the data as JSON,
// our own script. Names come from documents and are hostile until shown otherwise: in the SVG they
// are escaped, in the JSON nothing can end the script element, and the script makes text nodes
// only.

#include "base/error.h"
#include "base/json.h"
#include "exporter/escape.h"
#include "exporter/page.h"
#include "exporter/svg.h"
#include "exporter/writers.h"

#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

/// The page's data, as page/graph.js reads it.
class PageData {
public:
    PageData(const Drawing& drawing, const GraphOptions& options)
        : drawing_(drawing),
          options_(options) {}

    std::string text() {
        json_ = "{\"title\":";
        write_json_string(json_, drawing_.title);
        json_ +=
            fmt::format(",\"allNodes\":{},\"allLines\":{}", drawing_.all_nodes, drawing_.all_lines);
        append_legend("labels", drawing_.labels);
        append_legend("types", drawing_.types);
        append_words();
        json_ += ",\n\"nodes\":[";
        for (const DrawnNode& node : drawing_.nodes) {
            append_node(node);
        }
        json_ += "],\n\"lines\":[";
        for (const DrawnLine& line : drawing_.lines) {
            append_line(line);
        }
        json_ += "]}";
        std::string safe;
        append_script_json(safe, json_);
        return safe;
    }

private:
    void separate() { json_ += json_.back() == '[' || json_.back() == '{' ? "" : ","; }

    void append_member(std::string_view name, std::string_view text) {
        json_ += fmt::format(",\"{}\":", name);
        write_json_string(json_, text);
    }

    void append_legend(std::string_view name, const std::vector<LegendEntry>& entries) {
        json_ += fmt::format(",\n\"{}\":[", name);
        for (const LegendEntry& entry : entries) {
            separate();
            json_ += fmt::format("{{\"count\":{}", entry.count);
            append_member("colour", entry.colour);
            append_member("name", entry.name);
            append_member("word", entry.word);
            json_ += '}';
        }
        json_ += ']';
    }

    void append_words() {
        json_ += ",\n\"words\":{";
        for (const auto& [name, word] : options_.words) {
            separate();
            write_json_string(json_, name);
            json_ += ':';
            write_json_string(json_, word);
        }
        json_ += '}';
    }

    void append_node(const DrawnNode& node) {
        separate();
        json_ += fmt::format(
            "\n{{\"id\":\"n{}\",\"label\":{},\"degree\":{},\"x\":{:.1f},\"y\":{:.1f},"
            "\"radius\":{:.1f},\"font\":{:.1f},\"textWidth\":{:.1f},\"textLines\":{},\"roomy\":{},"
            "\"named\":{}",
            node.node.id.value, node.label, node.degree, node.centre.x, node.centre.y, node.radius,
            node.font, node.text_width, node.lines.size(), node.labelled, node.named);
        append_member("caption", node.caption);
        if (options_.spelling) {
            append_member("spelling", options_.spelling(node.caption));
        }
        json_ += ",\"labels\":[";
        for (const std::string& label : node.node.labels) {
            separate();
            write_json_string(json_, label);
        }
        json_ += ']';
        append_properties(node.node.properties);
        json_ += '}';
    }

    void append_line(const DrawnLine& line) {
        separate();
        json_ += fmt::format("\n{{\"id\":\"r{}\",\"from\":{},\"to\":{},\"type\":{},\"bend\":{:.3f}",
                             line.relationship.id.value, line.from, line.to, line.type, line.bend);
        append_properties(line.relationship.properties);
        json_ += '}';
    }

    void append_properties(const Map& properties) {
        bool first = true;
        json_ += ",\"properties\":{";
        for (const auto& [key, value] : properties) {
            json_ += std::exchange(first, false) ? "" : ",";
            write_json_string(json_, key);
            json_ += ':';
            append_plain_json(json_, value);
        }
        json_ += '}';
    }

    const Drawing& drawing_;
    const GraphOptions& options_;
    std::string json_;
};

/// Writes the frame with its places filled, in their order.
void write_page(std::ostream& out, const Drawing& drawing, const GraphOptions& options) {
    std::string title;
    append_xml(title, drawing.title);
    std::string script = fmt::format("(() => {{\n{}}})();", page_script());
    std::string_view rest = page_frame();
    auto fill = [&](std::string_view place, std::string_view content) {
        std::size_t at = rest.find(place);
        invariant(at != std::string_view::npos, "the frame of the page has all its places");
        out << rest.substr(0, at) << content;
        rest.remove_prefix(at + place.size());
    };
    fill("<!--title-->", title.empty() ? "Dingtu" : title);
    fill("<!--style-->", page_style());
    fill("<!--title-->", title);
    fill("<!--svg-->", to_svg(drawing, SvgUse::Page));
    fill("<!--data-->", PageData(drawing, options).text());
    fill("<!--script-->", script);
    out << rest;
    out.flush();
}

}  // namespace

std::unique_ptr<GraphSink> make_html(std::ostream& out, const GraphOptions& options) {
    return make_drawing(
        options, [&out, options](const Drawing& drawing) { write_page(out, drawing, options); });
}

}  // namespace dingtu
