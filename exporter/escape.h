#pragma once

#include "base/value.h"

#include <string>
#include <string_view>

namespace dingtu {

/// Appends text for XML content or an attribute: markup, tabs and line breaks as references, so
/// that they survive attributes too; characters that XML 1.0 cannot hold become U+FFFD.
void append_xml(std::string& out, std::string_view text);
/// The same for content only: quotes stay, which keeps JSON readable.
void append_xml_content(std::string& out, std::string_view text);
/// Whether XML 1.0 can hold every character of the text.
[[nodiscard]] bool fits_xml(std::string_view text);

/// Appends a field of RFC 4180: in quotes if it holds a comma, a quote or a line break, begins or
/// ends with a space, or is empty (an empty field without quotes stands for null).
void append_csv(std::string& out, std::string_view text);
/// Appends a field in any case in quotes.
void append_csv_quoted(std::string& out, std::string_view text);

/// Appends a quoted string of the DOT language that shows exactly this text in a label.
void append_dot(std::string& out, std::string_view text);

/// Appends text as the last part of an IRI: what RFC 3987 does not allow in a path segment, and
/// `%` itself, becomes percent-encoded UTF-8; 汉字 stay.
void append_iri_part(std::string& out, std::string_view text);
/// Appends a quoted string literal of N-Triples and Turtle.
void append_rdf_string(std::string& out, std::string_view text);

/// Appends JSON text for the inside of an HTML script element: `<`, `>`, `&` and the two line
/// separators of JavaScript as `\u` escapes, so that no name can end the element.
void append_script_json(std::string& out, std::string_view json);

/// Text for one line of a terminal: control characters, invisible spaces and marks that turn the
/// direction of writing become visible escapes (`\n`, `\x1b`, `\u202e`).
[[nodiscard]] std::string visible(std::string_view text);
/// The same, but line breaks stay.
[[nodiscard]] std::string visible_lines(std::string_view text);

/// The text as a file name on every system: letters, digits, 汉字, `-` and `_` stay, everything
/// else becomes `_`; at most 80 bytes; never empty.
[[nodiscard]] std::string safe_file_name(std::string_view text);

/// A word in single quotes for a POSIX shell, without quotes if it needs none.
[[nodiscard]] std::string shell_word(std::string_view text);

/// A value as one text that programs can read again: a string itself, lists and maps as JSON,
/// dates in ISO form; nodes, relationships and paths as a person reads them.
[[nodiscard]] std::string plain_text(const Value& value);

/// Appends a value as JSON that any program takes: what JSON has no type for is text. Not for
/// reading back.
void append_plain_json(std::string& out, const Value& value);

}  // namespace dingtu
