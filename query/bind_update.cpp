// CREATE, MERGE, SET, REMOVE, DELETE.

#include "query/binder.h"

#include <fmt/format.h>

namespace dingtu {

/// The elements that a pattern of CREATE or MERGE makes. For MERGE the pattern has been bound as
/// one to match before: its variables are in scope and its slots are given, in the order of the
/// path.
class UpdateBinder {
public:
    UpdateBinder(Binder& binder, const char* clause) : binder_(binder), clause_(clause) {}
    UpdateBinder(Binder& binder, const char* clause, NameScope before, Slots given)
        : binder_(binder),
          clause_(clause),
          before_(std::move(before)),
          given_(std::move(given)) {}

    void add(const ast::PathPattern& path) {
        if (path.variable && known(path.variable->text)) {
            throw bound_twice(*path.variable);
        }
        bool alone = path.relationships.empty();
        Slot here = node(path.nodes.front(), alone);
        Slots elements{here};
        for (std::size_t i = 0; i < path.relationships.size(); ++i) {
            check(path.relationships[i]);
            Slot relationship_slot = next_slot();
            Slot next = node(path.nodes[i + 1], false);
            relationship(path.relationships[i], {relationship_slot, here, next});
            elements.push_back(relationship_slot);
            elements.push_back(next);
            here = next;
        }
        if (path.variable && !merging()) {
            Slot slot = binder_.state_.slot();
            paths_.items.push_back(
                {.slot = slot, .expression = make_path(elements), .text = "path"});
            binder_.scope_.add(path.variable->text, {.slot = slot, .type = {.kinds = Kind::Path}});
        }
    }

    [[nodiscard]] plan::Create& create() { return create_; }
    [[nodiscard]] plan::Project& paths() { return paths_; }

private:
    [[nodiscard]] static Error bound_twice(const ast::Name& name) {
        return refusal(name.span, fmt::format("variable `{}` is already bound", name.text),
                       "VariableAlreadyBound")
            .hint(
                "a known variable can only be an end of a new relationship, without labels and properties");
    }

    [[nodiscard]] bool merging() const { return before_.has_value(); }

    /// A variable that has a value before the element in work is made.
    [[nodiscard]] std::optional<Typed> known(const std::string& name) {
        if (!merging()) {
            return binder_.scope_.find(name);
        }
        if (made_.contains(name)) {
            return binder_.scope_.find(name);
        }
        return before_->find(name);
    }

    [[nodiscard]] Slot next_slot() {
        return merging() ? given_[position_++] : binder_.state_.slot();
    }

    void name(const std::optional<ast::Name>& variable, Slot slot, Kind kind) {
        if (!variable) {
            return;
        }
        made_.insert(variable->text);
        if (!merging()) {
            binder_.scope_.add(variable->text, {.slot = slot, .type = {.kinds = kind}});
        }
    }

    Slot node(const ast::NodePattern& node, bool alone) {
        if (node.condition) {
            throw refusal(node.span, fmt::format("{} cannot have conditions", clause_),
                          "UnexpectedSyntax");
        }
        auto before = node.variable ? known(node.variable->text) : std::nullopt;
        Slot slot = before && !merging() ? 0 : next_slot();
        if (before) {
            return known_node(node, *before, alone);
        }
        plan::CreateNode made{.slot = slot,
                              .labels = {},
                              .properties = properties(node.properties),
                              .span = node.span};
        if (node.labels) {
            add_labels(*node.labels, made.labels);
        }
        name(node.variable, slot, Kind::Node);
        create_.elements.emplace_back(made);
        return slot;
    }

    Slot known_node(const ast::NodePattern& node, const Typed& known, bool alone) {
        if (!known.type.kinds.contains(Kind::Node)) {
            throw refusal(node.variable->span, fmt::format("`{}` is no node", node.variable->text),
                          "VariableTypeConflict");
        }
        if (alone || node.labels || node.properties) {
            throw bound_twice(*node.variable);
        }
        auto slot = column_slot(*known.expression);
        invariant(slot.has_value(), "a clause that writes stands in no subquery");
        return *slot;
    }

