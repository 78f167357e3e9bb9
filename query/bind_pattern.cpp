// Patterns of MATCH and of expressions: variables get slots, inline properties and WHERE become
// predicates, and what an index could serve is marked.

#include "base/text.h"
#include "grammar/print.h"
#include "query/binder.h"
#include "query/predicate_forms.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr Type node_type{.kinds = Kind::Node};
constexpr Type relationship_type{.kinds = Kind::Relationship};
constexpr Type relationships_type{.kinds = Kind::List, .items = Kind::Relationship};
constexpr Type path_type{.kinds = Kind::Path};

Error conflict(const ast::Name& name, const char* needed) {
    return refusal(
        name.span,
        fmt::format("`{}` is already something else and cannot be {} here", name.text, needed),
        "VariableTypeConflict");
}

Error bound_twice(const ast::Name& name) {
    return refusal(name.span, fmt::format("variable `{}` is already bound", name.text),
                   "VariableAlreadyBound");
}

}  // namespace

/// Collects the parts of one pattern.
class PatternBinder {
public:
    PatternBinder(Binder& binder, Binder::MatchOptions options)
        : binder_(binder),
          options_(options) {}

    Binder::MatchParts bind(std::span<const ast::PathPattern> paths, const ast::Expression* where) {
        for (const auto& [name, variable] : binder_.scope_.columns()) {
            pattern().input.push_back(variable.slot);
        }
        for (const ast::PathPattern& path : paths) {
            declare_path_variable(path);
        }
        for (const ast::PathPattern& path : paths) {
            bind_path(path);
        }
        for (const auto& [name, variable] : parts_.introduced) {
            binder_.scope_.add(name, variable);
        }
        for (auto& later : conditions_) {
            later();
        }
        if (where != nullptr) {
            bind_where(*where);
        }
        return std::move(parts_);
    }

private:
    Pattern& pattern() { return parts_.pattern; }

    [[nodiscard]] Slot new_slot() {
        Slot slot = binder_.state_.slot();
        parts_.slots.push_back(slot);
        return slot;
    }

    Slot introduce(const ast::Name& name, Type type) {
        if (!options_.may_introduce) {
            Error error = refusal(name.span, fmt::format("variable `{}` is not defined", name.text),
                                  "UndefinedVariable");
            throw error.hint(
                "a pattern in a condition can only use variables that are known before it");
        }
        Slot slot = new_slot();
        parts_.introduced[name.text] = {.slot = slot, .type = type};
        return slot;
    }

    void declare_path_variable(const ast::PathPattern& path) {
        if (!path.variable) {
            return;
        }
        if (binder_.scope_.find(path.variable->text) ||
            parts_.introduced.contains(path.variable->text)) {
            throw bound_twice(*path.variable);
        }
        introduce(*path.variable, path_type);
    }

    void bind_path(const ast::PathPattern& path) {
        std::optional<std::size_t> selection;
        if (path.selector != ast::Selector::None) {
            selection = bind_selection(path);
        }
        std::size_t here = bind_node(path.nodes.front());
        Slots elements{pattern().nodes[here].slot};
        for (std::size_t i = 0; i < path.relationships.size(); ++i) {
            std::size_t next = bind_node(path.nodes[i + 1]);
            std::size_t index = bind_relationship(path.relationships[i], here, next);
            pattern().relationships[index].selection = selection;
            if (selection) {
                pattern().selections[*selection].relationships.push_back(index);
            }
            elements.push_back(pattern().relationships[index].slot);
            elements.push_back(pattern().nodes[next].slot);
            here = next;
        }
        parts_.elements = elements;
        bool wanted = options_.want_path && pattern().paths.empty();
        if (path.variable) {
            pattern().paths.emplace_back(parts_.introduced.at(path.variable->text).slot,
                                         make_path(elements));
        } else if (wanted) {
            pattern().paths.emplace_back(new_slot(), make_path(elements));
        }
    }

    std::size_t bind_selection(const ast::PathPattern& path) {
        bool function_form = path.selector == ast::Selector::ShortestPath ||
                             path.selector == ast::Selector::AllShortestPaths;
        if (path.relationships.empty() || (function_form && path.relationships.size() != 1)) {
            throw refusal(
                path.span,
                "a shortest path is asked for over one relationship pattern, such as (a)-[:T*]-(b)",
                "InvalidRelationshipPattern");
        }
        bool all = path.selector == ast::Selector::AllShortestPaths ||
                   path.selector == ast::Selector::AllShortest;
        pattern().selections.push_back({.relationships = {},
                                        .paths = path.selector == ast::Selector::ShortestK
                                                     ? static_cast<std::uint64_t>(path.k)
                                                     : 1,
                                        .all_shortest = all});
        return pattern().selections.size() - 1;
    }

