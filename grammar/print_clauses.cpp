#include "grammar/printer.h"

namespace dingtu {

void SyntaxPrinter::statement(const ast::Statement& statement) {
    if (statement.mode == ast::Statement::Mode::Explain) out_ += "EXPLAIN ";
    if (statement.mode == ast::Statement::Mode::Profile) out_ += "PROFILE ";
    query(statement.query);
}

void SyntaxPrinter::query(const ast::Query& query) {
    for (std::size_t i = 0; i < query.parts.size(); ++i) {
        if (i > 0) out_ += query.all[i - 1] ? " UNION ALL " : " UNION ";
        list(query.parts[i].clauses, " ", [&](const ast::Clause& part) { clause(part); });
    }
}

void SyntaxPrinter::clause(const ast::Clause& clause) {
    std::visit([&](const auto& node) { put(node); }, clause.node);
}

void SyntaxPrinter::put(const ast::Match& clause) {
    out_ += clause.optional ? "OPTIONAL MATCH " : "MATCH ";
    paths(clause.patterns);
    where(clause.where);
}

void SyntaxPrinter::put(const ast::Unwind& clause) {
    out_ += "UNWIND ";
    expression(clause.source);
    out_ += " AS ";
    name(clause.variable.text);
}

void SyntaxPrinter::put(const ast::With& clause) {
    out_ += "WITH ";
    projection(clause.projection);
    where(clause.where);
}

void SyntaxPrinter::put(const ast::Return& clause) {
    out_ += "RETURN ";
    projection(clause.projection);
}

void SyntaxPrinter::put(const ast::Create& clause) {
    out_ += "CREATE ";
    paths(clause.patterns);
}

void SyntaxPrinter::put(const ast::Merge& clause) {
    out_ += "MERGE ";
    path(clause.pattern);
    if (!clause.on_create.empty()) {
        out_ += " ON CREATE SET ";
        set_items(clause.on_create);
    }
    if (!clause.on_match.empty()) {
        out_ += " ON MATCH SET ";
        set_items(clause.on_match);
    }
}

void SyntaxPrinter::put(const ast::Set& clause) {
    out_ += "SET ";
    set_items(clause.items);
}

void SyntaxPrinter::put(const ast::Remove& clause) {
    out_ += "REMOVE ";
    list(clause.items, ", ", [&](const ast::RemoveItem& item) {
        expression(item.target, Precedence::Atom);
        label_names(item.labels);
    });
}

void SyntaxPrinter::put(const ast::Delete& clause) {
    out_ += clause.detach ? "DETACH DELETE " : "DELETE ";
    list(clause.targets, ", ", [&](const ast::Expression& target) { expression(target); });
}

void SyntaxPrinter::put(const ast::CallProcedure& clause) {
    out_ += "CALL ";
    procedure(clause.procedure.text);
    if (!clause.implicit_args) {
        out_ += '(';
        list(clause.args, ", ", [&](const ast::Expression& argument) { expression(argument); });
        out_ += ')';
    }
    if (!clause.yield_star && !clause.yield) return;
    out_ += " YIELD ";
    if (clause.yield_star) out_ += '*';
    if (clause.yield) {
        list(*clause.yield, ", ", [&](const ast::YieldItem& item) {
            name(item.column.text);
            if (!item.alias) return;
            out_ += " AS ";
            name(item.alias->text);
        });
    }
    where(clause.where);
}

void SyntaxPrinter::put(const ast::Let& clause) {
    out_ += "LET ";
    list(clause.items, ", ", [&](const auto& item) {
        name(item.first.text);
        out_ += " = ";
        expression(item.second);
    });
}

void SyntaxPrinter::put(const ast::Filter& clause) {
    out_ += "FILTER ";
    expression(clause.condition);
}

void SyntaxPrinter::put(const ast::OrderAndPage& clause) {
    const std::size_t begin = out_.size();
    order_and_page(clause.order, clause.skip, clause.limit);
    out_.erase(begin, 1);  // the space that divides it from a projection
}

void SyntaxPrinter::projection(const ast::Projection& projection) {
    if (projection.distinct) out_ += "DISTINCT ";
    if (projection.star) out_ += projection.items.empty() ? "*" : "*, ";
    list(projection.items, ", ", [&](const ast::ProjectionItem& item) {
        expression(item.expression);
        if (!item.alias) return;
        out_ += " AS ";
        name(item.alias->text);
    });
    order_and_page(projection.order, projection.skip, projection.limit);
}

void SyntaxPrinter::order_and_page(const std::vector<ast::SortItem>& order,
                                   const std::optional<ast::Expression>& skip,
                                   const std::optional<ast::Expression>& limit) {
    if (!order.empty()) out_ += " ORDER BY ";
    list(order, ", ", [&](const ast::SortItem& item) {
        expression(item.expression);
        if (item.descending) out_ += " DESC";
    });
    if (skip) {
        out_ += " SKIP ";
        expression(*skip);
    }
    if (limit) {
        out_ += " LIMIT ";
        expression(*limit);
    }
}

void SyntaxPrinter::set_items(const std::vector<ast::SetItem>& items) {
    list(items, ", ", [&](const ast::SetItem& item) {
        expression(item.target, Precedence::Atom);
        label_names(item.labels);
        if (!item.value) return;
        out_ += item.op == ast::SetItem::Op::Merge ? " += " : " = ";
        expression(*item.value);
    });
}

void SyntaxPrinter::where(const std::optional<ast::Expression>& condition) {
    if (!condition) return;
    out_ += " WHERE ";
    expression(*condition);
}

void SyntaxPrinter::label_names(const std::vector<ast::Name>& names) {
    for (const ast::Name& label : names) {
        out_ += ':';
        key(label.text);
    }
}

}  // namespace dingtu
