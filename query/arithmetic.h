#pragma once

#include "base/value.h"

#include <string_view>

namespace dingtu {

/// The operators of the language on values. A null operand gives null. Operands of kinds that an
/// operator does not know throw Error{Run} TypeError InvalidArgumentType; integers that leave 64
/// bits throw ArithmeticError IntegerOverflow; division of integers by zero throws ArithmeticError
/// DivisionByZero. Temporal values add and subtract durations, durations scale by numbers; strings
/// and lists concatenate (a list also takes a single value at either end).
[[nodiscard]] Value add(const Value& a, const Value& b);
[[nodiscard]] Value subtract(const Value& a, const Value& b);
[[nodiscard]] Value multiply(const Value& a, const Value& b);
[[nodiscard]] Value divide(const Value& a, const Value& b);
[[nodiscard]] Value modulo(const Value& a, const Value& b);
/// Always a float.
[[nodiscard]] Value power(const Value& a, const Value& b);
[[nodiscard]] Value negate(const Value& a);

/// Null unless both are strings.
[[nodiscard]] Value starts_with(const Value& text, const Value& part);
[[nodiscard]] Value ends_with(const Value& text, const Value& part);
[[nodiscard]] Value contains(const Value& text, const Value& part);
/// `text =~ pattern`: the whole text must match; linear time (RE2). A pattern that is none throws
/// Error{Run} ArgumentError InvalidRegularExpression. Compiled patterns are kept per thread.
[[nodiscard]] Value matches(const Value& text, const Value& pattern);
/// `item IN list`, with the three-valued logic of equal(). Throws TypeError if `list` is none.
[[nodiscard]] Value in_list(const Value& item, const Value& list);

/// `list[i]` (negative from the end, null outside), `map[key]`. Throws TypeError for other kinds.
/// Nodes and relationships are not looked up here: their properties lie in the store.
[[nodiscard]] Value index(const Value& subject, const Value& key);
/// `list[from..to]`; an absent end is Value(NoEnd) given by the caller as a null pointer.
[[nodiscard]] Value slice(const Value& list, const Value* from, const Value* to);
/// `value.key` of a map or a temporal value (year, month, ... ; milliseconds of a duration, ...).
/// Unknown keys of a map are null; other kinds throw TypeError InvalidArgumentType.
[[nodiscard]] Value component(const Value& value, std::string_view key);

}  // namespace dingtu
