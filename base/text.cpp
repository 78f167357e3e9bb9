#include "base/text.h"

#include "base/ambiguous.h"
#include "base/error.h"
#include "base/identifiers.h"

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>

#include <utf8proc.h>

namespace dingtu {

namespace {

/// Length of the well-formed sequence at `text[i]`, 0 if there is none (Unicode table 3-7).
std::size_t sequence_length(std::string_view text, std::size_t i) {
    auto byte = [&](std::size_t k) {
        return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U;
    };
    auto tail = [&](std::size_t k) { return (byte(k) & 0xC0U) == 0x80U; };
    unsigned lead = byte(0);
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return tail(1) ? 2 : 0;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        bool second =
            tail(1) && !(lead == 0xE0 && byte(1) < 0xA0) && !(lead == 0xED && byte(1) > 0x9F);
        return second && tail(2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        bool second =
            tail(1) && !(lead == 0xF0 && byte(1) < 0x90) && !(lead == 0xF4 && byte(1) > 0x8F);
        return second && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

std::string mapped(std::string_view text, int options) {
    utf8proc_uint8_t* raw = nullptr;
    // The casts only change the signedness of char, as the library's interface wants it.
    utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                         static_cast<utf8proc_ssize_t>(text.size()), &raw,
                                         static_cast<utf8proc_option_t>(options));
    if (size < 0) {
        return std::string(text);
    }
    std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(raw, &std::free);
    return {reinterpret_cast<const char*>(raw), static_cast<std::size_t>(size)};
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<signed char>(c) >= 0; });
}

template <class Change>
std::string map_each(std::string_view text, Change change) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        append_utf8(out, static_cast<char32_t>(
                             change(static_cast<utf8proc_int32_t>(next_code_point(text, i)))));
    }
    return out;
}

/// Calls `take(end offset, width)` for each grapheme cluster until it returns false.
template <class Take>
void each_cluster(std::string_view text, Ambiguous ambiguous, Take take) {
    auto columns = [ambiguous](utf8proc_int32_t code) {
        bool wide = ambiguous == Ambiguous::Wide && is_ambiguous(static_cast<char32_t>(code));
        return wide ? 2 : utf8proc_charwidth(code);
    };
    std::size_t i = 0;
    while (i < text.size()) {
        utf8proc_int32_t state = 0;
        auto last = static_cast<utf8proc_int32_t>(next_code_point(text, i));
        int width = std::max(0, columns(last));
        while (i < text.size()) {
            std::size_t next = i;
            auto code = static_cast<utf8proc_int32_t>(next_code_point(text, next));
            if (utf8proc_grapheme_break_stateful(last, code, &state)) {
                break;
            }
            width = std::max(width, columns(code));
            last = code;
            i = next;
        }
        if (!take(i, static_cast<std::size_t>(width))) {
            return;
        }
    }
}

constexpr std::u32string_view name_quotes = U"“”‘’\"'「」『』《》";

}  // namespace

std::optional<std::size_t> invalid_utf8(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size()) {
        std::size_t step = sequence_length(text, i);
        if (step == 0) {
            return i;
        }
        i += step;
    }
    return std::nullopt;
}

std::string replace_invalid_utf8(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t step = sequence_length(text, i);
        out += step == 0 ? std::string_view("\uFFFD") : text.substr(i, step);
        i += step == 0 ? 1 : step;
    }
    return out;
}

void append_utf8(std::string& out, char32_t code_point) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), bytes.data());
    out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
}

std::size_t length(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

std::vector<char32_t> code_points(std::string_view text) {
    std::vector<char32_t> out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        out.push_back(next_code_point(text, i));
    }
    return out;
}

std::string to_utf8(std::span<const char32_t> code_points) {
    std::string out;
    for (char32_t code : code_points) {
        append_utf8(out, code);
    }
    return out;
}

std::size_t display_width(std::string_view text, Ambiguous ambiguous) {
    std::size_t total = 0;
    each_cluster(text, ambiguous, [&](std::size_t, std::size_t width) {
        total += width;
        return true;
    });
    return total;
}

std::string_view fit_width(std::string_view text, std::size_t width, Ambiguous ambiguous) {
    std::size_t used = 0;
    std::size_t end = 0;
    each_cluster(text, ambiguous, [&](std::size_t cluster_end, std::size_t cluster_width) {
        used += cluster_width;
        if (used > width) {
            return false;
        }
        end = cluster_end;
        return true;
    });
    return text.substr(0, end);
}

