#pragma once

#include "base/value.h"

#include <optional>

namespace dingtu {

/// The operators where a duration or another temporal value takes part. Nothing if these operands
/// have no such operation: the caller tells the user.
[[nodiscard]] std::optional<Value> add_temporal(const Value& a, const Value& b);
[[nodiscard]] std::optional<Value> subtract_temporal(const Value& a, const Value& b);
[[nodiscard]] std::optional<Value> multiply_temporal(const Value& a, const Value& b);
[[nodiscard]] std::optional<Value> divide_temporal(const Value& a, const Value& b);

}  // namespace dingtu
