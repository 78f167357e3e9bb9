#include "grammar/antlr.h"

#include "base/text.h"
#include "grammar/reading.h"
#include "grammar/words.h"

#include <algorithm>
#include <limits>
#include <map>

#include <DingtuLexer.h>
#include <fmt/format.h>

namespace dingtu {

namespace {

using gen::DingtuLexer;
using gen::DingtuParser;

/// Brackets, CASE .. END, and operators in front of their operand may be nested this deep in all:
/// the generated parser recurses, and some thousand levels would overflow the stack.
constexpr std::size_t max_nesting = 256;

// ---- what ANTLR reads
// ----------------------------------------------------------------------------

/// A Reading's characters.
class Characters final : public antlr4::CharStream {
public:
    void reset(std::string_view shown) {
        shown_ = shown;
        index_ = 0;
    }
    void consume() override { ++index_; }
    std::size_t LA(ssize_t i) override {
        if (i == 0) return 0;
        const std::size_t at = index_ + static_cast<std::size_t>(i > 0 ? i - 1 : i);
        return at < shown_.size() ? static_cast<unsigned char>(shown_[at]) : EOF;
    }
    ssize_t mark() override { return 0; }
    void release(ssize_t /*marker*/) override {}
    std::size_t index() override { return index_; }
    void seek(std::size_t index) override { index_ = std::min(index, shown_.size()); }
    std::size_t size() override { return shown_.size(); }
    std::string getSourceName() const override { return {}; }
    std::string getText(const antlr4::misc::Interval& interval) override {
        const auto first = static_cast<std::size_t>(interval.a);
        return std::string(shown_.substr(first, static_cast<std::size_t>(interval.b) - first + 1));
    }
    std::string toString() const override { return std::string(shown_); }

private:
    std::string_view shown_;
    std::size_t index_ = 0;
};

/// Some tokens with an end behind them.
class Tokens final : public antlr4::TokenStream {
public:
    void reset(std::vector<antlr4::Token*> tokens) {
        tokens_ = std::move(tokens);
        end_.setTokenIndex(tokens_.size());
        index_ = 0;
    }
    void consume() override { index_ = std::min(index_ + 1, tokens_.size()); }
    std::size_t LA(ssize_t i) override { return LT(i)->getType(); }
    antlr4::Token* LT(ssize_t k) override {
        if (k == 0 || (k < 0 && index_ < static_cast<std::size_t>(-k))) return nullptr;
        return get(index_ + static_cast<std::size_t>(k > 0 ? k - 1 : k));
    }
    antlr4::Token* get(std::size_t index) const override {
        return index < tokens_.size() ? tokens_[index] : &end_;
    }
    ssize_t mark() override { return 0; }
    void release(ssize_t /*marker*/) override {}
    std::size_t index() override { return index_; }
    void seek(std::size_t index) override { index_ = std::min(index, tokens_.size()); }
    std::size_t size() override { return tokens_.size() + 1; }
    std::string getSourceName() const override { return {}; }
    antlr4::TokenSource* getTokenSource() const override { return nullptr; }
    std::string getText() override { return {}; }
    std::string getText(const antlr4::misc::Interval& /*interval*/) override { return {}; }
    std::string getText(antlr4::RuleContext* /*rule*/) override { return {}; }
    std::string getText(antlr4::Token* /*start*/, antlr4::Token* /*stop*/) override { return {}; }

private:
    std::vector<antlr4::Token*> tokens_;
    mutable antlr4::CommonToken end_{antlr4::Token::EOF};  // mutable: the runtime knows no const
    std::size_t index_ = 0;
};

/// Thrown through the generated code at the first token that does not fit.
struct Misfit {
    std::size_t index;
};

/// Ends the parse at the first misfit, instead of ANTLR's guessing how to go on.
class StopAtMisfit final : public antlr4::DefaultErrorStrategy {
public:
    antlr4::Token* recoverInline(antlr4::Parser* parser) override {
        throw Misfit{parser->getTokenStream()->index()};
    }
    void recover(antlr4::Parser* parser, std::exception_ptr error) override {
        std::size_t index = parser->getTokenStream()->index();
        try {
            std::rethrow_exception(error);
        } catch (const antlr4::RecognitionException& e) {
            if (e.getOffendingToken()) index = e.getOffendingToken()->getTokenIndex();
        }
        throw Misfit{index};
    }
    void reportError(antlr4::Parser* /*parser*/,
                     const antlr4::RecognitionException& /*error*/) override {}
    void sync(antlr4::Parser* /*parser*/) override {}
};

/// One thread's lexer and parser. Kept, since making them costs more than a short statement.
class Engine {
public:
    Engine() {
        lexer_.removeErrorListeners();
        parser_.removeErrorListeners();
        parser_.setErrorHandler(std::make_shared<StopAtMisfit>());
    }

