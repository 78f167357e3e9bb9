#include "base/text.h"
#include "grammar/parse_tree.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace dingtu {

// ---- numbers -----------------------------------------------------------------------------------

namespace {

bool digit(char c) {
    return c >= '0' && c <= '9';
}

bool has_full_width_digit(std::string_view text) {
    const auto points = code_points(text);
    return std::any_of(points.begin(), points.end(),
                       [](char32_t c) { return c >= U'０' && c <= U'９'; });
}

/// Whether a decimal number out of a double's range is too small for it (and not too large).
bool vanishes(std::string_view text) {
    const std::size_t mark = std::min(text.find_first_of("eE"), text.size());
    const std::string_view digits = text.substr(0, mark);
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::size_t first = digits.find_first_of("123456789");
    auto magnitude = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
    const bool negative = mark + 1 < text.size() && text[mark + 1] == '-';
    std::int64_t exponent = 0;
    for (const char c : text.substr(mark)) {
        if (digit(c))
            exponent = std::min<std::int64_t>(exponent * 10 + (c - '0'), 1'000'000'000'000);
    }
    return magnitude + (negative ? -exponent : exponent) < 0;
}

}  // namespace

Error bad_number(std::string_view text, Span span) {
    const bool ascii = std::none_of(text.begin(), text.end(), [](char c) { return c < 0; });
    auto error =
        syntax_error(fmt::format("`{}` is not a number", text), span, "InvalidNumberLiteral");
    if (text.size() > 1 && std::all_of(text.begin(), text.end(), digit)) {
        const std::size_t first = std::min(text.find_first_not_of('0'), text.size() - 1);
        error.hint(fmt::format("without zeros in front: {}; octal numbers begin with 0o",
                               text.substr(first)));
    } else if (has_full_width_digit(text)) {
        error.hint("digits are 0 to 9, not full-width");
    } else if (!ascii) {
        error.hint(fmt::format("a name that begins with a digit needs back-quotes: `{}`", text));
    }
    return error;
}

ast::Literal TreeReader::literal(Tree::LiteralContext* rule) const {
    const auto* token = rule->start;
    switch (token->getType()) {
        case Tree::Integer: return {integer(token, false)};
        case Tree::Float: return {real(token)};
        case Tree::String: return {Value(string(token))};
        case Tree::TRUE: return {Value(true)};
        case Tree::FALSE: return {Value(false)};
        case Tree::NULL_: return {Value()};
        default: throw bad_number(source_.text(token), source_.span(token));
    }
}

Value TreeReader::integer(const antlr4::Token* token, bool negative) const {
    const std::string_view text = source_.text(token);
    const bool prefixed = text.size() > 1 && text[0] == '0';
    const char letter = prefixed ? text[1] : '\0';
    const int base = letter == 'x' || letter == 'X' ? 16 : letter == 'o' || letter == 'O' ? 8 : 10;
    if (base == 10 && prefixed) throw bad_number(text, source_.span(token));
    const std::string_view digits = base == 10 ? text : text.substr(2);
    std::uint64_t magnitude = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, code] = std::from_chars(digits.data(), end, magnitude, base);
    const auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (code == std::errc::result_out_of_range || magnitude > largest + (negative ? 1 : 0)) {
        throw syntax_error(
            fmt::format("`{}{}` is too large for an integer of 64 bits", negative ? "-" : "", text),
            source_.span(token), "IntegerOverflow");
    }
    if (stop != end) throw bad_number(text, source_.span(token));
    return Value(static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude));
}

Value TreeReader::real(const antlr4::Token* token) const {
    const std::string_view text = source_.text(token);
    double value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data(), end, value);
    if (code == std::errc::result_out_of_range) {
        if (vanishes(text)) return Value(0.0);
        throw syntax_error(fmt::format("`{}` is too large for a float", text), source_.span(token),
                           "FloatingPointOverflow");
    }
    if (stop != end) throw bad_number(text, source_.span(token));
    return Value(value);
}

/// A count in a pattern.
std::int64_t TreeReader::count(const antlr4::Token* token) const {
    return integer(token, false).as_integer();
}

// ---- strings -----------------------------------------------------------------------------------

namespace {

/// Decodes the escapes of a string. Offsets are those of the whole text, for messages.
class StringReader {
public:
    StringReader(std::string_view text, Span inside)
        : text_(text),
          at_(inside.begin),
          end_(inside.end) {}

    std::string read() {
        while (at_ < end_) {
            const std::size_t plain = std::min(text_.find('\\', at_), end_);
            result_ += text_.substr(at_, plain - at_);
            at_ = plain;
            if (at_ < end_) escape();
        }
        return std::move(result_);
    }

private:
    void escape() {
        const std::size_t begin = at_;
        at_ += 2;  // a lone `\` cannot be last: it would have hidden the closing quote
        switch (text_[begin + 1]) {
            case '\\':
            case '\'':
            case '"':
            case '`':
            case '/': result_ += text_[begin + 1]; return;
            case 'b': result_ += '\b'; return;
            case 'f': result_ += '\f'; return;
            case 'n': result_ += '\n'; return;
            case 'r': result_ += '\r'; return;
            case 't': result_ += '\t'; return;
            case 'u': append_utf8(result_, unicode(begin, 4)); return;
            case 'U': append_utf8(result_, unicode(begin, 8)); return;
            default: other(begin);
        }
    }

