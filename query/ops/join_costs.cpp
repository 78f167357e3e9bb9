#include "query/ops/join_costs.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dingtu::join {

namespace {

/// The mean length of a list is that of a node met by chance. Who comes a second time to lists of
/// the same kind at the same node has come the first time by way of long ones, whose mean is
/// several times longer. How many times depends on the graph; with this guess cyclic patterns close
/// their cycles early instead of pairing everything that hangs on one node.
constexpr double skew = 8.0;

// What things cost in steps along a list, as measured on graphs of some hundred thousand nodes.
constexpr double near_lookup = 1.5;
constexpr double far_lookup = 6.0;  // what is asked for is not in the cache
constexpr double far_memory = 2.0;
constexpr double membership = 3.0;
constexpr double nodes_in_cache = 1 << 15;

}  // namespace

Costs::Costs(const JoinQuery& query, const Catalog& catalog) : Shape(query), catalog_(catalog) {
    for (const JoinQuery::Edge& edge : query.edges) {
        types_.push_back(edge.types.anything() ? catalog.types() : edge.types.types(catalog));
    }
}

double Costs::nodes_like(std::size_t variable) const {
    double rows = std::max(1.0, static_cast<double>(catalog_.node_count()));
    for (const std::string& label : query_.variables[variable].labels.required()) {
        auto id = catalog_.label(label);
        rows = std::min(rows, id ? static_cast<double>(catalog_.count(*id)) : 0.0);
    }
    if (auto names = query_.variables[variable].labels.choice(); names && names->size() > 1) {
        double sum = 0;
        for (const std::string& name : *names) {
            auto id = catalog_.label(name);
            sum += id ? static_cast<double>(catalog_.count(*id)) : 0.0;
        }
        rows = std::min(rows, sum);
    }
    return rows;
}

double Costs::selectivity(std::size_t variable) const {
    const JoinQuery::Variable& v = query_.variables[variable];
    double share = std::pow(0.25, static_cast<double>(v.conditions.size()));
    return v.find ? std::min(share, 2.0 / nodes_like(variable)) : share;
}

/// Rows of a scan for the variable.
double Costs::rows(std::size_t variable) const {
    return query_.variables[variable].find ? 2.0 : nodes_like(variable) * selectivity(variable);
}

/// Entries per node of an edge seen from one of its ends.
double Costs::degree(std::size_t edge, std::size_t from) const {
    double count = 0;
    for (TypeId type : types_[edge]) {
        count += static_cast<double>(catalog_.count(type));
    }
    double both = query_.edges[edge].direction == Direction::Both ? 2.0 : 1.0;
    return both * count / std::max(1.0, nodes_like(from));
}

/// Candidates of a variable for each row in which `bound` have values.
double Costs::fan_out(std::size_t variable, const Set& bound) const {
    double least = std::numeric_limits<double>::infinity();
    double share = 1.0;
    for (std::size_t i = 0; i < query_.edges.size(); ++i) {
        auto other = other_end(i, variable);
        if (!other || !bound[*other]) {
            continue;
        }
        const double found = entries(i, *other, bound);
        if (std::isfinite(least)) {
            share *= std::min(1.0, std::max(found, least) / std::max(1.0, nodes_like(variable)));
        }
        least = std::min(least, found);
    }
    return std::isfinite(least) ? least * share * selectivity(variable) : rows(variable);
}

double Costs::looking_up(std::size_t variable, const Set& bound, std::size_t scanned) const {
    double cost = 0;
    for (std::size_t i = 0; i < query_.edges.size(); ++i) {
        auto other = other_end(i, variable);
        if (!other || !bound[*other]) {
            continue;
        }
        const bool near = *other == scanned || nodes_like(*other) < nodes_in_cache;
        const auto lists =
            static_cast<double>(std::count_if(types_[i].begin(), types_[i].end(), [&](TypeId type) {
                return catalog_.count(type) > 0;
            }));
        const double sides = query_.edges[i].direction == Direction::Both ? 2.0 : 1.0;
        cost += sides * lists * (near ? near_lookup : far_lookup);
    }
    return cost;
}

double Costs::walking(std::size_t variable, const Set& bound) const {
    double least = std::numeric_limits<double>::infinity();
    double asked = 0;
    for (std::size_t i = 0; i < query_.edges.size(); ++i) {
        auto other = other_end(i, variable);
        if (other && bound[*other]) {
            asked += std::isfinite(least) ? membership : 0;
            least = std::min(least, entries(i, *other, bound));
        }
    }
    return std::isfinite(least) ? least * (1 + asked) : std::max(0.01, rows(variable));
}

double Costs::remembering(std::size_t variable) const {
    return nodes_like(variable) < nodes_in_cache ? 1.0 : far_memory;
}

double Costs::entries(std::size_t edge, std::size_t from, const Set& bound) const {
    return degree(edge, from) * (walked_before(edge, from, bound) ? skew : 1.0);
}

/// Whether another bound variable was reached over a relationship of the same kind from `from`.
bool Costs::walked_before(std::size_t edge, std::size_t from, const Set& bound) const {
    for (std::size_t i = 0; i < query_.edges.size(); ++i) {
        bool same_kind = i != edge && types_[i] == types_[edge];
        auto other = same_kind ? other_end(i, from) : std::nullopt;
        if (other && bound[*other]) {
            return true;
        }
    }
    return false;
}

}  // namespace dingtu::join
