#pragma once

#include "base/limits.h"
#include "shell/options.h"
#include "storage/graph_io.h"
#include "storage/store.h"

#include <cstdint>
#include <ostream>
#include <string>

namespace dingtu {

struct ExportCounts {
    std::uint64_t nodes = 0;
    std::uint64_t relationships = 0;
};

/// Writes the graph, or the part that --query or --around names, in the format of
/// export_format_of().
ExportCounts export_graph(Store& store, const Options& options, std::ostream& out, Limits& limits,
                          const WalkProgress& on_progress = {});

/// The same into the file options.output, whole or not at all; into a folder for the formats of
/// several files. Gives what to tell the user: "graph.svg: 12 nodes, 15 relationships".
[[nodiscard]] std::string export_file(Store& store, const Options& options, Limits& limits,
                                      const WalkProgress& on_progress = {});

/// --format, else by the ending of the output file, else (standard output) jsonl. Throws
/// Error{Usage} for a name that is none.
[[nodiscard]] std::string export_format_of(const Options& options);

}  // namespace dingtu
