#pragma once

#include "base/value.h"

#include <string>
#include <string_view>

namespace dingtu {

/// One JSON text as a value, with the tagged forms of the JSON-lines protocol: `{"$float":"NaN"}`,
/// `{"$map":{..}}`, `{"$temporal":"date","value":".."}`, `{"$node":..}`, `{"$rel":..}`,
/// `{"$path":[..]}`. Numbers without `.` and exponent are integers. Duplicate keys: the last
/// counts. Throws Error{Run} with the byte offset of the fault as span.
[[nodiscard]] Value parse_json(std::string_view text);

/// Appends the value in the protocol's form, on one line. Floats always have a `.` or an exponent
/// and are the shortest text that reads back the same; a map with a key that begins with `$` is
/// wrapped. Bytes that are not UTF-8 become U+FFFD.
void write_json(std::string& out, const Value& value);
[[nodiscard]] std::string to_json(const Value& value);
/// Appends a JSON string literal.
void write_json_string(std::string& out, std::string_view text);

/// The float as the protocol and the language write it, in the fewest digits that read back the
/// same: `1.0`, `474000000000.0`, `-0.0`, and from 1e16 on and below 1e-5 `1e300`; NaN, Infinity,
/// -Infinity as words.
[[nodiscard]] std::string float_text(double value);

}  // namespace dingtu
