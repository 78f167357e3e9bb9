// WITH and RETURN: columns, grouping, order, paging.

#include "base/text.h"
#include "grammar/print.h"
#include "query/aggregate_search.h"
#include "query/binder.h"

#include <algorithm>

#include <fmt/format.h>

namespace dingtu {

/// Binds one projection: the steps it needs go onto the binder's plan, its columns become the
/// scope.
class ProjectionBinder {
public:
    ProjectionBinder(Binder& binder, const ast::Projection& projection, bool named)
        : binder_(binder),
          projection_(projection),
          named_(named) {}

    void bind(const ast::Expression* where) {
        collect_items();
        grouping_ = std::any_of(items_.begin(), items_.end(),
                                [](const Item& item) { return item.aggregating; });
        before_ = binder_.scope_.columns();
        bind_items();
        become_scope();
        if (projection_.distinct) {
            put_distinct();
        }
        bind_order();
        binder_.bind_paging(projection_.skip, projection_.limit);
        bind_where(where);
        narrow_scope();
    }

    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const Item& item : items_) {
            names.push_back(item.name);
        }
        return names;
    }
    [[nodiscard]] Slots slots() const {
        Slots slots;
        for (const Item& item : items_) {
            slots.push_back(item.slot);
        }
        return slots;
    }

