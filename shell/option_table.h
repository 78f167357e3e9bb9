#pragma once

#include "shell/options.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// One option of the command line: how it is written, what the user is told, and what it does.
/// Reading, help, the manual page and the completion scripts all go by these.
struct Option {
    std::string_view name;         ///< "--file"
    std::string_view letter = {};  ///< "-f"; empty: none
    std::string_view value = {};   ///< "FILE" as help shows it; "on|off": one of these; empty: none
    std::string_view help;
    Takes of;  ///< the group it belongs to
    /// Puts the value into Options. Throws Error{Usage} for a value that cannot be.
    void (*apply)(Options&, const std::string& value) = nullptr;
    bool many = false;  ///< takes all words up to the next option: --nodes A=a.csv B=b.csv
};

/// Those that `command` takes, in the order of help.
[[nodiscard]] std::vector<const Option*> options_of(const Command& command);
/// All, whatever the command.
[[nodiscard]] std::span<const Option> all_options();

/// The words of a value of fixed choices ("on|off"), else none.
[[nodiscard]] std::vector<std::string> choices_of(const Option& option);

}  // namespace dingtu
