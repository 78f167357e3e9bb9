#include "shell/options.h"

#include "base/error.h"
#include "base/text.h"
#include "shell/commands.h"
#include "shell/options_parser.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

std::string name_of(std::string_view token) {
    return std::string(token.substr(0, token.starts_with("--") ? token.find('=') : 2));
}

bool is_option(std::string_view token) {
    return token.size() > 1 && token[0] == '-' && token != "--";
}

/// The place of the first word that is neither an option nor an option's value.
std::size_t find_command(const std::vector<std::string>& args, std::span<const Command> commands) {
    std::map<std::string, bool> all{{"--version", false}, {"-V", false}};
    for (const Command& command : commands) {
        all.merge(OptionParser(command).names());
    }
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (!is_option(args[i])) {
            return i;
        }
        auto known = all.find(name_of(args[i]));
        bool value_follows = known != all.end() && known->second &&
                             args[i].find('=') == std::string::npos &&
                             (args[i].starts_with("--") || args[i].size() == 2);
        i += value_follows ? 1 : 0;
    }
    return args.size();
}

Error unknown(std::string_view what, const std::string& name, std::vector<std::string> names,
              std::string_view otherwise) {
    Error error(Phase::Usage, fmt::format("unknown {} `{}`", what, name));
    auto near = nearest(name, names);
    return error.hint(near ? fmt::format("did you mean `{}`?", *near) : std::string(otherwise));
}

const Command& find(std::span<const Command> commands, const std::string& name) {
    std::vector<std::string> names;
    for (const Command& command : commands) {
        if (command.name == name) {
            return command;
        }
        names.emplace_back(command.name);
    }
    bool sentence = name.find_first_of(" ({;") != std::string::npos;
    throw unknown("command", name, names,
                  sentence ? "to run a query: dingtu query 'TEXT'" : "dingtu --help lists them");
}

/// Refuses options the command does not have, before CLI11 takes them for something else.
void check_options(const Command& command, const std::vector<std::string>& args) {
    auto known = OptionParser(command).names();
    std::vector<std::string> names;
    for (const auto& [name, takes_value] : known) {
        names.push_back(name);
    }
    for (std::size_t i = 0; i < args.size() && args[i] != "--"; ++i) {
        if (!is_option(args[i])) {
            continue;
        }
        std::string name = name_of(args[i]);
        auto found = known.find(name);
        if (found == known.end()) {
            throw unknown(fmt::format("option of `{}`:", command.name), name, names,
                          fmt::format("dingtu {} --help lists them", command.name));
        }
        if (!found->second && args[i] != name && name.starts_with("--")) {
            throw Error(Phase::Usage, fmt::format("`{}` takes no value", name));
        }
        if (found->second && args[i] == name && ++i == args.size()) {
            throw Error(Phase::Usage, fmt::format("`{}` needs a value", name))
                .hint(fmt::format("dingtu {} --help tells which", command.name));
        }
    }
}

void check_arguments(const Command& command, const Options& options) {
    if (options.arguments.size() < command.min_arguments) {
        throw Error(Phase::Usage, fmt::format("`{}` needs {}", command.name, command.arguments))
            .hint(fmt::format("usage: dingtu {} {}", command.name, command.arguments));
    }
    if (options.arguments.size() > command.max_arguments) {
        throw Error(Phase::Usage, fmt::format("`{}` does not take the argument `{}`", command.name,
                                              options.arguments[command.max_arguments]))
            .hint(command.has(Takes::Query) ? "put the whole text into one pair of quotes" : "");
    }
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
           "\nOptions may stand before or behind the command. dingtu COMMAND --help tells more.\n"
           "Exit codes: 0 done, 1 the input is at fault, 2 the command line, 3 the store,\n"
           "4 a bug in Dingtu, 130 interrupted.\n";
}

bool asks_for_help(const std::vector<std::string>& args) {
    return std::any_of(args.begin(), std::find(args.begin(), args.end(), "--"),
                       [](const std::string& arg) { return arg == "--help" || arg == "-h"; });
}

}  // namespace

Limits limits_of(const Options& options, const std::atomic<bool>* interrupted) {
    Limits limits;
    limits.set_interrupt(interrupted);
    limits.set_memory(options.memory_mib << 20U);
    if (options.timeout_s) {
        limits.set_timeout(
            std::chrono::milliseconds(static_cast<std::int64_t>(*options.timeout_s * 1000)));
    }
    return limits;
}

RunOptions run_options_of(const Options& options) {
    RunOptions run;
    run.parameters = options.parameters;
    run.optimize = options.optimize;
    return run;
}

Invocation parse_command_line(std::vector<std::string> args, std::span<const Command> commands) {
    std::size_t at = find_command(args, commands);
    bool help = asks_for_help(args);
    if (at == args.size()) {
        if (help) {
            return {.text = general_help(commands)};
        }
        if (std::any_of(args.begin(), args.end(),
                        [](const std::string& arg) { return arg == "--version" || arg == "-V"; })) {
            return {.text = "dingtu " DINGTU_VERSION "\n"};
        }
    }
    std::string name = "shell";
    if (at < args.size()) {
        name = args[at];
        args.erase(args.begin() + static_cast<std::ptrdiff_t>(at));
    }
    if (name == "help") {
        return {.text = args.empty() ? general_help(commands)
                                     : OptionParser(find(commands, args[0])).help()};
    }
    const Command& command = find(commands, name);
    if (help) {
        return {.text = OptionParser(command).help()};
    }
    check_options(command, args);
    Invocation invocation{.command = &command,
                          .options = OptionParser(command).parse(std::move(args))};
    check_arguments(command, invocation.options);
    return invocation;
}

}  // namespace dingtu
