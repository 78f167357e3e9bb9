#pragma once

#include "loader/finding.h"

namespace dingtu {

/// Gives relations that happen at a time (an honour won, a help received, a policy issued, a part
/// taken) the period by which their own sentence dates them: the last word of time before the end
/// of their evidence that names a day, month, quarter or year. Planned ones get none.
void date_relations(const Document& document, Findings& findings);

}  // namespace dingtu
