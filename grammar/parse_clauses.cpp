#include "grammar/parse_tree.h"

#include <fmt/format.h>

namespace dingtu {

using ast::Clause;

Error syntax_error(const std::string& message, Span span, const char* detail) {
    return Error(Phase::Syntax, message).at(span).named("SyntaxError", detail);
}

ast::Statement TreeReader::statement(Tree::StatementContext* rule) const {
    ast::Statement statement;
    if (rule->EXPLAIN()) statement.mode = ast::Statement::Mode::Explain;
    if (rule->PROFILE()) statement.mode = ast::Statement::Mode::Profile;
    statement.query = query(rule->query());
    statement.span = {source_.span(rule->start).begin, statement.query.span.end};
    refuse_open_end(statement.query);
    return statement;
}

ast::Query TreeReader::query(Tree::QueryContext* rule) const {
    ast::Query query;
    query.span = source_.span(rule);
    for (auto* part : rule->singleQuery())
        query.parts.push_back(single_query(part));
    for (auto* word : rule->unionWord()) {
        const bool all = word->ALL() != nullptr;
        if (!query.all.empty() && query.all.back() != all) {
            throw syntax_error("UNION and UNION ALL cannot be mixed in one query",
                               source_.span(word), "InvalidClauseComposition")
                .hint("use one of them throughout");
        }
        query.all.push_back(all);
    }
    return query;
}

ast::SingleQuery TreeReader::single_query(Tree::SingleQueryContext* rule) const {
    ast::SingleQuery query;
    query.span = source_.span(rule);
    for (auto* part : rule->clause())
        query.clauses.push_back(clause(part));
    refuse_bad_order(query);
    refuse_bad_calls(query);
    return query;
}

Clause TreeReader::clause(Tree::ClauseContext* rule) const {
    const auto made = [&](auto node) { return Clause{std::move(node), source_.span(rule)}; };
    if (auto* part = rule->matchClause()) return made(match(part));
    if (auto* part = rule->returnClause()) return made(ast::Return{projection(part->projection())});
    if (auto* part = rule->withClause()) return made(with(part));
    if (auto* part = rule->unwindClause()) return made(unwind(part));
    if (auto* part = rule->forClause()) return made(for_clause(part));
    if (auto* part = rule->createClause()) {
        return made(ast::Create{patterns(part->patterns(), Use::Create)});
    }
    if (auto* part = rule->mergeClause()) return made(merge(part));
    if (auto* part = rule->setClause()) return made(set(part));
    if (auto* part = rule->removeClause()) return made(remove(part));
    if (auto* part = rule->deleteClause()) return made(delete_clause(part));
    if (auto* part = rule->callClause()) return made(call(part));
    if (auto* part = rule->letClause()) return made(let(part));
    if (auto* part = rule->filterClause()) {
        return made(ast::Filter{expression(part->expression())});
    }
    return made(page(rule->pageClause()));
}

ast::Match TreeReader::match(Tree::MatchClauseContext* rule) const {
    return {rule->OPTIONAL() != nullptr, patterns(rule->patterns(), Use::Match),
            where(rule->where())};
}

ast::Unwind TreeReader::unwind(Tree::UnwindClauseContext* rule) const {
    return {expression(rule->expression()), name(rule->variable())};
}

ast::Unwind TreeReader::for_clause(Tree::ForClauseContext* rule) const {
    return {expression(rule->expression()), name(rule->variable())};
}

ast::With TreeReader::with(Tree::WithClauseContext* rule) const {
    ast::With with{projection(rule->projection()), where(rule->where())};
    for (const ast::ProjectionItem& item : with.projection.items) {
        if (item.alias || std::holds_alternative<ast::Variable>(item.expression.node)) continue;
        throw syntax_error(fmt::format("`{}` needs a name in WITH", item.text),
                           item.expression.span, "NoExpressionAlias")
            .hint("add AS and a name");
    }
    return with;
}

ast::Merge TreeReader::merge(Tree::MergeClauseContext* rule) const {
    ast::Merge merge;
    merge.pattern = path_pattern(rule->pathPattern(), Use::Merge);
    for (auto* action : rule->mergeAction()) {
        auto& into = action->CREATE() ? merge.on_create : merge.on_match;
        for (auto* item : action->setClause()->setItem())
            into.push_back(set_item(item));
    }
    return merge;
}

ast::Set TreeReader::set(Tree::SetClauseContext* rule) const {
    ast::Set set;
    for (auto* item : rule->setItem())
        set.items.push_back(set_item(item));
    return set;
}

ast::SetItem TreeReader::set_item(Tree::SetItemContext* rule) const {
    using Op = ast::SetItem::Op;
    ast::SetItem item;
    item.span = source_.span(rule);
    if (rule->propertyOf()) {
        item.target = property_of(rule->propertyOf());
    } else {
        item.target = at(rule->variable(), ast::Variable{name(rule->variable()).text});
    }
    if (rule->labelNames()) {
        item.op = Op::Labels;
        item.labels = label_names(rule->labelNames());
        return item;
    }
    if (rule->variable()) {
        item.op = symbol(rule->op->getType()) == "=" ? Op::Replace : Op::Merge;
    }
    item.value = expression(rule->expression());
    return item;
}

ast::Remove TreeReader::remove(Tree::RemoveClauseContext* rule) const {
    ast::Remove remove;
    for (auto* part : rule->removeItem()) {
        ast::RemoveItem item;
        item.span = source_.span(part);
        if (part->propertyOf()) {
            item.target = property_of(part->propertyOf());
        } else {
            item.target = at(part->variable(), ast::Variable{name(part->variable()).text});
            item.labels = label_names(part->labelNames());
        }
        remove.items.push_back(std::move(item));
    }
    return remove;
}

ast::Delete TreeReader::delete_clause(Tree::DeleteClauseContext* rule) const {
    ast::Delete result{rule->DETACH() != nullptr, expressions(rule->expression())};
    for (const ast::Expression& target : result.targets) {
        if (!std::holds_alternative<ast::HasLabel>(target.node)) continue;
        throw syntax_error("DELETE takes nodes, relationships and paths, not labels", target.span,
                           "InvalidDelete")
            .hint("REMOVE takes a label off a node");
    }
    return result;
}

ast::CallProcedure TreeReader::call(Tree::CallClauseContext* rule) const {
    ast::CallProcedure call;
    call.procedure = dotted_name(rule->procedureName());
    call.implicit_args = rule->arguments() == nullptr;
    if (rule->arguments()) call.args = expressions(rule->arguments()->expression());
    if (!rule->YIELD()) return call;
    call.where = where(rule->where());
    if (rule->yieldItem().empty()) {
        call.yield_star = true;
        return call;
    }
    call.yield.emplace();
    for (auto* part : rule->yieldItem()) {
        ast::YieldItem item{name(part->name()), {}};
        if (part->variable()) item.alias = name(part->variable());
        call.yield->push_back(std::move(item));
    }
    return call;
}

ast::Let TreeReader::let(Tree::LetClauseContext* rule) const {
    ast::Let let;
    for (auto* item : rule->letItem()) {
        let.items.emplace_back(name(item->variable()), expression(item->expression()));
    }
    return let;
}

ast::OrderAndPage TreeReader::page(Tree::PageClauseContext* rule) const {
    ast::OrderAndPage page;
    if (rule->orderBy()) page.order = order_by(rule->orderBy());
    if (rule->skip()) page.skip = expression(rule->skip()->expression());
    if (rule->limit()) page.limit = expression(rule->limit()->expression());
    return page;
}

ast::Projection TreeReader::projection(Tree::ProjectionContext* rule) const {
    ast::Projection projection;
    projection.distinct = rule->DISTINCT() != nullptr;
    projection.star = rule->star != nullptr;
    for (auto* item : rule->projectionItem())
        projection.items.push_back(projection_item(item));
    if (rule->orderBy()) projection.order = order_by(rule->orderBy());
    if (rule->skip()) projection.skip = expression(rule->skip()->expression());
    if (rule->limit()) projection.limit = expression(rule->limit()->expression());
    return projection;
}

ast::ProjectionItem TreeReader::projection_item(Tree::ProjectionItemContext* rule) const {
    ast::ProjectionItem item;
    item.expression = expression(rule->expression());
    item.text = source_.text(source_.span(rule->expression()));
    if (rule->variable()) item.alias = name(rule->variable());
    return item;
}

std::vector<ast::SortItem> TreeReader::order_by(Tree::OrderByContext* rule) const {
    std::vector<ast::SortItem> items;
    for (auto* item : rule->sortItem()) {
        const bool descending = item->DESC() || item->DESCENDING();
        items.push_back({expression(item->expression()), descending});
    }
    return items;
}

std::optional<ast::Expression> TreeReader::where(Tree::WhereContext* rule) const {
    if (!rule) return std::nullopt;
    return expression(rule->expression());
}

ast::Expression TreeReader::property_of(Tree::PropertyOfContext* rule) const {
    ast::Expression subject = atom(rule->atom());
    for (auto* key : rule->anyName()) {
        const Span span{subject.span.begin, source_.span(key).end};
        ast::Property property{std::make_unique<ast::Expression>(std::move(subject)), name(key)};
        subject = {std::move(property), span, false};
    }
    return subject;
}

std::vector<ast::Name> TreeReader::label_names(Tree::LabelNamesContext* rule) const {
    std::vector<ast::Name> names;
    for (auto* label : rule->anyName())
        names.push_back(name(label));
    return names;
}

}  // namespace dingtu
