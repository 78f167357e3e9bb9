#pragma once

#include "base/value.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace dingtu {

/// The content of an argument, if it is of the kind that is expected; else Error{Run} TypeError
/// InvalidArgumentValue, which names both kinds. References live as long as the argument.
[[nodiscard]] bool expect_boolean(const Value& argument);
[[nodiscard]] std::int64_t expect_integer(const Value& argument);
[[nodiscard]] double expect_number(const Value& argument);
[[nodiscard]] const std::string& expect_string(const Value& argument);
[[nodiscard]] const List& expect_list(const Value& argument);
[[nodiscard]] const Map& expect_map(const Value& argument);
[[nodiscard]] const Path& expect_path(const Value& argument);
[[nodiscard]] const Duration& expect_duration(const Value& argument);
[[nodiscard]] NodeId expect_node(const Value& argument);
[[nodiscard]] RelationshipId expect_relationship(const Value& argument);

/// TypeError InvalidArgumentValue: "a String or List is expected, not the Integer 1".
[[noreturn]] void refuse_kind(const Value& argument, std::string_view expected);
/// ArgumentError NumberOutOfRange.
[[noreturn]] void refuse_number(const std::string& message);
/// ArgumentError InvalidArgumentValue: the right kind, but not a value that makes sense.
[[noreturn]] void refuse_value(const std::string& message);
/// ArithmeticError IntegerOverflow. `what` is the operation as the user sees it.
[[noreturn]] void refuse_overflow(std::string_view what);

/// The value as messages quote it: strings with quotes, long texts cut.
[[nodiscard]] std::string quoted(const Value& value);

}  // namespace dingtu
