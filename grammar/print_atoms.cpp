#include "grammar/printer.h"

namespace dingtu {

using ast::Expression;

void SyntaxPrinter::put(const ast::Call& call) {
    function(call.function.text);
    out_ += '(';
    if (call.distinct) out_ += "DISTINCT ";
    if (call.star) out_ += '*';
    list(call.args, ", ", [&](const Expression& argument) { expression(argument); });
    out_ += ')';
}

void SyntaxPrinter::put(const ast::Case& choice) {
    out_ += "CASE";
    if (choice.subject) {
        out_ += ' ';
        expression(*choice.subject);
    }
    for (const ast::Case::When& when : choice.whens) {
        out_ += " WHEN ";
        expression(when.condition);
        out_ += " THEN ";
        expression(when.result);
    }
    if (choice.otherwise) {
        out_ += " ELSE ";
        expression(*choice.otherwise);
    }
    out_ += " END";
}

void SyntaxPrinter::put(const ast::ListComprehension& comprehension) {
    out_ += '[';
    name(comprehension.variable.text);
    out_ += " IN ";
    expression(*comprehension.source);
    if (comprehension.condition) {
        out_ += " WHERE ";
        expression(*comprehension.condition);
    }
    if (comprehension.result) {
        out_ += " | ";
        expression(*comprehension.result);
    }
    out_ += ']';
}

void SyntaxPrinter::put(const ast::PatternComprehension& comprehension) {
    out_ += '[';
    path(*comprehension.pattern);
    if (comprehension.condition) {
        out_ += " WHERE ";
        expression(*comprehension.condition);
    }
    out_ += " | ";
    expression(*comprehension.result);
    out_ += ']';
}

void SyntaxPrinter::put(const ast::Quantifier& quantifier) {
    using Op = ast::QuantifierOp;
    switch (quantifier.op) {
        case Op::All: out_ += "all("; break;
        case Op::Any: out_ += "any("; break;
        case Op::None: out_ += "none("; break;
        case Op::Single: out_ += "single("; break;
    }
    name(quantifier.variable.text);
    out_ += " IN ";
    expression(*quantifier.source);
    if (quantifier.condition) {
        out_ += " WHERE ";
        expression(*quantifier.condition);
    }
    out_ += ')';
}

void SyntaxPrinter::put(const ast::Reduce& reduce) {
    out_ += "reduce(";
    name(reduce.accumulator.text);
    out_ += " = ";
    expression(*reduce.initial);
    out_ += ", ";
    name(reduce.variable.text);
    out_ += " IN ";
    expression(*reduce.source);
    out_ += " | ";
    expression(*reduce.result);
    out_ += ')';
}

void SyntaxPrinter::put(const ast::PatternExpression& pattern) {
    path(*pattern.pattern);
}

void SyntaxPrinter::put(const ast::Subquery& subquery) {
    using Op = ast::Subquery::Op;
    switch (subquery.op) {
        case Op::Exists: out_ += "EXISTS { "; break;
        case Op::Count: out_ += "COUNT { "; break;
        case Op::Collect: out_ += "COLLECT { "; break;
    }
    query(*subquery.query);
    out_ += " }";
}

}  // namespace dingtu
