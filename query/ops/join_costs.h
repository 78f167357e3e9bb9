#pragma once

// Private to join*.cpp: what a join's variables have to do with each other, and what taking one is
// expected to cost.

#include "query/join.h"
#include "storage/catalog.h"

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace dingtu::join {

using Set = std::vector<bool>;  // of variables

/// How variables hang together.
class Shape {
public:
    explicit Shape(const JoinQuery& query) : query_(query) {}

protected:
    /// The variable at the other end of an edge of `variable`; nothing if it is no edge of its, or
    /// a loop.
    [[nodiscard]] std::optional<std::size_t> other_end(std::size_t edge,
                                                       std::size_t variable) const;
    /// How many edges join the variable to those of `bound`; whether any does.
    [[nodiscard]] std::size_t edges_between(std::size_t variable, const Set& bound) const;
    [[nodiscard]] bool touches(std::size_t variable, const Set& bound) const {
        return edges_between(variable, bound) != 0;
    }
    /// Connected groups of the variables in `of`; they hang together by whatever speaks of two, and
    /// by an OPTIONAL MATCH later than `entered`, which is one whole until one of its variables has
    /// been taken.
    [[nodiscard]] std::vector<Set> components(const Set& of, std::size_t entered) const;
    /// The first OPTIONAL MATCH that asks for a variable of the set; 0 if one must be there.
    [[nodiscard]] std::size_t first_clause(const Set& set) const;
    [[nodiscard]] std::array<std::size_t, 2> ends(std::size_t edge) const;
    /// The bound variables that a part's count depends on.
    [[nodiscard]] Set boundary_of(const Set& part, const Set& bound) const;
    /// Whether a relationship that is bound already is kept apart from one of the part.
    [[nodiscard]] bool hangs_on_relationship(const Set& part, const Set& bound) const;

    const JoinQuery&
        query_;  // NOLINT(misc-non-private-member-variables-in-classes): for those below
};

/// Estimates from the catalog's counts.
class Costs : public Shape {
public:
    Costs(const JoinQuery& query, const Catalog& catalog);

protected:
    /// How many nodes have the variable's labels.
    [[nodiscard]] double nodes_like(std::size_t variable) const;
    /// The share of them that fulfils its conditions.
    [[nodiscard]] double selectivity(std::size_t variable) const;
    /// Rows of a scan for the variable.
    [[nodiscard]] double rows(std::size_t variable) const;
    /// Candidates of a variable for each row in which `bound` have values.
    [[nodiscard]] double fan_out(std::size_t variable, const Set& bound) const;

    // Costs of one row in which `bound` have values, in steps along a list.

    /// Finding the lists that hold the variable's nodes. Those of `scanned`, whose nodes come in
    /// ascending order, lie one behind the other.
    [[nodiscard]] double looking_up(std::size_t variable, const Set& bound,
                                    std::size_t scanned) const;
    /// Going through its candidates.
    [[nodiscard]] double walking(std::size_t variable, const Set& bound) const;
    /// Looking whether something is known about a value of the variable.
    [[nodiscard]] double remembering(std::size_t variable) const;

    const Catalog& catalog_;  // NOLINT(misc-non-private-member-variables-in-classes)
    std::vector<std::vector<TypeId>>
        types_;  // NOLINT(misc-non-private-member-variables-in-classes): by edge

private:
    /// Entries of an edge's lists at a bound variable.
    [[nodiscard]] double entries(std::size_t edge, std::size_t from, const Set& bound) const;
    [[nodiscard]] double degree(std::size_t edge, std::size_t from) const;
    [[nodiscard]] bool walked_before(std::size_t edge, std::size_t from, const Set& bound) const;
};

}  // namespace dingtu::join
