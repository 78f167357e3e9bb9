#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// The byte offset of the first byte that is not well-formed UTF-8 (surrogates and overlong forms
/// are not), or nothing.
[[nodiscard]] std::optional<std::size_t> invalid_utf8(std::string_view text);

/// The text with U+FFFD for every byte that is not part of well-formed UTF-8.
[[nodiscard]] std::string replace_invalid_utf8(std::string_view text);

/// The code point at `offset`, which must be the first byte of one in valid UTF-8; advances
/// `offset` behind it.
[[nodiscard]] inline char32_t next_code_point(std::string_view text, std::size_t& offset) {
    const auto byte = [&](std::size_t k) {
        return offset + k < text.size() ? static_cast<unsigned char>(text[offset + k]) : 0U;
    };
    const unsigned lead = byte(0);
    if (lead < 0x80) {
        offset = offset < text.size() ? offset + 1 : text.size();
        return lead;
    }
    const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t code = lead & (0xFFU >> (size + 1));
    for (std::size_t k = 1; k < size; ++k) {
        code = code << 6U | (byte(k) & 0x3FU);
    }
    offset = offset + size < text.size() ? offset + size : text.size();
    return code;
}
void append_utf8(std::string& out, char32_t code_point);
/// Number of code points.
[[nodiscard]] std::size_t length(std::string_view text);
[[nodiscard]] std::vector<char32_t> code_points(std::string_view text);
[[nodiscard]] std::string to_utf8(std::span<const char32_t> code_points);

/// What a terminal makes of the characters that is_ambiguous() tells (“ ” … — · ①): one column, or
/// two as Chinese fonts draw them.
enum class Ambiguous : std::uint8_t { Narrow, Wide };

/// Columns on a terminal: 汉字 are two, combining marks none. Measured per grapheme cluster (its
/// widest member). Control characters count 0: make them visible first.
[[nodiscard]] std::size_t display_width(std::string_view text,
                                        Ambiguous ambiguous = Ambiguous::Narrow);
/// The longest prefix of at most `width` columns that does not cut a grapheme cluster.
[[nodiscard]] std::string_view fit_width(std::string_view text, std::size_t width,
                                         Ambiguous ambiguous = Ambiguous::Narrow);

/// Canonical composition (NFC).
[[nodiscard]] std::string to_nfc(std::string_view text);
[[nodiscard]] std::string to_upper(std::string_view text);
[[nodiscard]] std::string to_lower(std::string_view text);
/// The form under which names are compared: NFKC, no white space, none of the quotes
/// “”‘’"'「」『』《》, ASCII letters in lower case.
[[nodiscard]] std::string normal_name(std::string_view name);

/// The nearest of `names` to a misspelt `name`: at most two edits (one for names of three code
/// points or fewer) and fewer edits than half its length; nothing if none is near. Edits are
/// insertion, deletion, substitution and transposition of code points; case is ignored.
[[nodiscard]] std::optional<std::string> nearest(std::string_view name,
                                                 std::span<const std::string> names);

}  // namespace dingtu
