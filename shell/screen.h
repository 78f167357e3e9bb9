#pragma once

#include "base/text.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// A text under edit as the terminal shows it: rows with their colours, and where the cursor is.
struct Screen {
    std::vector<std::string> rows;
    std::size_t cursor_row = 0;
    std::size_t cursor_column = 0;  ///< in display columns
};

/// How the terminal draws.
struct TerminalShape {
    std::size_t width = 80;
    std::size_t height = 24;
    Ambiguous ambiguous = Ambiguous::Narrow;
};

/// Lays `text` out in rows of the terminal's width; 汉字 take two columns and never straddle the
/// edge. `prompt` gives what stands before each line (counted from 0). `paint` gives the colour
/// that begins at a byte ("" where nothing changes); it is carried over row breaks.
[[nodiscard]] Screen lay_out(std::string_view text, std::size_t cursor, const TerminalShape& shape,
                             const std::function<std::string(std::size_t line)>& prompt,
                             const std::vector<std::string_view>& paint);

/// What a terminal shows of a text under edit, and how it comes to show the next state of it.
class EditView {
public:
    /// The next text begins below; what is on the screen stays.
    void reset() { *this = EditView(); }
    /// What to write to the terminal so that it shows `screen`. Of a text that is taller than the
    /// terminal the part around the cursor is shown; all of it when it is `finished`.
    [[nodiscard]] std::string draw(const Screen& screen, const TerminalShape& shape, bool finished);

private:
    std::size_t row_ = 0;    // of the cursor, below the first row that was drawn
    std::size_t width_ = 0;  // of the terminal when it was drawn
};

/// Colours for every byte of a statement, from the lexer: keywords, labels and types, strings,
/// numbers, comments; the bracket at `cursor` and its partner are underlined. An entry is the full
/// style from that byte on.
[[nodiscard]] std::vector<std::string_view> paint_statement(std::string_view text,
                                                            std::size_t cursor);

}  // namespace dingtu
