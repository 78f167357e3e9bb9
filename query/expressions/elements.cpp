// Expressions that look into the graph: properties, labels, paths.

#include "query/arithmetic.h"
#include "query/expressions.h"

#include <algorithm>

namespace dingtu {

namespace {

[[noreturn]] void refuse_deleted(std::string_view what) {
    throw Error(Phase::Run,
                std::string(what) + " was deleted by this statement: it has no properties any more")
        .named("EntityNotFound", "DeletedEntityAccess");
}

/// Null gives null; of a node or relationship the stored property; of a map the entry; of a
/// temporal value its component.
class Property final : public Expression {
public:
    Property(ExpressionPtr subject, Name key)
        : subject_(std::move(subject)),
          key_(std::move(key)) {}
    [[nodiscard]] Value eval(const Row& row) const override {
        return of(row.environment(), subject_->eval(row));
    }
    void read_slots(std::set<Slot>& slots) const override { subject_->read_slots(slots); }
    [[nodiscard]] bool pure() const override { return subject_->pure(); }

    void eval_all(const Rows& rows, std::vector<Value>& out) const override {
        const Environment& environment = rows.frame.context.environment;
        std::vector<Value> subjects;
        subjects.reserve(rows.size());
        subject_->eval_all(rows, subjects);
        bool nodes = !environment.node_deleted &&
                     std::all_of(subjects.begin(), subjects.end(),
                                 [](const Value& subject) { return subject.is(Kind::Node); });
        if (nodes) {
            return of_nodes(environment, subjects, out);
        }
        for (const Value& subject : subjects) {
            rows.frame.context.limits.check();
            out.push_back(of(environment, subject));
        }
    }

private:
    [[nodiscard]] Value of(const Environment& environment, const Value& subject) const {
        if (subject.is(Kind::Node)) {
            return of_node(environment, subject.as_node_id());
        }
        if (subject.is(Kind::Relationship)) {
            return of_relationship(environment, subject.as_relationship_id());
        }
        return component(subject, key_.written());
    }
    void of_nodes(const Environment& environment, const std::vector<Value>& subjects,
                  std::vector<Value>& out) const {
        auto key = key_.key(environment.graph->catalog());
        if (!key) {
            out.resize(out.size() + subjects.size());
            return;
        }
        std::vector<NodeId> ids;
        ids.reserve(subjects.size());
        for (const Value& subject : subjects) {
            ids.push_back(subject.as_node_id());
        }
        environment.graph->properties(ids, *key, out);
    }
    [[nodiscard]] Value of_node(const Environment& environment, NodeId id) const {
        if (environment.node_deleted && environment.node_deleted(id)) {
            refuse_deleted("the node");
        }
        auto key = key_.key(environment.graph->catalog());
        return key ? environment.graph->property(id, *key) : Value();
    }
    [[nodiscard]] Value of_relationship(const Environment& environment, RelationshipId id) const {
        if (environment.relationship_deleted && environment.relationship_deleted(id)) {
            refuse_deleted("the relationship");
        }
        auto key = key_.key(environment.graph->catalog());
        return key ? environment.graph->property(id, *key) : Value();
    }

    ExpressionPtr subject_;
    Name key_;
};

class HasLabels final : public Expression {
public:
    HasLabels(ExpressionPtr subject, NameTest labels)
        : subject_(std::move(subject)),
          labels_(std::move(labels)) {}
    [[nodiscard]] Value eval(const Row& row) const override {
        Value subject = subject_->eval(row);
        const Environment& environment = row.environment();
        if (subject.is(Kind::Node)) {
            if (environment.node_deleted && environment.node_deleted(subject.as_node_id())) {
                throw Error(Phase::Run,
                            "the node was deleted by this statement: it has no labels any more")
                    .named("EntityNotFound", "DeletedEntityAccess");
            }
            return labels_.holds(*environment.graph, subject.as_node_id());
        }
        if (subject.is(Kind::Relationship)) {
            return labels_.holds(*environment.graph, type_of(subject.as_relationship_id()));
        }
        if (subject.is_null()) {
            return {};
        }
        throw Error(Phase::Run, "only nodes have labels, and only relationships a type")
            .named("TypeError", "InvalidArgumentType");
    }
    void read_slots(std::set<Slot>& slots) const override { subject_->read_slots(slots); }
    [[nodiscard]] bool pure() const override { return subject_->pure(); }

private:
    ExpressionPtr subject_;
    NameTest labels_;
};

class PathOf final : public Expression {
public:
    explicit PathOf(Slots elements) : elements_(std::move(elements)) {}
    [[nodiscard]] Value eval(const Row& row) const override {
        Path path;
        const Value& first = row.at(elements_.front());
        if (first.is_null()) {
            return {};
        }
        path.nodes.push_back(first);
        for (std::size_t i = 1; i + 1 < elements_.size(); i += 2) {
            const Value& step = row.at(elements_[i]);
            if (step.is_null()) {
                return {};
            }
            if (step.is(Kind::Relationship)) {
                walk(row.environment(), path, step);
            } else {
                for (const Value& relationship : step.as_list()) {
                    walk(row.environment(), path, relationship);
                }
            }
        }
        return path;
    }
    void read_slots(std::set<Slot>& slots) const override {
        slots.insert(elements_.begin(), elements_.end());
    }

private:
    static void walk(const Environment& environment, Path& path, const Value& relationship) {
        auto ends = environment.graph->endpoints(relationship.as_relationship_id());
        invariant(ends.has_value(), "a matched relationship has ends");
        NodeId here = path.nodes.back().as_node_id();
        path.relationships.push_back(relationship);
        path.nodes.emplace_back(ends->start == here ? ends->end : ends->start);
    }

    Slots elements_;
};

}  // namespace

ExpressionPtr make_property(ExpressionPtr subject, Name key) {
    return std::make_shared<Property>(std::move(subject), std::move(key));
}
ExpressionPtr make_has_labels(ExpressionPtr subject, NameTest labels) {
    return std::make_shared<HasLabels>(std::move(subject), std::move(labels));
}
ExpressionPtr make_path(Slots elements) {
    return std::make_shared<PathOf>(std::move(elements));
}

}  // namespace dingtu
