#pragma once

#include "storage/snapshot.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// The entities called `name`. Throws Error{Run} with the nearest name if there is none.
[[nodiscard]] std::vector<NodeId> entities_called(const Snapshot& snapshot,
                                                  const std::string& name);

/// The stored name that a misspelt one, or one that is typed in pinyin, may mean; or an empty text.
[[nodiscard]] std::string nearest_name(const Snapshot& snapshot, const std::string& name);

/// The names (not the aliases) of entities of which a name or an alias begins with `typed`, or is
/// typed so in pinyin; sorted, at most `limit`. Of a `label` only, unless it is empty.
[[nodiscard]] std::vector<std::string> names_typed(const Snapshot& snapshot, std::string_view typed,
                                                   std::string_view label, std::size_t limit);

}  // namespace dingtu
