// Rows as a table with lines, for terminals, and as a Markdown table. Columns are sized from the
// first rows, which are held back; later rows go straight through, so memory stays bounded.
// Display columns are counted, not characters: 汉字 are two wide.

#include "base/text.h"
#include "exporter/escape.h"
#include "exporter/writers.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::size_t sample_rows = 1000;
constexpr std::size_t sample_bytes = std::size_t{4} << 20;
/// Narrower than this a column says nothing; columns that do not fit are left out instead.
constexpr std::size_t least_width = 4;
/// Markdown is padded for the reader's eye only; beyond this one long cell would stretch all rows.
constexpr std::size_t markdown_width = 60;

struct Style {
    bool box = true;
    std::size_t max_width = 0;
    bool footer = false;
    Ambiguous ambiguous = Ambiguous::Narrow;
};

/// What the table is drawn by; none of it may be of ambiguous width where that counts two.
struct Lines {
    std::string_view bar = "│";
    std::string_view dash = "─";
    std::string_view cut = "…";
    std::string_view top[3] = {"┌", "┬", "┐"};
    std::string_view middle[3] = {"├", "┼", "┤"};
    std::string_view bottom[3] = {"└", "┴", "┘"};
};
constexpr Lines box_lines;
constexpr Lines ascii_lines{.bar = "|",
                            .dash = "-",
                            .cut = "~",
                            .top = {"+", "+", "+"},
                            .middle = {"+", "+", "+"},
                            .bottom = {"+", "+", "+"}};

std::string markdown_cell(const Value& value) {
    std::string out;
    for (char c : visible_lines(to_text(value))) {
        switch (c) {
            case '\n': out += "<br>"; break;
            case '<': out += "&lt;"; break;
            case '|':
            case '\\':
            case '*':
            case '`': out += '\\'; [[fallthrough]];
            default: out += c;
        }
    }
    return out;
}

std::string repeated(std::string_view piece, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) {
        out += piece;
    }
    return out;
}

/// The widths cut so that they sum to at most `budget`: the widest first, down to a common cap;
/// what the cap leaves over goes to the columns from the left.
void cut_widths(std::vector<std::size_t>& widths, std::size_t budget) {
    auto sum_at = [&](std::size_t cap) {
        return std::accumulate(
            widths.begin(), widths.end(), std::size_t{0},
            [&](std::size_t sum, std::size_t w) { return sum + std::min(w, cap); });
    };
    std::size_t cap = budget;
    while (cap > 1 && sum_at(cap) > budget) {
        --cap;
    }
    std::size_t rest = budget - std::min(budget, sum_at(cap));
    for (std::size_t& width : widths) {
        bool wants_more = width > cap && rest > 0;
        width = std::min(width, cap) + (wants_more ? 1 : 0);
        rest -= wants_more ? 1 : 0;
    }
}

class TableWriter final : public RowSink {
public:
    TableWriter(std::ostream& out, Style style)
        : out_(out),
          style_(style),
          lines_(style.box && style.ambiguous == Ambiguous::Narrow ? box_lines : ascii_lines) {}

    void columns(const std::vector<std::string>& names) override {
        for (const std::string& name : names) {
            names_.push_back(style_.box ? visible(name) : markdown_cell(name));
        }
        numbers_.assign(names.size(), true);
    }

    void row(std::span<const Value> values) override {
        ++rows_;
        std::vector<std::string> cells;
        cells.reserve(values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            cells.push_back(style_.box ? visible(to_text(values[i])) : markdown_cell(values[i]));
            if (!begun_ && !values[i].is_null()) {
                numbers_[i] = numbers_[i] && values[i].is_number();
            }
        }
        if (begun_) {
            return draw_row(cells);
        }
        held_bytes_ += std::accumulate(cells.begin(), cells.end(), std::size_t{0},
                                       [](std::size_t n, const auto& s) { return n + s.size(); });
        held_.push_back(std::move(cells));
        if (held_.size() >= sample_rows || held_bytes_ >= sample_bytes) {
            begin();
        }
    }

    void finish(const Summary&) override {
        if (names_.empty()) {
            return;
        }
        if (!begun_) {
            begin();
        }
        if (style_.box) {
            draw_rule(lines_.bottom);
        }
        if (style_.footer) {
            out_ << fmt::format("({} {}{})\n", rows_, rows_ == 1 ? "row" : "rows",
                                shown_ == names_.size() ? ""
                                                        : fmt::format(", {} of {} columns shown",
                                                                      shown_, names_.size()));
        }
        out_.flush();
    }

private:
    /// The sample is complete: sizes the columns, draws the head and what was held.
    void begin() {
        begun_ = true;
        size_columns();
        draw_head();
        for (const auto& cells : held_) {
            draw_row(cells);
        }
        held_.clear();
        held_.shrink_to_fit();
    }

