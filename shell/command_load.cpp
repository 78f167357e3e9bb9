#include "base/error.h"
#include "loader/load.h"
#include "loader/rules.h"
#include "shell/commands.h"
#include "shell/load_documents.h"
#include "shell/printer.h"
#include "shell/progress.h"
#include "shell/script.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <thread>
#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

LoadOptions load_options_of(const Options& options, Progress& progress) {
    LoadOptions load;
    load.threads = options.threads > 0 ? options.threads : std::thread::hardware_concurrency();
    load.dry_run = options.dry_run;
    load.rule_files = options.rule_files;
    load.dictionaries = options.dictionaries;
    load.date = options.date;
    load.progress = [&progress](std::size_t done, std::size_t all) { progress.update(done, all); };
    return load;
}

/// "7 documents: 5 added, 2 unchanged; 120 entities, 210 relations (0.8 s)"
std::string report_text(const LoadReport& report, bool dry_run, std::int64_t microseconds) {
    std::string out = counted(report.documents, "document");
    std::string sorts;
    auto add = [&sorts](std::uint64_t number, std::string_view what) {
        if (number > 0) {
            sorts += fmt::format("{}{} {}", sorts.empty() ? "" : ", ", grouped(number), what);
        }
    };
    add(report.added, "added");
    add(report.replaced, "replaced");
    add(report.unchanged, "unchanged");
    out += sorts.empty() ? "" : ": " + sorts;
    if (report.entities + report.relations > 0) {
        out += fmt::format("; {}, {}", counted(report.entities, "entity", "entities"),
                           counted(report.relations, "relation"));
    }
    return out + fmt::format(" ({}){}\n", duration_text(microseconds),
                             dry_run ? "; nothing was stored" : "");
}

void refuse_readonly(const Options& options, std::string_view command) {
    if (options.readonly) {
        throw Error(Phase::Usage, fmt::format("`{}` writes: leave out --readonly", command));
    }
}

bool any_readable(const std::vector<std::string>& paths) {
    return std::any_of(paths.begin(), paths.end(), [](const std::string& path) {
        std::error_code ignored;
        return path == "-" || std::filesystem::exists(path, ignored);
    });
}

/// The store to load into. Where nothing will be stored, one in memory does: a slip of the pen
/// makes no database.
Store& target(Database& database, const std::vector<std::string>& paths, const Options& options,
              std::unique_ptr<Store>& nowhere) {
    if (!options.dry_run && any_readable(paths)) {
        return database.writing();
    }
    if (options.in_memory || std::filesystem::exists(database.folder())) {
        return database.reading();
    }
    nowhere = Store::in_memory();
    return *nowhere;
}

}  // namespace

int load_documents(Database& database, const std::vector<std::string>& paths,
                   const Options& options, const Console& console) {
    auto began = std::chrono::steady_clock::now();
    std::unique_ptr<Store> nowhere;
    Limits limits = limits_of(options, console.interrupted);
    LoadReport report;
    {
        Progress progress(console, "document");
        report = load(target(database, paths, options, nowhere), paths,
                      load_options_of(options, progress), limits);
    }
    auto elapsed = std::chrono::steady_clock::now() - began;
    for (const std::string& warning : report.warnings) {
        console.err << "warning: " << warning << '\n';
    }
    for (const std::string& failure : report.failures) {
        console.err << "error: " << failure << '\n';
    }
    console.err << report_text(
        report, options.dry_run,
        std::chrono::duration_cast<std::chrono::microseconds>(elapsed).count());
    console.err.flush();
    return report.failures.empty() ? 0 : 1;
}

void unload_documents(Database& database, const std::vector<std::string>& names,
                      const Options& options, const Console& console) {
    (void)database.reading();  // nothing to take back where there is no database
    Limits limits = limits_of(options, console.interrupted);
    UnloadReport report = unload(database.writing(), names, limits);
    console.err << fmt::format("{} taken back: {}, {} deleted\n",
                               counted(report.documents, "document"),
                               counted(report.nodes_deleted, "node"),
                               counted(report.relationships_deleted, "relationship"))
                << std::flush;
}

int run_load(const Options& options, const Console& console) {
    refuse_readonly(options, "load");
    Database database(options);
    return load_documents(database, options.arguments, options, console);
}

int run_unload(const Options& options, const Console& console) {
    refuse_readonly(options, "unload");
    Database database(options);
    unload_documents(database, options.arguments, options, console);
    return 0;
}

int run_rules(const Options& options, const Console& console) {
    const auto& words = options.arguments;
    if (words[0] == "check") {
        for (std::size_t i = 1; i < words.size(); ++i) {
            console.out << fmt::format("{}: {}\n", words[i], check_rules(words[i]));
        }
        return 0;
    }
    if (words[0] != "try") {
        throw Error(Phase::Usage, fmt::format("`rules` does not know `{}`", words[0]))
            .hint("rules check FILE, or rules try [FILE] TEXT");
    }
    std::string text = words.back() == "-" ? to_script_text(read_bytes("-"), "<stdin>")
                                           : to_script_text(words.back(), "the argument");
    Printer printer(options, console);
    printer.columns({"kind", "text", "says", "rule"});
    Summary summary;
    for (const RuleHit& hit : try_rules(text, words.size() == 3 ? words[1] : "")) {
        printer.row(std::vector<Value>{hit.kind, hit.text, hit.says, hit.rule});
        ++summary.rows;
    }
    printer.finish(summary);
    return 0;
}

}  // namespace dingtu
