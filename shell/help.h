#pragma once

#include "shell/commands.h"
#include "shell/option_table.h"

#include <span>
#include <string>
#include <string_view>

namespace dingtu {

/// The list of commands.
[[nodiscard]] std::string general_help(std::span<const Command> commands);
/// What one command does, its options, and examples.
[[nodiscard]] std::string command_help(const Command& command);

/// The manual page dingtu(1), in the language of man.
[[nodiscard]] std::string manual_page(std::span<const Command> commands);
/// What lets a shell complete commands and options: `shell` is bash, zsh or fish.
[[nodiscard]] std::string completion_script(std::span<const Command> commands,
                                            std::string_view shell);

/// "-f, --file FILE"
[[nodiscard]] std::string written(const Option& option);

}  // namespace dingtu
