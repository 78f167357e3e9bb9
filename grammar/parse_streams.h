#pragma once

#include "grammar/antlr.h"

#include <algorithm>

/// Private to grammar/: what the lexer and the parser read from.
namespace dingtu {

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
    [[nodiscard]] std::string getSourceName() const override { return {}; }
    std::string getText(const antlr4::misc::Interval& interval) override {
        const auto first = static_cast<std::size_t>(interval.a);
        return std::string(shown_.substr(first, static_cast<std::size_t>(interval.b) - first + 1));
    }
    [[nodiscard]] std::string toString() const override { return std::string(shown_); }

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
    [[nodiscard]] antlr4::Token* get(std::size_t index) const override {
        return index < tokens_.size() ? tokens_[index] : &end_;
    }
    ssize_t mark() override { return 0; }
    void release(ssize_t /*marker*/) override {}
    std::size_t index() override { return index_; }
    void seek(std::size_t index) override { index_ = std::min(index, tokens_.size()); }
    std::size_t size() override { return tokens_.size() + 1; }
    [[nodiscard]] std::string getSourceName() const override { return {}; }
    [[nodiscard]] antlr4::TokenSource* getTokenSource() const override { return nullptr; }
    std::string getText() override { return {}; }
    std::string getText(const antlr4::misc::Interval& /*interval*/) override { return {}; }
    std::string getText(antlr4::RuleContext* /*rule*/) override { return {}; }
    std::string getText(antlr4::Token* /*start*/, antlr4::Token* /*stop*/) override { return {}; }

private:
    std::vector<antlr4::Token*> tokens_;
    mutable antlr4::CommonToken end_{antlr4::Token::EOF};  // mutable: the runtime knows no const
    std::size_t index_ = 0;
};

}  // namespace dingtu
