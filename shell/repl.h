#pragma once

#include "shell/citations.h"
#include "shell/database.h"
#include "shell/options.h"
#include "shell/outlet.h"
#include "shell/script.h"
#include "shell/streams.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// What lasts from one input of the shell to the next.
struct ShellState {
    /// `pager` shows long results; empty: none.
    ShellState(const Options& given, const Console& where, std::string pager);

    /// What is read: the open transaction, else the last commit.
    [[nodiscard]] std::shared_ptr<const Snapshot> view();

    Options options;
    Outlet outlet;
    Console console;   ///< writes to the outlet
    bool on_terminal;  ///< whether results are seen by a person, unless they go to a file
    Database database;
    std::shared_ptr<Transaction> transaction;  ///< of `.begin`; null: each statement is one
    bool timer = false;
    bool evidence = false;
    bool done = false;
    std::string last;      ///< the statement that was run last
    std::string proposed;  ///< stands in the next input, to be changed or run
};

/// Runs statements and dot commands, as typed or as `.read` finds them in a file: a dot command
/// takes a line, a statement goes to its `;`. Errors are shown where they happen; without
/// --keep-going the first one ends the run. Gives the exit code of the last error, 0 if there was
/// none.
int run_input(ShellState& state, const Script& script);

/// Runs one statement and shows what it gives, with evidence and time where they are wanted.
void run_typed(ShellState& state, std::string_view statement);

/// How prose is drawn where results go now.
[[nodiscard]] TextStyle text_style_of(const ShellState& state);

/// Whether a text begins with a dot command; `:name` and `\name` are the same.
[[nodiscard]] bool is_dot_command(std::string_view text);
/// `line` without line break. Throws Error{Usage} for an unknown command, with "did you mean".
void run_dot_command(ShellState& state, std::string_view line);

}  // namespace dingtu
