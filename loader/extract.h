#pragma once

#include "loader/finding.h"
#include "loader/pattern.h"

namespace dingtu {

/// Everything that a document says: names, relations, metrics. The same text and rules give the
/// same findings. Fills in title and date of the document.
[[nodiscard]] Findings extract(Document& document, const std::vector<Sentence>& sentences,
                               const RuleBook& rules);

}  // namespace dingtu
