#pragma once

#include "base/error.h"
#include "shell/streams.h"

#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// Statements as they were given, with the name of the file they stand in for messages; without
/// one the text came from the command line or the keyboard.
struct Script {
    std::string text;
    std::string file;
};

/// The places of the statements of `text`, blank ones and mere comments left out.
[[nodiscard]] std::vector<Span> statements_of(std::string_view text);

/// Whether the statement changes the graph. False for what cannot be parsed: running it will say
/// so.
[[nodiscard]] bool writes(std::string_view statement);

/// An error of the statement at `statement` as a person reads it; a file's errors begin with
/// `file:line:column:`.
[[nodiscard]] std::string render_in(const Script& script, Span statement, const Error& error);

/// What was thrown while a command ran, as an Error: out of memory and exceptions from outside
/// become one too. Call it inside a catch block.
[[nodiscard]] Error current_error();

}  // namespace dingtu
