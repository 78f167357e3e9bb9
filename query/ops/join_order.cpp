// The order in which a join is run. Greedy from what is known, the next variable always the one
// with the fewest candidates per row; the variable to begin with is the one from which the whole is
// expected to cost least.

#include "query/direction.h"
#include "query/ops/join_costs.h"
#include "query/ops/join_state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace dingtu::join {

namespace {

bool any(const Set& set) {
    return std::find(set.begin(), set.end(), true) != set.end();
}

class Orderer : private Costs {
public:
    Orderer(const JoinQuery& query, const std::set<Slot>& wanted, const Context& context)
        : Costs(query, context.graph.catalog()),
          graph_(context.graph),
          limits_(context.limits) {
        for (const JoinQuery::Edge& edge : query.edges) {
            identity_.push_back(wanted.contains(edge.slot));
        }
        for (const auto& [a, b] : query.different_relationships) {
            identity_[a] = identity_[b] = true;
        }
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
        Program program;
        make_prefix(bound, program);
        if (!complete_) {
            return std::nullopt;
        }
        return program;
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
            plan_part(bound, part, evaluations, 0, &made);
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

    /// Plans one part; returns its expected cost, and makes it if `out` is given. `entered`: the
    /// OPTIONAL MATCH that the part is within.
    double plan_part(const Set& bound, const Set& part, double evaluations, std::size_t entered,
                     Part* out) {
        const std::size_t clause = first_clause(part);
        std::size_t variable = next_to_count(bound, part, evaluations);
        Set boundary = boundary_of(part, bound);
        bool remembers = std::count(boundary.begin(), boundary.end(), true) == 1 &&
                         !hangs_on_relationship(part, bound);
        std::size_t single = static_cast<std::size_t>(
            std::find(boundary.begin(), boundary.end(), true) - boundary.begin());
        if (remembers) {
            evaluations = std::min(evaluations, nodes_like(single));
        }
        double fan = fan_out(variable, bound);
        double cost = evaluations * (read_off(variable, bound, part) ? 1 : 1 + fan);
        if (out != nullptr) {
            out->level = std::make_unique<Level>(make_level(variable, bound, evaluations));
            out->optional = clause > entered;
            if (remembers) {
                out->memo.emplace(limits_);
                out->boundary = single;
            }
        }
        Set inner = bound;
        inner[variable] = true;
        Set rest = part;
        rest[variable] = false;
        for (const Set& piece : components(rest, clause)) {
            Part made;
            cost += plan_part(inner, piece, evaluations * fan, clause,
                              out == nullptr ? nullptr : &made);
            if (out != nullptr) {
                out->level->parts.push_back(std::move(made));
            }
        }
        if (out != nullptr) {
            finish(*out);
        }
        return cost;
    }

    /// Whether the part is a leaf whose number can be read off the lengths of lists.
    [[nodiscard]] bool read_off(std::size_t variable, const Set& bound, const Set& part) const {
        std::size_t edges = 0;
        for (std::size_t i = 0; i < query_.edges.size(); ++i) {
            auto other = other_end(i, variable);
            edges += other && bound[*other] ? 1U : 0U;
        }
        bool asked =
            std::any_of(query_.missing.begin(), query_.missing.end(), [&](const auto& missing) {
                return missing.from == variable || missing.to == variable;
            });
        return edges == 1 && !asked && std::count(part.begin(), part.end(), true) == 1 &&
               query_.variables[variable].conditions.empty();
    }

    [[nodiscard]] std::size_t next_to_count(const Set& bound, const Set& part, double evaluations) {
        std::size_t best = SIZE_MAX;
        double least = std::numeric_limits<double>::infinity();
        bool attached = false;
        Set choice = part;
        for (std::size_t i = 0; i < part.size(); ++i) {
            choice[i] = part[i] && query_.variables[i].clause == first_clause(part);
            attached = attached || (choice[i] && touches(i, bound));
        }
        for (std::size_t i = 0; i < part.size(); ++i) {
            if (!choice[i] || (attached && !touches(i, bound))) {
                continue;
            }
            double cost = attached ? fan_out(i, bound) : cost_of_root(i, bound, part, evaluations);
            if (cost < least || best == SIZE_MAX) {
                least = cost;
                best = i;
            }
        }
        return best;
    }

    /// What the part costs when it begins with a scan for `variable`.
    double cost_of_root(std::size_t variable, Set bound, Set part, double evaluations) {
        double scanned = std::max(0.01, rows(variable));
        double cost = scanned;
        bound[variable] = true;
        part[variable] = false;
        const std::size_t clause = query_.variables[variable].clause;
        for (const Set& piece : components(part, clause)) {
            cost += plan_part(bound, piece, evaluations * scanned, clause, nullptr);
        }
        return cost;
    }

    /// How the part's level is counted.
    void finish(Part& part) const {
        Level& level = *part.level;
        const JoinQuery::Variable& variable = query_.variables[level.variable];
        const bool asks_much = !level.loops.empty() || !variable.conditions.empty() ||
                               std::any_of(level.uses.begin(), level.uses.end(),
                                           [](const Use& use) { return use.identity; });
        level.tests = level.uses.size() > 1 || !level.allowed.empty() || !level.missing.empty() ||
                      !level.different.empty() || !level.apart.empty();
        if (level.uses.size() == 1 && is_leaf(level) && variable.conditions.empty()) {
            level.way = Way::Lengths;
        } else if (asks_much || !level.apart.empty()) {
            level.way = Way::Gather;
        } else if (!level.uses.empty()) {
            level.way = Way::Walk;
        } else if (!variable.find && level.missing.empty()) {
            level.way = Way::Scan;
        }
        if (level.way == Way::Lengths && !level.tests) {
            part.memo.reset();
        }  // one look-up as it is
    }

    /// Whether nothing depends on which nodes the level takes, but for those and those
    /// relationships that have been taken before.
    [[nodiscard]] static bool is_leaf(const Level& level) {
        const bool within =
            std::any_of(level.apart.begin(), level.apart.end(),
                        [&](const auto& pair) { return pair.second == level.uses.front().edge; });
        return level.loops.empty() && level.allowed.empty() && level.missing.empty() &&
               level.parts.empty() && !within;
    }

    // ---- a level ----

    Level make_level(std::size_t variable, const Set& bound, double evaluations) {
        Level level;
        level.variable = variable;
        for (std::size_t i = 0; i < query_.edges.size(); ++i) {
            add_edge(level, i, bound, evaluations);
        }
        for (const auto& missing : query_.missing) {
            add_missing(level, missing, bound, evaluations);
        }
        for (const auto& [a, b] : query_.different_nodes) {
            if (a == variable && bound[b]) {
                level.different.push_back(b);
            }
            if (b == variable && bound[a]) {
                level.different.push_back(a);
            }
        }
        for (const auto& [a, b] : query_.different_relationships) {
            add_apart(level, a, b, bound);
        }
        add_labels(level, evaluations);
        return level;
    }

    void add_edge(Level& level, std::size_t edge, const Set& bound, double evaluations) {
        const JoinQuery::Edge& e = query_.edges[edge];
        if (e.from == level.variable && e.to == level.variable) {
            Direction direction = e.direction == Direction::Both ? Direction::Out : e.direction;
            level.loops.push_back(
                {.edge = edge,
                 .lists = lists(level.variable, direction, types_[edge], evaluations),
                 .identity = identity_[edge]});
            return;
        }
        auto other = other_end(edge, level.variable);
        if (!other || !bound[*other]) {
            return;
        }
        Direction direction = *other == e.from ? e.direction : reversed(e.direction);
        level.uses.push_back({.edge = edge,
                              .lists = lists(*other, direction, types_[edge], evaluations),
                              .identity = identity_[edge]});
    }

    void add_missing(Level& level, const JoinQuery::Missing& missing, const Set& bound,
                     double evaluations) {
        auto types = missing.types.anything() ? catalog_.types() : missing.types.types(catalog_);
        if (missing.to == level.variable && bound[missing.from]) {
            level.missing.push_back(lists(missing.from, missing.direction, types, evaluations));
        } else if (missing.from == level.variable && bound[missing.to]) {
            level.missing.push_back(
                lists(missing.to, reversed(missing.direction), types, evaluations));
        }
    }

    /// The lists of relationships that lead from `bound` in a direction.
    Lists lists(std::size_t bound, Direction direction, const std::vector<TypeId>& types,
                double evaluations) {
        Lists lists(bound, limits_);
        for (TypeId type : types) {
            if (catalog_.count(type) == 0) {
                continue;
            }
            if (direction != Direction::In) {
                add_source(lists, type, Direction::Out, evaluations, false);
            }
            if (direction != Direction::Out) {
                add_source(lists, type, Direction::In, evaluations, direction == Direction::Both);
            }
        }
        return lists;
    }

    /// `skip_loops` as far as there are any: that is looked for where it pays.
    void add_source(Lists& lists, TypeId type, Direction side, double evaluations,
                    bool skip_loops) {
        auto reads = static_cast<std::uint64_t>(std::clamp(evaluations, 1.0, 1e15));
        const AdjacencyImage* adjacency = graph_.adjacency(type, side, reads);
        complete_ = complete_ && adjacency != nullptr;
        skip_loops = skip_loops && !(adjacency != nullptr && often_read(type, evaluations) &&
                                     !graph_.list_ends(type, side).loops);
        lists.add({.adjacency = adjacency, .type = type, .side = side, .skip_loops = skip_loops});
    }

    void add_apart(Level& level, std::size_t a, std::size_t b, const Set& bound) const {
        auto own = [&](std::size_t edge) {
            auto mine = [edge](const Use& use) { return use.edge == edge; };
            return std::any_of(level.uses.begin(), level.uses.end(), mine) ||
                   std::any_of(level.loops.begin(), level.loops.end(), mine);
        };
        auto known = [&](std::size_t edge) {
            return bound[query_.edges[edge].from] && bound[query_.edges[edge].to];
        };
        if (own(a) && (own(b) || known(b))) {
            level.apart.emplace_back(a, b);
        } else if (own(b) && known(a)) {
            level.apart.emplace_back(b, a);
        }
    }

    void add_labels(Level& level, double evaluations) {
        const NameTest& test = query_.variables[level.variable].labels;
        const auto names = test.choice();
        const bool scanned = level.uses.empty() && names && names->size() == 1;
        if (test.anything() || scanned) {
            return;
        }
        const auto& sets = graph_.label_sets();
        level.allowed.resize(sets.size());
        for (std::size_t i = 0; i < sets.size(); ++i) {
            level.allowed[i] = test.holds(catalog_, sets[i]) ? 1 : 0;
        }
        if (implied(level, evaluations)) {
            level.allowed.clear();
        }
    }

    /// Whether the lists of one edge hold nodes with the labels only.
    [[nodiscard]] bool implied(const Level& level, double evaluations) const {
        return std::any_of(level.uses.begin(), level.uses.end(), [&](const Use& use) {
            return !use.lists.sources().empty() &&
                   std::all_of(use.lists.sources().begin(), use.lists.sources().end(),
                               [&](const Source& source) {
                                   return ends_allowed(source, level.allowed, evaluations);
                               });
        });
    }

    /// Asked only where the lists are read so often that looking at all their ends once is cheaper.
    [[nodiscard]] bool ends_allowed(const Source& source, const std::vector<char>& allowed,
                                    double evaluations) const {
        if (source.adjacency == nullptr || !often_read(source.type, evaluations)) {
            return false;
        }
        const ListEnds ends = graph_.list_ends(source.type, source.side);
        return std::all_of(ends.label_sets.begin(), ends.label_sets.end(), [&](std::uint32_t set) {
            return set < allowed.size() && allowed[set] != 0;
        });
    }

    [[nodiscard]] bool often_read(TypeId type, double evaluations) const {
        return evaluations * 4 >= static_cast<double>(catalog_.count(type));
    }

    const Snapshot& graph_;
    Limits& limits_;
    std::vector<bool> identity_;  // by edge
    Set to_enumerate_;
    bool complete_ = true;  // every adjacency is there
};

}  // namespace

std::optional<Program> make_program(const JoinQuery& query, const std::set<Slot>& wanted,
                                    const Context& context) {
    return Orderer(query, wanted, context).make();
}

}  // namespace dingtu::join
