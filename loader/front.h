#pragma once

#include "loader/segment.h"

#include <string>
#include <vector>

namespace dingtu {

/// Fills in title and date of a document from its first and last lines, its name and its text. A
/// date is read from, in this order: front matter (`date: 2025-05-23`), a line of title, byline or
/// signature that holds one, the file name, the latest full date of the text. A text that says
/// 今年 without saying which is of the year after the latest it names, in the month of the latest
/// day that it gives.
void read_front_matter(Document& document, const std::vector<Sentence>& sentences);

/// The latest date in a text as "2025-06-12", "2025-06" or "2025"; empty if it holds none.
[[nodiscard]] std::string latest_date(std::string_view text);

}  // namespace dingtu
