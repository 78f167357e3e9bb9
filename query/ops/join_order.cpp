// The order in which a join is run. Greedy from what is known, the next variable always the one
// with the fewest candidates per row; the variable to begin with is the one from which the whole is
// expected to cost least.

#include "query/ops/join_levels.h"

#include <algorithm>
#include <limits>

namespace dingtu::join {

namespace {

bool any(const Set& set) {
    return std::find(set.begin(), set.end(), true) != set.end();
}

class Orderer : private LevelMaker {
public:
    Orderer(const JoinQuery& query, const std::set<Slot>& wanted, const Context& context)
        : LevelMaker(query, wanted, context) {
        to_enumerate_.resize(query.variables.size());
        for (std::size_t i = 0; i < query.variables.size(); ++i) {
            to_enumerate_[i] = wanted.contains(query.variables[i].slot);
        }
        for (const JoinQuery::Edge& edge : query.edges) {
            if (wanted.contains(edge.slot)) {
                to_enumerate_[edge.from] = to_enumerate_[edge.to] = true;
            }
        }
    }

    std::optional<Program> make() {
        if (wants_optional()) {
            return std::nullopt;
        }
        Set bound(query_.variables.size());
        for (std::size_t i = 0; i < bound.size(); ++i) {
            bound[i] = query_.variables[i].known;
        }
        std::optional<Program> program(std::in_place);
        make_prefix(bound, *program);
        if (!complete() && should_insist()) {
            insist();
            program.emplace();
            make_prefix(bound, *program);
        }
        return complete() ? std::move(program) : std::nullopt;
    }

private:
    /// What an OPTIONAL MATCH finds can only be counted here.
    [[nodiscard]] bool wants_optional() const {
        for (std::size_t i = 0; i < to_enumerate_.size(); ++i) {
            if (to_enumerate_[i] && query_.variables[i].clause != 0) {
                return true;
            }
        }
        return false;
    }

    // ---- the variables that are enumerated ----

    void make_prefix(Set bound, Program& program) {
        Set left(bound.size());
        for (std::size_t i = 0; i < left.size(); ++i) {
            left[i] = !bound[i] && query_.variables[i].clause == 0;
        }
        double evaluations = 1;
        std::vector<Set> bound_at{bound};  // before each level
        while (has_wanted(left)) {
            std::size_t next = next_to_enumerate(bound, left);
            program.prefix.push_back(make_level(next, bound, evaluations));
            evaluations = std::max(1.0, evaluations * fan_out(next, bound));
            bound[next] = true;
            left[next] = false;
            bound_at.push_back(bound);
        }
        left = bound;
        left.flip();
        for (const Set& part : components(left, 0)) {
            // As early as the variables that it hangs on have values: a count of 0 ends the row
            // there.
            Set boundary = boundary_of(part, bound);
            std::size_t level = 0;
            while (!contains(bound_at[level], boundary)) {
                ++level;
            }
            Part made;
            const double cost =
                plan_part({.bound = bound, .evaluations = evaluations}, part, &made);
            program.cost += level == 0 ? cost : 0;
            (level == 0 ? program.start : program.prefix[level - 1].parts)
                .push_back(std::move(made));
        }
    }

