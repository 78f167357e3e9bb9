#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "shell/card.h"
#include "shell/entity_names.h"
#include "shell/export.h"
#include "shell/load_documents.h"
#include "shell/overview.h"
#include "shell/printer.h"
#include "shell/repl.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

using Words = std::vector<std::string>;

const std::string& needed(const Words& words, std::string_view what) {
    if (words.empty()) {
        throw Error(Phase::Usage, fmt::format("{} is missing", what));
    }
    return words.front();
}

void print(ShellState& state, const Table& table) {
    Printer printer(state.options.format, false, state.console);
    printer.columns(table.columns);
    for (const auto& row : table.rows) {
        printer.row(row);
    }
    Summary summary;
    summary.rows = table.rows.size();
    printer.finish(summary);
}

/// `on`, `off`, or nothing to change over.
void switch_over(ShellState& state, const Words& words, bool& setting, std::string_view name) {
    if (!words.empty() && words[0] != "on" && words[0] != "off") {
        throw Error(Phase::Usage, fmt::format("`{}` is neither on nor off", words[0]));
    }
    setting = words.empty() ? !setting : words[0] == "on";
    state.console.out << fmt::format("{} is {}\n", name, setting ? "on" : "off") << std::flush;
}

void help(ShellState& state, const Words&) {
    for (const DotCommand& command : dot_commands()) {
        state.console.out << fmt::format(
            "  {:<24} {}\n", fmt::format(".{} {}", command.name, command.arguments), command.help);
    }
    state.console.out << "Anything else is a statement of the query language and ends with `;`.\n"
                      << std::flush;
}

void quit(ShellState& state, const Words&) {
    state.done = true;
}

void schema(ShellState& state, const Words&) {
    print(state, schema_table(*state.database.reading().snapshot()));
}

void labels(ShellState& state, const Words&) {
    Table table = schema_table(*state.database.reading().snapshot());
    std::erase_if(table.rows, [](const auto& row) { return row[0].as_string() != "label"; });
    print(state, table);
}

void stats(ShellState& state, const Words&) {
    print(state, stats_table(state.database.reading()));
}

void mode(ShellState& state, const Words& words) {
    if (words.empty()) {
        for (const Format& format : row_formats()) {
            state.console.out << fmt::format("  {:<10} {}\n", format.name, format.help);
        }
        state.console.out << std::flush;
        return;
    }
    Printer(words[0], false, state.console);
    state.options.format = words[0];
}

void timer(ShellState& state, const Words& words) {
    switch_over(state, words, state.timer, "timer");
}

void evidence(ShellState& state, const Words& words) {
    switch_over(state, words, state.evidence, "evidence");
}

/// `.param`, `.param NAME`, `.param NAME JSON`; an arrow or an equals sign between is allowed.
void param(ShellState& state, const Words& words) {
    Map& parameters = state.options.parameters;
    if (words.size() < 2) {
        for (const auto& [name, value] : parameters) {
            if (words.empty() || words[0] == name) {
                state.console.out << fmt::format("{} = {}\n", name, to_json(value));
            }
        }
        state.console.out << std::flush;
        return;
    }
    std::size_t value = words[1] == "=" || words[1] == "=>" ? 2 : 1;
    if (value >= words.size()) {
        throw Error(Phase::Usage, "the value is missing");
    }
    std::string text = words[value];
    for (std::size_t i = value + 1; i < words.size(); ++i) {
        text += " " + words[i];
    }
    try {
        parameters[words[0]] = parse_json(text);
    } catch (const Error&) {
        parameters[words[0]] = text;  // at the keyboard a text needs no quotes
    }
}

void read(ShellState& state, const Words& words) {
    static constexpr int deepest = 16;
    static thread_local int depth = 0;
    struct Deeper {
        Deeper() { ++depth; }
        ~Deeper() { --depth; }
    } deeper;
    if (depth > deepest) {
        throw Error(Phase::Usage, "files that read each other in a circle");
    }
    const std::string& file = needed(words, "the file");
    int code = run_input(state, {to_script_text(read_bytes(file), file), file});
    if (code != 0) {
        throw Error(Phase::Run, fmt::format("`{}` was not read to its end", file));
    }
}

