// Measures of a graph for CALL, computed by igraph (GPL-2.0-or-later, hence optional at build). The
// chosen relationships are copied into an igraph graph; all nodes that they touch take part, for
// components also those that stand alone.

#include "base/error.h"
#include "query/procedures.h"

#ifdef DINGTU_HAVE_IGRAPH

#include <map>

#include <fmt/format.h>
#include <igraph/igraph.h>

namespace dingtu {

namespace {

using plan::Procedure;
using Rows = std::vector<List>;

void must(igraph_error_t code) {
    if (code == IGRAPH_SUCCESS) {
        return;
    }
    throw Error(Phase::Run,
                fmt::format("the measure could not be computed: {}", igraph_strerror(code)))
        .named("ProcedureError", "ProcedureFailed");
}

/// Vectors and graphs of igraph end with their scope.
class Reals {
public:
    Reals() { must(igraph_vector_init(&vector_, 0)); }
    ~Reals() { igraph_vector_destroy(&vector_); }
    Reals(const Reals&) = delete;
    Reals& operator=(const Reals&) = delete;
    [[nodiscard]] igraph_vector_t* get() { return &vector_; }
    [[nodiscard]] double at(std::size_t i) const { return VECTOR(vector_)[i]; }

private:
    igraph_vector_t vector_{};
};

class Integers {
public:
    Integers() { must(igraph_vector_int_init(&vector_, 0)); }
    ~Integers() { igraph_vector_int_destroy(&vector_); }
    Integers(const Integers&) = delete;
    Integers& operator=(const Integers&) = delete;
    [[nodiscard]] igraph_vector_int_t* get() { return &vector_; }
    [[nodiscard]] std::int64_t at(std::size_t i) const { return VECTOR(vector_)[i]; }
    void add(std::size_t value) {
        must(igraph_vector_int_push_back(&vector_, static_cast<igraph_integer_t>(value)));
    }

private:
    igraph_vector_int_t vector_{};
};

/// The part of the store that is measured, and which node each vertex stands for.
class Measured {
public:
    Measured(Context& context, std::span<const Value> args) {
        igraph_set_error_handler(igraph_error_handler_ignore);
        Integers edges;
        for (TypeId type : types(context, args)) {
            auto cursor = context.graph.relationships(type);
            while (auto triple = cursor->next()) {
                context.limits.check();
                edges.add(vertex(triple->start));
                edges.add(vertex(triple->end));
            }
        }
        for (auto cursor = context.graph.nodes(); auto node = cursor->next();) {
            vertex(*node);
        }
        must(igraph_create(&graph_, edges.get(), static_cast<igraph_integer_t>(nodes_.size()),
                           IGRAPH_DIRECTED));
    }
    ~Measured() { igraph_destroy(&graph_); }
    Measured(const Measured&) = delete;
    Measured& operator=(const Measured&) = delete;

    [[nodiscard]] igraph_t* graph() { return &graph_; }
    [[nodiscard]] const std::vector<NodeId>& nodes() const { return nodes_; }

private:
    static std::vector<TypeId> types(Context& context, std::span<const Value> args) {
        const Catalog& catalog = context.graph.catalog();
        if (args.empty() || args[0].is_null() || args[0].as_list().empty()) {
            return catalog.types();
        }
        std::vector<TypeId> types;
        for (const Value& name : args[0].as_list()) {
            auto type = name.is(Kind::String) ? catalog.type(name.as_string()) : std::nullopt;
            if (!type) {
                throw Error(Phase::Run,
                            fmt::format("no relationship has the type `{}`", to_text(name)))
                    .named("ProcedureError", "InvalidArgumentValue");
            }
            types.push_back(*type);
        }
        return types;
    }

    std::size_t vertex(NodeId node) {
        auto [entry, fresh] = vertices_.try_emplace(node, nodes_.size());
        if (fresh) {
            nodes_.push_back(node);
        }
        return entry->second;
    }

