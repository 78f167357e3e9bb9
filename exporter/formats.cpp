#include "exporter/formats.h"

#include "base/error.h"
#include "base/text.h"
#include "exporter/folder.h"
#include "exporter/writers.h"

#include <array>

#include <fmt/format.h>

namespace dingtu {

namespace {

using RowMaker = std::unique_ptr<RowSink> (*)(std::ostream&, const RowOptions&);
using GraphMaker = std::unique_ptr<GraphSink> (*)(std::ostream&, const GraphOptions&);
using FolderMaker = std::unique_ptr<GraphSink> (*)(const std::filesystem::path&,
                                                   const GraphOptions&);

// A new format is one row here and its maker in writers.h.
constexpr std::array row_table{
    Format{"table", "", "a table with lines, cut to the terminal"},
    Format{"csv", "", "comma-separated values, RFC 4180"},
    Format{"json", "", "one JSON array of objects"},
    Format{"jsonl", "", "a JSON object a line"},
    Format{"markdown", "", "a table for Markdown documents"},
    Format{"line", "", "a line for each value, nothing cut"},
};
constexpr std::array<RowMaker, row_table.size()> row_makers{
    make_table, make_csv, make_json, make_jsonl, make_markdown, make_line,
};

constexpr std::array graph_table{
    Format{"jsonl", ".jsonl", "JSON lines, which import reads back"},
    Format{"graphml", ".graphml", "GraphML, for yEd, igraph, networkx, R"},
    Format{"gexf", ".gexf", "GEXF with colours, sizes and positions, for Gephi"},
    Format{"cyjs", ".cyjs", "Cytoscape's JSON with positions"},
    Format{"dot", ".dot", "Graphviz"},
    Format{"svg", ".svg", "a picture"},
    Format{"png", ".png", "a picture in pixels, drawn by rsvg-convert"},
    Format{"html", ".html", "a page to explore the graph, one file, offline"},
    Format{"nt", ".nt", "N-Triples"},
    Format{"ttl", ".ttl", "Turtle"},
};
constexpr std::array<GraphMaker, graph_table.size()> graph_makers{
    make_graph_jsonl, make_graphml, make_gexf, make_cyjs,     make_dot,
    make_svg,         make_png,     make_html, make_ntriples, make_turtle,
};

constexpr std::array folder_table{
    Format{"csv", "", "CSV files that import reads back"},
    Format{"neo4j", "", "CSV files for neo4j-admin"},
    Format{"nebula", "", "CSV files, schema and configuration for NebulaGraph"},
};
constexpr std::array<FolderMaker, folder_table.size()> folder_makers{
    make_csv_folder, make_neo4j_folder, make_nebula_folder};

template <class Formats>
std::size_t index_of(const Formats& formats, std::string_view name, std::string_view what) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < formats.size(); ++i) {
        if (formats[i].name == name) {
            return i;
        }
        names.emplace_back(formats[i].name);
    }
    Error error(Phase::Usage, fmt::format("`{}` is not a format of {}", name, what));
    if (auto near = nearest(name, names)) {
        throw error.hint(fmt::format("did you mean `{}`?", *near));
    }
    throw error.hint(fmt::format("the formats are {}", fmt::join(names, ", ")));
}

}  // namespace

std::unique_ptr<RowSink> make_row_writer(std::string_view format, std::ostream& out,
                                         const RowOptions& options) {
    return row_makers[index_of(row_table, format, "results")](out, options);
}

std::span<const Format> row_formats() {
    return row_table;
}

std::unique_ptr<GraphSink> make_graph_writer(std::string_view format, std::ostream& out,
                                             const GraphOptions& options) {
    return graph_makers[index_of(graph_table, format, "graphs")](out, options);
}

std::span<const Format> graph_formats() {
    return graph_table;
}

std::unique_ptr<GraphSink> make_graph_folder(std::string_view format,
                                             const std::filesystem::path& folder,
                                             const GraphOptions& options) {
    return folder_makers[index_of(folder_table, format, "folders")](folder, options);
}

std::span<const Format> folder_formats() {
    return folder_table;
}

std::string graph_format_of(std::string_view file_name) {
    for (const Format& format : graph_table) {
        if (file_name.ends_with(format.ending)) {
            return std::string(format.name);
        }
    }
    std::vector<std::string_view> endings;
    endings.reserve(graph_table.size());
    for (const Format& format : graph_table) {
        endings.push_back(format.ending);
    }
    throw Error(Phase::Usage, fmt::format("the ending of `{}` names no format", file_name))
        .hint(fmt::format("the endings are {}; or give --format", fmt::join(endings, " ")));
}

}  // namespace dingtu
