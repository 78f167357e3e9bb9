#pragma once

#include "shell/database.h"
#include "shell/options.h"
#include "shell/streams.h"

#include <string>
#include <vector>

namespace dingtu {

/// Loads documents with progress and reports on standard error what was done and what could not be
/// read. Gives the exit code: 1 if a document could not be read.
int load_documents(Database& database, const std::vector<std::string>& paths,
                   const Options& options, const Console& console);

/// Takes back what only these documents said, and reports it.
void unload_documents(Database& database, const std::vector<std::string>& names,
                      const Options& options, const Console& console);

}  // namespace dingtu
