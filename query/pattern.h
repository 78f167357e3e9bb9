#pragma once

#include "grammar/ast.h"
#include "query/batch.h"
#include "query/expression.h"
#include "query/names.h"
#include "storage/term.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dingtu {

/// How the nodes of a scan are found.
struct Find {
    enum class How : std::uint8_t { All, Label, Value, Called, Id };
    How how = How::All;
    std::string label;    ///< for Label
    Name key;             ///< for Value
    ExpressionPtr value;  ///< for Value, Called, Id; reads slots that are known before the scan
    std::string text;     ///< for EXPLAIN
};

/// That no relationship of some types leads from one known node to another.
struct Absence {
    Slot from = 0;
    Slot to = 0;
    Direction direction = Direction::Both;
    NameTest types;
};

/// A comparison of a property of one node with a property of another (`a.x < b.y`), or of their
/// numbers (`id(a) < id(b)`: no keys).
struct NodeComparison {
    Slot left = 0;
    Slot right = 0;
    ast::CompareOp op = ast::CompareOp::Equal;
    std::optional<Name> left_key;
    std::optional<Name> right_key;
};

/// A condition of a pattern. If it is of a form that an index serves, `find` says how to find the
/// nodes of slot `node` by it.
struct Predicate {
    ExpressionPtr expression;
    std::set<Slot> slots;
    std::string text;
    std::optional<Find> find = std::nullopt;
    Slot node = 0;
    /// Set if it says just that two nodes are not the same one (`a <> b`, `id(a) <> id(b)`).
    std::optional<std::pair<Slot, Slot>> different = std::nullopt;
    /// Set if it says just this (`NOT (a)-[:T]->(b)`).
    std::optional<Absence> absent = std::nullopt;
    /// Set if it says just this.
    std::optional<NodeComparison> compared = std::nullopt;
};

struct PatternNode {
    Slot slot = 0;
    bool known = false;  ///< bound before the pattern
    NameTest labels;
    std::string name;  ///< as written; empty for a node without a variable
};

struct PatternRelationship {
    Slot slot = 0;
    bool known = false;
    std::size_t from = 0;  ///< index into Pattern::nodes, as written from left to right
    std::size_t to = 0;
    Direction direction = Direction::Both;  ///< seen from `from`
    NameTest types;
    bool many = false;  ///< of variable length: the slot holds a list
    std::uint64_t min = 1;
    std::uint64_t max = UINT64_MAX;
    Slot step = 0;                          ///< the single relationship that `conditions` speak of
    std::vector<ExpressionPtr> conditions;  ///< for each relationship of a `many`
    std::optional<std::size_t> selection;   ///< index into Pattern::selections
    std::size_t clause = 0;  ///< within a clause no relationship is met twice; see Pattern::append
};

/// Only the shortest of the paths over some relationships of the pattern are wanted.
struct PathSelection {
    std::vector<std::size_t> relationships;
    std::uint64_t paths = 1;
    bool all_shortest = false;
};

/// What one MATCH, or several that follow each other, ask for, in no order: all of it must hold,
/// and no relationship is met twice within a clause.
struct Pattern {
    /// Adds what the next MATCH asks for. Nodes of both are one.
    void append(const Pattern& next);

    Slots input;  ///< columns of the variables that were in scope before
    std::vector<PatternNode> nodes;
    std::vector<PatternRelationship> relationships;
    std::vector<PathSelection> selections;
    std::vector<Predicate> predicates;
    std::vector<std::pair<Slot, ExpressionPtr>> paths;  ///< path variables, built at the end
    /// Predicates that read a path variable, or that the plan has no better place for.
    std::vector<Predicate> last;
};

}  // namespace dingtu