    /// `\”` is the closing quote of a Chinese string; all else is a mistake.
    void other(std::size_t begin) {
        std::size_t next = begin + 1;
        const char32_t character = next_code_point(text_, next);
        if (character != U'”' && character != U'’' && character != U'＂' && character != U'＇') {
            throw syntax_error(fmt::format("`{}` is no escape", text_.substr(begin, next - begin)),
                               {begin, next}, "UnexpectedSyntax")
                .hint(R"(a backslash itself is \\)");
        }
        append_utf8(result_, character);
        at_ = next;
    }

    /// A code point in hexadecimal; two halves of a surrogate pair are one.
    char32_t unicode(std::size_t begin, std::size_t digits) {
        const char32_t first = hexadecimal(begin, digits);
        const bool high = first >= 0xD800 && first < 0xDC00;
        if (high && text_.substr(at_, 2) == "\\u" && at_ < end_) {
            const std::size_t low_begin = std::exchange(at_, at_ + 2);
            const char32_t low = hexadecimal(low_begin, 4);
            if (low >= 0xDC00 && low < 0xE000) {
                return 0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00);
            }
        }
        if (first > 0x10FFFF || (first >= 0xD800 && first < 0xE000)) {
            throw syntax_error(fmt::format("`{}` is no character", text_.substr(begin, digits + 2)),
                               {begin, begin + digits + 2}, "InvalidUnicodeLiteral");
        }
        return first;
    }

    char32_t hexadecimal(std::size_t begin, std::size_t digits) {
        const std::size_t stop = std::min(begin + 2 + digits, end_);
        std::uint32_t code = 0;
        const auto [end, error] =
            std::from_chars(text_.data() + begin + 2, text_.data() + stop, code, 16);
        if (error != std::errc() || end != text_.data() + begin + 2 + digits) {
            throw syntax_error(
                fmt::format("`\\{}` needs {} hexadecimal digits", text_[begin + 1], digits),
                {begin, begin + 2}, "InvalidUnicodeLiteral")
                .hint(digits == 4 ? R"(like \u4F01)" : R"(like \U0001F3ED)");
        }
        at_ = stop;
        return code;
    }

    std::string_view text_;
    std::size_t at_;
    std::size_t end_;
    std::string result_;
};

/// The width in bytes of the quote, sign or letter that `text` begins with.
std::size_t first_width(std::string_view text) {
    std::size_t width = 0;
    (void)next_code_point(text, width);
    return width;
}

}  // namespace

std::string TreeReader::string(const antlr4::Token* token) const {
    const Span span = source_.span(token);
    const std::size_t quote = first_width(source_.text(token));
    return StringReader(source_.text(), {span.begin + quote, span.end - quote}).read();
}

// ---- names -------------------------------------------------------------------------------------

namespace {

/// The content of a quoted name, in which a doubled back-quote is one.
std::string unquoted(std::string_view text) {
    const std::string_view quote = text.substr(0, first_width(text));
    std::string_view inside = text.substr(quote.size(), text.size() - 2 * quote.size());
    std::string result;
    while (!inside.empty()) {
        const std::size_t plain = std::min(inside.find(quote), inside.size());
        result += inside.substr(0, plain);
        if (plain == inside.size()) break;
        result += quote;
        inside.remove_prefix(plain + 2 * quote.size());
    }
    return result;
}

std::string plain_name(std::string_view text) {
    const bool quoted = text[0] == '`' || text.starts_with("｀");
    return quoted ? unquoted(text) : std::string(text);
}

const antlr4::Token* first_token(antlr4::tree::ParseTree* tree) {
    if (auto* leaf = dynamic_cast<antlr4::tree::TerminalNode*>(tree)) return leaf->getSymbol();
    auto* rule = dynamic_cast<antlr4::ParserRuleContext*>(tree);
    invariant(rule != nullptr, "a tree has rules and tokens only");
    return rule->start;
}

}  // namespace

ast::Name TreeReader::name(const antlr4::ParserRuleContext* rule) const {
    return {plain_name(source_.text(rule->start)), source_.span(rule)};
}

ast::Name TreeReader::dotted_name(const antlr4::ParserRuleContext* rule) const {
    ast::Name result{{}, source_.span(rule)};
    for (auto* part : rule->children) {
        const auto* token = first_token(part);
        const bool dot = symbol(token->getType()) == ".";
        result.text += dot ? "." : plain_name(source_.text(token));
    }
    return result;
}

ast::Parameter TreeReader::parameter(const antlr4::Token* token) const {
    const std::string_view text = source_.text(token);
    return {plain_name(text.substr(first_width(text)))};
}

}  // namespace dingtu
