// What lets bash, zsh and fish complete commands, options and their values, written from the tables
// of commands and options.

#include "base/error.h"
#include "shell/help.h"
#include "shell/option_table.h"

#include <algorithm>

#include <fmt/format.h>

namespace dingtu {

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) {
        out += (out.empty() ? "" : " ") + word;
    }
    return out;
}

/// What stands behind an option: words to choose from, names of files or folders, or the unknown.
enum class Follows { Nothing, Choice, File, Folder, Word };

Follows follows(const Option& option) {
    if (option.value.empty()) {
        return Follows::Nothing;
    }
    if (!choices_of(option).empty()) {
        return Follows::Choice;
    }
    if (option.value == "DIR") {
        return Follows::Folder;
    }
    bool file = option.value.find("FILE") != std::string_view::npos;
    return file ? Follows::File : Follows::Word;
}

/// Whether the command's arguments are names of files.
bool takes_files(const Command& command) {
    return command.arguments.find("PATH") != std::string_view::npos ||
           command.arguments.find("FILE") != std::string_view::npos || command.arguments == "DIR";
}

std::string names_of(std::span<const Command> commands) {
    std::vector<std::string> names;
    for (const Command& command : commands) {
        names.emplace_back(command.name);
    }
    names.emplace_back("help");
    return joined(names);
}

// --- bash ----------------------------------------------------------------------------------------

std::string bash_values(std::string_view command, const Option& option) {
    std::string pattern = option.letter.empty()
                              ? fmt::format("{}:{}", command, option.name)
                              : fmt::format("{0}:{1}|{0}:{2}", command, option.letter, option.name);
    switch (follows(option)) {
        case Follows::Choice:
            return fmt::format("        {}) _dingtu_words \"{}\"; return ;;\n", pattern,
                               joined(choices_of(option)));
        case Follows::File:
        case Follows::Folder:
            return fmt::format("        {}) _dingtu_files {}; return ;;\n", pattern,
                               follows(option) == Follows::Folder ? "-d" : "-f");
        case Follows::Word: return fmt::format("        {}) return ;;\n", pattern);
        case Follows::Nothing: break;
    }
    return {};
}

std::string bash_script(std::span<const Command> commands) {
    std::string values;
    std::string options;
    std::string with_value;
    for (const Option& option : all_options()) {
        if (!option.value.empty()) {
            with_value += fmt::format("{}{}{}{}", with_value.empty() ? "" : "|", option.name,
                                      option.letter.empty() ? "" : "|", option.letter);
        }
        values += option.of == Takes::Store ? bash_values("*", option) : "";
    }
    for (const Command& command : commands) {
        std::string names = "--help";
        for (const Option* option : options_of(command)) {
            names += fmt::format(" {}", option->name);
            values += option->of == Takes::Store ? "" : bash_values(command.name, *option);
        }
        options += fmt::format("        {}) options=\"{}\" files={} ;;\n", command.name, names,
                               takes_files(command) ? "yes" : "");
    }
    return fmt::format(R"(# Completion of dingtu for bash; written by `dingtu help bash`.
_dingtu_words() {{ COMPREPLY=($(compgen -W "$1" -- "$current")); }}
_dingtu_files() {{ compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen "$1" -- "$current")); }}

_dingtu() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}}
    local command="" options="--help --version --db --in-memory --readonly" files="" i
    COMPREPLY=()
    if [ "$current" = = ]; then  # --format=j is three words to bash
        current=""
    elif [ "$previous" = = ]; then
        previous=${{COMP_WORDS[COMP_CWORD - 2]}}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${{COMP_WORDS[i]}} in
            {3}) ((i++)) ;;
            -*) ;;
            *) command=${{COMP_WORDS[i]}}; break ;;
        esac
    done
    case $command:$previous in
{1}    esac
    case $command in
        "") ;;
        help) _dingtu_words "{0} man bash zsh fish"; return ;;
        rules) [ "$previous" = rules ] && {{ _dingtu_words "check try"; return; }} ;;&
{2}    esac
    if [[ $current == -* ]]; then
        _dingtu_words "$options"
    elif [ -z "$command" ]; then
        _dingtu_words "{0}"
    elif [ -n "$files" ]; then
        _dingtu_files -f
    fi
}}
complete -F _dingtu dingtu
)",
                       names_of(commands), values, options, with_value);
}

// --- zsh -----------------------------------------------------------------------------------------

/// Text inside '...' and a description of _arguments.
std::string zsh_text(std::string_view text) {
    std::string out;
    for (char c : text) {
        out += c == '\''                          ? "'\\''"
               : c == '[' || c == ']' || c == ':' ? fmt::format("\\{}", c)
                                                  : std::string(1, c);
    }
    return out;
}