    void add_labels(const ast::LabelExpression& labels, std::vector<std::string>& names) {
        if (labels.op == ast::LabelExpression::Op::Name) {
            names.push_back(binder_.stored(NameKind::Label, labels.name.text));
            return;
        }
        if (labels.op != ast::LabelExpression::Op::And) {
            throw refusal(labels.span,
                          fmt::format("{} needs plain labels: (:A) or (:A&B)", clause_),
                          "UnexpectedSyntax");
        }
        for (const ast::LabelExpression& operand : labels.operands) {
            add_labels(operand, names);
        }
    }

    void check(const ast::RelationshipPattern& relationship) {
        if (relationship.variable_length) {
            throw refusal(
                relationship.span,
                fmt::format("{} makes single relationships, not those of variable length", clause_),
                "CreatingVarLength");
        }
        if (relationship.variable && known(relationship.variable->text)) {
            throw bound_twice(*relationship.variable);
        }
        bool one = relationship.types && relationship.types->op == ast::LabelExpression::Op::Name;
        if (!one) {
            throw refusal(relationship.span,
                          fmt::format("{} needs exactly one relationship type", clause_),
                          "NoSingleRelationshipType");
        }
        bool directed = relationship.arrow != ast::Arrow::Either;
        if (!directed && !merging()) {
            throw refusal(relationship.span, "CREATE needs a direction",
                          "RequiresDirectedRelationship")
                .hint("write --> or <--");
        }
        if (relationship.condition) {
            throw refusal(relationship.span, fmt::format("{} cannot have conditions", clause_),
                          "UnexpectedSyntax");
        }
    }

    struct Ends {
        Slot slot;
        Slot left;
        Slot right;
    };

    void relationship(const ast::RelationshipPattern& relationship, Ends ends) {
        bool backward = relationship.arrow == ast::Arrow::Left;
        create_.elements.emplace_back(plan::CreateRelationship{
            .slot = ends.slot,
            .from = backward ? ends.right : ends.left,
            .to = backward ? ends.left : ends.right,
            .type = binder_.stored(NameKind::Type, relationship.types->name.text),
            .properties = properties(relationship.properties),
            .span = relationship.span});
        name(relationship.variable, ends.slot, Kind::Relationship);
    }

    ExpressionPtr properties(const ast::Child& properties) {
        if (!properties) {
            return nullptr;
        }
        return binder_.expect(*properties, Kind::Map, "what gives the properties");
    }

