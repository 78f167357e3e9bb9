#include "grammar/printer.h"

#include <algorithm>

namespace dingtu {

using ast::LabelExpression;

void SyntaxPrinter::paths(const std::vector<ast::PathPattern>& patterns) {
    list(patterns, ", ", [&](const ast::PathPattern& pattern) { path(pattern); });
}

void SyntaxPrinter::path(const ast::PathPattern& pattern) {
    using ast::Selector;
    if (pattern.variable) {
        name(pattern.variable->text);
        out_ += " = ";
    }
    switch (pattern.selector) {
        case Selector::None: break;
        case Selector::ShortestPath: out_ += "shortestPath("; break;
        case Selector::AllShortestPaths: out_ += "allShortestPaths("; break;
        case Selector::AnyShortest: out_ += "ANY SHORTEST "; break;
        case Selector::AllShortest: out_ += "ALL SHORTEST "; break;
        case Selector::ShortestK: out_ += "SHORTEST " + std::to_string(pattern.k) + ' '; break;
    }
    node(pattern.nodes.front());
    for (std::size_t i = 0; i < pattern.relationships.size(); ++i) {
        relationship(pattern.relationships[i]);
        node(pattern.nodes[i + 1]);
    }
    const bool function = pattern.selector == Selector::ShortestPath ||
                          pattern.selector == Selector::AllShortestPaths;
    if (function) out_ += ')';
}

void SyntaxPrinter::node(const ast::NodePattern& node) {
    out_ += '(';
    const std::size_t begin = out_.size();
    if (node.variable) name(node.variable->text);
    if (node.labels) {
        out_ += ':';
        labels(*node.labels);
    }
    properties_and_condition(node.properties, node.condition);
    if (out_.size() > begin && out_[begin] == ' ') out_.erase(begin, 1);
    out_ += ')';
}

void SyntaxPrinter::properties_and_condition(const ast::Child& properties,
                                             const ast::Child& condition) {
    if (properties) {
        out_ += ' ';
        expression(*properties);
    }
    if (condition) {
        out_ += " WHERE ";
        expression(*condition);
    }
}

void SyntaxPrinter::relationship(const ast::RelationshipPattern& relationship) {
    out_ += relationship.arrow == ast::Arrow::Left ? "<-" : "-";
    body(relationship);
    out_ += relationship.arrow == ast::Arrow::Right ? "->" : "-";
    if (relationship.quantified) quantity(relationship);
}

/// What stands in the square brackets, which are left out with it.
void SyntaxPrinter::body(const ast::RelationshipPattern& relationship) {
    const std::size_t begin = out_.size();
    if (relationship.variable) name(relationship.variable->text);
    if (relationship.types) {
        out_ += ':';
        labels(*relationship.types);
    }
    if (relationship.variable_length && !relationship.quantified) range(relationship);
    properties_and_condition(relationship.properties, relationship.condition);
    if (out_.size() == begin) return;
    if (out_[begin] == ' ') out_.erase(begin, 1);
    out_.insert(begin, 1, '[');
    out_ += ']';
}

void SyntaxPrinter::range(const ast::RelationshipPattern& relationship) {
    out_ += '*';
    if (relationship.min) out_ += std::to_string(*relationship.min);
    if (relationship.min && relationship.min == relationship.max) return;
    if (relationship.min || relationship.max) out_ += "..";
    if (relationship.max) out_ += std::to_string(*relationship.max);
}

void SyntaxPrinter::quantity(const ast::RelationshipPattern& relationship) {
    const auto min = relationship.min.value_or(0);
    if (!relationship.max && min < 2) {
        out_ += min == 0 ? "*" : "+";
        return;
    }
    out_ += '{' + std::to_string(min);
    if (!relationship.max || *relationship.max != min) out_ += ',';
    if (relationship.max && *relationship.max != min) out_ += std::to_string(*relationship.max);
    out_ += '}';
}

void SyntaxPrinter::labels(const LabelExpression& labels) {
    using Op = LabelExpression::Op;
    switch (labels.op) {
        case Op::Name: key(labels.name.text); return;
        case Op::Any: out_ += '%'; return;
        case Op::Not:
            out_ += '!';
            label_operand(labels.operands.front());
            return;
        case Op::Or: {
            const auto put_part = [&](const LabelExpression& part) {
                part.op == Op::Or ? label_operand(part) : this->labels(part);
            };
            list(labels.operands, "|", put_part);
            return;
        }
        case Op::And: {
            const bool names =
                std::all_of(labels.operands.begin(), labels.operands.end(),
                            [](const LabelExpression& part) { return part.op == Op::Name; });
            list(labels.operands, names ? ":" : "&",
                 [&](const LabelExpression& part) { label_operand(part); });
            return;
        }
    }
}

void SyntaxPrinter::label_operand(const LabelExpression& part) {
    const bool joined = part.op == LabelExpression::Op::And || part.op == LabelExpression::Op::Or;
    if (joined) out_ += '(';
    labels(part);
    if (joined) out_ += ')';
}

}  // namespace dingtu
