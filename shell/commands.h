#pragma once

#include "shell/options.h"
#include "shell/streams.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace dingtu {

/// One command of the program. `run` gives the exit code where no error was thrown.
struct Command {
    std::string_view name;
    std::string_view arguments = {};  ///< as the usage line shows them: "[TEXT]"
    std::size_t min_arguments = 0;
    std::size_t max_arguments = 0;  ///< SIZE_MAX: any number
    std::string_view summary;       ///< one line
    std::string_view examples;      ///< shown by --help, each line a command line
    std::uint16_t takes = 0;        ///< bits of Takes, that of the store left out
    int (*run)(const Options&, const Console&) = nullptr;

    [[nodiscard]] constexpr bool has(Takes group) const {
        return group == Takes::Store || (takes & bit(group)) != 0;
    }
    [[nodiscard]] static constexpr std::uint16_t bit(Takes group) {
        return static_cast<std::uint16_t>(1U << static_cast<unsigned>(group));
    }
};

[[nodiscard]] std::span<const Command> all_commands();

int run_query(const Options& options, const Console& console);
int run_load(const Options& options, const Console& console);
int run_import(const Options& options, const Console& console);
int run_unload(const Options& options, const Console& console);
int run_rules(const Options& options, const Console& console);
int run_shell(const Options& options, const Console& console);
int run_export(const Options& options, const Console& console);
int run_serve(const Options& options, const Console& console);
int run_schema(const Options& options, const Console& console);
int run_stats(const Options& options, const Console& console);
int run_check(const Options& options, const Console& console);
int run_compact(const Options& options, const Console& console);
int run_backup(const Options& options, const Console& console);
int run_restore(const Options& options, const Console& console);

}  // namespace dingtu
