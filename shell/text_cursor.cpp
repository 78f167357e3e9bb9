#include "shell/text_cursor.h"

#include "shell/complete.h"

#include <algorithm>

#include <fmt/format.h>

namespace dingtu {

namespace {

/// The display column of a place within its line.
std::size_t column_of(std::string_view text, std::size_t at) {
    std::size_t begin = line_begin(text, at);
    return display_width(text.substr(begin, at - begin));
}

std::size_t place_in_line(std::string_view text, std::size_t begin, std::size_t column) {
    return begin + fit_width(text.substr(begin, line_end(text, begin) - begin), column).size();
}

}  // namespace

std::size_t line_begin(std::string_view text, std::size_t at) {
    std::size_t found = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    return found == std::string_view::npos ? 0 : found + 1;
}

std::size_t line_end(std::string_view text, std::size_t at) {
    return std::min(text.find('\n', at), text.size());
}

std::optional<std::size_t> place_above(std::string_view text, std::size_t at) {
    std::size_t begin = line_begin(text, at);
    if (begin == 0) {
        return std::nullopt;
    }
    return place_in_line(text, line_begin(text, begin - 1), column_of(text, at));
}

std::optional<std::size_t> place_below(std::string_view text, std::size_t at) {
    std::size_t end = line_end(text, at);
    if (end == text.size()) {
        return std::nullopt;
    }
    return place_in_line(text, end + 1, column_of(text, at));
}

std::string continuation_prompt(std::string_view text, std::size_t line, std::size_t width) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < line; ++i) {
        end = text.find('\n', end) + 1;
    }
    char open = open_at_end(text.substr(0, end));
    std::string prompt = open == '\0' ? "-> " : std::string(1, open) + "-> ";
    return std::string(width > prompt.size() ? width - prompt.size() : 0, ' ') + prompt;
}

std::string side_by_side(const std::vector<std::string>& candidates, std::size_t width,
                         std::size_t limit) {
    std::size_t widest = 0;
    std::size_t shown = std::min(candidates.size(), limit);
    for (std::size_t i = 0; i < shown; ++i) {
        widest = std::max(widest, display_width(candidates[i]));
    }
    std::size_t columns = std::max<std::size_t>(1, width / (widest + 2));
    std::string out;
    for (std::size_t i = 0; i < shown; ++i) {
        out += i % columns == 0 ? "\n" : "";
        bool last = i % columns == columns - 1 || i + 1 == shown;
        out += candidates[i];
        out += last ? "" : std::string(widest + 2 - display_width(candidates[i]), ' ');
    }
    if (shown < candidates.size()) {
        out += fmt::format("\n... and {} more", candidates.size() - shown);
    }
    return out + "\n";
}

}  // namespace dingtu
