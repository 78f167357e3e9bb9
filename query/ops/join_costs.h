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
    /// Whether an edge joins the variable to one of `bound`.
    [[nodiscard]] bool touches(std::size_t variable, const Set& bound) const;
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

    const Catalog& catalog_;  // NOLINT(misc-non-private-member-variables-in-classes)
    std::vector<std::vector<TypeId>>
        types_;  // NOLINT(misc-non-private-member-variables-in-classes): by edge

private:
    [[nodiscard]] double degree(std::size_t edge, std::size_t from) const;
    [[nodiscard]] bool walked_before(std::size_t edge, std::size_t from, const Set& bound) const;
};

}  // namespace dingtu::join
