#include "shell/repl.h"

#include "base/text.h"
#include "grammar/parse.h"
#include "shell/commands.h"
#include "shell/evidence.h"
#include "shell/evidence_query.h"
#include "shell/name_filter.h"
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

constexpr std::size_t shown_citations = 30;

void show_evidence(ShellState& state, Store& store, const Elements& elements) {
    Limits limits = limits_of(state.options, state.console.interrupted);
    auto citations = cite(*store.snapshot(), elements, limits);
    std::size_t all = citations.size();
    if (all > shown_citations) {
        citations.resize(shown_citations);
    }
    print_citations(state.console.out, citations, state.console.out_terminal);
    if (all > shown_citations) {
        state.console.out << fmt::format("... and {} more\n",
                                         counted(all - shown_citations, "place"));
    }
    if (all == 0) {
        state.console.err << "no evidence: the rows rest on no relationship of a document\n";
    }
    state.console.out.flush();
}

void run_one(ShellState& state, std::string_view statement) {
    bool writing = writes(statement);
    Store& store = writing ? state.database.writing() : state.database.reading();
    Printer printer(state.options.format, state.options.bom, state.console);
    Limits limits = limits_of(state.options, state.console.interrupted);
    RunOptions run = run_options_of(state.options);
    Summary summary;
    if (state.evidence && !writing) {
        EvidenceSink sink(printer);
        std::string rewritten = with_evidence(statement).value_or(std::string(statement));
        summary = run_statement(store, rewritten, run, limits, sink);
        show_evidence(state, store, sink.elements());
    } else {
        summary = run_statement(store, statement, run, limits, printer);
    }
    if (summary.rows == 0) {
        state.console.err << names_hint(*store.snapshot(), statement, state.options.parameters);
    }
    if (state.timer) {
        state.console.err << fmt::format("time: {}\n", duration_text(summary.elapsed_us));
    }
    state.console.err.flush();
}

bool is_dot_command(std::string_view rest) {
    return rest.size() > 1 && (rest[0] == '.' || rest[0] == ':') &&
           ((rest[1] >= 'a' && rest[1] <= 'z') || rest[1] == '?');
}

/// Whether Enter ends the input: a dot command, a blank line, or a statement up to its `;`.
bool complete_input(std::string_view text) {
    std::size_t begin = text.find_first_not_of(" \t\n");
    return begin == std::string_view::npos || is_dot_command(text.substr(begin)) ||
           end_of_statement(text) != std::string_view::npos;
}

std::filesystem::path history_path() {
    if (const char* given = std::getenv("DINGTU_HISTORY")) {
        return given;
    }
    const char* home = std::getenv("HOME");
    const char* state = std::getenv("XDG_STATE_HOME");
    if (state != nullptr && *state != '\0') {
        return std::filesystem::path(state) / "dingtu" / "history";
    }
    return home == nullptr ? std::filesystem::path()
                           : std::filesystem::path(home) / ".local/state/dingtu/history";
}

EditorHooks hooks_of(ShellState& state) {
    EditorHooks hooks;
    hooks.prompt = "dingtu> ";
    hooks.history = history_path();
    const char* no_color = std::getenv("NO_COLOR");
    hooks.colours = no_color == nullptr || *no_color == '\0';
    hooks.complete_input = complete_input;
    hooks.candidates = [&state](std::string_view before) {
        std::vector<std::string> commands;
        for (const DotCommand& command : dot_commands()) {
            commands.emplace_back(command.name);
        }
        std::vector<std::string> parameters;
        for (const auto& [name, value] : state.options.parameters) {
            parameters.push_back(name);
        }
        return complete(before, *state.database.reading().snapshot(), commands, parameters);
    };
    return hooks;
}

void greet(ShellState& state, const std::string& notice) {
    auto snapshot = state.database.reading().snapshot();
    state.console.out << fmt::format(
        "Dingtu 鼎图 " DINGTU_VERSION
        " · {} · {}, {}\nA statement ends with `;`. "
        "Tab completes, .help lists the commands, Ctrl-D leaves.\n",
        state.database.title(), counted(snapshot->catalog().node_count(), "node"),
        counted(snapshot->catalog().relationship_count(), "relationship"));
    if (!notice.empty()) {
        state.console.out << notice << '\n';
    }
    state.console.out.flush();
}

void converse(ShellState& state) {
    auto editor = make_line_editor(hooks_of(state));
    int empty_interrupts = 0;
    while (!state.done) {
        clear_interrupt();
        auto input = editor->read();
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

}  // namespace

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
        std::string_view piece = text.substr(begin, end - begin);
        try {
            if (command) {
                run_dot_command(state, piece);
            } else if (!statements_of(piece).empty()) {
                run_one(state, piece);
            }
        } catch (...) {
            if (!state.console.out.good()) {
                throw;  // the output is at fault, not the statement
            }
            Error error = current_error();
            state.console.out.flush();
            state.console.err << render_in(script, {begin, end}, error) << std::flush;
            code = exit_code(error.phase());
            if (!state.options.keep_going) {
                return code;
            }
        }
        begin = end;
    }
    return code;
}

int run_shell(const Options& options, const Console& console) {
    ShellState state(options, console);
    Printer(options.format, options.bom, console);  // a wrong format is told at once
    if (!console.in_terminal || !console.out_terminal) {
        Script script{to_script_text(read_bytes("-"), "<stdin>"), "<stdin>"};
        return run_input(state, script);
    }
    outlive_interrupts();
    std::string notice;
    (void)state.database.interactive(notice);
    state.timer = true;
    greet(state, notice);
    converse(state);
    return 0;
}

}  // namespace dingtu