    Binder& binder_;
    const char* clause_;
    std::optional<NameScope> before_;  // for MERGE: what was in scope before the pattern
    Slots given_;
    std::size_t position_ = 0;  // in given_
    std::set<std::string> made_;
    plan::Create create_;
    plan::Project paths_;
};

void Binder::bind_create(const ast::Create& clause) {
    UpdateBinder update(*this, "CREATE");
    for (const ast::PathPattern& path : clause.patterns) {
        update.add(path);
    }
    // Clauses that follow each other are one step: long scripts of CREATE stay flat.
    const auto* before = std::get_if<plan::Create>(&plan_->node);
    if (before != nullptr) {
        plan::Create both = *before;
        for (auto& element : update.create().elements) {
            both.elements.push_back(std::move(element));
        }
        plan_ = std::make_shared<plan::Step>(plan::Step{std::move(both), plan_->children});
    } else {
        put(std::move(update.create()));
    }
    if (!update.paths().items.empty()) {
        put(std::move(update.paths()));
    }
}

void Binder::bind_merge(const ast::Merge& merge) {
    NameScope before = scope_;
    MatchParts parts = match({&merge.pattern, 1}, nullptr, {});
    UpdateBinder update(*this, "MERGE", before, parts.elements);
    update.add(merge.pattern);
    plan::Merge step{
        .create = std::move(update.create()), .on_create = {}, .on_match = {}, .introduced = {}};
    // The path, if it has a name, is built once for both cases behind the step.
    plan::Project paths;
    for (auto& [slot, expression] : parts.pattern.paths) {
        paths.items.push_back({.slot = slot, .expression = expression, .text = "path"});
    }
    parts.pattern.paths.clear();
    for (const auto& element : step.create.elements) {
        step.introduced.push_back(std::visit([](const auto& made) { return made.slot; }, element));
    }
    step.on_create = set_items(merge.on_create);
    step.on_match = set_items(merge.on_match);
    auto leaf = std::make_shared<plan::Step>(plan::Step{plan::Argument{}, {}});
    auto inner =
        std::make_shared<plan::Step>(plan::Step{plan::Match{std::move(parts.pattern)}, {leaf}});
    plan_ = std::make_shared<plan::Step>(plan::Step{std::move(step), {plan_, inner}});
    if (!paths.items.empty()) {
        put(std::move(paths));
    }
}

std::vector<plan::SetItem> Binder::set_items(const std::vector<ast::SetItem>& items) {
    std::vector<plan::SetItem> bound;
    for (const ast::SetItem& item : items) {
        plan::SetItem set;
        set.span = item.span;
        if (item.op == ast::SetItem::Op::Property) {
            const auto& property = std::get<ast::Property>(item.target.node);
            set.target =
                expect(*property.subject, {Kind::Node, Kind::Relationship}, "what gets a property");
            set.key = key(property.key);
        } else {
            set.target = expect(item.target, {Kind::Node, Kind::Relationship}, "what is set");
        }
        if (item.value) {
            set.value = at_place(expression(*item.value).expression, item.value->span);
        }
        for (const ast::Name& label : item.labels) {
            set.labels.push_back(stored(NameKind::Label, label.text));
        }
        switch (item.op) {
            case ast::SetItem::Op::Property: set.op = plan::SetItem::Op::Property; break;
            case ast::SetItem::Op::Replace: set.op = plan::SetItem::Op::Replace; break;
            case ast::SetItem::Op::Merge: set.op = plan::SetItem::Op::Merge; break;
            case ast::SetItem::Op::Labels: set.op = plan::SetItem::Op::AddLabels; break;
        }
        bound.push_back(std::move(set));
    }
    return bound;
}

void Binder::bind_set(const ast::Set& set) {
    put(plan::Set{set_items(set.items)});
}

void Binder::bind_remove(const ast::Remove& remove) {
    plan::Set step;
    for (const ast::RemoveItem& item : remove.items) {
        plan::SetItem bound;
        bound.span = item.span;
        if (item.labels.empty()) {
            const auto& property = std::get<ast::Property>(item.target.node);
            bound.op = plan::SetItem::Op::Property;
            bound.target = expect(*property.subject, {Kind::Node, Kind::Relationship},
                                  "what loses a property");
            bound.key = key(property.key);
            bound.value = make_constant(Value());
        } else {
            bound.op = plan::SetItem::Op::RemoveLabels;
            bound.target = expect(item.target, Kind::Node, "what loses a label");
            for (const ast::Name& label : item.labels) {
                bound.labels.push_back(stored(NameKind::Label, label.text));
            }
        }
        step.items.push_back(std::move(bound));
    }
    put(std::move(step));
}

void Binder::bind_delete(const ast::Delete& clause) {
    plan::Delete step{.detach = clause.detach, .targets = {}};
    for (const ast::Expression& target : clause.targets) {
        if (std::holds_alternative<ast::HasLabel>(target.node)) {
            throw refusal(target.span, "DELETE takes whole elements", "InvalidDelete")
                .hint("to take a label away write REMOVE n:Label");
        }
        step.targets.push_back(
            at_place(expect(target, {Kind::Node, Kind::Relationship, Kind::Path, Kind::List},
                            "what is deleted"),
                     target.span));
    }
    put(std::move(step));
}

}  // namespace dingtu
