#pragma once

#include "shell/database.h"
#include "shell/options.h"
#include "shell/streams.h"

namespace dingtu {

/// Imports the files that the options name, all or nothing, with progress and a report on standard
/// error.
void import_files(Database& database, const Options& options, const Console& console);

}  // namespace dingtu
