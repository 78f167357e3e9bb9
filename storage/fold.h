#pragma once

#include "storage/kv.h"
#include "storage/state.h"

namespace dingtu {

/// Writes the small keys that transactions left into the pages of their relations, which are
/// written anew, and drops what says that something is gone. The content stays the same; `state`
/// learns where pages are. Relations that are small and have no pages are left alone.
void fold(const KvReader& keys, State& state, KvLoad& load);

}  // namespace dingtu
