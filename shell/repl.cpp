#include "shell/repl.h"

#include "base/text.h"
#include "grammar/parse.h"
#include "shell/commands.h"
#include "shell/dot_command.h"
#include "shell/edit_text.h"
#include "shell/printer.h"
#include "shell/repl_line.h"
#include "shell/signals.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

namespace dingtu {

namespace {

/// Whether Enter ends the input: a dot command, a blank line, or a statement up to its `;`.
bool complete_input(std::string_view text) {
    std::size_t begin = text.find_first_not_of(" \t\n");
    return begin == std::string_view::npos || is_dot_command(text.substr(begin)) ||
           end_of_statement(text) != std::string_view::npos;
}

/// A file of ours below the folder that `variable` names, else below `fallback` at home.
std::filesystem::path own_file(const char* variable, const char* fallback, const char* name) {
    const char* home = std::getenv("HOME");
    const char* folder = std::getenv(variable);
    if (folder != nullptr && *folder != '\0') {
        return std::filesystem::path(folder) / "dingtu" / name;
    }
    return home == nullptr ? std::filesystem::path()
                           : std::filesystem::path(home) / fallback / "dingtu" / name;
}

std::filesystem::path history_path() {
    if (const char* given = std::getenv("DINGTU_HISTORY")) {
        return given;
    }
    return own_file("XDG_STATE_HOME", ".local/state", "history");
}

EditorHooks hooks_of(ShellState& state) {
    EditorHooks hooks;
    hooks.prompt = "dingtu> ";
    hooks.history = history_path();
    const char* no_color = std::getenv("NO_COLOR");
    hooks.colours = no_color == nullptr || *no_color == '\0';
    hooks.complete_input = complete_input;
    hooks.ambiguous = [&state] { return state.options.ambiguous; };
    hooks.edit = edit_text;
    hooks.candidates = [&state](std::string_view before) {
        std::vector<std::string> commands;
        for (const DotCommand* command : dot_commands()) {
            commands.emplace_back(command->name);
        }
        std::vector<std::string> parameters;
        for (const auto& [name, value] : state.options.parameters) {
            parameters.push_back(name);
        }
        return complete(before, *state.view(), commands, parameters);
    };
    return hooks;
}

void greet(ShellState& state, const std::string& notice) {
    auto view = state.view();
    state.console.out << fmt::format("Dingtu 鼎图 " DINGTU_VERSION
                                     " · {} · {}, {}\nA statement ends with `;`. "
                                     "Tab completes, .help lists the commands, Ctrl-D leaves.\n",
                                     state.database.title(),
                                     counted(view->catalog().node_count(), "node"),
                                     counted(view->catalog().relationship_count(), "relationship"));
    if (!notice.empty()) {
        state.console.out << notice << '\n';
    }
    state.console.out.flush();
}

/// What the user wants at the start of every session.
void run_own_commands(ShellState& state) {
    std::filesystem::path file = own_file("XDG_CONFIG_HOME", ".config", "shellrc");
    std::error_code ignored;
    if (!file.empty() && std::filesystem::exists(file, ignored)) {
        std::string name = file.string();
        (void)run_input(state, {to_script_text(read_bytes(name), name), name});
    }
}

void converse(ShellState& state) {
    auto editor = make_line_editor(hooks_of(state));
    int empty_interrupts = 0;
    while (!state.done) {
        clear_interrupt();
        auto input = editor->read(std::exchange(state.proposed, std::string()));
        if (!input) {
            return;
        }
        empty_interrupts = input->interrupted ? empty_interrupts + 1 : 0;
        if (empty_interrupts == 2) {
            state.console.out << "Ctrl-D or .quit leaves the shell\n" << std::flush;
        }
        if (input->text.find_first_not_of(" \t\n") == std::string::npos) {
            continue;
        }
        editor->remember(input->text);
        run_input(state, {input->text, ""});
    }
}

/// Where the piece at `begin` ends: a dot command with its line, a statement behind its `;`.
std::size_t end_of_piece(std::string_view text, std::size_t begin, bool command) {
    if (command) {
        return std::min(text.find('\n', begin), text.size());
    }
    std::size_t length = end_of_statement(text.substr(begin));
    return length == std::string_view::npos ? text.size() : begin + length;
}

/// Runs one dot command or statement; what it shows has been shown when this returns.
void run_piece(ShellState& state, std::string_view piece, bool command) {
    if (!command && statements_of(piece).empty()) {
        return;
    }
    state.console.out_terminal = state.on_terminal && !state.outlet.in_file();
    state.outlet.begin();
    if (command) {
        run_dot_command(state, piece);
    } else {
        state.last = piece;
        run_typed(state, piece);
    }
    state.outlet.end();
}

/// Shows the error that is being handled and gives its exit code. A transaction ends: what the
/// statement did so far cannot be told from what was done before.
int show_error(ShellState& state, const Script& script, Span piece) {
    bool lost = !state.console.out.good();
    if (lost && !state.outlet.diverted()) {
        throw;  // the output is at fault, not the statement
    }
    Error error = current_error();
    if (lost) {
        state.outlet.to_terminal();
    }
    state.outlet.end();
    state.console.err << render_in(script, piece, error);
    if (std::exchange(state.transaction, nullptr)) {
        state.console.err << "the transaction is rolled back\n";
    }
    state.console.err << std::flush;
    return exit_code(error.phase());
}

}  // namespace

ShellState::ShellState(const Options& given, const Console& where, std::string pager)
    : options(given),
      outlet(where.out, std::move(pager)),
      console{.out = outlet,
              .err = where.err,
              .in_terminal = where.in_terminal,
              .out_terminal = where.out_terminal,
              .err_terminal = where.err_terminal,
              .interrupted = where.interrupted},
      on_terminal(where.out_terminal),
      database(given) {}

std::shared_ptr<const Snapshot> ShellState::view() {
    return transaction ? std::shared_ptr<const Snapshot>(transaction)
                       : database.reading().snapshot();
}

int run_input(ShellState& state, const Script& script) {
    std::string_view text = script.text;
    int code = 0;
    for (std::size_t begin = 0; !state.done;) {
        begin = text.find_first_not_of(" \t\r\n;", begin);
        if (begin == std::string_view::npos) {
            break;
        }
        bool command = is_dot_command(text.substr(begin));
        std::size_t end = end_of_piece(text, begin, command);
        try {
            run_piece(state, text.substr(begin, end - begin), command);
        } catch (const ClosedPipe&) {
            if (!state.outlet.diverted()) {
                throw;
            }
            state.outlet.end();  // the user left the pager and has seen enough
        } catch (...) {
            code = show_error(state, script, {begin, end});
            if (!state.options.keep_going) {
                return code;
            }
        }
        begin = end;
    }
    return code;
}

int run_shell(const Options& options, const Console& console) {
    Printer(options, console);  // a wrong format is told at once
    bool interactive = console.in_terminal && console.out_terminal;
    ShellState state(options, console, interactive ? pager_command() : "");
    if (!interactive) {
        Script script{to_script_text(read_bytes("-"), "<stdin>"), "<stdin>"};
        int code = run_input(state, script);
        if (state.transaction) {
            throw Error(Phase::Run, "the transaction was not committed: nothing of it is kept")
                .hint("end it with .commit");
        }
        return code;
    }
    outlive_interrupts();
    std::string notice;
    (void)state.database.interactive(notice);
    state.timer = true;
    greet(state, notice);
    run_own_commands(state);
    converse(state);
    return 0;
}

}  // namespace dingtu
