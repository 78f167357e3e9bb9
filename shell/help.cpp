#include "shell/help.h"

#include "base/error.h"
#include "shell/option_table.h"

#include <fmt/format.h>

namespace dingtu {

namespace {

struct Group {
    std::string_view title;
    bool (*holds)(Takes);
};

constexpr Group groups[] = {
    {"options",
     [](Takes of) { return of != Takes::Statements && of != Takes::Memory && of != Takes::Store; }},
    {"options of commands that run statements",
     [](Takes of) { return of == Takes::Statements || of == Takes::Memory; }},
    {"options of every command", [](Takes of) { return of == Takes::Store; }},
};

}  // namespace

std::string written(const Option& option) {
    std::string out(option.letter);
    out += out.empty() ? "" : ", ";
    out += option.name;
    if (!option.value.empty()) {
        out += fmt::format(" {}", option.value);
    }
    return out;
}

std::string general_help(std::span<const Command> commands) {
    std::string out =
        "dingtu: a knowledge graph of regional industry; documents in, answers with their evidence "
        "out\n\nusage: dingtu [--db DIR | --in-memory] [--readonly] COMMAND [argument]... "
        "[option]...\n\ncommands:\n";
    for (const Command& command : commands) {
        out += fmt::format("  {:<25} {}\n", fmt::format("{} {}", command.name, command.arguments),
                           command.summary);
    }
    return out +
           "\nOptions may stand before or behind the command. dingtu COMMAND --help tells more,\n"
           "with examples; dingtu help man|bash|zsh|fish prints the manual page or what lets your\n"
           "shell complete. Exit codes: 0 done, 1 the input is at fault, 2 the command line,\n"
           "3 the store, 4 a bug in Dingtu, 130 interrupted.\n\n"
           "examples:\n"
           "  dingtu load reports/                              # documents into ./dingtu.db\n"
           "  dingtu                                            # the shell on it\n"
           "  dingtu query 'MATCH (f:Firm) RETURN f.name LIMIT 5'\n";
}

std::string command_help(const Command& command) {
    std::string out = fmt::format("dingtu {}: {}\n\nusage: dingtu {} {}{}[option]...\n",
                                  command.name, command.summary, command.name, command.arguments,
                                  command.arguments.empty() ? "" : " ");
    for (const Group& group : groups) {
        std::string lines;
        for (const Option* option : options_of(command)) {
            if (group.holds(option->of)) {
                std::string name = written(*option);
                lines += name.size() > 25 ? fmt::format("  {}\n{:<27} {}\n", name, "", option->help)
                                          : fmt::format("  {:<25} {}\n", name, option->help);
            }
        }
        out += lines.empty() ? "" : fmt::format("\n{}:\n{}", group.title, lines);
    }
    return out + (command.examples.empty() ? "" : fmt::format("\nexamples:\n{}", command.examples));
}

}  // namespace dingtu
