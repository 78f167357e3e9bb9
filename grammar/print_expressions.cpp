#include "base/value.h"
#include "grammar/printer.h"

#include <cmath>

#include <fmt/format.h>

namespace dingtu {

using ast::Expression;

namespace {

bool is_sum(ast::ArithmeticOp op) {
    return op == ast::ArithmeticOp::Add || op == ast::ArithmeticOp::Subtract;
}

bool negative(const Value& value) {
    if (value.is(Kind::Integer)) return value.as_integer() < 0;
    return value.is(Kind::Float) && std::signbit(value.as_float());
}

/// `subject:Label`; other subjects take `IS`.
bool takes_colon(const ast::HasLabel& test);

struct RankOf {
    Precedence operator()(const ast::Literal& literal) const {
        return negative(literal.value) ? Precedence::Sign : Precedence::Atom;
    }
    Precedence operator()(const ast::HasLabel& test) const {
        return takes_colon(test) ? Precedence::Labels : Precedence::Test;
    }
    Precedence operator()(const ast::Arithmetic& arithmetic) const {
        if (arithmetic.ops.front() == ast::ArithmeticOp::Power) return Precedence::Power;
        return is_sum(arithmetic.ops.front()) ? Precedence::Sum : Precedence::Product;
    }
    Precedence operator()(const ast::Logical& logical) const {
        switch (logical.op) {
            case ast::LogicalOp::And: return Precedence::And;
            case ast::LogicalOp::Xor: return Precedence::Xor;
            case ast::LogicalOp::Or: return Precedence::Or;
        }
        return Precedence::Or;
    }
    Precedence operator()(const ast::Unary& unary) const {
        switch (unary.op) {
            case ast::UnaryOp::Not: return Precedence::Not;
            case ast::UnaryOp::Negate:
            case ast::UnaryOp::Plus: return Precedence::Sign;
            case ast::UnaryOp::IsNull:
            case ast::UnaryOp::IsNotNull: return Precedence::Test;
        }
        return Precedence::Test;
    }
    Precedence operator()(const ast::Comparison& /*node*/) const { return Precedence::Comparison; }
    Precedence operator()(const ast::Test& /*node*/) const { return Precedence::Test; }
    template <class Other>
    Precedence operator()(const Other& /*node*/) const {
        return Precedence::Atom;
    }
};

Precedence rank_of(const Expression& expression) {
    return std::visit(RankOf(), expression.node);
}

bool takes_colon(const ast::HasLabel& test) {
    return test.subject->bracketed || rank_of(*test.subject) == Precedence::Atom;
}

Precedence above(Precedence rank) {
    return static_cast<Precedence>(static_cast<int>(rank) + 1);
}

/// What in brackets could be taken for a node: `(a)-[b]-(c)` is a pattern, so the brackets are not
/// kept.
bool looks_like_node(const Expression& expression) {
    const auto* test = std::get_if<ast::HasLabel>(&expression.node);
    const auto& node = test ? test->subject->node : expression.node;
    return std::holds_alternative<ast::Variable>(node) ||
           std::holds_alternative<ast::Parameter>(node) ||
           std::holds_alternative<ast::MapLiteral>(node);
}

std::string_view sign_of(ast::ArithmeticOp op) {
    using Op = ast::ArithmeticOp;
    switch (op) {
        case Op::Add: return " + ";
        case Op::Subtract: return " - ";
        case Op::Multiply: return " * ";
        case Op::Divide: return " / ";
        case Op::Modulo: return " % ";
        case Op::Power: return " ^ ";
    }
    return {};
}

std::string_view sign_of(ast::CompareOp op) {
    using Op = ast::CompareOp;
    switch (op) {
        case Op::Equal: return " = ";
        case Op::NotEqual: return " <> ";
        case Op::Less: return " < ";
        case Op::LessEqual: return " <= ";
        case Op::Greater: return " > ";
        case Op::GreaterEqual: return " >= ";
    }
    return {};
}

std::string_view word_of(ast::TestOp op) {
    using Op = ast::TestOp;
    switch (op) {
        case Op::StartsWith: return " STARTS WITH ";
        case Op::EndsWith: return " ENDS WITH ";
        case Op::Contains: return " CONTAINS ";
        case Op::Matches: return " =~ ";
        case Op::In: return " IN ";
    }
    return {};
}

}  // namespace

void SyntaxPrinter::expression(const Expression& expression, Precedence least) {
    const bool needed = rank_of(expression) < least;
    const bool brackets = needed || (expression.bracketed && !looks_like_node(expression));
    if (brackets) out_ += '(';
    std::visit([&](const auto& node) { put(node); }, expression.node);
    if (brackets) out_ += ')';
}

// ---- operators ---------------------------------------------------------------------------------

void SyntaxPrinter::put(const ast::Logical& logical) {
    using Op = ast::LogicalOp;
    const std::string_view word = logical.op == Op::And   ? " AND "
                                  : logical.op == Op::Xor ? " XOR "
                                                          : " OR ";
    const Precedence least = above(RankOf()(logical));
    list(logical.operands, word, [&](const Expression& operand) { expression(operand, least); });
}

void SyntaxPrinter::put(const ast::Arithmetic& arithmetic) {
    const Precedence least = above(RankOf()(arithmetic));
    for (std::size_t i = 0; i < arithmetic.operands.size(); ++i) {
        if (i > 0) out_ += sign_of(arithmetic.ops[i - 1]);
        expression(arithmetic.operands[i], least);
    }
}

void SyntaxPrinter::put(const ast::Comparison& comparison) {
    for (std::size_t i = 0; i < comparison.operands.size(); ++i) {
        if (i > 0) out_ += sign_of(comparison.ops[i - 1]);
        expression(comparison.operands[i], Precedence::Test);
    }
}

void SyntaxPrinter::put(const ast::Test& test) {
    expression(*test.left, Precedence::Test);
    out_ += word_of(test.op);
    expression(*test.right, Precedence::Sum);
}

void SyntaxPrinter::put(const ast::Unary& unary) {
    using Op = ast::UnaryOp;
    switch (unary.op) {
        case Op::Not:
            out_ += "NOT ";
            expression(*unary.operand, Precedence::Not);
            return;
        case Op::IsNull:
        case Op::IsNotNull:
            expression(*unary.operand, Precedence::Test);
            out_ += unary.op == Op::IsNull ? " IS NULL" : " IS NOT NULL";
            return;
        case Op::Plus:
        case Op::Negate: break;
    }
    out_ += unary.op == Op::Plus ? '+' : '-';
    // `-1` would be read as one number.
    const auto* literal = std::get_if<ast::Literal>(&unary.operand->node);
    const bool number = literal && literal->value.is_number() && !negative(literal->value);
    if (number && !unary.operand->bracketed) out_ += '(';
    expression(*unary.operand, Precedence::Sign);
    if (number && !unary.operand->bracketed) out_ += ')';
}

void SyntaxPrinter::put(const ast::HasLabel& test) {
    const bool colon = takes_colon(test);
    expression(*test.subject, colon ? Precedence::Atom : Precedence::Test);
    out_ += colon ? ":" : " IS ";
    // In brackets, since `|` could begin the result of a comprehension.
    const bool choice = test.labels.op == ast::LabelExpression::Op::Or;
    if (choice) {
        label_operand(test.labels);
    } else if (!colon && test.labels.op == ast::LabelExpression::Op::Name) {
        name(test.labels.name.text);
    } else {
        labels(test.labels);
    }
}

void SyntaxPrinter::put(const ast::Property& property) {
    expression(*property.subject, Precedence::Atom);
    out_ += '.';
    key(property.key.text);
}

void SyntaxPrinter::put(const ast::Index& index) {
    expression(*index.subject, Precedence::Atom);
    out_ += '[';
    expression(*index.index);
    out_ += ']';
}

void SyntaxPrinter::put(const ast::Slice& slice) {
    expression(*slice.subject, Precedence::Atom);
    out_ += '[';
    if (slice.from) expression(*slice.from);
    out_ += "..";
    if (slice.to) expression(*slice.to);
    out_ += ']';
}

// ---- literals ----------------------------------------------------------------------------------

void SyntaxPrinter::put(const ast::Literal& literal) {
    value(literal.value);
}

void SyntaxPrinter::value(const Value& value) {
    if (value.is(Kind::String)) return string(value.as_string());
    if (value.is(Kind::List)) {
        out_ += '[';
        list(value.as_list(), ", ", [&](const Value& item) { this->value(item); });
        out_ += ']';
        return;
    }
    if (value.is(Kind::Map)) {
        out_ += '{';
        list(value.as_map(), ", ", [&](const auto& entry) {
            key(entry.first);
            out_ += ": ";
            this->value(entry.second);
        });
        out_ += '}';
        return;
    }
    out_ += to_text(value);
}

void SyntaxPrinter::string(std::string_view text) {
    out_ += '\'';
    for (const char c : text) {
        switch (c) {
            case '\'': out_ += "\\'"; break;
            case '\\': out_ += "\\\\"; break;
            case '\n': out_ += "\\n"; break;
            case '\r': out_ += "\\r"; break;
            case '\t': out_ += "\\t"; break;
            default:
                if ((c >= 0 && c < ' ') || c == '\x7F') {
                    out_ += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
                } else {
                    out_ += c;
                }
        }
    }
    out_ += '\'';
}

void SyntaxPrinter::put(const ast::Parameter& parameter) {
    out_ += '$';
    const std::string& name = parameter.name;
    const bool number = !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
    number ? void(out_ += name) : key(name);
}

void SyntaxPrinter::put(const ast::Variable& variable) {
    name(variable.name);
}

void SyntaxPrinter::put(const ast::ListLiteral& literal) {
    out_ += '[';
    list(literal.items, ", ", [&](const Expression& item) { expression(item); });
    out_ += ']';
}

void SyntaxPrinter::put(const ast::MapLiteral& map) {
    out_ += '{';
    list(map.entries, ", ", [&](const auto& entry) {
        key(entry.first.text);
        out_ += ": ";
        expression(entry.second);
    });
    out_ += '}';
}

}  // namespace dingtu