    // ---- nodes ----

    std::size_t bind_node(const ast::NodePattern& node) {
        std::size_t index =
            node.variable ? named_node(*node.variable) : add_node(new_slot(), false);
        if (node.labels) {
            add_labels(index, *node.labels);
        }
        Slot slot = pattern().nodes[index].slot;
        if (node.properties) {
            add_properties(slot, *node.properties, nullptr);
        }
        if (node.condition) {
            conditions_.emplace_back([this, &node] { bind_where(*node.condition); });
        }
        return index;
    }

    std::size_t add_node(Slot slot, bool known) {
        pattern().nodes.push_back({.slot = slot, .known = known, .labels = {}, .name = {}});
        return pattern().nodes.size() - 1;
    }

    std::size_t named_node(const ast::Name& name) {
        if (auto known = nodes_.find(name.text); known != nodes_.end()) {
            return known->second;
        }
        if (auto own = parts_.introduced.find(name.text); own != parts_.introduced.end()) {
            if (own->second.type.kinds == Kinds(Kind::Path)) {
                throw bound_twice(name);
            }
            throw conflict(name, "a node");
        }
        std::size_t index = 0;
        if (auto outside = binder_.scope_.find(name.text)) {
            if (!outside->type.kinds.contains(Kind::Node)) {
                throw conflict(name, "a node");
            }
            index = add_node(column_of(name, *outside, node_type), true);
        } else {
            index = add_node(introduce(name, node_type), false);
        }
        pattern().nodes[index].name = name.text;
        nodes_[name.text] = index;
        return index;
    }

    /// A known variable as a column; one from outside a subquery is copied into one first.
    Slot column_of(const ast::Name& name, const Typed& known, Type type) {
        if (auto slot = column_slot(*known.expression)) {
            return *slot;
        }
        Slot slot = binder_.state_.slot();
        plan::Project copy;
        copy.items.push_back({.slot = slot, .expression = known.expression, .text = name.text});
        binder_.put(std::move(copy));
        binder_.scope_.add(name.text, {.slot = slot, .type = type});
        return slot;
    }

    void add_labels(std::size_t index, const ast::LabelExpression& labels) {
        NameTest test = binder_.labels(labels, NameKind::Label);
        PatternNode& node = pattern().nodes[index];
        if (!node.known && node.labels.anything()) {
            node.labels = test;
            return;
        }
        add_predicate({.expression = make_has_labels(make_column(node.slot), test),
                       .slots = {},
                       .text = ":" + test.text(),
                       .find = std::nullopt,
                       .node = 0});
    }

    // ---- relationships ----

    std::size_t bind_relationship(const ast::RelationshipPattern& relationship, std::size_t from,
                                  std::size_t to) {
        PatternRelationship bound;
        bound.from = from;
        bound.to = to;
        bound.direction = direction_of(relationship.arrow);
        bound.many = relationship.variable_length;
        if (relationship.types) {
            bound.types = binder_.labels(*relationship.types, NameKind::Type);
        }
        if (bound.many) {
            bind_range(relationship, bound);
        }
        bind_relationship_variable(relationship, bound);
        bound.step = bound.many ? binder_.state_.slot() : bound.slot;
        pattern().relationships.push_back(bound);
        std::size_t index = pattern().relationships.size() - 1;
        if (relationship.properties) {
            add_properties(bound.step, *relationship.properties, bound.many ? &index : nullptr);
        }
        if (relationship.condition) {
            add_relationship_condition(relationship, index);
        }
        return index;
    }

    static void bind_range(const ast::RelationshipPattern& relationship,
                           PatternRelationship& bound) {
        bound.min = static_cast<std::uint64_t>(relationship.min.value_or(1));
        bound.max = relationship.max ? static_cast<std::uint64_t>(*relationship.max) : UINT64_MAX;
    }

    void bind_relationship_variable(const ast::RelationshipPattern& relationship,
                                    PatternRelationship& bound) {
        if (!relationship.variable) {
            bound.slot = new_slot();
            return;
        }
        const ast::Name& name = *relationship.variable;
        if (auto own = parts_.introduced.find(name.text); own != parts_.introduced.end()) {
            if (own->second.type.kinds == Kinds(Kind::Node)) {
                throw conflict(name, "a relationship");
            }
            throw bound_twice(name);
        }
        if (nodes_.contains(name.text)) {
            throw conflict(name, "a relationship");
        }
        Kind kind = bound.many ? Kind::List : Kind::Relationship;
        if (auto outside = binder_.scope_.find(name.text)) {
            bool fits = outside->type.kinds.contains(kind) &&
                        (!bound.many || outside->type.items.contains(Kind::Relationship));
            if (!fits) {
                throw conflict(name, "a relationship");
            }
            bound.known = true;
            bound.slot =
                column_of(name, *outside, bound.many ? relationships_type : relationship_type);
            return;
        }
        bound.slot = introduce(name, bound.many ? relationships_type : relationship_type);
    }