std::string zsh_option(const Option& option) {
    std::string action;
    switch (follows(option)) {
        case Follows::Nothing: break;
        case Follows::Choice:
            action = fmt::format(":value:({})", joined(choices_of(option)));
            break;
        case Follows::File: action = ":file:_files"; break;
        case Follows::Folder: action = ":folder:_files -/"; break;
        case Follows::Word: action = fmt::format(":{}: ", zsh_text(option.value)); break;
    }
    std::string out;
    for (std::string_view name : {option.letter, option.name}) {
        if (!name.empty()) {
            bool joins = name.size() > 2 && !action.empty();  // --format=csv and --format csv
            out += fmt::format(" \\\n            '*{}{}[{}]{}'", name, joins ? "=" : "",
                               zsh_text(option.help), action);
        }
    }
    return out;
}

std::string zsh_script(std::span<const Command> commands) {
    std::string list;
    std::string cases;
    for (const Command& command : commands) {
        list += fmt::format("        '{}:{}'\n", command.name, zsh_text(command.summary));
        std::string options;
        for (const Option* option : options_of(command)) {
            options += zsh_option(*option);
        }
        cases += fmt::format("        {}) _arguments '--help[help]'{}{} '*:argument:{}' ;;\n",
                             command.name, options,
                             command.name == "rules" ? " '1:action:(check try)'" : "",
                             takes_files(command) ? "_files" : "()");
    }
    return fmt::format(R"(#compdef dingtu
# Completion of dingtu for zsh; written by `dingtu help zsh`.
_dingtu() {{
    local -a commands
    commands=(
{}        'help:help on a command'
    )
    local context state line
    _arguments -C '--help[help]' '--version[the version]' '--db[the database folder]:folder:_files -/' \
        '--in-memory[an empty store in memory]' '--readonly[open for reading only]' \
        '1: :->command' '*:: :->rest'
    case $state in
        command) _describe command commands; return ;;
    esac
    case $line[1] in
        help) compadd {} man bash zsh fish ;;
{}    esac
}}
if [ "$funcstack[1]" = _dingtu ]; then _dingtu "$@"; else compdef _dingtu dingtu; fi
)",
                       list, names_of(commands), cases);
}

// --- fish ----------------------------------------------------------------------------------------

std::string fish_text(std::string_view text) {
    std::string out;
    for (char c : text) {
        out += c == '\'' || c == '\\' ? fmt::format("\\{}", c) : std::string(1, c);
    }
    return out;
}

std::string fish_option(const Option& option, std::string_view condition) {
    std::string out = "complete -c dingtu";
    if (!condition.empty()) {
        out += fmt::format(" -n '{}'", condition);
    }
    if (!option.letter.empty()) {
        out += fmt::format(" -{} {}", option.letter[1] == '1' ? 'o' : 's', option.letter.substr(1));
    }
    out += fmt::format(" -l {}", option.name.substr(2));
    switch (follows(option)) {
        case Follows::Nothing: break;
        case Follows::Choice: out += fmt::format(" -xa '{}'", joined(choices_of(option))); break;
        case Follows::File: out += " -rF"; break;
        case Follows::Folder: out += " -xa '(__fish_complete_directories)'"; break;
        case Follows::Word: out += " -x"; break;
    }
    return out + fmt::format(" -d '{}'\n", fish_text(option.help));
}

std::string fish_script(std::span<const Command> commands) {
    std::string out = fmt::format(
        "# Completion of dingtu for fish; written by `dingtu help fish`.\n"
        "set -l commands {}\n"
        "complete -c dingtu -f -l help -s h -d 'help'\n"
        "complete -c dingtu -n \"not __fish_seen_subcommand_from $commands\" -l version\n"
        "complete -c dingtu -n '__fish_seen_subcommand_from help' -a \"$commands man bash zsh "
        "fish\"\n",
        names_of(commands));
    for (const Option& option : all_options()) {
        out += option.of == Takes::Store ? fish_option(option, "") : "";
    }
    for (const Command& command : commands) {
        std::string seen = fmt::format("__fish_seen_subcommand_from {}", command.name);
        out += fmt::format(
            "complete -c dingtu -n \"not __fish_seen_subcommand_from $commands\" -a {} -d '{}'\n",
            command.name, fish_text(command.summary));
        if (takes_files(command)) {
            out += fmt::format("complete -c dingtu -n '{}' -F\n", seen);
        }
        for (const Option* option : options_of(command)) {
            out += option->of == Takes::Store ? "" : fish_option(*option, seen);
        }
    }
    return out + "complete -c dingtu -n '__fish_seen_subcommand_from rules' -a 'check try'\n";
}

}  // namespace

std::string completion_script(std::span<const Command> commands, std::string_view shell) {
    if (shell == "bash") {
        return bash_script(commands);
    }
    invariant(shell == "zsh" || shell == "fish", "a shell that completion is not written for");
    return shell == "zsh" ? zsh_script(commands) : fish_script(commands);
}

}  // namespace dingtu
