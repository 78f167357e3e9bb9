#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How a text is shown to the lexer: one ASCII character for each code point. Letters are in upper
/// case, so keywords are written once; full-width punctuation is its ASCII form; what stands in
/// strings, quoted names and comments is blanked out, so nothing in there can end them early.
/// Besides that this makes lexing fast: ANTLR's tables remember transitions of ASCII alone.
namespace dingtu {

/// Whether a name may begin with, or go on with, the character. Unicode's ID_Start and `_`;
/// ID_Continue.
[[nodiscard]] bool begins_name(char32_t character);
[[nodiscard]] bool continues_name(char32_t character);
/// `，` is `,`; and so on for the full-width forms of ASCII punctuation, for 【】 and for white
/// space beyond ASCII. Any other character is itself.
[[nodiscard]] char32_t ascii_form(char32_t character);
/// What closes a string or name that `quote` opens, or 0 if it opens none.
[[nodiscard]] char32_t closing_quote(char32_t quote);

/// Walks through a text, character by character. Never throws; a byte that is not UTF-8 is one
/// unknown character.
class Reader {
public:
    /// Shown for what can be no part of a query.
    static constexpr char unknown = '\x01';

    explicit Reader(std::string_view text) : text_(text) { find_bad_byte(); }

    /// Goes to the next character; false at the end.
    bool next();
    /// What the lexer is shown.
    [[nodiscard]] char shown() const { return shown_; }
    /// Where the character begins, in bytes.
    [[nodiscard]] std::size_t offset() const { return offset_; }
    /// The character behind the present one, in bytes.
    [[nodiscard]] std::size_t next_offset() const { return next_; }
    /// Whether the character is a part of code: in no string, quoted name or comment.
    [[nodiscard]] bool in_code() const { return state_ == State::Code && !closing_; }
    /// The string, quoted name or block comment that is open: where it began.
    [[nodiscard]] std::optional<std::size_t> open() const;
    /// What would close it, as shown to the lexer.
    [[nodiscard]] std::string_view closer() const;

private:
    enum class State : std::uint8_t { Code, Quoted, LineComment, BlockComment };

    char32_t decode();
    [[nodiscard]] char32_t peek() const;
    void find_bad_byte();
    char show_code(char32_t character);
    char show_quoted(char32_t character);
    char show_comment(char32_t character);

    std::string_view text_;
    std::size_t offset_ = 0;
    std::size_t next_ = 0;
    std::size_t bad_byte_ = 0;
    State state_ = State::Code;
    bool closing_ = false;       // the present character ends what was open
    bool escaped_ = false;       // the next character belongs to this one: \", ``, //, /*
    bool closing_star_ = false;  // the present `*` and the next character end the comment
    char shown_ = '\n';          // the last one shown; '\n' before the first
    char32_t quote_ = 0;         // what closes the open string or name
    std::size_t opened_at_ = 0;  // where the open thing began
};

/// A whole text, read.
struct Reading {
    std::string shown;                   ///< one character per code point
    std::vector<std::uint32_t> offsets;  ///< where each begins in the text; one more for the end
    /// Where the string, quoted name or comment begins that the text leaves open. `shown` has it
    /// closed, beyond the end of the text.
    std::optional<std::size_t> open;
};
[[nodiscard]] Reading read(std::string_view text);

}  // namespace dingtu
