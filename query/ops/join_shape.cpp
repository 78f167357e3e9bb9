#include "query/ops/join_costs.h"

#include <algorithm>

namespace dingtu::join {

namespace {

bool any(const Set& set) {
    return std::find(set.begin(), set.end(), true) != set.end();
}

}  // namespace

std::optional<std::size_t> Shape::other_end(std::size_t edge, std::size_t variable) const {
    const JoinQuery::Edge& e = query_.edges[edge];
    if (e.from == e.to) {
        return std::nullopt;
    }
    if (e.from == variable) {
        return e.to;
    }
    if (e.to == variable) {
        return e.from;
    }
    return std::nullopt;
}

std::size_t Shape::edges_between(std::size_t variable, const Set& bound) const {
    std::size_t edges = 0;
    for (std::size_t i = 0; i < query_.edges.size(); ++i) {
        auto other = other_end(i, variable);
        edges += other && bound[*other] ? 1U : 0U;
    }
    return edges;
}

std::size_t Shape::first_clause(const Set& set) const {
    std::size_t first = SIZE_MAX;
    for (std::size_t i = 0; i < set.size(); ++i) {
        if (set[i]) {
            first = std::min(first, query_.variables[i].clause);
        }
    }
    return first;
}

std::vector<Set> Shape::components(const Set& of, std::size_t entered) const {
    std::vector<std::size_t> group(of.size());
    for (std::size_t i = 0; i < group.size(); ++i) {
        group[i] = i;
    }
    auto join = [&](std::size_t a, std::size_t b) {
        if (!of[a] || !of[b]) {
            return;
        }
        std::size_t from = group[a];
        for (std::size_t& each : group) {
            if (each == from) {
                each = group[b];
            }
        }
    };
    for (std::size_t i = 0; i < of.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            const std::size_t clause = query_.variables[i].clause;
            if (clause > entered && query_.variables[k].clause == clause) {
                join(i, k);
            }
        }
    }
    for (const auto& edge : query_.edges) {
        join(edge.from, edge.to);
    }
    for (const auto& missing : query_.missing) {
        join(missing.from, missing.to);
    }
    for (const auto& [a, b] : query_.different_nodes) {
        join(a, b);
    }
    for (const auto& compared : query_.compared) {
        join(compared.left, compared.right);
    }
    for (const auto& [a, b] : query_.different_relationships) {
        for (std::size_t x : ends(a)) {
            for (std::size_t y : ends(b)) {
                join(x, y);
            }
        }
    }
    std::vector<Set> found;
    for (std::size_t number = 0; number < group.size(); ++number) {
        Set members(of.size());
        for (std::size_t i = 0; i < group.size(); ++i) {
            members[i] = of[i] && group[i] == number;
        }
        if (any(members)) {
            found.push_back(std::move(members));
        }
    }
    return found;
}

std::array<std::size_t, 2> Shape::ends(std::size_t edge) const {
    return {query_.edges[edge].from, query_.edges[edge].to};
}

/// The bound variables that a part's count depends on.
Set Shape::boundary_of(const Set& part, const Set& bound) const {
    Set boundary(part.size());
    auto note = [&](std::size_t a, std::size_t b) {
        if (part[a] && bound[b]) {
            boundary[b] = true;
        }
        if (part[b] && bound[a]) {
            boundary[a] = true;
        }
    };
    for (const auto& edge : query_.edges) {
        note(edge.from, edge.to);
    }
    for (const auto& missing : query_.missing) {
        note(missing.from, missing.to);
    }
    for (const auto& [a, b] : query_.different_nodes) {
        note(a, b);
    }
    for (const auto& compared : query_.compared) {
        note(compared.left, compared.right);
    }
    for (const auto& [a, b] : query_.different_relationships) {
        for (std::size_t x : ends(a)) {
            for (std::size_t y : ends(b)) {
                note(x, y);
            }
        }
    }
    return boundary;
}

/// Whether a relationship that is bound already is kept apart from one of the part.
bool Shape::hangs_on_relationship(const Set& part, const Set& bound) const {
    auto inside = [&](std::size_t edge) {
        return part[query_.edges[edge].from] || part[query_.edges[edge].to];
    };
    auto known = [&](std::size_t edge) {
        return bound[query_.edges[edge].from] && bound[query_.edges[edge].to];
    };
    return std::any_of(query_.different_relationships.begin(), query_.different_relationships.end(),
                       [&](const auto& pair) {
                           return (inside(pair.first) && known(pair.second)) ||
                                  (inside(pair.second) && known(pair.first));
                       });
}

}  // namespace dingtu::join
