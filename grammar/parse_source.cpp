#include "base/text.h"
#include "grammar/antlr.h"
#include "grammar/parse_tree.h"
#include "grammar/reading.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

/// What can be told from characters and tokens, before parsing.
namespace dingtu {

namespace {

/// Brackets, CASE .. END, and operators in front of their operand may be nested this deep in all:
/// the generated parser recurses, and some thousand levels would overflow the stack.
constexpr std::size_t max_nesting = 256;

/// Follows brackets and prefix operators over the tokens and refuses what is nested too deeply.
class NestingGuard {
public:
    explicit NestingGuard(const Source& source) : source_(source) {}

    void check() {
        for (std::size_t i = 0; i < source_.tokens().size(); ++i) {
            step(i);
            if (depth_ + levels_.back().longest_run > max_nesting) refuse_at(i);
        }
    }

private:
    struct Level {
        std::size_t opener = 0;       // the token's type
        std::size_t longest_run = 0;  // of prefix operators, beyond the first
    };

    void step(std::size_t i) {
        const std::size_t type = source_.tokens()[i]->getType();
        if (type == Tree::Separator) {
            levels_ = {Level{}};
            depth_ = 0;
        } else if (opens(i)) {
            depth_ += 1 + levels_.back().longest_run;
            levels_.push_back({type, 0});
        } else if (closes(i) && levels_.size() > 1) {
            levels_.pop_back();
            depth_ -= 1 + levels_.back().longest_run;
        }
        const std::string_view text = symbol(type);
        const bool prefix = text == "NOT" || text == "-" || text == "+" || text == "!";
        run_ = prefix ? run_ + 1 : 0;
        if (run_ > 1) levels_.back().longest_run = std::max(levels_.back().longest_run, run_ - 1);
    }
    [[nodiscard]] std::string_view symbol_at(std::size_t i) const {
        return i < source_.tokens().size() ? symbol(source_.tokens()[i]->getType()) : "";
    }
    [[nodiscard]] bool opens(std::size_t i) const;
    [[nodiscard]] bool closes(std::size_t i) const;
    [[nodiscard]] bool is_name(std::size_t i) const;
    [[noreturn]] void refuse_at(std::size_t i) const;

    const Source& source_;
    std::vector<Level> levels_{Level{}};
    std::size_t depth_ = 0;
    std::size_t run_ = 0;
};

bool NestingGuard::opens(std::size_t i) const {
    if (source_.tokens()[i]->getType() == Tree::CASE) return !is_name(i);
    const std::string_view text = symbol_at(i);
    return text == "(" || text == "[" || text == "{";
}

bool NestingGuard::closes(std::size_t i) const {
    if (source_.tokens()[i]->getType() == Tree::END) {
        return !is_name(i) && levels_.back().opener == Tree::CASE;
    }
    const std::string_view text = symbol_at(i);
    return text == ")" || text == "]" || text == "}";
}

/// Whether CASE or END at `i` is a key or a label: `n.end`, `{case: 1}`, `(:End)`.
bool NestingGuard::is_name(std::size_t i) const {
    const std::string_view before = i > 0 ? symbol_at(i - 1) : "";
    return before == "." || before == ":" || symbol_at(i + 1) == ":";
}

void NestingGuard::refuse_at(std::size_t i) const {
    throw Error(Phase::Syntax,
                fmt::format("brackets and operators are nested more than {} deep", max_nesting))
        .at(source_.span(source_.tokens()[i].get()))
        .named("SyntaxError", "UnexpectedSyntax");
}

/// Whether the bracket may be that of a comprehension or of reduce(..): `[x IN`, `[p = (`, `[(`.
bool may_hold_result(const std::vector<std::unique_ptr<antlr4::Token>>& tokens, std::size_t i) {
    const auto symbol_at = [&](std::size_t at) {
        return at < tokens.size() ? symbol(tokens[at]->getType()) : "";
    };
    if (symbol_at(i) == "(") return i > 0 && tokens[i - 1]->getType() == Tree::REDUCE;
    return symbol_at(i) == "[" &&
           (symbol_at(i + 1) == "(" || symbol_at(i + 2) == "IN" || symbol_at(i + 2) == "=");
}

/// Sets InnerBar (see the grammar) where it belongs.
void mark_inner_bars(std::vector<std::unique_ptr<antlr4::Token>>& tokens) {
    std::vector<bool> holds_result = {false};
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::string_view text = symbol(tokens[i]->getType());
        if (text == "(" || text == "[" || text == "{") {
            holds_result.push_back(may_hold_result(tokens, i));
        } else if (text == ")" || text == "]" || text == "}") {
            if (holds_result.size() > 1) holds_result.pop_back();
        } else if (text == "|" && holds_result.back()) {
            dynamic_cast<antlr4::WritableToken&>(*tokens[i]).setType(Tree::InnerBar);
        }
    }
}

void refuse_bad_bytes(std::string_view text) {
    if (text.size() > std::numeric_limits<std::uint32_t>::max() - 2) {
        throw Error(Phase::Syntax, "the text is longer than 4 GiB")
            .named("SyntaxError", "UnexpectedSyntax");
    }
    const auto bad = invalid_utf8(text);
    if (!bad) return;
    throw Error(Phase::Syntax, fmt::format("byte 0x{:02X} at offset {} is not UTF-8",
                                           static_cast<unsigned char>(text[*bad]), *bad))
        .hint("save the text as UTF-8")
        .named("SyntaxError", "InvalidUnicodeCharacter");
}

void refuse_open(std::string_view text, std::size_t open) {
    std::size_t at = open;
    const char32_t opener = next_code_point(text, at);
    const char32_t close = closing_quote(opener);
    std::string closer = "*/";
    if (close != 0) closer = to_utf8({&close, 1});
    const char* what = close == 0 ? "comment" : closer == "`" ? "quoted name" : "string";
    throw Error(Phase::Syntax, fmt::format("the {} that begins here is never closed", what))
        .at({open, at})
        .hint(fmt::format("a closing {} is missing", closer))
        .named("SyntaxError", "UnexpectedSyntax");
}

}  // namespace

Source::Source(std::string_view text) : text_(text) {
    refuse_bad_bytes(text);
    Reading reading = read(text);
    if (reading.open) refuse_open(text, *reading.open);
    offsets_ = std::move(reading.offsets);
    tokens_ = lex(reading.shown);
    std::erase_if(tokens_, [](const auto& token) { return token->getChannel() != 0; });
    NestingGuard(*this).check();
    mark_inner_bars(tokens_);
}

std::string_view Source::text(const antlr4::Token* token) const {
    return text(span(token));
}

Span Source::span(const antlr4::Token* token) const {
    return {offsets_[token->getStartIndex()], offsets_[token->getStopIndex() + 1]};
}

Span Source::span(const antlr4::ParserRuleContext* rule) const {
    return {span(rule->start).begin, span(rule->stop).end};
}

}  // namespace dingtu