std::string to_nfc(std::string_view text) {
    return is_ascii(text) ? std::string(text) : mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string to_upper(std::string_view text) {
    return map_each(text, [](utf8proc_int32_t code) { return utf8proc_toupper(code); });
}

std::string to_lower(std::string_view text) {
    return map_each(text, [](utf8proc_int32_t code) { return utf8proc_tolower(code); });
}

namespace {

/// The normal form of a name of common Chinese characters, ASCII letters and digits, which has
/// nothing to be composed; false where there is anything else.
bool plain_name(std::string_view name, std::string& out) {
    out.reserve(name.size());
    for (std::size_t i = 0; i < name.size();) {
        const std::size_t begin = i;
        const char32_t code = next_code_point(name, i);
        const bool han = code >= 0x4E00 && code <= 0x9FFF;
        if (!han && (code <= U' ' || code >= 0x7F || code == U'"' || code == U'\'')) {
            return false;
        }
        if (han) {
            out.append(name, begin, i - begin);
        } else {
            out += static_cast<char>(code >= U'A' && code <= U'Z' ? code + 32 : code);
        }
    }
    return true;
}

}  // namespace

std::string normal_name(std::string_view name) {
    std::string plain;
    if (plain_name(name, plain)) {
        return plain;
    }
    std::string flat = is_ascii(name)
                           ? std::string(name)
                           : mapped(name, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
    std::string out;
    out.reserve(flat.size());
    for (std::size_t i = 0; i < flat.size();) {
        char32_t code = next_code_point(flat, i);
        if (name_quotes.find(code) != std::u32string_view::npos) {
            continue;
        }
        if (code <= U' ' || code == 0x7F || code == 0x200B || code == 0xFEFF) {
            continue;
        }
        auto category = utf8proc_category(static_cast<utf8proc_int32_t>(code));
        if (category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL) {
            continue;
        }
        append_utf8(out, code >= U'A' && code <= U'Z' ? code + 32 : code);
    }
    return out;
}

namespace {

/// Optimal string alignment distance; stops counting above `limit`.
std::size_t edits(const std::vector<char32_t>& a, const std::vector<char32_t>& b,
                  std::size_t limit) {
    std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (difference > limit) {
        return limit + 1;
    }
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    std::iota(last.begin(), last.end(), 0);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({change, last[j] + 1, row[j - 1] + 1});
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

}  // namespace

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> names) {
    auto wanted = code_points(to_lower(name));
    std::size_t limit = wanted.size() <= 3 ? 1 : 2;
    std::optional<std::string> best;
    std::size_t best_edits = limit + 1;
    for (const std::string& candidate : names) {
        std::size_t distance = edits(wanted, code_points(to_lower(candidate)), limit);
        if (distance < best_edits && distance * 2 < wanted.size()) {
            best_edits = distance;
            best = candidate;
        }
    }
    return best;
}

// ---- identifiers -----------------------------------------------------------------------------

namespace {

template <class Item, std::size_t n>
bool is_among(const std::array<Item, n>& items, Item item) {
    return std::find(items.begin(), items.end(), item) != items.end();
}

/// The characters that the properties have beyond what follows from categories.
constexpr std::array<char32_t, 6> other_starts = {0x1885, 0x1886, 0x2118, 0x212E, 0x309B, 0x309C};
constexpr std::array<char32_t, 12> other_parts = {0xB7,   0x387,  0x1369, 0x136A, 0x136B, 0x136C,
                                                  0x136D, 0x136E, 0x136F, 0x1370, 0x1371, 0x19DA};
/// Letters that Pattern_Syntax takes out again.
constexpr std::array<char32_t, 1> no_starts = {0x2E2F};

}  // namespace

bool begins_identifier(char32_t character) {
    constexpr std::array<utf8proc_category_t, 6> letters = {
        UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LL, UTF8PROC_CATEGORY_LT,
        UTF8PROC_CATEGORY_LM, UTF8PROC_CATEGORY_LO, UTF8PROC_CATEGORY_NL};
    return (is_among(letters, utf8proc_category(static_cast<utf8proc_int32_t>(character))) &&
            !is_among(no_starts, character)) ||
           is_among(other_starts, character);
}

bool continues_identifier(char32_t character) {
    constexpr std::array<utf8proc_category_t, 4> marks_and_digits = {
        UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_MC, UTF8PROC_CATEGORY_ND, UTF8PROC_CATEGORY_PC};
    return is_among(marks_and_digits,
                    utf8proc_category(static_cast<utf8proc_int32_t>(character))) ||
           begins_identifier(character) || is_among(other_parts, character);
}

}  // namespace dingtu
