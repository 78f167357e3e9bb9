#pragma once

#include "exporter/formats.h"

#include <string>

namespace dingtu {

/// The text that appears over a node: its caption, its labels and its properties, a line each.
[[nodiscard]] std::string tooltip(const Node& node);
/// The text that appears over a line: its type, the sentence it rests on, where that stands, and
/// the other properties.
[[nodiscard]] std::string tooltip(const Relationship& relationship);

/// A label, type or property key in the words of the options; itself where they have none, and a
/// dash for no label at all.
[[nodiscard]] std::string_view word_for(std::string_view name, const GraphOptions& options);

}  // namespace dingtu
