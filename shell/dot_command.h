#pragma once

#include "shell/repl.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// What stands behind the name of a dot command.
class Arguments {
public:
    explicit Arguments(std::string_view text);

    /// Words at white space; quotes, single or double, hold one together and are taken off.
    [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
    [[nodiscard]] bool empty() const { return words_.empty(); }
    [[nodiscard]] std::size_t size() const { return words_.size(); }
    [[nodiscard]] const std::string& operator[](std::size_t i) const { return words_[i]; }

    /// The text as typed from word `i` on, quotes and all.
    [[nodiscard]] std::string_view from(std::size_t i) const;
    /// The first word, or Error{Usage} saying that `what` is missing.
    [[nodiscard]] const std::string& needed(std::string_view what) const;
    /// The text as typed, without quotes where these stand around all of it.
    [[nodiscard]] std::string whole() const;

private:
    std::string_view text_;
    std::vector<std::string> words_;
    std::vector<std::size_t> begins_;  // of the words in text_
};

/// One command of the shell, `.name arguments`.
struct DotCommand {
    std::string_view name;
    std::string_view arguments = {};
    std::string_view help;
    void (*run)(ShellState&, const Arguments&) = nullptr;
    std::string_view also = {};  ///< what it is called elsewhere, apart by spaces: "d dt"
};

/// In groups: what is stored, what comes in and goes out, how the shell works.
[[nodiscard]] std::span<const DotCommand> graph_commands();
[[nodiscard]] std::span<const DotCommand> file_commands();
[[nodiscard]] std::span<const DotCommand> setting_commands();
/// All of them.
[[nodiscard]] std::vector<const DotCommand*> dot_commands();

/// Rows of a command's own, in the chosen format.
struct Table;
void print_table(ShellState& state, const Table& table);

}  // namespace dingtu
