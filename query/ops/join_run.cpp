// The running side of a join: candidates of a variable, found before they are taken one by one.

#include "base/error.h"
#include "query/ops/find.h"
#include "query/ops/join_state.h"

#include <algorithm>

namespace dingtu::join {

Runner::Runner(const JoinQuery& query, Context& context) : query_(query), context_(context) {
    values_.nodes.resize(query.variables.size());
    values_.relationships.resize(query.edges.size());
    for (const JoinQuery::Compared& compared : query.compared) {
        comparisons_.push_back(std::make_unique<Comparison>(compared, query, context));
    }
}

void Runner::choose(const Level& level, const Level::Candidate& candidate) {
    values_.nodes[level.variable] = candidate.node;
    std::size_t at = candidate.ids;
    for (const Use& use : level.uses) {
        if (use.identity) {
            values_.relationships[use.edge] = level.ids[at++];
        }
    }
    for (const Use& loop : level.loops) {
        if (loop.identity) {
            values_.relationships[loop.edge] = level.ids[at++];
        }
    }
}

void Runner::gather(Level& level, const Row& row) {
    level.candidates.clear();
    level.ids.clear();
    level.scan.reset();
    if (level.uses.empty()) {
        scan(level, row);
    } else if (const Use* along = walk_along(level)) {
        take_from(level, *along, row);
    }
}

/// Goes to the lists of the level and chooses those to walk along: what the walk costs and what
/// asking the others at every step costs must be least. Null: some list is empty.
const Use* Runner::walk_along(Level& level) const {
    std::size_t asking = 0;
    for (Lists& lists : level.missing) {
        lists.seek(values_.nodes[lists.bound()]);
    }
    for (Use& use : level.uses) {
        use.lists.seek(values_.nodes[use.lists.bound()]);
        if (use.lists.size() == 0) {
            return nullptr;
        }
        asking += use.lists.cost_of_times();
    }
    const Use* along = nullptr;
    std::size_t least = SIZE_MAX;
    for (const Use& use : level.uses) {
        const std::size_t cost = use.lists.size() * (1 + asking - use.lists.cost_of_times());
        if (cost < least) {
            least = cost;
            along = &use;
        }
    }
    for (Use& use : level.uses) {
        if (&use != along && !use.identity) {
            use.lists.expect(along->lists.size());
        }
    }
    for (Lists& lists : level.missing) {
        lists.expect(along->lists.size());
    }
    return along;
}

void Runner::scan(Level& level, const Row& row) {
    const JoinQuery::Variable& variable = query_.variables[level.variable];
    for (Lists& lists : level.missing) {
        lists.seek(values_.nodes[lists.bound()]);
    }
    run_ = {};
    if (variable.find) {
        if (auto found = find_nodes(*variable.find, row, context_.graph)) {
            for (NodeId node : *found) {
                offer(level, row, static_cast<std::uint32_t>(node.value), 1);
            }
            return;
        }
    }
    level.scan = nodes_of(level);
    static_cast<void>(more(level, row));
}

/// The nodes of the rarest label that the variable must have; null if one of them does not exist.
std::unique_ptr<NodeCursor> Runner::nodes_of(const Level& level) const {
    const JoinQuery::Variable& variable = query_.variables[level.variable];
    const Catalog& catalog = context_.graph.catalog();
    std::optional<LabelId> rarest;
    for (const std::string& name : variable.labels.required()) {
        auto label = catalog.label(name);
        if (!label) {
            return nullptr;
        }
        if (!rarest || catalog.count(*label) < catalog.count(*rarest)) {
            rarest = label;
        }
    }
    return rarest ? context_.graph.nodes(*rarest) : context_.graph.nodes();
}

bool Runner::more(Level& level, const Row& row) {
    if (!level.scan) {
        return false;
    }
    level.candidates.clear();
    level.ids.clear();
    run_ = {};
    while (level.candidates.size() < batch_rows) {
        context_.limits.check();
        auto node = level.scan->next();
        if (!node) {
            level.scan.reset();
            break;
        }
        offer(level, row, static_cast<std::uint32_t>(node->value), 1);
    }
    return !level.candidates.empty();
}

/// Goes through the lists of an edge, one run of entries to the same node at a time.
void Runner::take_from(Level& level, const Use& use, const Row& row) {
    for (std::size_t k = 0; k < use.lists.now().size(); ++k) {
        const List list = use.lists.now()[k];
        for (std::size_t begin = 0; begin < list.size();) {
            std::size_t end = begin + 1;
            while (end < list.size() && list[end].other == list[begin].other) {
                ++end;
            }
            run_ = {.use = &use,
                    .entries = list.subspan(begin, end - begin),
                    .type = use.lists.type_at(k)};
            offer(level, row, list[begin].other, use.identity ? 1 : end - begin);
            begin = end;
        }
    }
}

void Runner::offer(Level& level, const Row& row, std::uint32_t node, std::uint64_t weight) {
    weight *= tested(level, run_.use, node);
    if (weight == 0) {
        return;
    }
    for (Use& loop : level.loops) {
        loop.lists.seek(node);
        if (!loop.identity) {
            weight *= loop.lists.times(node);
        }
    }
    if (weight == 0 || !fulfils(level, row, node)) {
        return;
    }
    values_.nodes[level.variable] = node;
    identify(level, 0, {.node = node, .ids = 0, .weight = weight});
}

Use& Runner::edge_at(Level& level, std::size_t edge) const {
    return edge < level.uses.size() ? level.uses[edge] : level.loops[edge - level.uses.size()];
}

/// Settles which relationship each edge with identity is, one edge after the other, and keeps every
/// combination that is allowed.
void Runner::identify(Level& level, std::size_t edge, Level::Candidate candidate) {
    std::size_t edges = level.uses.size() + level.loops.size();
    while (edge < edges && !edge_at(level, edge).identity) {
        ++edge;
    }
    if (edge < edges) {
        const Use& use = edge_at(level, edge);
        if (&use == run_.use) {
            return identify_in(level, edge, candidate, run_.entries, run_.type);
        }
        for (std::size_t k = 0; k < use.lists.now().size(); ++k) {
            identify_in(level, edge, candidate, entries_to(use.lists.now()[k], candidate.node),
                        use.lists.type_at(k));
        }
        return;
    }
    if (!kept_apart(level)) {
        return;
    }
    candidate.ids = static_cast<std::uint32_t>(level.ids.size());
    for (std::size_t i = 0; i < edges; ++i) {
        const Use& use = edge_at(level, i);
        if (use.identity) {
            level.ids.push_back(values_.relationships[use.edge]);
        }
    }
    level.candidates.push_back(candidate);
}

void Runner::identify_in(Level& level, std::size_t edge, const Level::Candidate& candidate,
                         List list, TypeId type) {
    for (const Entry& entry : list) {
        values_.relationships[edge_at(level, edge).edge] =
            relationship_id(type, entry.serial).value;
        identify(level, edge + 1, candidate);
    }
}

bool Runner::kept_apart(const Level& level) const {
    return std::all_of(level.apart.begin(), level.apart.end(), [this](const auto& pair) {
        return values_.relationships[pair.first] != values_.relationships[pair.second];
    });
}

bool Runner::fulfils(const Level& level, const Row& row, std::uint32_t node) {
    const JoinQuery::Variable& variable = query_.variables[level.variable];
    if (variable.conditions.empty()) {
        return true;
    }
    probe_.column(variable.slot).assign(1, Value(NodeId{node}));
    probe_.size = 1;
    Row probe{.batch = probe_, .index = 0, .frame = row.frame};
    return std::all_of(variable.conditions.begin(), variable.conditions.end(),
                       [&](const ExpressionPtr& condition) { return holds(*condition, probe); });
}

}  // namespace dingtu::join
