#pragma once

// Private to bind_*.cpp: the state of binding and its parts. bind.h is the door.

#include "base/error.h"
#include "query/bind.h"
#include "query/scope.h"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace dingtu {

/// What all binders of one statement share.
struct BindState {
    const Catalog& catalog;
    const Map& parameters;
    bool optimize = true;
    bool writes = false;
    Slot next_slot = 0;
    std::size_t next_local = 0;
    std::vector<std::string> warnings;
    std::set<std::string> parameters_read;

    Slot slot() { return next_slot++; }
};

/// What a query part leaves: its plan and, after a RETURN, its columns.
struct BoundQuery {
    plan::StepPtr plan;
    std::vector<std::string> columns;
    Slots output;
};

/// Binds one query with one scope; subqueries get a binder of their own.
class Binder {
public:
    explicit Binder(BindState& state, NameScope* outer = nullptr) : state_(state), scope_(outer) {}

    // bind_query.cpp
    [[nodiscard]] BoundQuery query(const ast::Query& query);
    [[nodiscard]] NameScope& scope() { return scope_; }
    /// Whether clauses that write are refused: inside EXISTS, COUNT and COLLECT.
    void set_reading_only() { reading_only_ = true; }

    // bind_pattern.cpp: one or more paths of a MATCH (or a pattern in an expression)
    struct MatchParts {
        Pattern pattern;
        std::map<std::string, Variable, std::less<>> introduced;
        Slots slots;     ///< all slots that the pattern writes
        Slots elements;  ///< of the last path: node, relationship, node, ...
    };
    struct MatchOptions {
        bool may_introduce =
            true;                ///< false: all variables must be known (a pattern as a condition)
        bool want_path = false;  ///< the first path gets a column also if it has no variable
    };
    [[nodiscard]] MatchParts match(std::span<const ast::PathPattern> paths,
                                   const ast::Expression* where, MatchOptions options);

    // bind_expression.cpp
    [[nodiscard]] Typed expression(const ast::Expression& expression);
    /// As expression(), refused unless it may be one of `accepted`; `what` is named in the message.
    [[nodiscard]] ExpressionPtr expect(const ast::Expression& expression, Kinds accepted,
                                       const char* what);
    /// A condition: a bare pattern may stand in it.
    [[nodiscard]] ExpressionPtr condition(const ast::Expression& expression);
    [[nodiscard]] NameTest labels(const ast::LabelExpression& labels, NameKind kind);
    [[nodiscard]] Name key(const ast::Name& name) const;
    /// The stored name of a label or type.
    [[nodiscard]] std::string stored(NameKind kind, const std::string& name) const;

private:
    friend class PatternBinder;
    friend class ProjectionBinder;
    friend class UpdateBinder;

    // ---- bind_query.cpp
    BoundQuery single(const ast::SingleQuery& query);
    void clause(const ast::Clause& clause, bool last);
    void bind_match(const ast::Match& match);
    void bind_unwind(const ast::Unwind& unwind);
    void bind_call(const ast::CallProcedure& call, bool alone);
    void bind_let(const ast::Let& let);
    void bind_filter(const ast::Expression& condition);
    void bind_paging(const std::optional<ast::Expression>& skip,
                     const std::optional<ast::Expression>& limit);
    [[nodiscard]] ExpressionPtr row_count(const ast::Expression& expression, const char* clause);
    /// Puts a step on top of the plan so far.
    template <class Node>
    void put(Node node) {
        plan_ = std::make_shared<plan::Step>(plan::Step{std::move(node), {plan_}});
    }

    // ---- bind_projection.cpp
    void bind_with(const ast::With& with);
    void bind_return(const ast::Return& clause);
    void bind_order(const std::vector<ast::SortItem>& order);  // the free-standing one

    // ---- bind_update.cpp
    void bind_create(const ast::Create& create);
    void bind_merge(const ast::Merge& merge);
    void bind_set(const ast::Set& set);
    void bind_remove(const ast::Remove& remove);
    void bind_delete(const ast::Delete& clause);
    [[nodiscard]] std::vector<plan::SetItem> set_items(const std::vector<ast::SetItem>& items);

    // ---- bind_expression.cpp, bind_comprehension.cpp
    Typed bind_node(const ast::Literal& node, const ast::Expression& whole);
    Typed bind_node(const ast::Parameter& node, const ast::Expression& whole);
    Typed bind_node(const ast::Variable& node, const ast::Expression& whole);
    Typed bind_node(const ast::Property& node, const ast::Expression& whole);
    Typed bind_node(const ast::HasLabel& node, const ast::Expression& whole);
    Typed bind_node(const ast::Arithmetic& node, const ast::Expression& whole);
    Typed bind_node(const ast::Logical& node, const ast::Expression& whole);
    Typed bind_node(const ast::Unary& node, const ast::Expression& whole);
    Typed bind_node(const ast::Comparison& node, const ast::Expression& whole);
    Typed bind_node(const ast::Test& node, const ast::Expression& whole);
    Typed bind_node(const ast::Index& node, const ast::Expression& whole);
    Typed bind_node(const ast::Slice& node, const ast::Expression& whole);
    Typed bind_node(const ast::ListLiteral& node, const ast::Expression& whole);
    Typed bind_node(const ast::MapLiteral& node, const ast::Expression& whole);
    Typed bind_node(const ast::Call& node, const ast::Expression& whole);
    Typed bind_node(const ast::Case& node, const ast::Expression& whole);
    Typed bind_node(const ast::ListComprehension& node, const ast::Expression& whole);
    Typed bind_node(const ast::PatternComprehension& node, const ast::Expression& whole);
    Typed bind_node(const ast::Quantifier& node, const ast::Expression& whole);
    Typed bind_node(const ast::Reduce& node, const ast::Expression& whole);
    Typed bind_node(const ast::PatternExpression& node, const ast::Expression& whole);
    Typed bind_node(const ast::Subquery& node, const ast::Expression& whole);
    Typed bind_aggregate(const ast::Call& call, const Aggregate& aggregate,
                         const ast::Expression& whole);
    std::vector<ExpressionPtr> bind_args(const ast::Call& call, const Function& function);
    std::vector<Typed> bind_all(const ast::Expressions& expressions);
    std::size_t open_local(const std::string& name, Type type);
    void close_local() { scope_.pop_local(); }
    void warn_unknown(NameKind kind, const ast::Name& name);

    BindState& state_;
    NameScope scope_;
    plan::StepPtr plan_ = std::make_shared<plan::Step>(plan::Step{plan::Argument{}, {}});
    bool reading_only_ = false;
    std::optional<BoundQuery> result_;  // set by RETURN

    // A projection that aggregates binds its items with these in force.
    std::vector<plan::GroupBy::Item>* aggregates_ =
        nullptr;  // where aggregate calls go; null: refused
    bool inside_aggregate_ = false;
    const std::map<std::string, Typed>* replacements_ = nullptr;  // expression text -> its column
    bool only_replacements_ = false;  // a column that is no replacement is ambiguous
    bool condition_ =
        false;  // the expression to be bound next is a condition: it may be a bare pattern
};

/// A refusal of the semantic phase.
[[nodiscard]] Error refusal(Span span, const std::string& message, const char* detail,
                            const char* code = "SyntaxError");
/// That of a value where another kind is needed; `what` is named in the message.
[[nodiscard]] Error wrong_kind(Span span, const char* what, Kinds accepted, Kinds found);
/// "Integer or Float"
[[nodiscard]] std::string names_of(Kinds kinds);

}  // namespace dingtu
