#pragma once

#include "storage/snapshot.h"

#include <string>
#include <string_view>

namespace dingtu {

/// For a reading statement that found nothing: which of the names in its quotes do not exist, and
/// what they may mean. Lines to be shown, or an empty text.
[[nodiscard]] std::string names_hint(const Snapshot& snapshot, std::string_view statement);

}  // namespace dingtu
