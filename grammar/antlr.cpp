#include "grammar/antlr.h"

#include "grammar/parse_streams.h"

#include <DingtuLexer.h>

namespace dingtu {

namespace {

using gen::DingtuLexer;
using gen::DingtuParser;

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

}  // namespace

std::vector<std::unique_ptr<antlr4::Token>> lex(const std::string& shown) {
    return engine().lex(shown);
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
        engine().forget();
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

}  // namespace dingtu
