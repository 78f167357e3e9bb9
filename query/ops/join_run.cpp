// The running side of a join: candidates of a variable, counts of parts.

#include "base/error.h"
#include "query/ops/find.h"
#include "query/ops/join_state.h"

#include <algorithm>

namespace dingtu::join {

namespace {

std::uint64_t multiplied(std::uint64_t a, std::uint64_t b) {
    std::uint64_t product = 0;
    if (__builtin_mul_overflow(a, b, &product)) {
        throw Error(Phase::Run, "the number of rows does not fit into 64 bits")
            .named("ArithmeticError", "IntegerOverflow");
    }
    return product;
}

struct ByNode {
    bool operator()(const Entry& entry, std::uint32_t node) const { return entry.other < node; }
    bool operator()(std::uint32_t node, const Entry& entry) const { return node < entry.other; }
};

}  // namespace

std::size_t Lists::seek(std::uint32_t node) {
    std::size_t size = 0;
    now.clear();
    types.clear();
    for (const Source& source : sources) {
        List list = source.adjacency->of(NodeId{node});
        if (source.skip_loops) {
            auto [first, last] = std::equal_range(list.begin(), list.end(), node, ByNode{});
            if (first != last) {  // loops lie together: the list falls into two
                now.push_back(list.first(static_cast<std::size_t>(first - list.begin())));
                types.push_back(source.type);
                size += now.back().size();
                list = list.subspan(static_cast<std::size_t>(last - list.begin()));
            }
        }
        now.push_back(list);
        types.push_back(source.type);
        size += list.size();
    }
    return size;
}

std::uint64_t Lists::times(std::uint32_t node) const {
    std::uint64_t times = 0;
    for (const List& list : now) {
        auto [first, last] = std::equal_range(list.begin(), list.end(), node, ByNode{});
        times += static_cast<std::uint64_t>(last - first);
    }
    return times;
}

std::uint64_t& Memo::at(std::uint32_t node) {
    std::size_t number = node / chunk;
    if (number >= chunks_.size()) {
        chunks_.resize(number + 1);
    }
    auto& found = chunks_[number];
    if (!found) {
        found = std::make_unique<std::uint64_t[]>(
            chunk);  // NOLINT(modernize-avoid-c-arrays): owned storage of fixed size
        std::fill_n(found.get(), chunk, unknown);
    }
    return found[node % chunk];
}

Runner::Runner(const JoinQuery& query, Context& context) : query_(query), context_(context) {
    values_.nodes.resize(query.variables.size());
    values_.relationships.resize(query.edges.size());
}

// ---- counting -----------------------------------------------------------------------------------

std::uint64_t Runner::product(std::vector<Part>& parts, const Row& row) {
    std::uint64_t product = 1;
    for (Part& part : parts) {
        product = multiplied(product, count(part, row));
        if (product == 0) {
            break;
        }
    }
    return product;
}

std::uint64_t Runner::count(Part& part, const Row& row) {
    if (!part.remembers) {
        return count(*part.level, row);
    }
    std::uint64_t& known = part.memo.at(values_.nodes[part.boundary]);
    if (known == Memo::unknown) {
        known = count(*part.level, row);
    }
    return known;
}

std::uint64_t Runner::count(Level& level, const Row& row) {
    context_.limits.check();
    if (level.only_counts) {
        return count_leaf(level);
    }
    gather(level, row);
    std::uint64_t total = 0;
    do {
        for (const Level::Candidate& candidate : level.candidates) {
            choose(level, candidate);
            total += multiplied(candidate.weight, product(level.parts, row));
        }
    } while (more(level, row));
    return total;
}

/// A leaf without conditions of its own: the lengths of its lists, less what other variables and
/// relationships take away.
std::uint64_t Runner::count_leaf(Level& level) {
    Lists& lists = level.uses.front().lists;
    std::uint64_t total = lists.seek(values_.nodes[lists.bound]);
    if (total == 0) {
        return 0;
    }
    for (std::size_t i = 0; i < level.different.size(); ++i) {
        std::uint32_t taken = values_.nodes[level.different[i]];
        auto earlier = std::span(level.different).first(i);
        bool repeated = std::any_of(earlier.begin(), earlier.end(), [&](std::size_t variable) {
            return values_.nodes[variable] == taken;
        });
        if (!repeated) {
            total -= lists.times(taken);
        }
    }
    return level.apart.empty() ? total : total - taken_relationships(level);
}

/// How many entries of the leaf's lists are relationships that other edges have already, not
/// counting those that lead to a node that is taken anyway.
std::uint64_t Runner::taken_relationships(const Level& level) const {
    const Lists& lists = level.uses.front().lists;
    std::uint64_t taken = 0;
    for (std::size_t i = 0; i < level.apart.size(); ++i) {
        RelationshipId id{values_.relationships[level.apart[i].second]};
        auto earlier = std::span(level.apart).first(i);
        bool repeated = std::any_of(earlier.begin(), earlier.end(), [&](const auto& pair) {
            return values_.relationships[pair.second] == id.value;
        });
        auto ends = repeated ? std::nullopt : context_.graph.endpoints(id);
        if (!ends) {
            continue;
        }
        NodeId far = ends->start.value == values_.nodes[lists.bound] ? ends->end : ends->start;
        auto other = static_cast<std::uint32_t>(far.value);
        bool gone =
            std::any_of(level.different.begin(), level.different.end(),
                        [&](std::size_t variable) { return values_.nodes[variable] == other; });
        Entry entry{other, static_cast<std::uint32_t>(serial_of(id))};
        for (std::size_t k = 0; k < lists.now.size() && !gone; ++k) {
            bool here = lists.types[k] == type_of(id) &&
                        std::binary_search(lists.now[k].begin(), lists.now[k].end(), entry);
            taken += here ? 1 : 0;
        }
    }
    return taken;
}

// ---- candidates ---------------------------------------------------------------------------------

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
    for (Lists& lists : level.missing) {
        lists.seek(values_.nodes[lists.bound]);
    }
    if (level.uses.empty()) {
        return scan(level, row);
    }
    std::size_t least = SIZE_MAX;
    std::size_t primary = 0;
    for (std::size_t i = 0; i < level.uses.size(); ++i) {
        Lists& lists = level.uses[i].lists;
        std::size_t size = lists.seek(values_.nodes[lists.bound]);
        if (size < least) {
            least = size;
            primary = i;
        }
    }
    if (least > 0) {
        take_from(level, primary, row);
    }
}

