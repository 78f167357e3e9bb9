#include "loader/page_columns.h"

#include <algorithm>
#include <cstddef>

namespace dingtu {
namespace {

/// Words of one line that no wide gap parts.
struct Stretch {
    double left = 0;
    double right = 0;
    double top = 0;
    double bottom = 0;
    std::string text;
};

/// In heights of a line: a gap inside a line is narrower, one between columns at least as wide.
constexpr double widest_blank = 1.2;
/// A page of fewer lines beside each other is no page of columns; a table's rows are such, too.
constexpr std::size_t fewest_pairs = 3;

bool same_line(const Stretch& a, double top, double bottom) {
    const double shared = std::min(a.bottom, bottom) - std::max(a.top, top);
    return shared > 0.5 * std::min(a.bottom - a.top, bottom - top);
}

std::vector<Stretch> stretches_of(const std::vector<PageWord>& words) {
    std::vector<Stretch> all;
    bool blank = false;
    for (const PageWord& word : words) {
        const double height = word.bottom - word.top;
        const bool goes_on = !all.empty() && same_line(all.back(), word.top, word.bottom) &&
                             word.left >= all.back().right - height &&
                             word.left - all.back().right < widest_blank * height;
        if (goes_on) {
            all.back().text += (blank ? " " : "") + word.text;
            all.back().right = std::max(all.back().right, word.right);
        } else {
            all.push_back({word.left, word.right, word.top, word.bottom, word.text});
        }
        blank = word.blank_behind;
    }
    return all;
}

/// From the top down, those of one line from left to right.
void sort_as_seen(std::vector<Stretch>& stretches) {
    std::stable_sort(stretches.begin(), stretches.end(),
                     [](const Stretch& a, const Stretch& b) { return a.top < b.top; });
    for (auto first = stretches.begin(); first != stretches.end();) {
        const auto last = std::find_if_not(first, stretches.end(), [&](const Stretch& other) {
            return same_line(*first, other.top, other.bottom);
        });
        std::stable_sort(first, last,
                         [](const Stretch& a, const Stretch& b) { return a.left < b.left; });
        first = last;
    }
}

/// The middle of the gap that all stretches beside each other leave between them, or 0.
double gap_of(const std::vector<Stretch>& as_seen) {
    double low = 0;
    double high = 1e9;
    std::size_t pairs = 0;
    for (std::size_t i = 1; i < as_seen.size(); ++i) {
        const Stretch& left = as_seen[i - 1];
        const Stretch& right = as_seen[i];
        if (same_line(left, right.top, right.bottom)) {
            low = std::max(low, left.right);
            high = std::min(high, right.left);
            ++pairs;
        }
    }
    return pairs >= fewest_pairs && low < high ? (low + high) / 2 : 0;
}

void write(std::vector<Stretch>& column, std::string& text) {
    for (const Stretch& line : column) {
        text += line.text + "\n";
    }
    column.clear();
}

}  // namespace

std::string text_by_columns(const std::vector<PageWord>& words) {
    std::vector<Stretch> stretches = stretches_of(words);
    sort_as_seen(stretches);
    const double gap = gap_of(stretches);
    // Two columns fill their lines: a table of short cells is read row by row.
    std::size_t filled = 0;
    for (const Stretch& stretch : stretches) {
        filled += stretch.right - stretch.left > 6 * (stretch.bottom - stretch.top) ? 1U : 0U;
    }
    if (gap == 0 || filled * 2 < stretches.size()) {
        return {};
    }
    std::string text;
    std::vector<Stretch> left;
    std::vector<Stretch> right;
    for (const Stretch& stretch : stretches) {
        if (stretch.left < gap && stretch.right > gap) {
            write(left, text);
            write(right, text);
            text += stretch.text + "\n";
        } else {
            (stretch.left < gap ? left : right).push_back(stretch);
        }
    }
    write(left, text);
    write(right, text);
    return text;
}

}  // namespace dingtu
