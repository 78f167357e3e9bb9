#include "shell/screen.h"

#include "base/text.h"
#include "grammar/parse.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::string_view plain = "\x1B[0m";
constexpr std::string_view bracket_style = "\x1B[0;1;4m";

std::string_view style_of(Token::Kind kind, bool behind_colon) {
    switch (kind) {
        case Token::Kind::Keyword: return "\x1B[0;1;34m";
        case Token::Kind::Name:
        case Token::Kind::QuotedName: return behind_colon ? "\x1B[0;35m" : plain;
        case Token::Kind::String: return "\x1B[0;32m";
        case Token::Kind::Number: return "\x1B[0;36m";
        case Token::Kind::Parameter: return "\x1B[0;33m";
        case Token::Kind::Comment: return "\x1B[0;2m";
        case Token::Kind::Operator:
        case Token::Kind::Bracket:
        case Token::Kind::Other: return plain;
    }
    return plain;
}

char partner_of(char bracket) {
    constexpr std::string_view brackets = "()[]{}";
    std::size_t at = brackets.find(bracket);
    return at == std::string_view::npos ? '\0' : brackets[at ^ 1U];
}

/// The bracket that belongs to the one at `at`, counted over the bracket tokens alone.
std::optional<std::size_t> partner_at(std::string_view text,
                                      const std::vector<std::size_t>& brackets, std::size_t at) {
    char mine = text[at];
    char other = partner_of(mine);
    bool forward = mine == '(' || mine == '[' || mine == '{';
    int depth = 0;
    for (std::size_t i = 0; i < brackets.size(); ++i) {
        std::size_t place = brackets[forward ? i : brackets.size() - 1 - i];
        if (forward ? place < at : place > at) {
            continue;
        }
        depth += text[place] == mine ? 1 : 0;
        depth -= text[place] == other ? 1 : 0;
        if (depth == 0) {
            return place;
        }
    }
    return std::nullopt;
}

void paint_brackets(std::string_view text, const std::vector<std::size_t>& brackets,
                    std::size_t cursor, std::vector<std::string_view>& paint) {
    for (std::size_t at : brackets) {
        bool near = at == cursor || at + 1 == cursor;
        std::optional<std::size_t> partner = near ? partner_at(text, brackets, at) : std::nullopt;
        if (partner) {
            paint[at] = bracket_style;
            paint[*partner] = bracket_style;
            return;
        }
    }
}

/// Rows under construction.
class Rows {
public:
    explicit Rows(const TerminalShape& shape)
        : width_(std::max<std::size_t>(shape.width, 4)),
          ambiguous_(shape.ambiguous) {}

    void put(std::string_view cluster, std::string_view style) {
        std::size_t columns = display_width(cluster, ambiguous_);
        if (column_ + columns > width_) {
            next_row();
        }
        if (style != style_) {
            style_ = style;
            rows_.back() += style;
        }
        rows_.back() += cluster;
        column_ += columns;
    }
    void next_row() {
        rows_.back() += style_.empty() ? "" : plain;
        rows_.emplace_back(style_);
        column_ = 0;
    }
    void put_prompt(std::string_view prompt) {
        rows_.back() += prompt;
        column_ += display_width(prompt, ambiguous_);
    }
    /// Where the next character will stand.
    void mark_cursor(Screen& screen) {
        if (column_ >= width_) {
            next_row();
        }
        screen.cursor_row = rows_.size() - 1;
        screen.cursor_column = column_;
    }
    void end_line() {
        style_ = {};
        rows_.back() += plain;
    }
    [[nodiscard]] std::vector<std::string> take() {
        end_line();
        return std::move(rows_);
    }

private:
    std::size_t width_;
    Ambiguous ambiguous_;
    std::size_t column_ = 0;
    std::string_view style_;
    std::vector<std::string> rows_{""};
};

/// The first grapheme cluster of a text; a byte that is no UTF-8, or a control character, by
/// itself.
std::string_view first_cluster(std::string_view text) {
    for (std::size_t width = 1; width <= 2; ++width) {
        std::string_view cluster = fit_width(text, width);
        if (!cluster.empty()) {
            return cluster;
        }
    }
    return text.substr(0, 1);
}

}  // namespace

Screen lay_out(std::string_view text, std::size_t cursor, const TerminalShape& shape,
               const std::function<std::string(std::size_t)>& prompt,
               const std::vector<std::string_view>& paint) {
    Screen screen;
    Rows rows(shape);
    std::size_t line = 0;
    rows.put_prompt(prompt(line));
    for (std::size_t i = 0; i < text.size();) {
        if (i == cursor) {
            rows.mark_cursor(screen);
        }
        if (text[i] == '\n') {
            rows.end_line();
            rows.next_row();
            rows.put_prompt(prompt(++line));
            ++i;
            continue;
        }
        std::size_t line_end = text.find('\n', i);
        std::string_view cluster = first_cluster(text.substr(i, line_end - i));
        bool control = static_cast<unsigned char>(cluster[0]) < 0x20;
        rows.put(control ? " " : cluster, i < paint.size() ? paint[i] : std::string_view());
        bool inside = cursor > i && cursor < i + cluster.size();
        i += cluster.size();
        cursor = inside ? i : cursor;
    }
    if (cursor >= text.size()) {
        rows.mark_cursor(screen);
    }
    screen.rows = rows.take();
    return screen;
}

/// Goes back to the first row, writes all rows anew and puts the cursor in its place.
std::string EditView::draw(const Screen& screen, const TerminalShape& shape, bool finished) {
    if (width_ != 0 && shape.width != width_) {
        row_ = screen.cursor_row;  // the terminal has wrapped what was there anew
    }
    width_ = shape.width;
    std::size_t visible = shape.height > 2 ? shape.height : 24;
    std::size_t top = 0;
    if (!finished && screen.rows.size() > visible) {
        top = screen.cursor_row >= visible ? screen.cursor_row - visible + 1 : 0;
    }
    std::size_t bottom =
        finished ? screen.rows.size() : std::min(screen.rows.size(), top + visible);
    std::string out = row_ > 0 ? fmt::format("\x1B[{}A", row_) : "";
    out += "\r\x1B[J";
    for (std::size_t row = top; row < bottom; ++row) {
        out += (row == top ? "" : "\r\n") + screen.rows[row];
    }
    row_ = screen.cursor_row - top;
    if (std::size_t up = bottom - 1 - screen.cursor_row; up > 0) {
        out += fmt::format("\x1B[{}A", up);
    }
    out += '\r';
    if (screen.cursor_column > 0) {
        out += fmt::format("\x1B[{}C", screen.cursor_column);
    }
    return out;
}

std::vector<std::string_view> paint_statement(std::string_view text, std::size_t cursor) {
    std::vector<std::string_view> paint(text.size(), plain);
    std::vector<std::size_t> brackets;
    std::string_view previous;
    for (const Token& token : tokens(text)) {
        std::string_view written = text.substr(token.span.begin, token.span.end - token.span.begin);
        bool behind_colon = previous == ":" || previous == "|" || previous == "&";
        std::string_view style = style_of(token.kind, behind_colon);
        std::fill_n(paint.begin() + static_cast<std::ptrdiff_t>(token.span.begin), written.size(),
                    style);
        if (written.size() == 1 && partner_of(written[0]) != '\0') {
            brackets.push_back(token.span.begin);
        }
        previous = written;
    }
    paint_brackets(text, brackets, cursor, paint);
    return paint;
}

}  // namespace dingtu
