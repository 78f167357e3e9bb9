#pragma once

#include "base/zone_file.h"

#include <string>

namespace dingtu {

/// The zone of that name in the system's copy of the IANA database (the folder in the environment
/// variable TZDIR, else /usr/share/zoneinfo). Read once and kept while the process lives; may be
/// called by several threads. Throws Error{Run} if there is none of that name, with the nearest
/// name as hint. "UTC" needs no database.
[[nodiscard]] const Zone& find_zone(const std::string& name);

}  // namespace dingtu