    /// The inline WHERE of a relationship of variable length speaks of each relationship by itself.
    void add_relationship_condition(const ast::RelationshipPattern& relationship,
                                    std::size_t index) {
        conditions_.emplace_back([this, &relationship, index] {
            if (!pattern().relationships[index].many) {
                return bind_where(*relationship.condition);
            }
            auto columns = binder_.scope_.columns();
            if (relationship.variable) {
                binder_.scope_.add(
                    relationship.variable->text,
                    {.slot = pattern().relationships[index].step, .type = relationship_type});
            }
            ExpressionPtr condition = binder_.condition(*relationship.condition);
            binder_.scope_.replace(std::move(columns));
            pattern().relationships[index].conditions.push_back(condition);
        });
    }

    // ---- conditions ----

    /// `{key: value}` as one equality each; of the relationship `many` if that is given.
    void add_properties(Slot slot, const ast::Expression& properties, const std::size_t* many) {
        const auto* map = std::get_if<ast::MapLiteral>(&properties.node);
        if (map == nullptr) {
            throw refusal(properties.span, "the properties of a pattern must be written out",
                          "InvalidParameterUse")
                .hint("write {key: $value} with a parameter for each value");
        }
        std::optional<std::size_t> index = many == nullptr ? std::nullopt : std::optional(*many);
        conditions_.emplace_back([this, slot, map, index] {
            for (const auto& [name, value] : map->entries) {
                add_equality(slot, name, value, index);
            }
        });
    }

    void add_equality(Slot slot, const ast::Name& name, const ast::Expression& value,
                      std::optional<std::size_t> many) {
        binder_.warn_unknown(NameKind::Key, name);
        Name key = binder_.key(name);
        ExpressionPtr wanted = binder_.expression(value).expression;
        auto equals = make_comparison({make_property(make_column(slot), key), wanted},
                                      {ast::CompareOp::Equal});
        equals = at_place(std::move(equals), value.span);
        if (many) {
            pattern().relationships[*many].conditions.push_back(equals);
            return;
        }
        std::string text = fmt::format("{} = {}", quoted_name(key.stored()), to_text(value));
        Find find{.how = Find::How::Value, .label = {}, .key = key, .value = wanted, .text = text};
        add_predicate(
            {.expression = equals, .slots = {}, .text = text, .find = find, .node = slot});
    }

    /// Each part of a conjunction is a predicate of its own, so that it can be asked early.
    void bind_where(const ast::Expression& where) {
        const auto* logical = std::get_if<ast::Logical>(&where.node);
        if (logical != nullptr && logical->op == ast::LogicalOp::And) {
            for (const ast::Expression& part : logical->operands) {
                bind_where(part);
            }
            return;
        }
        Predicate predicate{.expression = binder_.condition(where),
                            .slots = {},
                            .text = to_text(where),
                            .find = std::nullopt,
                            .node = 0};
        PredicateForms(binder_, parts_.pattern, nodes_).mark(where, predicate);
        add_predicate(std::move(predicate));
    }

    void add_predicate(Predicate predicate) {
        predicate.expression->read_slots(predicate.slots);
        if (predicate.find) {
            drop_circular_find(predicate);
        }
        bool about_path =
            std::any_of(pattern().paths.begin(), pattern().paths.end(),
                        [&](const auto& path) { return predicate.slots.contains(path.first); });
        bool after_selection = !pattern().selections.empty() && about_selected(predicate);
        (about_path || after_selection ? pattern().last : pattern().predicates)
            .push_back(std::move(predicate));
    }

    /// A condition on a relationship among which the shortest are chosen holds for the chosen ones.
    [[nodiscard]] bool about_selected(const Predicate& predicate) {
        return std::any_of(pattern().relationships.begin(), pattern().relationships.end(),
                           [&](const auto& relationship) {
                               return relationship.selection &&
                                      predicate.slots.contains(relationship.slot);
                           });
    }

    Binder& binder_;
    Binder::MatchOptions options_;
    Binder::MatchParts parts_;
    std::map<std::string, std::size_t, std::less<>> nodes_;  // name -> index into Pattern::nodes
    std::vector<std::function<void()>> conditions_;          // bound when all variables are known
};

Binder::MatchParts Binder::match(std::span<const ast::PathPattern> paths,
                                 const ast::Expression* where, MatchOptions options) {
    return PatternBinder(*this, options).bind(paths, where);
}

}  // namespace dingtu
