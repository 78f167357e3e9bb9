#pragma once

#include <string>
#include <vector>

namespace dingtu {

/// A piece of text on a page, in points; y grows downwards.
struct PageWord {
    double left = 0;
    double right = 0;
    double top = 0;
    double bottom = 0;
    std::string text;
    bool blank_behind = false;  ///< a blank follows in the line
};

/// The text of a page on which two columns were written line by line across the gap between them:
/// the left column, then the right one, line breaks kept; what goes over both parts them. Empty
/// where the page is not like that, as nearly all are: then the order of the file is the better
/// one.
[[nodiscard]] std::string text_by_columns(const std::vector<PageWord>& words);

}  // namespace dingtu
