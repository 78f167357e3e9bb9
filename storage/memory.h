#pragma once

#include "storage/kv.h"

namespace dingtu {

/// An empty key-value store in memory. Old snapshots stay as they are for as long as they are held.
[[nodiscard]] std::unique_ptr<KeyValue> open_memory();

}  // namespace dingtu
