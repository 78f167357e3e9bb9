#pragma once

#include "base/limits.h"
#include "storage/store.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// A CSV file with the labels of its nodes.
struct NodeFile {
    std::vector<std::string> labels;
    std::string path;
};

/// A CSV file with the type of its relationships.
struct RelationshipFile {
    std::string type;
    std::string path;
};

/// How far an import has come.
struct ImportProgress {
    std::string_view step;  ///< "reading" or "storing"
    std::uint64_t nodes = 0;
    std::uint64_t relationships = 0;
    std::uint64_t done = 0;  ///< bytes of all inputs, or entries of the store
    std::uint64_t all = 0;
};

struct ImportOptions {
    std::vector<NodeFile> nodes;
    std::vector<RelationshipFile> relationships;
    std::vector<std::string> files;  ///< by ending: .jsonl .graphml .nt .ttl .nq
    char delimiter = '\0';           ///< of CSV; NUL: told from each header
    bool match_names = false;        ///< nodes join existing entities of the same name or alias
    bool skip_bad_rows = false;
    std::size_t memory_bytes = std::size_t{2} << 30;
    unsigned threads = 1;

    std::function<void(const std::string&)> on_bad_row = {};      ///< "path:line:column: why"
    std::function<void(const ImportProgress&)> on_progress = {};  ///< now and then
};

struct ImportReport {
    std::uint64_t nodes = 0;
    std::uint64_t relationships = 0;
    std::uint64_t matched = 0;   ///< rows that joined an existing node
    std::uint64_t left_out = 0;  ///< bad rows
};

/// Throws Error{Load} for a file that is not there and Error{Usage} for one whose ending tells no
/// format, so that a slip of the pen makes no database.
void check_inputs(const ImportOptions& options);

/// Adds the graph data of the files to the store: all of it, or nothing if this throws. Throws
/// Error{Load} with file, line and column for what is at fault in the input.
ImportReport import_graph(Store& store, const ImportOptions& options, Limits& limits);

}  // namespace dingtu