void export_part(ShellState& state, const Words& words) {
    Options options = state.options;
    options.format.clear();  // of rows, not of graphs
    options.output = needed(words, "the file");
    if (words.size() > 1) {
        std::string query;
        for (std::size_t i = 1; i < words.size(); ++i) {
            query += (i > 1 ? " " : "") + words[i];
        }
        options.query = query;
    }
    Limits limits = limits_of(options, state.console.interrupted);
    state.console.out << export_file(state.database.reading(), options, limits) << '\n'
                      << std::flush;
}

void load(ShellState& state, const Words& words) {
    (void)needed(words, "the document");
    if (load_documents(state.database, words, state.options, state.console) != 0) {
        throw Error(Phase::Load, "not all documents were loaded");
    }
}

void unload(ShellState& state, const Words& words) {
    (void)needed(words, "the document");
    unload_documents(state.database, words, state.options, state.console);
}

void open(ShellState& state, const Words& words) {
    std::string notice;
    state.database.change(needed(words, "the folder"), notice);
    state.options.db = words[0];
    state.options.in_memory = false;
    if (!notice.empty()) {
        state.console.err << notice << '\n' << std::flush;
    }
}

void show(ShellState& state, const Words& words) {
    std::string name = needed(words, "the name");
    for (std::size_t i = 1; i < words.size(); ++i) {
        name += " " + words[i];
    }
    auto snapshot = state.database.reading().snapshot();
    Limits limits = limits_of(state.options, state.console.interrupted);
    for (NodeId id : entities_called(*snapshot, name)) {
        print_card(state.console.out, *snapshot, id, state.console.out_terminal, limits);
    }
    state.console.out << std::flush;
}

constexpr auto table = std::to_array<DotCommand>({
    {"help", "", "this list", help},
    {"quit", "", "leave (also Ctrl-D)", quit},
    {"exit", "", "leave", quit},
    {"schema", "", "labels, relationship types and keys with their counts", schema},
    {"labels", "", "labels with their counts", labels},
    {"stats", "", "how much is stored", stats},
    {"show", "NAME", "all that is known of an entity, with its sentences", show},
    {"evidence", "[on|off]", "under every answer the sentences it rests on", evidence},
    {"mode", "[FORMAT]", "how results are drawn: table csv json jsonl markdown line", mode},
    {"timer", "[on|off]", "the time of every statement", timer},
    {"param", "[NAME [VALUE]]", "shows or sets parameters: .param place 余杭", param},
    {"load", "PATH...", "reads documents and stores what they say", load},
    {"unload", "DOC...", "takes back what only these documents said", unload},
    {"read", "FILE", "runs the statements and commands of a file", read},
    {"export", "FILE [QUERY]", "writes the graph, or what a query returns, to a file", export_part},
    {"open", "DIR", "goes over to another database", open},
});

}  // namespace

std::span<const DotCommand> dot_commands() {
    return table;
}

std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    std::size_t at = 0;
    while ((at = line.find_first_not_of(" \t\r", at)) != std::string_view::npos) {
        std::string word;
        while (at < line.size() && line[at] != ' ' && line[at] != '\t' && line[at] != '\r') {
            char quote = line[at];
            std::size_t end = quote == '"' || quote == '\'' ? line.find(quote, at + 1) : at;
            if (end == at || end == std::string_view::npos) {
                word += line[at++];
                continue;
            }
            word += line.substr(at + 1, end - at - 1);
            at = end + 1;
        }
        words.push_back(std::move(word));
    }
    return words;
}

void run_dot_command(ShellState& state, std::string_view line) {
    Words words = words_of(line.substr(1));
    std::string name = words.empty() ? "help" : words[0];
    words.erase(words.begin(), words.begin() + (words.empty() ? 0 : 1));
    if (!words.empty() && words.back().size() > 1 && words.back().ends_with(';')) {
        words.back().pop_back();  // the hand adds it to commands too
    }
    auto found = std::find_if(table.begin(), table.end(),
                              [&name](const DotCommand& command) { return command.name == name; });
    if (found == table.end()) {
        std::vector<std::string> names;
        for (const DotCommand& command : table) {
            names.emplace_back(command.name);
        }
        auto near = nearest(name, names);
        throw Error(Phase::Usage, fmt::format("unknown command `.{}`", name))
            .hint(near ? fmt::format("did you mean `.{}`?", *near) : ".help lists them");
    }
    found->run(state, words);
}

}  // namespace dingtu
