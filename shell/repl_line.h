#pragma once

#include "base/text.h"
#include "shell/complete.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dingtu {

/// What the editor asks of the shell.
struct EditorHooks {
    /// Whether Enter ends the input here (else it begins a new line).
    std::function<bool(std::string_view text)> complete_input;
    std::function<Completions(std::string_view before)> candidates;
    /// What stands before the first line.
    std::string prompt;
    std::filesystem::path history;  ///< where entries are kept; empty: nowhere
    bool colours = true;
    /// What the terminal makes of characters of ambiguous width; asked at every key.
    std::function<Ambiguous()> ambiguous;
    /// The text as the user's editor leaves it (Ctrl-X Ctrl-E); may throw.
    std::function<std::string(const std::string& text)> edit;
};

/// Reads what is typed, a whole statement of several lines at a time.
class LineEditor {
public:
    struct Input {
        std::string text;
        bool interrupted = false;  ///< Ctrl-C: the text is to be forgotten
    };

    virtual ~LineEditor() = default;
    /// Nothing at the end of the input (Ctrl-D). `proposed` stands there from the beginning, to be
    /// changed or run.
    [[nodiscard]] virtual std::optional<Input> read(const std::string& proposed) = 0;
    /// Keeps an entry for this and later sessions.
    virtual void remember(const std::string& entry) = 0;
};

/// An editor with history, completion and colours where readline is built in and the terminal can;
/// else one that reads plain lines.
[[nodiscard]] std::unique_ptr<LineEditor> make_line_editor(EditorHooks hooks);

}  // namespace dingtu
