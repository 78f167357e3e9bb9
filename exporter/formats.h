#pragma once

#include "base/graph.h"
#include "base/rows.h"
#include "base/text.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

namespace dingtu {

/// How result rows are drawn; each writer takes what concerns it.
struct RowOptions {
    /// csv: for spreadsheet programs. Begins with a byte order mark, and text that such a program
    /// would run as a formula gets an apostrophe before it.
    bool bom = false;
    std::size_t max_width = 0;  ///< table: columns of the terminal to fit into; 0 = never cut
    bool footer = false;        ///< table, line: the number of rows below
    /// table: what the terminal makes of characters of ambiguous width. Where they are wide the
    /// lines around cells, which are such characters, are drawn by ASCII.
    Ambiguous ambiguous = Ambiguous::Narrow;
};

/// What a graph writer is told beside the graph.
struct GraphOptions {
    std::string title = {};
    std::size_t max_nodes = 2000;  ///< drawings: more are left out, highest degree first, and said
    /// Drawings: what to write for a label, a relationship type or a property key (Firm → 企业).
    /// What is not there is written as it is.
    std::map<std::string, std::string, std::less<>> words = {};
    /// html: how a name can also be typed into the search box, several ways apart by spaces (its
    /// pinyin: `yuhangqu yhq`); may be empty.
    std::function<std::string(std::string_view)> spelling = {};
};

struct Format {
    std::string_view name;    ///< "graphml"
    std::string_view ending;  ///< ".graphml"; empty for folders and for formats of rows
    std::string_view help;    ///< one line
};

/// table csv json jsonl markdown line. Throws Error{Usage} with "did you mean" on another name.
/// Rows are written as they come; only `table` and `markdown` wait for the first 1000 (or 4 MiB),
/// from which the columns are sized.
[[nodiscard]] std::unique_ptr<RowSink> make_row_writer(std::string_view format, std::ostream& out,
                                                       const RowOptions& options);
[[nodiscard]] std::span<const Format> row_formats();

/// Writers of one file each. The same graph in the same order gives the same bytes. jsonl, dot, nt
/// and ttl are written as the graph comes, graphml, gexf and csv folders by way of a temporary
/// file, drawings (svg png html cyjs) hold the nodes they show.
[[nodiscard]] std::unique_ptr<GraphSink> make_graph_writer(std::string_view format,
                                                           std::ostream& out,
                                                           const GraphOptions& options);
[[nodiscard]] std::span<const Format> graph_formats();
/// The format of a file name by its ending; Error{Usage} if it has none that is known.
[[nodiscard]] std::string graph_format_of(std::string_view file_name);

/// Writers of several files into a folder: csv neo4j nebula. Each leaves a README.md with the
/// command that reads the folder. Makes the folder; throws Error{Run} if it is there and not empty,
/// and when a file cannot be written.
[[nodiscard]] std::unique_ptr<GraphSink> make_graph_folder(std::string_view format,
                                                           const std::filesystem::path& folder,
                                                           const GraphOptions& options);
[[nodiscard]] std::span<const Format> folder_formats();

}  // namespace dingtu
