#include "grammar/parse.h"

#include "base/text.h"
#include "grammar/parse_tree.h"
#include "grammar/reading.h"

#include <algorithm>

#include <DingtuLexer.h>

namespace dingtu {

namespace {

TokenRange next_statement(const Source& source, std::size_t begin) {
    std::size_t end = begin;
    while (end < source.tokens().size() && source.tokens()[end]->getType() != Tree::Separator) {
        ++end;
    }
    return {source, begin, end};
}

Token::Kind kind_of(std::size_t type) {
    using Kind = Token::Kind;
    switch (type) {
        case Tree::Name: return Kind::Name;
        case Tree::QuotedName: return Kind::QuotedName;
        case Tree::String: return Kind::String;
        case Tree::Integer:
        case Tree::Float:
        case Tree::BadNumber: return Kind::Number;
        case Tree::Parameter: return Kind::Parameter;
        case Tree::LineComment:
        case Tree::BlockComment: return Kind::Comment;
        case Tree::Other: return Kind::Other;
        default: break;
    }
    const std::string_view text = symbol(type);
    if (text.size() == 1 && std::string_view("()[]{}").find(text) != std::string_view::npos) {
        return Kind::Bracket;
    }
    return !text.empty() && text[0] >= 'A' && text[0] <= 'Z' ? Kind::Keyword : Kind::Operator;
}

}  // namespace

std::vector<ast::Statement> parse_script(std::string_view text) {
    const Source source(text);
    const TreeReader reader(source);
    std::vector<ast::Statement> statements;
    for (std::size_t begin = 0; begin < source.tokens().size();) {
        const TokenRange range = next_statement(source, begin);
        if (!range.empty()) statements.push_back(reader.statement(statement_tree(range).get()));
        begin = range.end + 1;
    }
    return statements;
}

ast::Expression parse_expression(std::string_view text) {
    const Source source(text);
    const ExpressionTree tree = expression_tree({source, 0, source.tokens().size()});
    return TreeReader(source).expression(tree->expression());
}

std::size_t end_of_statement(std::string_view text) {
    Reader reader(text);
    while (reader.next()) {
        if (reader.shown() == ';' && reader.in_code()) return reader.next_offset();
    }
    return std::string_view::npos;
}

std::vector<Token> tokens(std::string_view text) {
    const Reading reading = read(text);
    std::vector<Token> found;
    for (const auto& token : lex(reading.shown)) {
        const Span span{reading.offsets[token->getStartIndex()],
                        reading.offsets[token->getStopIndex() + 1]};
        found.push_back({kind_of(token->getType()), span});
    }
    return found;
}

const std::vector<std::string>& keywords() {
    static const std::vector<std::string> words = [] {
        std::vector<std::string> made;
        for (std::size_t type = 1; type <= Tree::Other; ++type) {
            if (kind_of(type) == Token::Kind::Keyword) made.emplace_back(symbol(type));
        }
        std::sort(made.begin(), made.end());
        return made;
    }();
    return words;
}

}  // namespace dingtu
