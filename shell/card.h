#pragma once

#include "base/limits.h"
#include "shell/citations.h"
#include "storage/snapshot.h"

#include <ostream>

namespace dingtu {

/// What is known of an entity, for a person: names, properties, relationships by type, and the
/// sentences they rest on.
void print_card(std::ostream& out, const Snapshot& snapshot, NodeId id, const TextStyle& style,
                Limits& limits);

}  // namespace dingtu
