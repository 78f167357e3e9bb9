#pragma once

#include "shell/database.h"
#include "shell/options.h"
#include "shell/script.h"
#include "shell/streams.h"

#include <span>
#include <string>
#include <string_view>

namespace dingtu {

/// What lasts from one input of the shell to the next.
struct ShellState {
    ShellState(const Options& given, const Console& where)
        : options(given),
          console(where),
          database(given) {}

    Options options;
    const Console& console;
    Database database;
    bool timer = false;
    bool evidence = false;
    bool done = false;
};

/// Runs statements and dot commands, as typed or as `.read` finds them in a file: a dot command
/// takes a line, a statement goes to its `;`. Errors are shown where they happen; without
/// --keep-going the first one ends the run. Gives the exit code of the last error, 0 if there was
/// none.
int run_input(ShellState& state, const Script& script);

/// One command of the shell, `.name arguments`; typed with a colon it is the same.
struct DotCommand {
    std::string_view name;
    std::string_view arguments;
    std::string_view help;
    void (*run)(ShellState&, const std::vector<std::string>& arguments) = nullptr;
};
[[nodiscard]] std::span<const DotCommand> dot_commands();

/// `line` without line break. Throws Error{Usage} for an unknown command, with "did you mean".
void run_dot_command(ShellState& state, std::string_view line);

/// Words at white space; quotes, single or double, hold one together.
[[nodiscard]] std::vector<std::string> words_of(std::string_view line);

}  // namespace dingtu