private:
    struct Item {
        std::string name;
        const ast::Expression* expression = nullptr;  // null for a variable from `*`
        std::string key;                              // canonical text of the expression
        bool aggregating = false;
        Slot slot = 0;
        Type type;
        ExpressionPtr bound;
    };

    // ---- items ----

    void collect_items() {
        if (projection_.star) {
            collect_all_variables();
        }
        for (const ast::ProjectionItem& item : projection_.items) {
            bool plain_variable = std::holds_alternative<ast::Variable>(item.expression.node);
            if (named_ && !item.alias && !plain_variable) {
                throw refusal(item.expression.span, "an expression in WITH needs a name",
                              "NoExpressionAlias")
                    .hint("write `... AS name`");
            }
            std::string name = item.alias ? item.alias->text : item.text;
            if (plain_variable && !item.alias) {
                name = std::get<ast::Variable>(item.expression.node).name;
            }
            refuse_same_name(name, item);
            items_.push_back({.name = name,
                              .expression = &item.expression,
                              .key = to_text(item.expression),
                              .aggregating = aggregates(item.expression),
                              .slot = 0,
                              .type = {},
                              .bound = nullptr});
        }
    }

    void collect_all_variables() {
        const auto& columns = binder_.scope_.columns();
        if (columns.empty() && !named_) {
            throw refusal({}, "`*` stands for all variables, and there are none",
                          "NoVariablesInScope");
        }
        for (const auto& [name, variable] : columns) {
            items_.push_back({.name = name,
                              .expression = nullptr,
                              .key = quoted_name(name),
                              .aggregating = false,
                              .slot = variable.slot,
                              .type = variable.type,
                              .bound = make_column(variable.slot)});
        }
    }

    void refuse_same_name(const std::string& name, const ast::ProjectionItem& item) const {
        bool taken = std::any_of(items_.begin(), items_.end(),
                                 [&](const Item& other) { return other.name == name; });
        if (!taken) {
            return;
        }
        throw refusal(item.alias ? item.alias->span : item.expression.span,
                      fmt::format("two columns have the name `{}`", name), "ColumnNameConflict")
            .hint("give one of them another name with AS");
    }

    void bind_items() {
        plan::Project keys;
        for (Item& item : items_) {
            if (!item.aggregating) {
                bind_plain(item, keys);
            }
        }
        if (!keys.items.empty()) {
            binder_.put(std::move(keys));
        }
        if (grouping_) {
            bind_groups();
        }
    }

    /// A plain item is a column of its own: the variable's, if it is just that.
    void bind_plain(Item& item, plan::Project& into) {
        if (item.expression == nullptr) {
            return;
        }
        Typed bound = binder_.expression(*item.expression);
        item.type = bound.type;
        if (auto slot = column_slot(*bound.expression)) {
            item.slot = *slot;
            return;
        }
        item.slot = binder_.state_.slot();
        into.items.push_back({.slot = item.slot, .expression = bound.expression, .text = item.key});
    }

    void bind_groups() {
        plan::GroupBy group;
        group.weight = binder_.state_.slot();
        plan::Project after;
        for (const Item& item : items_) {
            if (item.aggregating) {
                continue;
            }
            group.keys.push_back(item.slot);
            // What is grouped by may be used beside an aggregate if it is simple: a variable, a
            // property of one. A compound expression may not, though its text is the same.
            if (item.expression == nullptr || simple(*item.expression)) {
                keys_[item.key] = {make_column(item.slot), item.type};
            }
        }
        for (Item& item : items_) {
            if (item.aggregating) {
                bind_aggregating(item, group, after);
            }
        }
        dedupe(group.keys);
        binder_.put(std::move(group));
        if (!after.items.empty()) {
            binder_.put(std::move(after));
        }
    }

    static void dedupe(Slots& slots) {
        std::sort(slots.begin(), slots.end());
        slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
    }

    static bool simple(const ast::Expression& expression) {
        if (std::holds_alternative<ast::Variable>(expression.node)) {
            return true;
        }
        const auto* property = std::get_if<ast::Property>(&expression.node);
        return property != nullptr && simple(*property->subject);
    }

    void bind_aggregating(Item& item, plan::GroupBy& group, plan::Project& after) {
        binder_.aggregates_ = &group.items;
        binder_.replacements_ = &keys_;
        binder_.only_replacements_ = true;
        Typed bound = binder_.expression(*item.expression);
        binder_.only_replacements_ = false;
        binder_.replacements_ = nullptr;
        binder_.aggregates_ = nullptr;
        item.type = bound.type;
        if (auto slot = column_slot(*bound.expression)) {
            item.slot = *slot;
            return;
        }
        item.slot = binder_.state_.slot();
        after.items.push_back(
            {.slot = item.slot, .expression = bound.expression, .text = item.key});
    }

    // ---- scope, distinct, order ----

    /// ORDER BY sees the new columns, and the old variables too where rows still stand for one row
    /// of before.
    void become_scope() {
        std::map<std::string, Variable, std::less<>> columns;
        if (!grouping_ && !projection_.distinct) {
            columns = before_;
        }
        for (const Item& item : items_) {
            columns[item.name] = {.slot = item.slot, .type = item.type};
        }
        binder_.scope_.replace(std::move(columns));
    }

    void narrow_scope() {
        std::map<std::string, Variable, std::less<>> columns;
        for (const Item& item : items_) {
            columns[item.name] = {.slot = item.slot, .type = item.type};
        }
        binder_.scope_.replace(std::move(columns));
    }

    void put_distinct() {
        Slots slots = this->slots();
        dedupe(slots);
        binder_.put(plan::Distinct{std::move(slots)});
    }

    /// The columns by the texts of their expressions: `RETURN DISTINCT a.x ORDER BY a.x`.
    [[nodiscard]] std::map<std::string, Typed> columns_by_text() const {
        std::map<std::string, Typed> known;
        for (const Item& item : items_) {
            bool usable = item.expression != nullptr && !shadowed(item);
            if (usable) {
                known[item.key] = {make_column(item.slot), item.type};
            }
        }
        for (const Item& item : items_) {
            known[quoted_name(item.name)] = {make_column(item.slot), item.type};
        }
        return known;
    }

    /// WHERE sees what ORDER BY sees.
    void bind_where(const ast::Expression* where) {
        if (where == nullptr) {
            return;
        }
        auto known = columns_by_text();
        binder_.replacements_ = &known;
        binder_.bind_filter(*where);
        binder_.replacements_ = nullptr;
    }

    void bind_order() {
        if (projection_.order.empty()) {
            return;
        }
        auto known = columns_by_text();
        binder_.replacements_ = &known;
        plan::Sort sort;
        for (const ast::SortItem& item : projection_.order) {
            sort.keys.push_back({.expression = sort_key(item.expression),
                                 .descending = item.descending,
                                 .text = to_text(item.expression)});
        }
        binder_.replacements_ = nullptr;
        binder_.put(std::move(sort));
    }

    /// ORDER BY may repeat aggregates of the projection beside what is grouped by; it cannot bring
    /// one of its own.
    ExpressionPtr sort_key(const ast::Expression& expression) {
        bool repeats = binder_.replacements_->contains(to_text(expression));
        if (repeats || !aggregates(expression)) {
            return binder_.expression(expression).expression;
        }
        if (!grouping_) {
            throw refusal(expression.span, "ORDER BY cannot aggregate where the columns do not",
                          "InvalidAggregation")
                .hint("aggregate in a column and order by that");
        }
        std::vector<plan::GroupBy::Item> own;
        binder_.aggregates_ = &own;
        binder_.only_replacements_ = true;
        ExpressionPtr bound = binder_.expression(expression).expression;
        binder_.only_replacements_ = false;
        binder_.aggregates_ = nullptr;
        if (!own.empty()) {
            throw refusal(expression.span, "ORDER BY cannot bring an aggregate of its own",
                          "UndefinedVariable")
                .hint("make it a column, and order by that");
        }
        return bound;
    }

    /// `RETURN a.x AS a ORDER BY a.x` means the new `a`.
    [[nodiscard]] bool shadowed(const Item& item) const {
        const ast::Expression* subject = item.expression;
        while (const auto* property = std::get_if<ast::Property>(&subject->node)) {
            subject = property->subject.get();
        }
        const auto* variable = std::get_if<ast::Variable>(&subject->node);
        return variable != nullptr && subject != item.expression &&
               std::any_of(items_.begin(), items_.end(), [&](const Item& other) {
                   return other.name == variable->name && other.key != variable->name;
               });
    }

    Binder& binder_;
    const ast::Projection& projection_;
    bool named_;
    bool grouping_ = false;
    std::vector<Item> items_;
    std::map<std::string, Typed> keys_;
    std::map<std::string, Variable, std::less<>> before_;
};

void Binder::bind_with(const ast::With& with) {
    ProjectionBinder(*this, with.projection, true).bind(with.where ? &*with.where : nullptr);
}

void Binder::bind_return(const ast::Return& clause) {
    ProjectionBinder projection(*this, clause.projection, false);
    projection.bind(nullptr);
    result_ =
        BoundQuery{.plan = nullptr, .columns = projection.names(), .output = projection.slots()};
}

void Binder::bind_order(const std::vector<ast::SortItem>& order) {
    if (order.empty()) {
        return;
    }
    plan::Sort sort;
    for (const ast::SortItem& item : order) {
        sort.keys.push_back({.expression = expression(item.expression).expression,
                             .descending = item.descending,
                             .text = to_text(item.expression)});
    }
    put(std::move(sort));
}

}  // namespace dingtu
