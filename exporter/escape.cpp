#include "exporter/escape.h"

#include "base/json.h"
#include "base/text.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

bool xml_can_hold(char32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

void append_xml_character(std::string& out, char32_t c) {
    switch (c) {
        case '&': out += "&amp;"; return;
        case '<': out += "&lt;"; return;
        case '>': out += "&gt;"; return;
        case '"': out += "&quot;"; return;
        case '\'': out += "&#39;"; return;
        case '\t': out += "&#9;"; return;
        case '\n': out += "&#10;"; return;
        case '\r': out += "&#13;"; return;
        default: append_utf8(out, xml_can_hold(c) ? c : char32_t{0xFFFD});
    }
}

/// Calls `each` with every code point of the text.
template <class Each>
void for_code_points(std::string_view text, Each each) {
    for (std::size_t at = 0; at < text.size();) {
        each(next_code_point(text, at));
    }
}

bool is_ascii_letter_or_digit(char32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// Spaces that are seen as nothing and marks that turn the direction of writing. The joiners
/// U+200C and U+200D are not here: scripts and emoji need them.
bool is_invisible(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C || c == 0x200B ||
           c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
           (c >= 0xE0000 && c <= 0xE007F);
}

void append_visible(std::string& out, char32_t c) {
    switch (c) {
        case '\n': out += "\\n"; return;
        case '\r': out += "\\r"; return;
        case '\t': out += "\\t"; return;
        default: break;
    }
    if (!is_invisible(c)) {
        return append_utf8(out, c);
    }
    out += c < 0x80 ? fmt::format("\\x{:02x}", static_cast<std::uint32_t>(c))
                    : fmt::format("\\u{:04x}", static_cast<std::uint32_t>(c));
}

bool has_graph_part(const Value& value) {
    switch (value.kind()) {
        case Kind::Node:
        case Kind::Relationship:
        case Kind::Path: return true;
        case Kind::List:
            return std::any_of(value.as_list().begin(), value.as_list().end(), has_graph_part);
        case Kind::Map:
            return std::any_of(value.as_map().begin(), value.as_map().end(),
                               [](const auto& entry) { return has_graph_part(entry.second); });
        case Kind::DateTime:
        case Kind::LocalDateTime:
        case Kind::Date:
        case Kind::Time:
        case Kind::LocalTime:
        case Kind::Duration:
        case Kind::String:
        case Kind::Boolean:
        case Kind::Integer:
        case Kind::Float:
        case Kind::Null: return false;
    }
    return false;
}

}  // namespace

void append_xml(std::string& out, std::string_view text) {
    for_code_points(text, [&](char32_t c) { append_xml_character(out, c); });
}

void append_xml_content(std::string& out, std::string_view text) {
    for_code_points(text, [&](char32_t c) {
        if (c == '"' || c == '\'') {
            out += static_cast<char>(c);
        } else {
            append_xml_character(out, c);
        }
    });
}

bool fits_xml(std::string_view text) {
    bool fits = true;
    for_code_points(text, [&](char32_t c) { fits = fits && xml_can_hold(c); });
    return fits;
}

void append_csv_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (char c : text) {
        if (c == '"') {
            out += '"';
        }
        out += c;
    }
    out += '"';
}

void append_csv(std::string& out, std::string_view text) {
    bool quoted = text.empty() || text.front() == ' ' || text.back() == ' ' ||
                  text.find_first_of(",\"\r\n") != std::string_view::npos;
    if (quoted) {
        return append_csv_quoted(out, text);
    }
    out += text;
}

void append_dot(std::string& out, std::string_view text) {
    out += '"';
    for (char c : text) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '&': out += "&amp;"; break;  // Graphviz reads HTML entities in labels
            case '\n': out += "\\n"; break;
            case '\r': break;
            default: out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    out += '"';
}

void append_iri_part(std::string& out, std::string_view text) {
    for_code_points(text, [&](char32_t c) {
        if (is_ascii_letter_or_digit(c) || c == '-' || c == '_' || c == '.' || c == '~' ||
            (c >= 0xA0 && !is_invisible(c) && c < 0xE000 && c != 0x3000)) {
            return append_utf8(out, c);
        }
        std::string bytes;
        append_utf8(bytes, c);
        for (char byte : bytes) {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
        }
    });
}

void append_rdf_string(std::string& out, std::string_view text) {
    out += '"';
    for (char c : text) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
                    out += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
                } else {
                    out += c;
                }
        }
    }
    out += '"';
}

void append_script_json(std::string& out, std::string_view json) {
    for_code_points(json, [&](char32_t c) {
        if (c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
            out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(c));
        } else {
            append_utf8(out, c);
        }
    });
}

std::string visible(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for_code_points(text, [&](char32_t c) { append_visible(out, c); });
    return out;
}

std::string visible_lines(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for_code_points(text, [&](char32_t c) {
        if (c == '\n') {
            out += '\n';
        } else {
            append_visible(out, c);
        }
    });
    return out;
}

std::string safe_file_name(std::string_view text) {
    constexpr std::size_t longest = 80;
    std::string out;
    for (std::size_t at = 0; at < text.size() && out.size() + 4 <= longest;) {
        char32_t c = next_code_point(text, at);
        bool kept = is_ascii_letter_or_digit(c) || c == '-' || c == '_' ||
                    (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3134F);
        append_utf8(out, kept ? c : U'_');
    }
    return out.empty() ? "_" : out;
}

std::string shell_word(std::string_view text) {
    bool plain = !text.empty();
    for_code_points(text, [&](char32_t c) {
        plain =
            plain && (is_ascii_letter_or_digit(c) || c == '-' || c == '_' || c == '.' || c == '/' ||
                      c == ':' || c == '=' || (c >= 0x80 && !is_invisible(c) && c != 0x3000));
    });
    if (plain) {
        return std::string(text);
    }
    std::string out = "'";
    for (char c : text) {
        out += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return out + "'";
}

std::string plain_text(const Value& value) {
    bool json = (value.is(Kind::List) || value.is(Kind::Map)) && !has_graph_part(value);
    return json ? to_json(value) : to_text(value);
}

void append_plain_json(std::string& out, const Value& value) {
    if (value.is(Kind::List)) {
        bool first = true;
        out += '[';
        for (const Value& item : value.as_list()) {
            out += std::exchange(first, false) ? "" : ",";
            append_plain_json(out, item);
        }
        out += ']';
        return;
    }
    bool known = value.is(Kind::Null) || value.is(Kind::Integer) || value.is(Kind::Boolean) ||
                 (value.is(Kind::Float) && std::isfinite(value.as_float()));
    if (known) {
        return write_json(out, value);
    }
    write_json_string(out, plain_text(value));
}

}  // namespace dingtu
