#pragma once

#include "base/error.h"
#include "base/value.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// What a query text says, nothing resolved: names are names, and every element has its place.
/// Chains (`a + b + c`, `a AND b AND c`) are flat, so that depth is bounded by brackets alone.
namespace dingtu::ast {

struct Expression;
struct Query;
struct PathPattern;

/// An optional or recursive child. Never null where the field is not said to be optional.
using Child = std::unique_ptr<Expression>;
using Expressions = std::vector<Expression>;

/// A name as written, with its place. Back-quotes are removed.
struct Name {
    std::string text;
    Span span;
};

/// `A`, `%` (any), `!x`, `x&y`, `x|y`. The older `:A:B` is And.
struct LabelExpression {
    enum class Op : std::uint8_t { Name, Any, Not, And, Or };
    Op op = Op::Name;
    Name name;                              ///< for Op::Name
    std::vector<LabelExpression> operands;  ///< one for Not, two or more for And, Or
    Span span;
};

// ---- expressions -------------------------------------------------------------------------------

struct Literal {
    Value value;
};
struct Parameter {
    std::string name;
};
struct Variable {
    std::string name;
};
/// `subject.key`
struct Property {
    Child subject;
    Name key;
};
/// `n:Label`, `n IS Label`
struct HasLabel {
    Child subject;
    LabelExpression labels;
};
enum class ArithmeticOp : std::uint8_t { Add, Subtract, Multiply, Divide, Modulo, Power };
/// `operands[0] ops[0] operands[1] ops[1] ...`, evaluated from the left.
struct Arithmetic {
    Expressions operands;
    std::vector<ArithmeticOp> ops;
};
enum class LogicalOp : std::uint8_t { And, Or, Xor };
/// Two or more operands, one operator.
struct Logical {
    LogicalOp op = LogicalOp::And;
    Expressions operands;
};
enum class UnaryOp : std::uint8_t { Not, Negate, Plus, IsNull, IsNotNull };
struct Unary {
    UnaryOp op = UnaryOp::Not;
    Child operand;
};
enum class CompareOp : std::uint8_t { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };
/// `a < b <= c` means `a < b AND b <= c`: one more operand than operators.
struct Comparison {
    Expressions operands;
    std::vector<CompareOp> ops;
};
enum class TestOp : std::uint8_t { StartsWith, EndsWith, Contains, Matches, In };
struct Test {
    TestOp op = TestOp::In;
    Child left;
    Child right;
};
/// `subject[index]`
struct Index {
    Child subject;
    Child index;
};
/// `subject[from..to]`; either end may be absent (null).
struct Slice {
    Child subject;
    Child from;
    Child to;
};
struct ListLiteral {
    Expressions items;
};
struct MapLiteral {
    struct Entry;
    std::vector<Entry> entries;
};
/// `name(args)`, `count(*)` with `star`. The name keeps its case and its dots (`duration.between`).
struct Call {
    Name function;
    bool distinct = false;
    bool star = false;
    Expressions args;
};
/// `CASE subject WHEN .. THEN .. ELSE .. END`; subject and otherwise may be null.
struct Case {
    struct When;
    Child subject;
    std::vector<When> whens;
    Child otherwise;
};
/// `[variable IN source WHERE condition | result]`; condition and result may be null.
struct ListComprehension {
    Name variable;
    Child source;
    Child condition;
    Child result;
};
/// `[path = pattern WHERE condition | result]`; condition may be null.
struct PatternComprehension {
    std::unique_ptr<PathPattern> pattern;
    Child condition;
    Child result;
};
enum class QuantifierOp : std::uint8_t { All, Any, None, Single };
/// `all(variable IN source WHERE condition)`; condition may be null (then the item itself counts).
struct Quantifier {
    QuantifierOp op = QuantifierOp::All;
    Name variable;
    Child source;
    Child condition;
};
/// `reduce(accumulator = initial, variable IN source | result)`
struct Reduce {
    Name accumulator;
    Child initial;
    Name variable;
    Child source;
    Child result;
};
/// A pattern as a predicate, `(a)-->(b)`, or in `shortestPath(..)` as a value (see
/// PathPattern::selector).
struct PatternExpression {
    std::unique_ptr<PathPattern> pattern;
};
/// `EXISTS { .. }`, `COUNT { .. }`, `COLLECT { .. }`. The short form `{ (a)-->(b) WHERE .. }` is a
/// query of one Match clause.
struct Subquery {
    enum class Op : std::uint8_t { Exists, Count, Collect };
    Op op = Op::Exists;
    std::unique_ptr<Query> query;
};

struct Expression {
    std::variant<Literal, Parameter, Variable, Property, HasLabel, Arithmetic, Logical, Unary,
                 Comparison, Test, Index, Slice, ListLiteral, MapLiteral, Call, Case,
                 ListComprehension, PatternComprehension, Quantifier, Reduce, PatternExpression,
                 Subquery>
        node;
    Span span;
    /// Whether it was written in brackets: `(a)`; for printing and for messages only.
    bool bracketed = false;
};

struct Case::When {
    Expression condition;
    Expression result;
};

/// Key and value. No std::pair, which Clang wants complete too early.
struct MapLiteral::Entry {
    Name first;
    Expression second;
};

// ---- patterns ----------------------------------------------------------------------------------

struct NodePattern {
    std::optional<Name> variable;
    std::optional<LabelExpression> labels;
    Child properties;  ///< a map literal or a parameter; may be null
    Child condition;   ///< inline WHERE; may be null
    Span span;
};

enum class Arrow : std::uint8_t { Right, Left, Either };  // -->  <--  -- (and <-->)

struct RelationshipPattern {
    std::optional<Name> variable;
    std::optional<LabelExpression> types;
    Arrow arrow = Arrow::Either;
    bool variable_length = false;     ///< `*`, `*1..3`, `{1,3}`, `+`
    std::optional<std::int64_t> min;  ///< of a variable length; absent: 1 (`*`) as written
    std::optional<std::int64_t> max;  ///< absent: no bound
    bool quantified = false;          ///< GQL's `{1,3}`, `+`, `*` behind the relationship
    Child properties;
    Child condition;
    Span span;
};

/// Which of the matching paths are kept.
enum class Selector : std::uint8_t {
    None,
    ShortestPath,      ///< shortestPath(..): one
    AllShortestPaths,  ///< allShortestPaths(..)
    AnyShortest,       ///< ANY SHORTEST: one per pair of ends
    AllShortest,       ///< ALL SHORTEST: all of minimal length per pair of ends
    ShortestK          ///< SHORTEST k
};

struct PathPattern {
    std::optional<Name> variable;
    Selector selector = Selector::None;
    std::int64_t k = 1;              ///< for ShortestK
    std::vector<NodePattern> nodes;  ///< one more than relationships
    std::vector<RelationshipPattern> relationships;
    Span span;
};

// ---- clauses -----------------------------------------------------------------------------------

struct Match {
    bool optional = false;
    std::vector<PathPattern> patterns;
    std::optional<Expression> where;
};
/// `UNWIND source AS variable`; also GQL's `FOR variable IN source`.
struct Unwind {
    Expression source;
    Name variable;
};
struct ProjectionItem {
    Expression expression;
    std::optional<Name> alias;
    std::string text;  ///< the expression exactly as written: the column's name without an alias
};
struct SortItem {
    Expression expression;
    bool descending = false;
};
/// What RETURN and WITH share.
struct Projection {
    bool distinct = false;
    bool star = false;  ///< `*`, before the items
    std::vector<ProjectionItem> items;
    std::vector<SortItem> order;
    std::optional<Expression> skip;
    std::optional<Expression> limit;
};
struct With {
    Projection projection;
    std::optional<Expression> where;
};
struct Return {
    Projection projection;
};
/// Each relationship has one direction and one type, or a variable and no type, which is always
/// wrong: the binder says whether the variable is bound already or the type is missing. So in
/// Merge, where it may have no direction.
struct Create {
    std::vector<PathPattern> patterns;
};
/// `SET target.key = value`, `SET variable = map`, `SET variable += map`, `SET variable:Label`.
struct SetItem {
    enum class Op : std::uint8_t { Property, Replace, Merge, Labels };
    Op op = Op::Property;
    Expression target;  ///< the Property expression for Op::Property, else the variable
    std::optional<Expression> value;
    std::vector<Name> labels;
    Span span;
};
struct RemoveItem {
    Expression target;  ///< a Property expression, or the variable when labels are given
    std::vector<Name> labels;
    Span span;
};
struct Merge {
    PathPattern pattern;
    std::vector<SetItem> on_create;
    std::vector<SetItem> on_match;
};
struct Set {
    std::vector<SetItem> items;
};
struct Remove {
    std::vector<RemoveItem> items;
};
struct Delete {
    bool detach = false;
    Expressions targets;
};
struct YieldItem {
    Name column;
    std::optional<Name> alias;
};
/// `CALL name(args) YIELD a, b AS c WHERE ..`
struct CallProcedure {
    Name procedure;
    bool implicit_args = false;  ///< no brackets: arguments come from parameters of the same names
    Expressions args;
    bool yield_star = false;
    std::optional<std::vector<YieldItem>> yield;
    std::optional<Expression> where;
};
/// GQL `LET name = expression, ..`: adds columns, keeps all others.
struct Let {
    std::vector<std::pair<Name, Expression>> items;
};
/// GQL `FILTER [WHERE] condition`.
struct Filter {
    Expression condition;
};
/// GQL's free-standing `ORDER BY .. OFFSET .. LIMIT ..` between clauses.
struct OrderAndPage {
    std::vector<SortItem> order;
    std::optional<Expression> skip;
    std::optional<Expression> limit;
};

struct Clause {
    std::variant<Match, Unwind, With, Return, Create, Merge, Set, Remove, Delete, CallProcedure,
                 Let, Filter, OrderAndPage>
        node;
    Span span;
};

struct SingleQuery {
    std::vector<Clause> clauses;
    Span span;
};

/// One or more single queries joined by UNION; `all[i]` says whether the union before part i+1
/// keeps duplicates.
struct Query {
    std::vector<SingleQuery> parts;
    std::vector<bool> all;
    Span span;
};

struct Statement {
    enum class Mode : std::uint8_t { Run, Explain, Profile };
    Mode mode = Mode::Run;
    Query query;
    /// The statement's place in the script. All spans inside are offsets of the whole script.
    Span span;
};

}  // namespace dingtu::ast
