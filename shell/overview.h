#pragma once

#include "base/value.h"
#include "storage/store.h"

#include <string>
#include <vector>

namespace dingtu {

/// Rows to be drawn like a result.
struct Table {
    std::vector<std::string> columns;
    std::vector<std::vector<Value>> rows;
};

/// Labels, relationship types and property keys that occur, with their synonyms and counts, most
/// frequent first.
[[nodiscard]] Table schema_table(const Snapshot& snapshot);

/// Numbers of nodes and relationships, and the size of every family of keys.
[[nodiscard]] Table stats_table(const Store& store);

}  // namespace dingtu
