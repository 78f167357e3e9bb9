#include "loader/decode.h"

#include "base/error.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <optional>

#include <iconv.h>

namespace dingtu {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view little_mark = "\xFF\xFE";
constexpr std::string_view big_mark = "\xFE\xFF";

[[noreturn]] void refuse(const std::string& name, const std::string& why, const std::string& mend) {
    throw Error(Phase::Load, name + ": " + why).hint(mend);
}

/// Characters that no text file holds: control characters besides tab, line and page breaks.
bool binary(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v';
    });
}

std::string utf8_of(char32_t code_point) {
    std::string text;
    append_utf8(text, code_point);
    return text;
}

/// Adds characters one by one and keeps the offset map in step: a run for each change of width.
class Collector {
public:
    void add(std::string_view utf8, std::size_t disk_begin, std::size_t disk_width) {
        if (utf8.size() != text_width_ || disk_width != disk_width_) {
            text_width_ = utf8.size();
            disk_width_ = disk_width;
            out_.offsets.add_run(out_.text.size(), disk_begin, text_width_, disk_width_);
        }
        out_.text += utf8;
    }
    Decoded take() { return std::move(out_); }

private:
    Decoded out_;
    std::size_t text_width_ = 0;
    std::size_t disk_width_ = 0;
};

std::optional<Decoded> from_utf16(std::string_view bytes, bool little, std::size_t at) {
    const auto unit = [&](std::size_t i) {
        const auto low = static_cast<unsigned char>(bytes[little ? i : i + 1]);
        const auto high = static_cast<unsigned char>(bytes[little ? i + 1 : i]);
        return static_cast<char32_t>(high << 8 | low);
    };
    Collector out;
    while (at + 1 < bytes.size()) {
        char32_t c = unit(at);
        std::size_t width = 2;
        if (c >= 0xD800 && c < 0xDC00 && at + 3 < bytes.size()) {
            const char32_t second = unit(at + 2);
            if (second < 0xDC00 || second >= 0xE000) {
                return std::nullopt;
            }
            c = 0x10000 + ((c - 0xD800) << 10) + (second - 0xDC00);
            width = 4;
        } else if (c >= 0xD800 && c < 0xE000) {
            return std::nullopt;
        }
        out.add(utf8_of(c), at, width);
        at += width;
    }
    return at == bytes.size() ? std::optional(out.take()) : std::nullopt;
}

/// Length of the GB18030 character at `at`, 0 if there is none.
std::size_t gb_width(std::string_view bytes, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
    };
    if (byte(at) < 0x80) {
        return 1;
    }
    if (byte(at) == 0x80 || byte(at) == 0xFF) {
        return 0;
    }
    if (byte(at + 1) >= 0x30 && byte(at + 1) <= 0x39) {
        return 4;
    }
    return byte(at + 1) >= 0x40 && byte(at + 1) != 0x7F && byte(at + 1) != 0xFF ? 2 : 0;
}

std::optional<Decoded> from_gb18030(std::string_view bytes) {
    const iconv_t converter = iconv_open("UTF-8", "GB18030");
    if (converter == reinterpret_cast<iconv_t>(-1)) {
        return std::nullopt;
    }
    Collector out;
    std::string input(bytes);
    std::size_t at = 0;
    while (at < input.size()) {
        const std::size_t width = gb_width(bytes, at);
        std::array<char, 8> buffer{};
        char* from = input.data() + at;
        char* to = buffer.data();
        std::size_t from_left = std::min(width, input.size() - at);
        std::size_t to_left = buffer.size();
        if (width == 0 || from_left < width ||
            iconv(converter, &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1)) {
            break;
        }
        out.add({buffer.data(), buffer.size() - to_left}, at, width);
        at += width;
    }
    iconv_close(converter);
    return at == input.size() ? std::optional(out.take()) : std::nullopt;
}

Decoded from_utf8(std::string_view bytes, std::size_t mark) {
    Decoded out;
    out.text = bytes.substr(mark);
    out.offsets.add_run(0, mark, 1, 1);
    return out;
}

/// UTF-16 without a mark: most characters of one parity are zero bytes (ASCII), or hardly any code
/// unit is a control character while zero bytes occur.
std::optional<Decoded> unmarked_utf16(std::string_view bytes) {
    if (bytes.size() % 2 != 0 || bytes.find('\0') == std::string_view::npos) {
        return std::nullopt;
    }
    for (const bool little : {true, false}) {
        std::optional<Decoded> decoded = from_utf16(bytes, little, 0);
        const auto han_or_ascii = [](char32_t c) {
            return (c >= 0x20 && c < 0x7F) || (c >= 0x3000 && c < 0xA000) || c == '\n' ||
                   c == '\r' || (c >= 0xFF00 && c < 0xFFF0);
        };
        if (decoded) {
            const std::vector<char32_t> points = code_points(decoded->text);
            const auto good = std::count_if(points.begin(), points.end(), han_or_ascii);
            if (static_cast<std::size_t>(good) * 10 >= points.size() * 9) {
                return decoded;
            }
        }
    }
    return std::nullopt;
}

}  // namespace

Decoded decode(const std::string& name, std::string_view bytes) {
    if (bytes.empty()) {
        refuse(name, "the file is empty", "leave it out, or check that it was saved");
    }
    if (bytes.starts_with(little_mark) || bytes.starts_with(big_mark)) {
        if (auto decoded = from_utf16(bytes, bytes.starts_with(little_mark), 2)) {
            return *std::move(decoded);
        }
    }
    const std::size_t mark = bytes.starts_with(utf8_mark) ? utf8_mark.size() : 0;
    const std::optional<std::size_t> fault = invalid_utf8(bytes);
    if (!fault && !binary(bytes)) {
        return from_utf8(bytes, mark);
    }
    if (auto decoded = unmarked_utf16(bytes)) {
        return *std::move(decoded);
    }
    if (binary(bytes)) {
        refuse(name, "this is no text file (it holds control characters)",
               "load takes .txt .md .html .pdf .docx");
    }
    if (mark == 0) {
        if (auto decoded = from_gb18030(bytes)) {
            return *std::move(decoded);
        }
    }
    const Place place = place_of(bytes.substr(0, *fault), *fault);
    refuse(name + ":" + std::to_string(place.line),
           "the text is neither UTF-8 nor UTF-16 nor GB18030 (byte " + std::to_string(*fault) +
               " does not fit)",
           "convert the file to UTF-8");
}

}  // namespace dingtu
