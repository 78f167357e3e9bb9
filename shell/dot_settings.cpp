// Dot commands about the shell itself.

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "exporter/formats.h"
#include "shell/dot_command.h"
#include "shell/printer.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

namespace dingtu {

namespace {

/// `on`, `off`, or nothing to change over.
void switch_over(ShellState& state, const Arguments& arguments, bool& setting,
                 std::string_view name) {
    if (!arguments.empty() && arguments[0] != "on" && arguments[0] != "off") {
        throw Error(Phase::Usage, fmt::format("`{}` is neither on nor off", arguments[0]));
    }
    setting = arguments.empty() ? !setting : arguments[0] == "on";
    state.console.out << fmt::format("{} is {}\n", name, setting ? "on" : "off");
}

void list_group(std::ostream& out, std::string_view title, std::span<const DotCommand> group) {
    out << title << '\n';
    for (const DotCommand& command : group) {
        out << fmt::format("  {:<24} {}\n", fmt::format(".{} {}", command.name, command.arguments),
                           command.help);
    }
}

void help(ShellState& state, const Arguments& arguments) {
    std::ostream& out = state.console.out;
    if (!arguments.empty()) {
        std::string wanted = arguments[0].substr(arguments[0].find_first_not_of(".\\:"));
        for (const DotCommand* command : dot_commands()) {
            if (command->name == wanted) {
                out << fmt::format(".{} {}\n  {}\n", command->name, command->arguments,
                                   command->help);
                return;
            }
        }
        throw Error(Phase::Usage, fmt::format("unknown command `.{}`", wanted))
            .hint(".help lists them, .functions those of the language");
    }
    list_group(out, "What is stored", graph_commands());
    list_group(out, "In and out", file_commands());
    list_group(out, "The shell", setting_commands());
    out << "Anything else is a statement of the query language and ends with `;`.\n"
           "Keys: Tab completes, also names by their pinyin; Ctrl-R searches the history; Ctrl-C\n"
           "cancels a statement or forgets what is typed; Ctrl-X Ctrl-E opens it in $EDITOR.\n";
}

void quit(ShellState& state, const Arguments&) {
    state.done = true;
}

void evidence(ShellState& state, const Arguments& arguments) {
    switch_over(state, arguments, state.evidence, "evidence");
}

void timer(ShellState& state, const Arguments& arguments) {
    switch_over(state, arguments, state.timer, "timer");
}

void mode(ShellState& state, const Arguments& arguments) {
    std::string current = state.options.format.empty() ? "table" : state.options.format;
    if (arguments.empty()) {
        for (const Format& format : row_formats()) {
            state.console.out << fmt::format("{} {:<10} {}\n", format.name == current ? "*" : " ",
                                             format.name, format.help);
        }
        return;
    }
    Options wanted = state.options;
    wanted.format = arguments[0];
    Printer(wanted, state.console);
    state.options = wanted;
}

void pager(ShellState& state, const Arguments& arguments) {
    constexpr std::array<std::string_view, 3> words{"off", "auto", "on"};
    if (!arguments.empty()) {
        auto found = std::find(words.begin(), words.end(), arguments[0]);
        if (found == words.end()) {
            throw Error(Phase::Usage, fmt::format("`{}` is none of on, off, auto", arguments[0]));
        }
        state.outlet.set_paging(static_cast<Paging>(found - words.begin()));
    }
    state.console.out << fmt::format(
        "pager is {}{}\n", words[static_cast<std::size_t>(state.outlet.paging())],
        state.outlet.can_page() ? "" : ", but there is none: $PAGER, or less");
}

std::size_t number(const std::string& text) {
    std::size_t parsed = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parsed);
    if (error != std::errc{} || end != text.data() + text.size()) {
        throw Error(Phase::Usage, fmt::format("`{}` is no number of columns", text))
            .hint(".width 120, .width 0 to cut nothing, .width auto, .width ambiguous 1|2");
    }
    return parsed;
}

/// `.width N`, `.width auto`, `.width ambiguous 1|2`.
void width(ShellState& state, const Arguments& arguments) {
    Options& options = state.options;
    if (arguments.size() == 2 && arguments[0] == "ambiguous") {
        std::size_t columns = number(arguments[1]);
        if (columns != 1 && columns != 2) {
            throw Error(Phase::Usage, "characters are 1 or 2 columns wide");
        }
        options.ambiguous = columns == 2 ? Ambiguous::Wide : Ambiguous::Narrow;
    } else if (arguments.size() == 1 && arguments[0] == "auto") {
        options.width.reset();
    } else if (!arguments.empty()) {
        options.width = number(arguments.whole());
    }
    state.console.out << fmt::format(
        "tables: {}; “ ” … — · take {}\n",
        options.width ? fmt::format("{} columns", *options.width) : "as wide as the terminal",
        options.ambiguous == Ambiguous::Wide ? "2 columns" : "1 column");
}

/// `.param`, `.param NAME`, `.param NAME JSON`; an arrow or an equals sign between is allowed.
void param(ShellState& state, const Arguments& arguments) {
    Map& parameters = state.options.parameters;
    if (arguments.size() < 2) {
        for (const auto& [name, value] : parameters) {
            if (arguments.empty() || arguments[0] == name) {
                state.console.out << fmt::format("{} = {}\n", name, to_json(value));
            }
        }
        return;
    }
    std::size_t at = arguments[1] == "=" || arguments[1] == "=>" ? 2 : 1;
    if (at >= arguments.size()) {
        throw Error(Phase::Usage, "the value is missing");
    }
    try {
        parameters[arguments[0]] = parse_json(arguments.from(at));
    } catch (const Error&) {  // at the keyboard a text needs no quotes
        parameters[arguments[0]] =
            at + 1 == arguments.size() ? arguments[at] : std::string(arguments.from(at));
    }
}

constexpr auto table = std::to_array<DotCommand>({
    {"help", "[NAME]", "this list", help, "? h"},
    {"evidence", "[on|off]", "under every answer the sentences it rests on", evidence},
    {"mode", "[FORMAT]", "how results are drawn: table csv json jsonl markdown line", mode},
    {"timer", "[on|off]", "the time of every statement", timer, "timing"},
    {"pager", "[on|off|auto]", "whether results go through $PAGER: auto if they are long", pager},
    {"width", "[N|auto]", "columns of a table; .width ambiguous 2 for wide “ ” … —", width},
    {"param", "[NAME [VALUE]]", "shows or sets parameters: .param place 余杭", param, "params set"},
    {"quit", "", "leave (also Ctrl-D)", quit, "exit q"},
});

}  // namespace

std::span<const DotCommand> setting_commands() {
    return table;
}

}  // namespace dingtu
