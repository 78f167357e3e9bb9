#pragma once

#include "exporter/formats.h"

/// One maker per writer; formats.cpp holds the tables of their names. `out` must live as long
/// as the writer, `options` need not.
namespace dingtu {

[[nodiscard]] std::unique_ptr<RowSink> make_table(std::ostream& out, const RowOptions& options);
[[nodiscard]] std::unique_ptr<RowSink> make_markdown(std::ostream& out, const RowOptions& options);
[[nodiscard]] std::unique_ptr<RowSink> make_csv(std::ostream& out, const RowOptions& options);
[[nodiscard]] std::unique_ptr<RowSink> make_json(std::ostream& out, const RowOptions& options);
[[nodiscard]] std::unique_ptr<RowSink> make_jsonl(std::ostream& out, const RowOptions& options);
[[nodiscard]] std::unique_ptr<RowSink> make_line(std::ostream& out, const RowOptions& options);

[[nodiscard]] std::unique_ptr<GraphSink> make_graph_jsonl(std::ostream& out,
                                                          const GraphOptions& options);
[[nodiscard]] std::unique_ptr<GraphSink> make_graphml(std::ostream& out,
                                                      const GraphOptions& options);
[[nodiscard]] std::unique_ptr<GraphSink> make_dot(std::ostream& out, const GraphOptions& options);
[[nodiscard]] std::unique_ptr<GraphSink> make_svg(std::ostream& out, const GraphOptions& options);
[[nodiscard]] std::unique_ptr<GraphSink> make_gexf(std::ostream& out, const GraphOptions& options);
[[nodiscard]] std::unique_ptr<GraphSink> make_cyjs(std::ostream& out, const GraphOptions& options);
[[nodiscard]] std::unique_ptr<GraphSink> make_ntriples(std::ostream& out,
                                                       const GraphOptions& options);
[[nodiscard]] std::unique_ptr<GraphSink> make_turtle(std::ostream& out,
                                                     const GraphOptions& options);
[[nodiscard]] std::unique_ptr<GraphSink> make_html(std::ostream& out, const GraphOptions& options);
[[nodiscard]] std::unique_ptr<GraphSink> make_png(std::ostream& out, const GraphOptions& options);

}  // namespace dingtu
