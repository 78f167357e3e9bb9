#pragma once

#include "base/limits.h"
#include "shell/overview.h"
#include "storage/snapshot.h"

#include <string>

namespace dingtu {

/// What the nodes of a label hold and are joined to, or the relationships of a type: property keys
/// with how many have them and an example, types with the labels at their other end. Looks at the
/// first 100,000 of them. Throws Error{Run}, with "did you mean", for a name that is neither.
[[nodiscard]] Table name_table(const Snapshot& snapshot, const std::string& name, Limits& limits);

}  // namespace dingtu
