#pragma once

#include "base/value.h"

#include <string>
#include <string_view>

namespace dingtu {

/// Appends the exact form of a value that a property can have; docs/format.md spells out the bytes.
/// Throws Error{Run} TypeError InvalidPropertyType for maps, nodes, relationships, paths and lists
/// that hold such or are nested more than 64 deep.
void append_value(std::string& out, const Value& value);
[[nodiscard]] std::string encode_value(const Value& value);
/// Throws Error{Store} on bytes that encode_value does not write.
[[nodiscard]] Value decode_value(std::string_view bytes);

/// Whether the value has an ordered form: booleans, numbers, dates, times without zone and strings.
[[nodiscard]] bool has_ordered_form(const Value& value);
/// Appends a form whose byte order is the language's order within a kind. Integers and floats that
/// are equal differ at most behind their first nine bytes; strings are cut after 64 bytes and told
/// apart by a hash, so that equal forms of long strings need a look at the values.
void append_ordered(std::string& out, const Value& value);
/// Bytes of the ordered form that all values equal to this one share.
[[nodiscard]] std::string equality_prefix(const Value& value);
/// As append_ordered of a string.
void append_ordered_string(std::string& out, std::string_view text);
/// Whether values with this ordered form are equal to `value` for certain: it is neither a long
/// string nor a great number.
[[nodiscard]] bool ordered_form_is_exact(const Value& value);
/// The ordered form of a string, its tag byte left out.
void append_ordered_text(std::string& out, std::string_view text);
/// The bytes with which the ordered forms of all strings that begin with `text` begin.
[[nodiscard]] std::string ordered_text_prefix(std::string_view text);

}  // namespace dingtu