void Runner::scan(Level& level, const Row& row) {
    const JoinQuery::Variable& variable = query_.variables[level.variable];
    const Snapshot& graph = context_.graph;
    run_ = {};
    if (variable.find) {
        if (auto found = find_nodes(*variable.find, row, graph)) {
            for (NodeId node : *found) {
                offer(level, row, static_cast<std::uint32_t>(node.value), 1);
            }
            return;
        }
    }
    std::optional<LabelId> label;
    for (const std::string& name : variable.labels.required()) {
        auto id = graph.catalog().label(name);
        if (!id) {
            return;
        }
        if (!label || graph.catalog().count(*id) < graph.catalog().count(*label)) {
            label = id;
        }
    }
    level.scan = label ? graph.nodes(*label) : graph.nodes();
    static_cast<void>(more(level, row));
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

/// Goes through the shortest lists, one run of entries to the same node at a time.
void Runner::take_from(Level& level, std::size_t primary, const Row& row) {
    const Use& use = level.uses[primary];
    for (std::size_t k = 0; k < use.lists.now.size(); ++k) {
        const List list = use.lists.now[k];
        for (std::size_t begin = 0; begin < list.size();) {
            std::size_t end = begin + 1;
            while (end < list.size() && list[end].other == list[begin].other) {
                ++end;
            }
            run_ = {.use = &use,
                    .entries = list.subspan(begin, end - begin),
                    .type = use.lists.types[k]};
            offer(level, row, list[begin].other, use.identity ? 1 : end - begin);
            begin = end;
        }
    }
}

void Runner::offer(Level& level, const Row& row, std::uint32_t node, std::uint64_t weight) {
    if (!admits(level, node)) {
        return;
    }
    for (const Use& use : level.uses) {
        if (&use == run_.use || use.identity) {
            continue;
        }
        weight *= use.lists.times(node);
        if (weight == 0) {
            return;
        }
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
        for (std::size_t k = 0; k < use.lists.now.size(); ++k) {
            const List& list = use.lists.now[k];
            auto [first, last] =
                std::equal_range(list.begin(), list.end(), candidate.node, ByNode{});
            identify_in(level, edge, candidate, List(first, last), use.lists.types[k]);
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

bool Runner::admits(const Level& level, std::uint32_t node) const {
    if (!level.allowed.empty()) {
        std::uint32_t set = context_.graph.label_set(NodeId{node});
        if (set >= level.allowed.size() || level.allowed[set] == 0) {
            return false;
        }
    }
    for (std::size_t variable : level.different) {
        if (values_.nodes[variable] == node) {
            return false;
        }
    }
    return std::none_of(level.missing.begin(), level.missing.end(),
                        [node](const Lists& lists) { return lists.times(node) > 0; });
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