    std::vector<std::unique_ptr<antlr4::Token>> lex(const std::string& shown) {
        characters_.reset(shown);
        lexer_.setInputStream(&characters_);
        std::vector<std::unique_ptr<antlr4::Token>> tokens;
        for (auto token = lexer_.nextToken(); token->getType() != antlr4::Token::EOF;
             token = lexer_.nextToken()) {
            tokens.push_back(std::move(token));
        }
        return tokens;
    }

    /// Follows `rule` with the quick SLL prediction; its rare wrong refusals are cleared up by the
    /// full LL one. Throws Misfit.
    template <class Rule>
    auto* parse(const std::vector<antlr4::Token*>& tokens, Rule rule) {
        using antlr4::atn::PredictionMode;
        auto* predictor = parser_.getInterpreter<antlr4::atn::ParserATNSimulator>();
        try {
            predictor->setPredictionMode(PredictionMode::SLL);
            start(tokens);
            return (parser_.*rule)();
        } catch (const Misfit&) {
            predictor->setPredictionMode(PredictionMode::LL);
            start(tokens);
            return (parser_.*rule)();
        }
    }

    /// Drops the tree: it may be large.
    void forget() {
        parser_.reset();
        tokens_.reset({});
    }

private:
    void start(const std::vector<antlr4::Token*>& tokens) {
        tokens_.reset(tokens);
        parser_.setInputStream(&tokens_);
    }

