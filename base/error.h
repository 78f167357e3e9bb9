#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace dingtu {

/// Which stage is at fault. It decides the exit code (docs of exit_code) and, in the protocol,
/// whether a statement was refused before it ran ("compile": Syntax, Bind) or failed while running.
enum class Phase { Syntax, Bind, Run, Load, Usage, Store, Bug, Interrupted };

/// A half-open byte range of the input that an error speaks of. Empty at 0 when there is no place.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    friend bool operator==(const Span&, const Span&) = default;
};

/// The one exception of Dingtu: it ends a statement, a document or a command.
/// `what()` is the message: lower case, no full stop, the user's own spelling in backticks.
class Error : public std::runtime_error {
public:
    Error(Phase phase, const std::string& message) : std::runtime_error(message), phase_(phase) {}

    /// Where in the input; drawn as a caret by render().
    Error& at(Span span);
    /// How to mend it; only if it is likely right ("did you mean `f`?").
    Error& hint(std::string text);
    /// Type and fine-grained name as the JSON-lines protocol spells them: "SyntaxError",
    /// "UndefinedVariable".
    Error& named(std::string code, std::string detail);

    [[nodiscard]] Phase phase() const { return phase_; }
    [[nodiscard]] Span span() const { return span_; }
    [[nodiscard]] const std::string& hint() const { return hint_; }
    [[nodiscard]] const std::string& detail() const { return detail_; }
    /// The code given by named(), else the phase's own: StorageError, ResourceError, ...
    [[nodiscard]] std::string code() const;

private:
    Phase phase_;
    Span span_;
    std::string hint_;
    std::string code_;
    std::string detail_;
};

/// The error as a person reads it: "error: message", and where the error has a place, the line of
/// `input` with a caret under it and the hint behind. Columns are display columns; long lines are
/// cut around the place. Ends with a line break.
[[nodiscard]] std::string render(const Error& error, std::string_view input = {});

/// The exit code of the command line contract: 1 the input, 2 the command line, 3 the store, 4 a
/// bug, 130 interrupted.
[[nodiscard]] int exit_code(Phase phase);

/// States what must be true whatever the input; throws Error{Bug} otherwise. Stays in release.
void invariant(bool condition, const char* why);

/// Line and column (both from 1, the column in characters) of a byte offset.
struct Place {
    std::size_t line = 1;
    std::size_t column = 1;
};
[[nodiscard]] Place place_of(std::string_view input, std::size_t offset);

}  // namespace dingtu
