#include "shell/dot_command.h"

#include "base/error.h"
#include "base/text.h"
#include "shell/overview.h"
#include "shell/printer.h"

#include <algorithm>

#include <fmt/format.h>

namespace dingtu {

namespace {

/// Reads the word that begins at `at` and gives the place behind it.
std::size_t read_word(std::string_view text, std::size_t at, std::string& word) {
    while (at < text.size() && text[at] != ' ' && text[at] != '\t' && text[at] != '\r') {
        char quote = text[at];
        std::size_t end = quote == '"' || quote == '\'' ? text.find(quote, at + 1) : at;
        if (end == at || end == std::string_view::npos) {
            word += text[at++];
            continue;
        }
        word += text.substr(at + 1, end - at - 1);
        at = end + 1;
    }
    return at;
}

/// The hand adds a `;` to commands too.
std::string_view without_end(std::string_view text) {
    std::size_t end = text.find_last_not_of(" \t\r");
    text = text.substr(0, end == std::string_view::npos ? 0 : end + 1);
    return text.size() > 1 && text.ends_with(';') ? text.substr(0, text.size() - 1) : text;
}

bool is_called(const DotCommand& command, std::string_view name) {
    return command.name == name ||
           fmt::format(" {} ", command.also).find(fmt::format(" {} ", name)) != std::string::npos;
}

}  // namespace

Arguments::Arguments(std::string_view text) : text_(text) {
    std::size_t at = 0;
    while ((at = text.find_first_not_of(" \t\r", at)) != std::string_view::npos) {
        begins_.push_back(at);
        at = read_word(text, at, words_.emplace_back());
    }
}

std::string_view Arguments::from(std::size_t i) const {
    return i < begins_.size() ? text_.substr(begins_[i]) : std::string_view();
}

const std::string& Arguments::needed(std::string_view what) const {
    if (words_.empty()) {
        throw Error(Phase::Usage, fmt::format("{} is missing", what));
    }
    return words_.front();
}

std::string Arguments::whole() const {
    return words_.size() == 1 ? words_[0] : std::string(from(0));
}

std::vector<const DotCommand*> dot_commands() {
    std::vector<const DotCommand*> all;
    for (auto group : {graph_commands(), file_commands(), setting_commands()}) {
        for (const DotCommand& command : group) {
            all.push_back(&command);
        }
    }
    return all;
}

void print_table(ShellState& state, const Table& table) {
    print_table(table, state.options, state.console);
}

bool is_dot_command(std::string_view text) {
    return text.size() > 1 && (text[0] == '.' || text[0] == ':' || text[0] == '\\') &&
           ((text[1] >= 'a' && text[1] <= 'z') || text[1] == '?');
}

void run_dot_command(ShellState& state, std::string_view line) {
    line = without_end(line.substr(1));
    std::size_t end = std::min(line.find_first_of(" \t\r"), line.size());
    std::string name(line.substr(0, end));
    std::vector<std::string> names;
    for (const DotCommand* command : dot_commands()) {
        if (is_called(*command, name)) {
            command->run(state, Arguments(line.substr(end)));
            return;
        }
        names.emplace_back(command->name);
    }
    auto near = nearest(name, names);
    throw Error(Phase::Usage, fmt::format("unknown command `.{}`", name))
        .hint(near ? fmt::format("did you mean `.{}`?", *near) : ".help lists them");
}

}  // namespace dingtu
