#pragma once

#include "base/value.h"

#include <string>
#include <vector>

namespace dingtu {

/// What is written beside a node: its name, else its title, else its first text, else its label
/// and number.
[[nodiscard]] std::string caption(const Node& node);

/// Whether that is a name or title that somebody gave it.
[[nodiscard]] bool is_named(const Node& node);

/// The id of a node or relationship in files: n12, r7.
[[nodiscard]] std::string element_id(NodeId id);
[[nodiscard]] std::string element_id(RelationshipId id);

/// The label that decides colour and legend: the first one, empty if there is none.
[[nodiscard]] std::string_view main_label(const Node& node);

/// The text broken into at most `max_lines` lines of at most about `max_width` ems (a 汉字 is one
/// em, a Latin letter a little over half), of about equal length, not inside Latin words, not
/// before closing marks nor behind opening ones where that can be helped. What does not fit is cut
/// with `…`.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, double max_width,
                                            std::size_t max_lines);
/// The width of the text in ems, as fonts such as Noto Sans CJK have it.
[[nodiscard]] double em_width(std::string_view text);

}  // namespace dingtu
