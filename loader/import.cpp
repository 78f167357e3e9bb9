#include "loader/import.h"

#include "base/error.h"
#include "base/text.h"
#include "loader/import_run.h"

#include <array>
#include <filesystem>

#include <fmt/format.h>

namespace dingtu {

namespace {

/// Throws for an input that is not there; 0 for one whose size nobody knows.
std::uint64_t size_of_input(const std::string& path) {
    if (path == "-") {
        return 0;
    }
    std::error_code failure;
    const auto status = std::filesystem::status(path, failure);
    if (!std::filesystem::exists(status)) {
        throw Error(Phase::Load, fmt::format("there is no file `{}`", path));
    }
    if (std::filesystem::is_directory(status)) {
        throw Error(Phase::Load, fmt::format("`{}` is a folder", path));
    }
    return std::filesystem::is_regular_file(status) ? std::filesystem::file_size(path, failure) : 0;
}

struct GraphFormat {
    std::string_view ending;
    void (*import)(const std::string& path, ImportRun& run);
};
constexpr auto graph_formats = std::to_array<GraphFormat>({
    {".jsonl", import_jsonl},
    {".ndjson", import_jsonl},
    {".graphml", import_graphml},
    {".nt", import_rdf},
    {".nq", import_rdf},
    {".ttl", import_rdf},
});

const GraphFormat& format_of(const std::string& path) {
    const std::string ending = to_lower(std::filesystem::path(path).extension().string());
    for (const GraphFormat& format : graph_formats) {
        if (format.ending == ending) {
            return format;
        }
    }
    Error error(Phase::Usage, fmt::format("the ending of `{}` tells no format of graphs", path));
    throw error.hint(ending == ".csv" || ending == ".tsv"
                         ? "CSV is read with --nodes LABEL=FILE and --rels TYPE=FILE"
                         : ".jsonl, .graphml, .nt, .ttl and .nq are known");
}

}  // namespace

void check_inputs(const ImportOptions& options) {
    for (const NodeFile& file : options.nodes) {
        (void)size_of_input(file.path);
    }
    for (const RelationshipFile& file : options.relationships) {
        (void)size_of_input(file.path);
    }
    for (const std::string& file : options.files) {
        (void)format_of(file);
        (void)size_of_input(file);
    }
}

ImportRun::ImportRun(ImportTarget& target, const ImportOptions& options, Limits& limits)
    : target_(target),
      options_(options),
      limits_(limits),
      keys_(target, options.memory_bytes / 2) {
    for (const NodeFile& file : options.nodes) {
        total_bytes_ += size_of_input(file.path);
    }
    for (const RelationshipFile& file : options.relationships) {
        total_bytes_ += size_of_input(file.path);
    }
    for (const std::string& file : options.files) {
        total_bytes_ += size_of_input(file);
    }
}

void ImportRun::bad_row(const Error& error) {
    if (!options_.skip_bad_rows || error.phase() != Phase::Load) {
        throw error;
    }
    ++report_.left_out;
    if (options_.on_bad_row) {
        options_.on_bad_row(error.what());
    }
}

ImportTarget::OnProgress ImportRun::storing() const {
    if (!options_.on_progress) {
        return {};
    }
    return [this](std::uint64_t done, std::uint64_t all) {
        options_.on_progress({"storing", report_.nodes, report_.relationships, done, all});
    };
}

void ImportRun::tell(std::uint64_t file_bytes) {
    if (options_.on_progress) {
        options_.on_progress({"reading", report_.nodes, report_.relationships,
                              finished_bytes_ + file_bytes, total_bytes_});
    }
}

ImportReport import_graph(Store& store, const ImportOptions& options, Limits& limits) {
    // A third for sorting; the rest is for keys, buffers and the files' writers. While keys are
    // gathered, little is sorted.
    const auto target = options.match_names
                            ? import_by_transaction(store)
                            : import_by_bulk(store, {options.memory_bytes / 3, options.threads});
    ImportRun run(*target, options, limits);
    for (const NodeFile& file : options.nodes) {
        import_csv_nodes(file, run);
    }
    for (const RelationshipFile& file : options.relationships) {
        import_csv_relationships(file, run);
    }
    for (const std::string& file : options.files) {
        format_of(file).import(file, run);
    }
    run.keys().clear();
    target->finish(limits, run.storing());
    return run.report();
}

}  // namespace dingtu
