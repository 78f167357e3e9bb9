// Dot commands that bring data in and out, and that change which database is open.

#include "base/error.h"
#include "shell/commands.h"
#include "shell/dot_command.h"
#include "shell/edit_text.h"
#include "shell/export.h"
#include "shell/import_files.h"
#include "shell/load_documents.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace dingtu {

namespace {

/// What works on the store itself cannot be part of a transaction.
void refuse_in_transaction(const ShellState& state) {
    if (state.transaction) {
        throw Error(Phase::Usage, "a transaction is open").hint(".commit or .rollback ends it");
    }
}

const Command& command_named(std::string_view name) {
    auto all = all_commands();
    return *std::find_if(all.begin(), all.end(),
                         [name](const Command& command) { return command.name == name; });
}

/// The options of the program's command `name`, as typed behind the dot command.
Options options_for(const ShellState& state, std::string_view name,
                    const std::vector<std::string>& words) {
    Options options = state.options;
    options.format.clear();  // that of rows is not meant
    read_words(command_named(name), words, options);
    return options;
}

void load(ShellState& state, const Arguments& arguments) {
    (void)arguments.needed("the document");
    refuse_in_transaction(state);
    Options options = options_for(state, "load", arguments.words());
    if (load_documents(state.database, options.arguments, options, state.console) != 0) {
        throw Error(Phase::Load, "not all documents were loaded");
    }
}

void unload(ShellState& state, const Arguments& arguments) {
    (void)arguments.needed("the document");
    refuse_in_transaction(state);
    unload_documents(state.database, arguments.words(), state.options, state.console);
}

void import(ShellState& state, const Arguments& arguments) {
    (void)arguments.needed("the file");
    refuse_in_transaction(state);
    import_files(state.database, options_for(state, "import", arguments.words()), state.console);
}

/// `.export FILE [QUERY]`, or `.export FILE --around NAME` and the other options of the command.
void export_part(ShellState& state, const Arguments& arguments) {
    std::string file = arguments.needed("the file");
    bool optioned = arguments.size() > 1 && arguments[1].starts_with("--");
    Options options =
        options_for(state, "export", optioned ? arguments.words() : std::vector<std::string>{file});
    options.output = file;
    if (!optioned && arguments.size() > 1) {
        options.query = arguments.size() == 2 ? arguments[1] : std::string(arguments.from(1));
    }
    Limits limits = limits_of(options, state.console.interrupted);
    state.console.out << export_file(state.database.reading(), options, limits) << '\n';
}

void read(ShellState& state, const Arguments& arguments) {
    static constexpr int deepest = 16;
    static thread_local int depth = 0;
    struct Deeper {
        Deeper() { ++depth; }
        ~Deeper() { --depth; }
    } deeper;
    if (depth > deepest) {
        throw Error(Phase::Usage, "files that read each other in a circle");
    }
    const std::string& file = arguments.needed("the file");
    state.outlet.end();  // every statement of the file is shown by itself
    int code = run_input(state, {to_script_text(read_bytes(file), file), file});
    if (code != 0) {
        throw Error(Phase::Run, fmt::format("`{}` was not read to its end", file));
    }
}

void open(ShellState& state, const Arguments& arguments) {
    refuse_in_transaction(state);
    std::string notice;
    state.database.change(arguments.needed("the folder"), notice);
    state.options.db = arguments[0];
    state.options.in_memory = false;
    if (!notice.empty()) {
        state.console.err << notice << '\n' << std::flush;
    }
}

void output(ShellState& state, const Arguments& arguments) {
    state.outlet.end();
    if (arguments.empty()) {
        return state.outlet.to_terminal();
    }
    state.outlet.to_file(arguments[0], false);
}

void once(ShellState& state, const Arguments& arguments) {
    state.outlet.end();
    state.outlet.to_file(arguments.needed("the file"), true);
}

void print(ShellState& state, const Arguments& arguments) {
    state.console.out << arguments.whole() << '\n';
}

void edit(ShellState& state, const Arguments& arguments) {
    if (!state.console.in_terminal || !state.console.out_terminal) {
        throw Error(Phase::Usage, ".edit needs a terminal");
    }
    std::string text = state.last;
    if (!arguments.empty()) {
        text = to_script_text(read_bytes(arguments[0]), arguments[0]);
    }
    state.proposed = edit_text(text);
}

void begin(ShellState& state, const Arguments&) {
    refuse_in_transaction(state);
    state.transaction = state.database.writing().begin();
}

std::shared_ptr<Transaction> ended(ShellState& state) {
    if (!state.transaction) {
        throw Error(Phase::Usage, "no transaction is open").hint(".begin opens one");
    }
    return std::exchange(state.transaction, nullptr);
}

void commit(ShellState& state, const Arguments&) {
    ended(state)->commit();
}

void rollback(ShellState& state, const Arguments&) {
    (void)ended(state);
}

constexpr auto table = std::to_array<DotCommand>({
    {"load", "PATH...", "reads documents and stores what they say", load},
    {"unload", "DOC...", "takes back what only these documents said", unload},
    {"import", "FILE...", "graph data; --nodes LABEL=FILE --rels TYPE=FILE", import},
    {"export", "FILE [QUERY]", "the graph, a query's part, or --around NAME", export_part},
    {"read", "FILE", "runs the statements and commands of a file", read, "i source"},
    {"edit", "[FILE]", "opens the last statement, or a file, in $EDITOR", edit, "e"},
    {"output", "[FILE]", "results go to a file; without one back to the screen", output, "o"},
    {"once", "FILE", "the next result goes to a file", once},
    {"print", "TEXT", "prints a text, for scripts", print, "echo"},
    {"open", "DIR", "goes over to another database", open, "c connect"},
    {"begin", "", "opens a transaction: what follows is kept as one", begin},
    {"commit", "", "keeps what was done since .begin", commit},
    {"rollback", "", "takes back what was done since .begin", rollback},
});

}  // namespace

std::span<const DotCommand> file_commands() {
    return table;
}

}  // namespace dingtu