    [[nodiscard]] bool has_wanted(const Set& left) const {
        for (std::size_t i = 0; i < left.size(); ++i) {
            if (left[i] && to_enumerate_[i]) {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] static bool contains(const Set& set, const Set& subset) {
        for (std::size_t i = 0; i < set.size(); ++i) {
            if (subset[i] && !set[i]) {
                return false;
            }
        }
        return true;
    }

    /// The next variable on the way to those that are wanted.
    [[nodiscard]] std::size_t next_to_enumerate(const Set& bound, const Set& left) const {
        std::size_t best = SIZE_MAX;
        double least = std::numeric_limits<double>::infinity();
        for (const Set& part : components(left, 0)) {
            if (!has_wanted(part)) {
                continue;
            }
            for (std::size_t i = 0; i < part.size(); ++i) {
                if (!part[i] || !leads_on(i, part)) {
                    continue;
                }
                bool here = touches(i, bound);
                double cost = here         ? fan_out(i, bound)
                              : any(bound) ? rows(i) * 1e6
                                           : cost_from(i, left);
                // A wanted variable costs nothing that would not be paid anyway.
                if (here && !to_enumerate_[i] && cost >= 1) {
                    cost *= 1.5;
                }
                if (cost < least || best == SIZE_MAX) {
                    least = cost;
                    best = i;
                }
            }
        }
        return best;
    }

    /// Whether taking the variable brings a wanted one nearer: it is one, or it joins some.
    [[nodiscard]] bool leads_on(std::size_t variable, const Set& part) const {
        if (to_enumerate_[variable]) {
            return true;
        }
        Set rest = part;
        rest[variable] = false;
        for (std::size_t i = 0; i < query_.edges.size(); ++i) {
            auto other = other_end(i, variable);
            if (!other || !rest[*other]) {
                continue;
            }
            for (const Set& piece : components(rest, 0)) {
                if (piece[*other] && has_wanted(piece)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// What it costs to enumerate everything when beginning at `start`.
    [[nodiscard]] double cost_from(std::size_t start, Set left) const {
        Set bound(left.size());
        double evaluations = std::max(0.01, rows(start));
        double cost = evaluations;
        bound[start] = true;
        left[start] = false;
        while (has_wanted(left)) {
            std::size_t best = SIZE_MAX;
            double least = std::numeric_limits<double>::infinity();
            for (std::size_t i = 0; i < left.size(); ++i) {
                if (!left[i] || !touches(i, bound)) {
                    continue;
                }
                double fan = fan_out(i, bound);
                if (fan < least) {
                    least = fan;
                    best = i;
                }
            }
            if (best == SIZE_MAX) {
                break;
            }
            evaluations *= least;
            cost += evaluations;
            bound[best] = true;
            left[best] = false;
        }
        return cost;
    }

    // ---- the variables that are counted ----

    /// Where a part begins.
    struct Place {
        Set bound;
        double evaluations = 1;      ///< how often it is come to
        std::size_t entered = 0;     ///< the OPTIONAL MATCH that it is within
        std::size_t scanned = none;  ///< the variable whose nodes come in ascending order
    };

    /// Plans one part; returns its expected cost, and makes it if `out` is given.
    double plan_part(Place at, const Set& part, Part* out) {
        const std::size_t clause = first_clause(part);
        const std::size_t variable = next_to_count(at, part, clause);
        const std::optional<std::size_t> single = hangs_on_one(at.bound, part);
        double cost = 0;
        if (single) {
            cost = at.evaluations * remembering(*single);
            at.evaluations = std::min(at.evaluations, nodes_like(*single));
        }
        if (out != nullptr) {
            out->level = std::make_unique<Level>(make_level(variable, at.bound, at.evaluations));
            out->role = clause > at.entered ? query_.roles[clause] : JoinQuery::Role::Rows;
            if (single) {
                out->memo.emplace(limits());
                out->boundary = *single;
            }
        }
        cost += at.evaluations * cost_of_taking(variable, at, part);
        cost += plan_rest(variable, std::move(at), part, out);
        if (out != nullptr) {
            finish(*out);
        }
        return cost;
    }

    /// Plans what is left of a part when `variable` has been taken.
    double plan_rest(std::size_t variable, Place at, Set part, Part* out) {
        at.evaluations *= fan_out(variable, at.bound);
        at.scanned = touches(variable, at.bound) ? at.scanned : variable;
        at.bound[variable] = true;
        at.entered = query_.variables[variable].clause;
        part[variable] = false;
        double cost = 0;
        for (const Set& piece : components(part, at.entered)) {
            Part made;
            cost += plan_part(at, piece, out == nullptr ? nullptr : &made);
            if (out != nullptr) {
                out->level->parts.push_back(std::move(made));
            }
        }
        return cost;
    }

    /// The one variable on whose value the part's count depends, if that is all it depends on.
    [[nodiscard]] std::optional<std::size_t> hangs_on_one(const Set& bound, const Set& part) const {
        const Set boundary = boundary_of(part, bound);
        const auto first = std::find(boundary.begin(), boundary.end(), true);
        if (std::count(first, boundary.end(), true) != 1 || hangs_on_relationship(part, bound)) {
            return std::nullopt;
        }
        return static_cast<std::size_t>(first - boundary.begin());
    }

    [[nodiscard]] double cost_of_taking(std::size_t variable, const Place& at,
                                        const Set& part) const {
        const double looking = looking_up(variable, at.bound, at.scanned);
        return read_off(variable, at.bound, part) ? looking : looking + walking(variable, at.bound);
    }

    /// Whether the part is a leaf whose number can be read off the lengths of lists.
    [[nodiscard]] bool read_off(std::size_t variable, const Set& bound, const Set& part) const {
        bool asked =
            std::any_of(query_.missing.begin(), query_.missing.end(), [&](const auto& missing) {
                return missing.from == variable || missing.to == variable;
            });
        return edges_between(variable, bound) == 1 && !asked &&
               std::count(part.begin(), part.end(), true) == 1 &&
               query_.variables[variable].conditions.empty();
    }

    /// The variable of a part to take first, of those that the clause asks for.
    [[nodiscard]] std::size_t next_to_count(const Place& at, const Set& part, std::size_t clause) {
        bool attached = false;
        Set choice = part;
        for (std::size_t i = 0; i < part.size(); ++i) {
            choice[i] = part[i] && query_.variables[i].clause == clause;
            attached = attached || (choice[i] && touches(i, at.bound));
        }
        std::size_t best = none;
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < part.size(); ++i) {
            if (!choice[i] || (attached && !touches(i, at.bound))) {
                continue;
            }
            const double cost =
                attached ? fan_out(i, at.bound)
                         : walking(i, at.bound) + plan_rest(i, at, part, nullptr) / at.evaluations;
            if (cost < least || best == none) {
                least = cost;
                best = i;
            }
        }
        return best;
    }

    static constexpr std::size_t none = SIZE_MAX;

    Set to_enumerate_;
};

/// Whether the join begins with a few nodes that are known or found by an index.
bool anchored(const JoinQuery& query) {
    return std::any_of(query.variables.begin(), query.variables.end(),
                       [](const JoinQuery::Variable& variable) {
                           return variable.known || variable.find.has_value();
                       });
}

/// Whether no relationship that the edge could be leads from a node to itself.
bool without_loops(const JoinQuery::Edge& edge, const Snapshot& graph) {
    const Catalog& catalog = graph.catalog();
    const auto types = edge.types.anything() ? catalog.types() : edge.types.types(catalog);
    return std::all_of(types.begin(), types.end(), [&](TypeId type) {
        return catalog.count(type) == 0 ||
               (graph.adjacency(type, Direction::Out, catalog.count(type)) != nullptr &&
                !graph.list_ends(type, Direction::Out).loops);
    });
}

/// The query without pairs of relationships that could only be one if some edge were a loop, where
/// the graph has no such loops. Looking for loops costs a look at all relationships of a type once
/// in a view, so it is left out where little of the graph is going to be read.
JoinQuery without_needless_pairs(const JoinQuery& query, const Snapshot& graph) {
    JoinQuery reduced = query;
    if (query.different_relationships.empty() || anchored(query)) {
        return reduced;
    }
    JoinQuery::Pairs different = query.different_nodes;
    for (const JoinQuery::Edge& edge : query.edges) {
        if (edge.from != edge.to && without_loops(edge, graph)) {
            different.emplace_back(edge.from, edge.to);
        }
    }
    std::erase_if(reduced.different_relationships, [&](const auto& pair) {
        return never_one(query, pair.first, pair.second, different);
    });
    return reduced;
}

/// The number of all relationships of some types, if that is all that is asked.
std::optional<std::uint64_t> number_of_all(const JoinQuery& query, const std::set<Slot>& wanted,
                                           const Catalog& catalog) {
    const bool one_way = query.edges.size() == 1 && query.variables.size() == 2 &&
                         query.edges.front().from != query.edges.front().to &&
                         query.edges.front().direction != Direction::Both;
    if (!one_way || !wanted.empty() || !query.is_free()) {
        return std::nullopt;
    }
    const NameTest& test = query.edges.front().types;
    std::uint64_t number = 0;
    for (TypeId type : test.anything() ? catalog.types() : test.types(catalog)) {
        number += catalog.count(type);
    }
    return number;
}

}  // namespace

std::optional<Program> make_program(const JoinQuery& query, const std::set<Slot>& wanted,
                                    const Context& context) {
    if (auto number = number_of_all(query, wanted, context.graph.catalog())) {
        Program program;
        program.rows = *number;
        return program;
    }
    const JoinQuery reduced = without_needless_pairs(query, context.graph);
    return Orderer(reduced, wanted, context).make();
}

}  // namespace dingtu::join
