#pragma once

#include "storage/kv.h"
#include "storage/store.h"

namespace dingtu {

/// The key-value store in `folder`. Throws Error{Store} as Store::open says; whether the content is
/// of a version that this program knows, is not looked at.
[[nodiscard]] std::unique_ptr<KeyValue> open_rocks(const std::filesystem::path& folder, Mode mode,
                                                   Durability durability);

/// Writes all families of `reader` into a new store in `folder`.
void write_copy(const KvReader& reader, const std::filesystem::path& folder);

}  // namespace dingtu
