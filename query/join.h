#pragma once

#include "query/pattern.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace dingtu {

/// A pattern of single relationships as a join over adjacency lists: variables are nodes, every
/// relationship says which list of one holds the other.
///
/// It is matched one variable after the other, each taken from the intersection of the lists of
/// those before it (worst-case optimal join: Ngo, Porat, Ré, Rudra 2012; Veldhuizen's leapfrog
/// 2014). What is not wanted in the rows is only counted: once the wanted variables have values the
/// rest falls apart into independent parts whose counts are multiplied, and a part that hangs on
/// one variable is counted once for each of its values (the message passing of Yannakakis 1981, on
/// demand).
struct JoinQuery {
    struct Variable {
        Slot slot = 0;
        bool known = false;  ///< has a value in the row that comes in
        NameTest labels;
        std::vector<ExpressionPtr> conditions;  ///< they read this variable only
        std::optional<Find> find;               ///< an index that serves one of the conditions
        std::string name;                       ///< for PROFILE
        std::size_t clause = 0;                 ///< index into `roles`: what asks for it
    };
    /// What the combinations of a clause's variables, for values of the others, mean for a row.
    enum class Role : std::uint8_t {
        Rows,      ///< the row comes once for each: MATCH
        Optional,  ///< also once where there is none: OPTIONAL MATCH
        Some,      ///< it comes if there is one: EXISTS
        None       ///< it comes if there is none: NOT EXISTS
    };
    struct Edge {
        Slot slot = 0;
        std::size_t from = 0;  ///< indices into `variables`
        std::size_t to = 0;
        Direction direction = Direction::Both;
        NameTest types;
    };
    struct Missing {
        std::size_t from = 0;
        std::size_t to = 0;
        Direction direction = Direction::Both;
        NameTest types;
    };
    /// A comparison of two variables, by a property of each or, without keys, by their numbers.
    struct Compared {
        std::size_t left = 0;
        std::size_t right = 0;
        ast::CompareOp op = ast::CompareOp::Equal;
        std::optional<Name> left_key;
        std::optional<Name> right_key;
    };
    using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

    /// Takes in what an OPTIONAL MATCH or EXISTS asks for that starts from variables of this join,
    /// which are those with the same slots. False, and nothing is changed, if it cannot be done.
    [[nodiscard]] bool take_in(const JoinQuery& inner, Role role);

    /// Whether every combination of relationships of the edges' types counts: nothing is known
    /// before, optional, or asked of the nodes or of two relationships.
    [[nodiscard]] bool is_free() const;

    std::vector<Variable> variables;
    std::vector<Role> roles{Role::Rows};  ///< by clause; 0 is what must be there
    std::vector<Edge> edges;
    std::vector<Missing> missing;
    std::vector<Compared> compared;
    Pairs different_nodes;          ///< pairs of variables
    Pairs different_relationships;  ///< pairs of edges
};

/// Whether two relationships of the pattern can never be one when the variables of each pair in
/// `different` are different nodes.
[[nodiscard]] bool never_one(const JoinQuery& query, std::size_t edge, std::size_t other,
                             const JoinQuery::Pairs& different);

/// Whether a pattern may be part of a join: it has nothing but nodes and single relationships that
/// are not bound yet.
[[nodiscard]] bool is_plain(const Pattern& pattern);

/// The join that a pattern is, and the predicates that are left to be asked of its rows. Nothing if
/// it is not plain, has no relationship, or has one between two nodes that are known before.
struct JoinParts {
    JoinQuery query;
    std::vector<Predicate> left;
};
[[nodiscard]] std::optional<JoinParts> to_join(const Pattern& pattern);

/// A condition that says of variables of a pattern that a join has, or has not, any combination.
struct ExistsTest {
    JoinQuery query;  ///< its known variables have the slots of the pattern around
    JoinQuery::Role role = JoinQuery::Role::Some;
};
/// Nothing if the expression is no such condition, or its subquery is more than one join.
[[nodiscard]] std::optional<ExistsTest> exists_test(const Expression& condition);

}  // namespace dingtu
