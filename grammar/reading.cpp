#include "grammar/reading.h"

#include "base/identifiers.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dingtu {

namespace {

bool ascii(char32_t character) {
    return character < 0x80;
}

bool wide_space(char32_t character) {
    constexpr std::array<char32_t, 8> others = {0x85,   0xA0,   0x1680, 0x2028,
                                                0x2029, 0x202F, 0x205F, 0xFEFF};
    return character == 0x3000 || (character >= 0x2000 && character <= 0x200B) ||
           std::find(others.begin(), others.end(), character) != others.end();
}

bool name_part(char shown) {
    return shown == '_' || (shown >= 'A' && shown <= 'Z') || (shown >= '0' && shown <= '9');
}

char upper(char32_t character) {
    const char c = static_cast<char>(character);
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

bool begins_name(char32_t character) {
    return character == U'_' || begins_identifier(character);
}

bool continues_name(char32_t character) {
    return continues_identifier(character);
}

char32_t ascii_form(char32_t character) {
    if (ascii(character)) return character;
    if (character == U'【') return U'[';
    if (character == U'】') return U']';
    if (wide_space(character)) return U' ';
    if (character >= 0xFF01 && character <= 0xFF5E) {
        const char32_t narrow = character - 0xFEE0;
        return name_part(upper(narrow)) && narrow != U'_' ? character : narrow;
    }
    return character;
}

char32_t closing_quote(char32_t quote) {
    constexpr std::array<std::pair<char32_t, char32_t>, 8> pairs = {{{U'\'', U'\''},
                                                                     {U'"', U'"'},
                                                                     {U'`', U'`'},
                                                                     {U'“', U'”'},
                                                                     {U'‘', U'’'},
                                                                     {U'＂', U'＂'},
                                                                     {U'＇', U'＇'},
                                                                     {U'｀', U'｀'}}};
    for (const auto& [open, close] : pairs) {
        if (open == quote) return close;
    }
    return 0;
}

bool Reader::next() {
    if (next_ >= text_.size()) {
        offset_ = next_;
        return false;
    }
    offset_ = next_;
    if (std::exchange(closing_, false)) state_ = State::Code;
    const char32_t character = decode();
    switch (state_) {
        case State::Code: shown_ = show_code(character); break;
        case State::Quoted: shown_ = show_quoted(character); break;
        case State::LineComment:
        case State::BlockComment: shown_ = show_comment(character); break;
    }
    return true;
}

char32_t Reader::decode() {
    if (next_ == bad_byte_) {
        ++next_;
        find_bad_byte();
        return unknown;
    }
    const auto byte = static_cast<unsigned char>(text_[next_]);
    if (byte < 0x80) {
        ++next_;
        return byte;
    }
    return next_code_point(text_, next_);
}

char32_t Reader::peek() const {
    if (next_ >= text_.size() || next_ == bad_byte_) return unknown;
    std::size_t at = next_;
    return next_code_point(text_, at);
}

void Reader::find_bad_byte() {
    const auto found = invalid_utf8(text_.substr(next_));
    bad_byte_ = found ? next_ + *found : std::string_view::npos;
}

char Reader::show_code(char32_t character) {
    if (const char32_t close = closing_quote(character)) {
        state_ = State::Quoted;
        quote_ = close;
        opened_at_ = offset_;
        return close == U'`' || close == U'｀' ? '`' : '"';
    }
    const char32_t form = ascii_form(character);
    if (!ascii(form)) {
        if (begins_name(form)) return '_';
        return continues_name(form) && name_part(shown_) ? '0' : unknown;
    }
    if (form == U'/' || form == U'*') {
        const char32_t second = ascii_form(peek());
        if (form == U'/' && (second == U'/' || second == U'*')) {
            state_ = second == U'/' ? State::LineComment : State::BlockComment;
            opened_at_ = offset_;
            escaped_ = true;
        }
        return static_cast<char>(form);
    }
    if (form == U'\v' || form == U'\f') return ' ';
    const bool control = form < 0x20 && form != U'\t' && form != U'\n' && form != U'\r';
    return control || form == 0x7F ? unknown : upper(form);
}

char Reader::show_quoted(char32_t character) {
    if (std::exchange(escaped_, false)) return '_';
    const bool name = quote_ == U'`' || quote_ == U'｀';
    if (character == U'\\' && !name) {
        escaped_ = true;
        return '_';
    }
    if (character != quote_) return '_';
    if (name && peek() == quote_) {  // a doubled back-quote is one in the name
        escaped_ = true;
        return '_';
    }
    closing_ = true;
    return name ? '`' : '"';
}

char Reader::show_comment(char32_t character) {
    if (std::exchange(escaped_, false)) return static_cast<char>(ascii_form(character));
    if (state_ == State::LineComment) {
        if (character != U'\n') return ' ';
        state_ = State::Code;
        return '\n';
    }
    const char32_t form = ascii_form(character);
    if (std::exchange(closing_star_, false)) {
        closing_ = true;
        return static_cast<char>(form);
    }
    closing_star_ = form == U'*' && ascii_form(peek()) == U'/';
    return closing_star_ ? '*' : ' ';
}

std::optional<std::size_t> Reader::open() const {
    const bool open = state_ == State::Quoted || state_ == State::BlockComment;
    return open && !closing_ ? std::optional(opened_at_) : std::nullopt;
}

std::string_view Reader::closer() const {
    if (state_ == State::BlockComment) return "*/";
    return quote_ == U'`' || quote_ == U'｀' ? "`" : "\"";
}

Reading read(std::string_view text) {
    Reading reading;
    reading.shown.reserve(text.size() + 2);
    reading.offsets.reserve(text.size() + 3);
    Reader reader(text);
    while (reader.next()) {
        reading.shown += reader.shown();
        reading.offsets.push_back(static_cast<std::uint32_t>(reader.offset()));
    }
    reading.open = reader.open();
    if (reading.open) reading.shown += reader.closer();
    reading.offsets.resize(reading.shown.size() + 1, static_cast<std::uint32_t>(text.size()));
    return reading;
}

}  // namespace dingtu
