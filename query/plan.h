#pragma once

#include "base/error.h"
#include "query/aggregates.h"
#include "query/batch.h"
#include "query/expression.h"
#include "query/join.h"
#include "query/names.h"
#include "query/pattern.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// What is to be done, as a tree of relational steps on slots and names; it knows nothing of how
/// the graph is stored. A step's rows come from its first child.
namespace dingtu::plan {

struct Step;

/// The rows that are given from outside: one row without columns at the top, the outer rows inside
/// a subplan.
struct Argument {};

/// For each row, every node that `find` yields; writes `slot`.
struct Scan {
    Slot slot = 0;
    Find find;
};

/// For each row, every relationship that leaves the node in `from` towards another node; writes
/// `relationship` and `to`. With `into` the node in `to` is known and only relationships between
/// the two are found.
struct Expand {
    Slot from = 0;
    Slot relationship = 0;
    Slot to = 0;
    Direction direction = Direction::Both;
    NameTest types;
    bool into = false;
    Slots unique;  ///< slots of relationships (or lists of them) that may not be met again
};

/// As Expand, over `min` to `max` relationships, none of them twice; writes the list of them in the
/// order of the pattern (reversed if the walk goes against it).
struct ExpandMany {
    Slot from = 0;
    Slot relationships = 0;
    Slot to = 0;
    Direction direction = Direction::Both;
    NameTest types;
    std::uint64_t min = 1;
    std::uint64_t max = UINT64_MAX;
    bool into = false;
    bool reversed = false;
    Slot step = 0;                          ///< holds each relationship while `condition` is asked
    std::vector<ExpressionPtr> conditions;  ///< each relationship must fulfil all
    Slots unique;
    bool once = false;  ///< rows that differ in nothing but the walk may come once
};

/// Relationships are known already (bound by an earlier clause); checks them against the pattern
/// and writes those ends that are not known yet.
struct FollowBound {
    Slot relationship = 0;  ///< one, or a list when `many`
    Slot from = 0;
    Slot to = 0;
    Direction direction = Direction::Both;
    NameTest types;
    bool from_known = false;
    bool to_known = false;
    bool many = false;
    std::uint64_t min = 1;
    std::uint64_t max = 1;
    Slots unique;
};

/// The shortest paths between two known nodes; writes lists of relationships. Breadth first from
/// both ends.
struct ShortestPath {
    Slot from = 0;
    Slot relationships = 0;
    Slot to = 0;
    Direction direction = Direction::Both;
    NameTest types;
    std::uint64_t min = 1;
    std::uint64_t max = UINT64_MAX;
    std::uint64_t paths =
        1;  ///< how many per pair of ends; with `all_shortest` all of minimal length
    bool all_shortest = false;
    Slot step = 0;
    std::vector<ExpressionPtr> conditions;
};

/// Keeps, per pair of ends, the paths of the pattern that a selector keeps when their relationships
/// are given by several slots.
struct KeepShortest {
    Slot from = 0;
    Slot to = 0;
    Slots relationships;
    Slots input;  ///< the outer row's columns: selection is per outer row
    std::uint64_t paths = 1;
    bool all_shortest = false;
};

/// A pattern of single relationships matched as a join over adjacency in memory. Where that is not
/// to be had, `classic`, the same pattern as scans and expansions, is done instead.
struct Join {
    /// What becomes of rows that differ only in columns that nobody reads.
    enum class Repeats : std::uint8_t {
        Rows,    ///< each is a row
        Weight,  ///< one row, with their number in the column `weight`
        Once     ///< one row
    };
    std::shared_ptr<const JoinQuery> query;
    std::shared_ptr<const Step> classic;
    Repeats repeats = Repeats::Rows;
    Slot weight = 0;
};

struct Filter {
    ExpressionPtr predicate;
    std::string text;
};

/// Adds columns.
struct Project {
    struct Item {
        Slot slot = 0;
        ExpressionPtr expression;
        std::string text;
    };
    std::vector<Item> items;
};

/// Groups by the values of the keys' slots; writes the aggregates' slots. Without keys there is one
/// group, also of no rows.
struct GroupBy {
    struct Item {
        Slot slot = 0;
        const Aggregate* function = nullptr;
        std::vector<ExpressionPtr> args;  ///< none for count(*)
        bool distinct = false;
        std::string text;
    };
    Slots keys;
    std::vector<Item> items;
    Slots deciding;  ///< columns whose values decide those of all keys; empty if none are known
    /// By key: what gives it from the `deciding` columns; null where it is a column of the rows.
    std::vector<ExpressionPtr> late;
    Slot weight = 0;        ///< a column for how many rows each row stands for
    bool weighted = false;  ///< whether the rows have it
};

struct Sort {
    struct Key {
        ExpressionPtr expression;
        bool descending = false;
        std::string text;
    };
    std::vector<Key> keys;
    ExpressionPtr limit;  ///< keep only that many of the first (top-k); may be null
    ExpressionPtr skip;   ///< counted on top of `limit`; may be null
};

struct Skip {
    ExpressionPtr count;
};
struct Limit {
    ExpressionPtr count;
};
struct Distinct {
    Slots slots;
};
struct Unwind {
    ExpressionPtr source;
    Slot slot = 0;
};

/// Rows of the first child with those of the second, which starts from them; a row without any is
/// kept with nulls in `introduced`.
struct Optional {
    Slots introduced;
    Slot ordinal = 0;  ///< a column for the row's number, for the operator's own use
};

/// The rows of all children. The columns of child i in `from[i]` become the columns `to`.
struct Union {
    std::vector<Slots> from;
    Slots to;
};

// ---- writing: each takes in all its rows before it begins ---------------------------------------

struct CreateNode {
    Slot slot = 0;
    std::vector<std::string> labels;
    ExpressionPtr properties;  ///< a map; may be null
    Span span;                 ///< in the text, for errors
};
struct CreateRelationship {
    Slot slot = 0;
    Slot from = 0;
    Slot to = 0;
    std::string type;
    ExpressionPtr properties;
    Span span;
};
struct Create {
    std::vector<std::variant<CreateNode, CreateRelationship>> elements;  ///< made in this order
};
struct SetItem {
    enum class Op : std::uint8_t { Property, Replace, Merge, AddLabels, RemoveLabels };
    Op op = Op::Property;
    ExpressionPtr target;
    Name key;             ///< for Property; a null value removes
    ExpressionPtr value;  ///< null for labels
    std::vector<std::string> labels;
    Span span;
};
struct Set {
    std::vector<SetItem> items;
};
/// The second child is the pattern as a subplan from the row; where it finds nothing, `create` is
/// done. The third slot list are the columns that the pattern introduces.
struct Merge {
    Create create;
    std::vector<SetItem> on_create;
    std::vector<SetItem> on_match;
    Slots introduced;
};
struct Delete {
    bool detach = false;
    std::vector<ExpressionPtr> targets;
};

struct Procedure;  // a row of the table in procedures.cpp

struct CallProcedure {
    const Procedure* procedure = nullptr;
    std::vector<ExpressionPtr> args;
    std::vector<std::pair<std::size_t, Slot>> columns;  ///< which result column goes where
};

using StepPtr = std::shared_ptr<const Step>;

/// A pattern that is still a set of parts; optimize() replaces it by scans and expansions.
struct Match {
    Pattern pattern;
};

struct Step {
    std::variant<Argument, Match, Join, Scan, Expand, ExpandMany, FollowBound, ShortestPath,
                 KeepShortest, Filter, Project, GroupBy, Sort, Skip, Limit, Distinct, Unwind,
                 Optional, Union, Create, Set, Merge, Delete, CallProcedure>
        node;
    std::vector<StepPtr> children;
};

}  // namespace dingtu::plan
