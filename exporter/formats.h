#pragma once

#include "base/graph.h"
#include "base/rows.h"

#include <functional>
#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// How result rows are drawn; each writer takes what concerns it.
struct RowOptions {
    bool bom = false;           ///< csv: begin with a byte order mark, for spreadsheet programs
    std::size_t max_width = 0;  ///< table: columns of the terminal to fit into; 0 = never cut
    bool footer = false;        ///< table, line: the number of rows below
};

/// What a graph drawing is told beside the graph.
struct GraphOptions {
    std::string title;
    std::size_t max_nodes = 2000;  ///< drawings: more are left out, highest degree first, and said
};

struct Format {
    std::string_view name;    ///< "graphml"
    std::string_view ending;  ///< ".graphml"
    std::string_view help;    ///< one line
};

/// table csv json jsonl markdown line. Throws Error{Usage} with "did you mean" on another name.
[[nodiscard]] std::unique_ptr<RowSink> make_row_writer(std::string_view format, std::ostream& out,
                                                       const RowOptions& options);
[[nodiscard]] std::span<const Format> row_formats();

/// Writers of one file each: jsonl graphml gexf dot svg cyjs ...
[[nodiscard]] std::unique_ptr<GraphSink> make_graph_writer(std::string_view format,
                                                           std::ostream& out,
                                                           const GraphOptions& options);
[[nodiscard]] std::span<const Format> graph_formats();
/// The format of a file name by its ending; Error{Usage} if it has none that is known.
[[nodiscard]] std::string graph_format_of(std::string_view file_name);

}  // namespace dingtu