    void size_columns() {
        widths_.clear();
        for (std::size_t i = 0; i < names_.size(); ++i) {
            std::size_t width =
                std::max(display_width(names_[i], style_.ambiguous), style_.box ? 1UL : 3UL);
            for (const auto& cells : held_) {
                width = std::max(width, display_width(cells[i], style_.ambiguous));
            }
            widths_.push_back(style_.box ? width : std::min(width, markdown_width));
        }
        shown_ = widths_.size();
        if (style_.max_width > 0) {
            fit_to_screen();
        }
    }

    /// Each column costs three beside its text, the last line one; the column `…` costs four.
    void fit_to_screen() {
        auto frame = [](std::size_t columns) { return 3 * columns + 1; };
        auto least = [&] {
            std::size_t sum = frame(shown_) + (shown_ < names_.size() ? 4 : 0);
            for (std::size_t i = 0; i < shown_; ++i) {
                sum += std::min(widths_[i], least_width);
            }
            return sum;
        };
        while (shown_ > 1 && least() > style_.max_width) {
            --shown_;
        }
        widths_.resize(shown_);
        std::size_t taken = frame(shown_) + (shown_ < names_.size() ? 4 : 0);
        cut_widths(widths_, style_.max_width > taken ? style_.max_width - taken : shown_);
    }

    void draw_head() {
        if (style_.box) {
            draw_rule(lines_.top);
            draw_row(names_);
            draw_rule(lines_.middle);
            return;
        }
        draw_row(names_);
        std::string line = "|";
        for (std::size_t i = 0; i < widths_.size(); ++i) {
            bool right = is_number_column(i);
            line += ' ' + std::string(widths_[i] - (right ? 1 : 0), '-') + (right ? ": |" : " |");
        }
        out_ << line << '\n';
    }

    /// `corners`: left, between columns, right.
    void draw_rule(const std::string_view (&corners)[3]) {
        std::string line(corners[0]);
        for (std::size_t i = 0; i < shown_; ++i) {
            line += i == 0 ? "" : corners[1];
            line += repeated(lines_.dash, widths_[i] + 2);
        }
        if (shown_ < names_.size()) {
            line += corners[1];
            line += repeated(lines_.dash, 3);
        }
        out_ << line << corners[2] << '\n';
    }

    void draw_row(const std::vector<std::string>& cells) {
        std::string line(lines_.bar);
        for (std::size_t i = 0; i < shown_; ++i) {
            line += ' ';
            append_cell(line, cells[i], i);
            line += ' ';
            line += lines_.bar;
        }
        if (shown_ < names_.size()) {
            line += fmt::format(" {} {}", lines_.cut, lines_.bar);
        }
        line += '\n';
        out_.write(line.data(), static_cast<std::streamsize>(line.size()));
    }

    /// The cell padded to its column. A later row can hold a wider cell than the sample did: it is
    /// cut where the table has to fit a terminal, and sticks out where it has not.
    void append_cell(std::string& line, std::string_view text, std::size_t column) const {
        std::size_t room = widths_[column];
        std::size_t width = display_width(text, style_.ambiguous);
        std::string cut;
        if (width > room && style_.max_width > 0) {
            cut = std::string(fit_width(text, room - 1, style_.ambiguous)).append(lines_.cut);
            text = cut;
            width = display_width(text, style_.ambiguous);
        }
        std::string padding(room - std::min(room, width), ' ');
        if (is_number_column(column)) {
            line += padding;
            line += text;
        } else {
            line += text;
            line += padding;
        }
    }

    [[nodiscard]] bool is_number_column(std::size_t i) const { return rows_ > 0 && numbers_[i]; }

    std::ostream& out_;
    Style style_;
    const Lines& lines_;
    std::vector<std::string> names_;
    std::vector<bool> numbers_;  // whether all values of the sample are numbers
    std::vector<std::vector<std::string>> held_;
    std::size_t held_bytes_ = 0;
    std::uint64_t rows_ = 0;
    bool begun_ = false;
    std::vector<std::size_t> widths_;  // of the columns shown
    std::size_t shown_ = 0;            // the first columns; fewer than all on a narrow terminal
};

}  // namespace

std::unique_ptr<RowSink> make_table(std::ostream& out, const RowOptions& options) {
    return std::make_unique<TableWriter>(out, Style{.box = true,
                                                    .max_width = options.max_width,
                                                    .footer = options.footer,
                                                    .ambiguous = options.ambiguous});
}

std::unique_ptr<RowSink> make_markdown(std::ostream& out, const RowOptions&) {
    return std::make_unique<TableWriter>(out, Style{.box = false});
}

}  // namespace dingtu
