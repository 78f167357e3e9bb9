#include "query/ops/join_levels.h"

#include "query/direction.h"

#include <algorithm>

namespace dingtu::join {

LevelMaker::LevelMaker(const JoinQuery& query, const std::set<Slot>& wanted, const Context& context)
    : Costs(query, context.graph.catalog()),
      graph_(context.graph),
      limits_(context.limits) {
    for (const JoinQuery::Edge& edge : query.edges) {
        identity_.push_back(wanted.contains(edge.slot));
    }
    for (const auto& [a, b] : query.different_relationships) {
        identity_[a] = identity_[b] = true;
    }
}

Level LevelMaker::make_level(std::size_t variable, const Set& bound, double evaluations) {
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
    for (std::size_t i = 0; i < query_.compared.size(); ++i) {
        const JoinQuery::Compared& compared = query_.compared[i];
        if (compared.left == variable && bound[compared.right]) {
            level.compared.push_back({.comparison = i, .other = compared.right, .left = true});
        }
        if (compared.right == variable && bound[compared.left]) {
            level.compared.push_back({.comparison = i, .other = compared.left, .left = false});
        }
    }
    for (const auto& [a, b] : query_.different_relationships) {
        add_apart(level, a, b, bound);
    }
    add_labels(level, evaluations);
    return level;
}

void LevelMaker::add_edge(Level& level, std::size_t edge, const Set& bound, double evaluations) {
    const JoinQuery::Edge& e = query_.edges[edge];
    if (e.from == level.variable && e.to == level.variable) {
        Direction direction = e.direction == Direction::Both ? Direction::Out : e.direction;
        level.loops.push_back({.edge = edge,
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

void LevelMaker::add_missing(Level& level, const JoinQuery::Missing& missing, const Set& bound,
                             double evaluations) {
    auto types = missing.types.anything() ? catalog_.types() : missing.types.types(catalog_);
    if (missing.to == level.variable && bound[missing.from]) {
        level.missing.push_back(lists(missing.from, missing.direction, types, evaluations));
    } else if (missing.from == level.variable && bound[missing.to]) {
        level.missing.push_back(lists(missing.to, reversed(missing.direction), types, evaluations));
    }
}

/// The lists of relationships that lead from `bound` in a direction.
Lists LevelMaker::lists(std::size_t bound, Direction direction, const std::vector<TypeId>& types,
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
void LevelMaker::add_source(Lists& lists, TypeId type, Direction side, double evaluations,
                            bool skip_loops) {
    constexpr double always = 1e15;
    most_reads_ = std::max(most_reads_, evaluations);
    const auto reads =
        static_cast<std::uint64_t>(insists_ ? always : std::clamp(evaluations, 1.0, always));
    const AdjacencyImage* adjacency = graph_.adjacency(type, side, reads);
    if (adjacency == nullptr) {
        complete_ = false;
        return;
    }
    const bool no_loops = skip_loops && worth_a_look(type, lists.bound(), evaluations) &&
                          !graph_.list_ends(type, side).loops;
    lists.add({.adjacency = adjacency,
               .type = type,
               .side = side,
               .skip_loops = skip_loops && !no_loops});
}

/// Whether so many relationships of a type are going to be read from a variable's nodes that
/// looking at all of them once is cheaper than asking something of each.
bool LevelMaker::worth_a_look(TypeId type, std::size_t variable, double evaluations) const {
    return evaluations * 4 >= std::max(1.0, nodes_like(variable)) && catalog_.count(type) > 0;
}

void LevelMaker::add_apart(Level& level, std::size_t a, std::size_t b, const Set& bound) const {
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

void LevelMaker::add_labels(Level& level, double evaluations) {
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
bool LevelMaker::implied(const Level& level, double evaluations) const {
    auto allowed = [&](const Source& source) {
        const ListEnds ends = graph_.list_ends(source.type, source.side);
        return std::all_of(ends.label_sets.begin(), ends.label_sets.end(), [&](std::uint32_t set) {
            return set < level.allowed.size() && level.allowed[set] != 0;
        });
    };
    return std::any_of(level.uses.begin(), level.uses.end(), [&](const Use& use) {
        const auto& sources = use.lists.sources();
        return !sources.empty() &&
               worth_a_look(sources.front().type, use.lists.bound(), evaluations) &&
               std::all_of(sources.begin(), sources.end(), allowed);
    });
}

namespace {

/// Whether nothing depends on which nodes the level takes, but for those and those relationships
/// that have been taken before.
bool is_leaf(const Level& level) {
    const bool within = std::any_of(level.apart.begin(), level.apart.end(), [&](const auto& pair) {
        return pair.second == level.uses.front().edge;
    });
    return level.loops.empty() && level.allowed.empty() && level.missing.empty() &&
           level.compared.empty() && level.parts.empty() && !within;
}

bool any_identity(const Level& level) {
    return std::any_of(level.uses.begin(), level.uses.end(),
                       [](const Use& use) { return use.identity; });
}

}  // namespace

void LevelMaker::finish(Part& part) const {
    Level& level = *part.level;
    const JoinQuery::Variable& variable = query_.variables[level.variable];
    level.tests = level.uses.size() > 1 || !level.allowed.empty() || !level.missing.empty() ||
                  !level.different.empty() || !level.compared.empty() || !level.apart.empty();
    if (level.uses.size() == 1 && is_leaf(level) && variable.conditions.empty()) {
        level.way = Way::Lengths;
    } else if (!level.loops.empty() || !variable.conditions.empty() || any_identity(level) ||
               !level.apart.empty()) {
        level.way = Way::Gather;
    } else if (!level.uses.empty()) {
        level.way = Way::Walk;
    } else if (!variable.find && level.missing.empty()) {
        level.way = Way::Scan;
    }
    level.absent = level.way == Way::Walk && level.uses.size() == 1 && level.allowed.empty() &&
                   level.missing.size() == 1 && level.compared.empty() && level.parts.empty();
    if (level.way == Way::Lengths && !level.tests) {
        part.memo.reset();  // one look-up as it is
    }
}

}  // namespace dingtu::join
