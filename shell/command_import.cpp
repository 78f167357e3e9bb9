#include "base/error.h"
#include "loader/import.h"
#include "shell/commands.h"
#include "shell/import_files.h"
#include "shell/progress.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

/// `LABEL:LABEL=FILE` in its two halves.
std::pair<std::string, std::string> split(const std::string& spec, std::string_view option,
                                          std::string_view what) {
    std::size_t equals = spec.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == spec.size()) {
        throw Error(Phase::Usage, fmt::format("{} `{}`: {}=FILE is expected", option, spec, what));
    }
    return {spec.substr(0, equals), spec.substr(equals + 1)};
}

std::vector<std::string> labels_of(std::string_view text) {
    std::vector<std::string> labels;
    for (std::size_t begin = 0; begin <= text.size();) {
        std::size_t end = std::min(text.find(':', begin), text.size());
        if (end > begin) {
            labels.emplace_back(text.substr(begin, end - begin));
        }
        begin = end + 1;
    }
    return labels;
}

char delimiter_of(const std::string& text) {
    if (text == "tab" || text == "\\t") {
        return '\t';
    }
    if (text.size() > 1) {
        throw Error(Phase::Usage, fmt::format("--delimiter: `{}` is more than one character", text))
            .hint("for a tab write tab");
    }
    return text.empty() ? '\0' : text[0];
}

ImportOptions import_options_of(const Options& options) {
    ImportOptions wanted;
    for (const std::string& spec : options.nodes) {
        auto [labels, file] = split(spec, "--nodes", "LABEL");
        wanted.nodes.push_back({labels_of(labels), file});
    }
    for (const std::string& spec : options.rels) {
        auto [type, file] = split(spec, "--rels", "TYPE");
        wanted.relationships.push_back({type, file});
    }
    wanted.files = options.arguments;
    if (wanted.nodes.empty() && wanted.relationships.empty() && wanted.files.empty()) {
        throw Error(Phase::Usage, "`import` needs files")
            .hint("--nodes LABEL=FILE.csv, --rels TYPE=FILE.csv, or files by their ending");
    }
    wanted.delimiter = delimiter_of(options.delimiter);
    if (!options.match.empty() && options.match != "name") {
        throw Error(Phase::Usage, fmt::format("--match: `{}` is not `name`", options.match));
    }
    wanted.match_names = options.match == "name";
    wanted.skip_bad_rows = options.skip_bad_rows;
    wanted.memory_bytes = options.memory_mib << 20U;
    wanted.threads =
        options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    return wanted;
}

std::string report_text(const ImportReport& report, std::int64_t microseconds) {
    std::string out = fmt::format("imported: {}, {}", counted(report.nodes, "node"),
                                  counted(report.relationships, "relationship"));
    if (report.matched > 0) {
        out += fmt::format("; {} joined what was there", counted(report.matched, "row"));
    }
    if (report.left_out > 0) {
        out += fmt::format("; {} left out", counted(report.left_out, "bad row"));
    }
    return out + fmt::format(" ({})\n", duration_text(microseconds));
}

}  // namespace

void import_files(Database& database, const Options& options, const Console& console) {
    auto began = std::chrono::steady_clock::now();
    ImportOptions wanted = import_options_of(options);
    check_inputs(wanted);
    Store& store = database.writing();
    Limits limits = limits_of(options, console.interrupted);
    ImportReport report;
    {
        std::optional<Progress> progress;
        std::string_view step;
        wanted.on_progress = [&](const ImportProgress& now) {
            const bool reading = now.step == "reading";
            if (step != now.step) {
                step = now.step;
                progress.emplace(console, reading ? "megabyte" : "record");
            }
            progress->update(reading ? now.done >> 20U : now.done,
                             reading ? now.all >> 20U : now.all);
        };
        wanted.on_bad_row = [&console](const std::string& row) {
            console.err << "left out: " << row << '\n';
        };
        report = import_graph(store, wanted, limits);
    }
    auto elapsed = std::chrono::steady_clock::now() - began;
    console.err << report_text(
        report, std::chrono::duration_cast<std::chrono::microseconds>(elapsed).count());
    console.err.flush();
}

int run_import(const Options& options, const Console& console) {
    if (options.readonly) {
        throw Error(Phase::Usage, "`import` writes: leave out --readonly");
    }
    Database database(options);
    import_files(database, options, console);
    return 0;
}

}  // namespace dingtu