    igraph_t graph_{};
    std::map<NodeId, std::size_t> vertices_;
    std::vector<NodeId> nodes_;
};

Rows degree(Context& context, std::span<const Value> args) {
    Measured measured(context, args);
    Integers out;
    Integers in;
    must(igraph_degree(measured.graph(), out.get(), igraph_vss_all(), IGRAPH_OUT, IGRAPH_LOOPS));
    must(igraph_degree(measured.graph(), in.get(), igraph_vss_all(), IGRAPH_IN, IGRAPH_LOOPS));
    Rows rows;
    for (std::size_t i = 0; i < measured.nodes().size(); ++i) {
        rows.push_back({Value(measured.nodes()[i]), out.at(i) + in.at(i), in.at(i), out.at(i)});
    }
    return rows;
}

Rows page_rank(Context& context, std::span<const Value> args) {
    constexpr double damping = 0.85;  // of Brin and Page's paper
    Measured measured(context, args);
    Reals scores;
    must(igraph_pagerank(measured.graph(), IGRAPH_PAGERANK_ALGO_PRPACK, scores.get(), nullptr,
                         igraph_vss_all(), IGRAPH_DIRECTED, damping, nullptr, nullptr));
    Rows rows;
    for (std::size_t i = 0; i < measured.nodes().size(); ++i) {
        rows.push_back({Value(measured.nodes()[i]), scores.at(i)});
    }
    return rows;
}

Rows betweenness(Context& context, std::span<const Value> args) {
    Measured measured(context, args);
    Reals scores;
    must(igraph_betweenness(measured.graph(), scores.get(), igraph_vss_all(), IGRAPH_UNDIRECTED,
                            nullptr));
    Rows rows;
    for (std::size_t i = 0; i < measured.nodes().size(); ++i) {
        rows.push_back({Value(measured.nodes()[i]), scores.at(i)});
    }
    return rows;
}

/// Groups of nodes, numbered from 1 in the order of their first node.
Rows grouped(const Measured& measured, const Integers& membership) {
    std::map<std::int64_t, std::int64_t> numbers;
    std::vector<std::pair<NodeId, std::int64_t>> members;
    for (std::size_t i = 0; i < measured.nodes().size(); ++i) {
        members.emplace_back(measured.nodes()[i], membership.at(i));
    }
    std::sort(members.begin(), members.end());
    Rows rows;
    for (const auto& [node, group] : members) {
        auto number =
            numbers.try_emplace(group, static_cast<std::int64_t>(numbers.size()) + 1).first->second;
        rows.push_back({Value(node), number});
    }
    return rows;
}

Rows components(Context& context, std::span<const Value> args) {
    Measured measured(context, args);
    Integers membership;
    must(igraph_connected_components(measured.graph(), membership.get(), nullptr, nullptr,
                                     IGRAPH_WEAK));
    return grouped(measured, membership);
}

/// Leiden on modularity (Traag, Waltman, van Eck 2019), with a fixed seed: the same graph gives the
/// same groups.
Rows communities(Context& context, std::span<const Value> args) {
    Measured measured(context, args);
    must(igraph_to_undirected(measured.graph(), IGRAPH_TO_UNDIRECTED_EACH, nullptr));
    igraph_rng_seed(igraph_rng_default(), 1);
    Integers degrees;
    must(
        igraph_degree(measured.graph(), degrees.get(), igraph_vss_all(), IGRAPH_ALL, IGRAPH_LOOPS));
    Reals weights;
    double total = 0;
    for (std::size_t i = 0; i < measured.nodes().size(); ++i) {
        must(igraph_vector_push_back(weights.get(), static_cast<double>(degrees.at(i))));
        total += static_cast<double>(degrees.at(i));
    }
    Integers membership;
    double resolution = total > 0 ? 1.0 / total : 1.0;
    must(igraph_community_leiden(measured.graph(), nullptr, weights.get(), resolution, 0.01, false,
                                 2, membership.get(), nullptr, nullptr));
    return grouped(measured, membership);
}

Procedure measure(const char* name, std::vector<std::string> outputs,
                  decltype(Procedure::call) call, const char* help) {
    return {.name = name,
            .inputs = {{"types", Kind::List}},
            .required = 0,
            .outputs = std::move(outputs),
            .call = std::move(call),
            .help = help,
            .writes = false};
}

}  // namespace

std::vector<Procedure> measure_procedures() {
    return {
        measure("graph.betweenness", {"node", "score"}, betweenness,
                "how many shortest paths lead over a node"),
        measure("graph.communities", {"node", "community"}, communities,
                "groups with many relationships inside (Leiden)"),
        measure("graph.components", {"node", "component"}, components,
                "what hangs together, directions ignored"),
        measure("graph.degree", {"node", "degree", "incoming", "outgoing"}, degree,
                "numbers of relationships of each node"),
        measure("graph.pageRank", {"node", "score"}, page_rank, "PageRank with damping 0.85"),
    };
}

}  // namespace dingtu

#else

namespace dingtu {

std::vector<plan::Procedure> measure_procedures() {
    return {};
}

}  // namespace dingtu

#endif