    Characters characters_;
    Tokens tokens_;
    DingtuLexer lexer_{&characters_};
    DingtuParser parser_{&tokens_};
};

Engine& engine() {
    thread_local Engine engine;
    return engine;
}

// ---- checks before parsing
// -----------------------------------------------------------------------

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
        if (type == DingtuParser::Separator) {
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
    if (source_.tokens()[i]->getType() == DingtuParser::CASE) return !is_name(i);
    const std::string_view text = symbol_at(i);
    return text == "(" || text == "[" || text == "{";
}

bool NestingGuard::closes(std::size_t i) const {
    if (source_.tokens()[i]->getType() == DingtuParser::END) {
        return !is_name(i) && levels_.back().opener == DingtuParser::CASE;
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

// ---- Source
// --------------------------------------------------------------------------------------

Source::Source(std::string_view text) : text_(text) {
    refuse_bad_bytes(text);
    Reading reading = read(text);
    if (reading.open) refuse_open(text, *reading.open);
    offsets_ = std::move(reading.offsets);
    tokens_ = engine().lex(reading.shown);
    std::erase_if(tokens_, [](const auto& token) { return token->getChannel() != 0; });
    NestingGuard(*this).check();
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

// ---- parsing
// -------------------------------------------------------------------------------------

std::vector<std::unique_ptr<antlr4::Token>> lex(const std::string& shown) {
    return engine().lex(shown);
}

namespace {

/// By token type; empty for those that stand for many texts.
const std::vector<std::string>& symbols() {
    static const std::vector<std::string> symbols = [] {
        const auto& vocabulary = DingtuParser(nullptr).getVocabulary();
        std::vector<std::string> made(vocabulary.getMaxTokenType() + 1);
        for (std::size_t i = 0; i < made.size(); ++i) {
            const std::string quoted = vocabulary.getLiteralName(i);
            if (quoted.size() > 2) made[i] = quoted.substr(1, quoted.size() - 2);
        }
        return made;
    }();
    return symbols;
}

}  // namespace

std::string_view symbol(std::size_t type) {
    return type < symbols().size() ? std::string_view(symbols()[type]) : std::string_view();
}

std::size_t type_of(std::string_view symbol) {
    const auto found = std::find(symbols().begin(), symbols().end(), symbol);
    invariant(found != symbols().end(), "every symbol is in the grammar");
    return static_cast<std::size_t>(found - symbols().begin());
}

namespace {

template <class Rule>
auto* tree(const TokenRange& range, Rule rule, Root root) {
    std::vector<antlr4::Token*> tokens;
    tokens.reserve(range.end - range.begin);
    for (std::size_t i = range.begin; i < range.end; ++i) {
        auto* token = dynamic_cast<antlr4::WritableToken*>(range.source.tokens()[i].get());
        token->setTokenIndex(i - range.begin);
        tokens.push_back(token);
    }
    try {
        return engine().parse(tokens, rule);
    } catch (const Misfit& misfit) {
        refuse(range, range.begin + misfit.index, root);
    }
}

}  // namespace

void ForgetTree::operator()(antlr4::ParserRuleContext* /*tree*/) const {
    engine().forget();
}

StatementTree statement_tree(const TokenRange& range) {
    return StatementTree(tree(range, &DingtuParser::statement, Root::Statement));
}

ExpressionTree expression_tree(const TokenRange& range) {
    return ExpressionTree(tree(range, &DingtuParser::loneExpression, Root::Expression));
}

std::optional<std::size_t> first_misfit(const std::vector<std::size_t>& types, Root root) {
    std::vector<antlr4::CommonToken> made;
    std::vector<antlr4::Token*> tokens;
    made.reserve(types.size());
    for (const std::size_t type : types) {
        auto& token = made.emplace_back(type);
        token.setTokenIndex(tokens.size());
        tokens.push_back(&token);
    }
    try {
        if (root == Root::Statement) {
            (void)engine().parse(tokens, &DingtuParser::statement);
        } else {
            (void)engine().parse(tokens, &DingtuParser::loneExpression);
        }
    } catch (const Misfit& misfit) {
        return misfit.index;
    }
    return std::nullopt;
}

// ---- characters of names
// -------------------------------------------------------------------------

namespace {

/// The characters that can begin the lexer's rule: the grammar itself says what a letter is.
class CharacterSet {
public:
    explicit CharacterSet(const char* rule) {
        DingtuLexer lexer(nullptr);
        const auto& atn = lexer.getATN();
        auto* start = atn.ruleToStartState[lexer.getRuleIndexMap().at(rule)];
        for (const auto& range : atn.nextTokens(start).getIntervals()) {
            ranges_.push_back({static_cast<char32_t>(range.a), static_cast<char32_t>(range.b)});
        }
    }
    [[nodiscard]] bool contains(char32_t character) const {
        const auto above =
            std::upper_bound(ranges_.begin(), ranges_.end(), character,
                             [](char32_t value, const auto& range) { return value < range.first; });
        return above != ranges_.begin() && character <= std::prev(above)->second;
    }

private:
    std::vector<std::pair<char32_t, char32_t>> ranges_;
};

}  // namespace

WordUse use_of_word(std::string_view word) {
    static const auto uses = [] {
        DingtuParser parser(nullptr);
        const auto& atn = parser.getATN();
        const auto& names = atn.nextTokens(atn.ruleToStartState[DingtuParser::RuleName]);
        const auto& functions =
            atn.nextTokens(atn.ruleToStartState[DingtuParser::RuleFunctionWord]);
        std::map<std::string, WordUse, std::less<>> made;
        for (std::size_t type = 1; type <= atn.maxTokenType; ++type) {
            const auto token = static_cast<ssize_t>(type);
            made[std::string(symbol(type))] = functions.contains(token) ? WordUse::Function
                                              : names.contains(token)   ? WordUse::Variable
                                                                        : WordUse::Reserved;
        }
        made.erase("");
        return made;
    }();
    std::string upper(word);
    for (char& c : upper)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const auto found = uses.find(upper);
    return found == uses.end() ? WordUse::Free : found->second;
}

bool begins_name(char32_t character) {
    static const CharacterSet letters("Letter");
    return letters.contains(character);
}

bool continues_name(char32_t character) {
    static const CharacterSet parts("NamePart");
    return parts.contains(character);
}

}  // namespace dingtu
