#include "base/error.h"
#include "shell/commands.h"
#include "shell/database.h"
#include "shell/overview.h"
#include "shell/printer.h"

#include <filesystem>
#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

void refuse_readonly(const Options& options, std::string_view command) {
    if (options.readonly) {
        throw Error(Phase::Usage, fmt::format("`{}` writes: leave out --readonly", command));
    }
}

/// The store of a command that changes it but has nothing to do where there is none.
Store& existing(Database& database) {
    (void)database.reading();
    return database.writing();
}

}  // namespace

int run_schema(const Options& options, const Console& console) {
    Database database(options);
    print_table(schema_table(*database.reading().snapshot()), options, console);
    return 0;
}

int run_stats(const Options& options, const Console& console) {
    Database database(options);
    print_table(stats_table(database.reading()), options, console);
    return 0;
}

int run_check(const Options& options, const Console& console) {
    Database database(options);
    Limits limits = limits_of(options, console.interrupted);
    CheckReport report = check(database.reading(), limits);
    for (const std::string& fault : report.faults) {
        console.out << fault << '\n';
    }
    if (report.faults.empty()) {
        console.out << fmt::format("{}: whole ({} checked)\n", database.title(),
                                   counted(report.keys, "key"));
        return 0;
    }
    throw Error(Phase::Store, fmt::format("`{}` is damaged: {}", database.title(),
                                          counted(report.faults.size(), "fault")))
        .hint("restore a backup: dingtu restore DIR --db NEW_DIR; or load the documents anew");
}

int run_compact(const Options& options, const Console& console) {
    refuse_readonly(options, "compact");
    Database database(options);
    existing(database).compact();
    console.err << fmt::format("{}: compacted\n", database.title());
    return 0;
}

int run_backup(const Options& options, const Console& console) {
    Database database(options);
    database.reading().backup(options.arguments[0]);
    console.err << fmt::format("{}: backed up to {}\n", database.title(), options.arguments[0]);
    return 0;
}

int run_restore(const Options& options, const Console& console) {
    refuse_readonly(options, "restore");
    if (options.in_memory) {
        throw Error(Phase::Usage, "`restore` needs a folder to restore to: --db DIR");
    }
    std::error_code ignored;
    if (std::filesystem::exists(options.db) && !std::filesystem::is_empty(options.db, ignored)) {
        throw Error(Phase::Store, fmt::format("`{}` is there already: nothing is overwritten",
                                              options.db.string()))
            .hint("move it away, or restore to another folder with --db");
    }
    auto backup = Store::open(options.arguments[0], Mode::ReadOnly);
    backup->backup(options.db);
    console.err << fmt::format("{}: restored from {}\n", options.db.string(), options.arguments[0]);
    return 0;
}

}  // namespace dingtu
