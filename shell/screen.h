#pragma once

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

/// Lays `text` out in rows of `width` columns; 汉字 take two and never straddle the edge. `prompt`
/// gives what stands before each line (counted from 0). `paint` gives the colour that begins at a
/// byte ("" where nothing changes); it is carried over row breaks.
[[nodiscard]] Screen lay_out(std::string_view text, std::size_t cursor, std::size_t width,
                             const std::function<std::string(std::size_t line)>& prompt,
                             const std::vector<std::string_view>& paint);

/// Colours for every byte of a statement, from the lexer: keywords, labels and types, strings,
/// numbers, comments; the bracket at `cursor` and its partner are underlined. An entry is the full
/// style from that byte on.
[[nodiscard]] std::vector<std::string_view> paint_statement(std::string_view text,
                                                            std::size_t cursor);

}  // namespace dingtu
