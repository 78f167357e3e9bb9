#include "shell/options.h"

#include "base/error.h"
#include "base/text.h"
#include "shell/commands.h"
#include "shell/help.h"
#include "shell/option_table.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <thread>
#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

using Words = std::vector<std::string>;

bool is_option(std::string_view word) {
    return word.size() > 1 && word[0] == '-' && word != "--";
}

bool is_help(std::string_view word) {
    return word == "--help" || word == "-h";
}

bool is_version(std::string_view word) {
    return word == "--version" || word == "-V";
}

/// "--db=x" or "-fx" in its two halves; the value is nothing where it stands apart or is none.
struct Written {
    std::string name;
    std::optional<std::string> value;
};

Written parts_of(const std::string& word) {
    if (!word.starts_with("--")) {
        return {word.substr(0, 2), word.size() > 2 ? std::optional(word.substr(2)) : std::nullopt};
    }
    std::size_t equals = word.find('=');
    return {word.substr(0, equals),
            equals == std::string::npos ? std::nullopt : std::optional(word.substr(equals + 1))};
}

bool called(const Option& option, std::string_view name) {
    return option.name == name || (!option.letter.empty() && option.letter == name);
}

Error unknown(std::string_view what, const std::string& name, const Words& names,
              std::string_view otherwise) {
    Error error(Phase::Usage, fmt::format("unknown {} `{}`", what, name));
    auto near = nearest(name, names);
    return error.hint(near ? fmt::format("did you mean `{}`?", *near) : std::string(otherwise));
}

const Command& find_command(std::span<const Command> commands, const std::string& name) {
    Words names;
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

const Option& find_option(const Command& command, const std::string& name) {
    Words names{"--help"};
    for (const Option* option : options_of(command)) {
        if (called(*option, name)) {
            return *option;
        }
        names.emplace_back(option->name);
    }
    throw unknown(fmt::format("option of `{}`:", command.name), name, names,
                  fmt::format("dingtu {} --help lists them", command.name));
}

/// The place of the first word that is neither an option nor an option's value; the command is not
/// known yet, so any command's option counts.
std::size_t place_of_command(const Words& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!is_option(words[i])) {
            return i;
        }
        Written written = parts_of(words[i]);
        bool value_follows =
            !written.value &&
            std::any_of(all_options().begin(), all_options().end(), [&](const Option& option) {
                return called(option, written.name) && !option.value.empty();
            });
        i += value_follows ? 1 : 0;
    }
    return words.size();
}

/// Applies the option at `words[at]` and gives the place behind it and its values.
std::size_t read_option(const Command& command, const Words& words, std::size_t at,
                        Options& options) {
    Written written = parts_of(words[at]);
    const Option& option = find_option(command, written.name);
    ++at;
    if (option.value.empty()) {
        if (written.value) {
            throw Error(Phase::Usage, fmt::format("`{}` takes no value", written.name));
        }
        option.apply(options, {});
        return at;
    }
    if (!written.value && at == words.size()) {
        throw Error(Phase::Usage, fmt::format("`{}` needs a value", written.name))
            .hint(fmt::format("dingtu {} --help tells which", command.name));
    }
    option.apply(options, written.value ? *written.value : words[at++]);
    while (option.many && at < words.size() && !is_option(words[at]) && words[at] != "--") {
        option.apply(options, words[at++]);
    }
    return at;
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

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// What the command line left open comes from the environment or by default.
void fill_in(const Command& command, Options& options) {
    if (options.in_memory && !options.db.empty()) {
        throw Error(Phase::Usage, "--db and --in-memory exclude each other");
    }
    if (options.single_transaction && options.keep_going) {
        throw Error(Phase::Usage, "--single-transaction and --keep-going exclude each other");
    }
    if (options.db.empty()) {
        std::string given = environment("DINGTU_DB");
        options.db = given.empty() ? "dingtu.db" : given;
    }
    std::string threads = environment("DINGTU_THREADS");
    if (options.threads == 0 && !threads.empty()) {
        try {
            read_words(command, {"--threads", threads}, options);
        } catch (const Error&) {
            throw Error(Phase::Usage,
                        fmt::format("$DINGTU_THREADS: `{}` is no number of at least 1", threads));
        }
    }
}

std::string help_on(std::span<const Command> commands, const std::string& topic) {
    if (topic == "man") {
        return manual_page(commands);
    }
    if (topic == "bash" || topic == "zsh" || topic == "fish") {
        return completion_script(commands, topic);
    }
    return command_help(find_command(commands, topic));
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
    run.threads =
        options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    return run;
}

void read_words(const Command& command, const Words& words, Options& options) {
    for (std::size_t at = 0; at < words.size();) {
        if (words[at] == "--") {
            options.arguments.insert(options.arguments.end(),
                                     words.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                                     words.end());
            return;
        }
        if (is_option(words[at])) {
            at = read_option(command, words, at, options);
        } else {
            options.arguments.push_back(words[at++]);
        }
    }
}

Invocation parse_command_line(Words words, std::span<const Command> commands) {
    auto options_end = std::find(words.begin(), words.end(), "--");
    bool help = std::any_of(words.begin(), options_end, is_help);
    std::size_t at = place_of_command(words);
    if (at == words.size()) {
        if (help) {
            return {.text = general_help(commands)};
        }
        if (std::any_of(words.begin(), options_end, is_version)) {
            return {.text = "dingtu " DINGTU_VERSION "\n"};
        }
    }
    std::string name = "shell";
    if (at < words.size()) {
        name = words[at];
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
    }
    if (name == "help") {
        return {.text = words.empty() ? general_help(commands) : help_on(commands, words[0])};
    }
    Invocation invocation{.command = &find_command(commands, name)};
    if (help) {
        return {.text = command_help(*invocation.command)};
    }
    read_words(*invocation.command, words, invocation.options);
    fill_in(*invocation.command, invocation.options);
    check_arguments(*invocation.command, invocation.options);
    return invocation;
}

}  // namespace dingtu
