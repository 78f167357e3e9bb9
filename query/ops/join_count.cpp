// The counting side of a join: how many combinations of the variables that nobody reads go with
// those that have values.

#include "base/error.h"
#include "query/ops/join_state.h"

#include <algorithm>
#include <array>

namespace dingtu::join {

namespace {

[[noreturn]] void refuse_number() {
    throw Error(Phase::Run, "the number of rows does not fit into 64 bits")
        .named("ArithmeticError", "IntegerOverflow");
}

}  // namespace

std::uint64_t meaning(JoinQuery::Role role, std::uint64_t combinations) {
    switch (role) {
        case JoinQuery::Role::Rows: return combinations;
        case JoinQuery::Role::Optional: return std::max<std::uint64_t>(combinations, 1);
        case JoinQuery::Role::Some: return combinations > 0 ? 1 : 0;
        case JoinQuery::Role::None: return combinations > 0 ? 0 : 1;
    }
    return 0;
}

std::uint64_t multiplied(std::uint64_t a, std::uint64_t b) {
    std::uint64_t product = 0;
    if (__builtin_mul_overflow(a, b, &product)) {
        refuse_number();
    }
    return product;
}

std::uint64_t added(std::uint64_t a, std::uint64_t b) {
    std::uint64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) {
        refuse_number();
    }
    return sum;
}

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
    if (!part.memo) {
        return meaning(part.role, count(*part.level, row));
    }
    std::uint64_t& known = part.memo->at(values_.nodes[part.boundary]);
    if (known == 0) {
        known = added(meaning(part.role, count(*part.level, row)), 1);
    }
    return known - 1;
}

std::uint64_t Runner::count(Level& level, const Row& row) {
    context_.limits.check();
    switch (level.way) {
        case Way::Lengths: return count_lengths(level);
        case Way::Walk: return count_walk(level, row);
        case Way::Scan: return count_scan(level, row);
        case Way::Gather: break;
    }
    return count_gathered(level, row);
}

std::uint64_t Runner::count_gathered(Level& level, const Row& row) {
    gather(level, row);
    std::uint64_t total = 0;
    do {
        for (const Level::Candidate& candidate : level.candidates) {
            choose(level, candidate);
            total = added(total, multiplied(candidate.weight, product(level.parts, row)));
        }
    } while (more(level, row));
    return total;
}

std::uint64_t Runner::count_scan(Level& level, const Row& row) {
    const std::unique_ptr<NodeCursor> nodes = nodes_of(level);
    std::array<NodeId, batch_rows> found;
    std::uint64_t total = 0;
    while (std::size_t size = nodes == nullptr ? 0 : nodes->fill(found)) {
        total = added(total, count_nodes(level, {found.data(), size}, row));
    }
    return total;
}

std::uint64_t Runner::count_nodes(Level& level, std::span<const NodeId> nodes, const Row& row) {
    context_.limits.check();
    std::uint64_t total = 0;
    for (NodeId id : nodes) {
        const auto node = static_cast<std::uint32_t>(id.value);
        if (!level.tests || tested(level, nullptr, node) != 0) {
            values_.nodes[level.variable] = node;
            total = added(total, product(level.parts, row));
        }
    }
    return total;
}

std::uint64_t Runner::count_walk(Level& level, const Row& row) {
    if (level.uses.size() > 1) {
        return count_crossing(level, row);
    }
    for (Lists& lists : level.missing) {
        lists.seek(values_.nodes[lists.bound()]);
    }
    const Use& use = level.uses.front();
    const std::uint32_t bound = values_.nodes[use.lists.bound()];
    std::uint64_t total = 0;
    for (const Source& source : use.lists.sources()) {
        const List list = source.of(bound);
        for (Lists& lists : level.missing) {
            lists.expect(list.size());
        }
        if (level.absent) {
            total = added(total, count_absent(level, source, list));
            continue;
        }
        for (const Entry& entry : list) {
            if ((source.skip_loops && entry.other == bound) ||
                (level.tests && tested(level, &use, entry.other) == 0)) {
                continue;
            }
            values_.nodes[level.variable] = entry.other;
            total = added(total, product(level.parts, row));
        }
    }
    return total;
}

/// How many entries lead to nodes that the level's one list of what must be missing does not hold,
/// less those that lead where other variables are.
std::uint64_t Runner::count_absent(const Level& level, const Source& source, List list) const {
    const Lists& missing = level.missing.front();
    std::uint64_t count = missing.not_held(list);
    auto take_off = [&](std::uint32_t node) {
        count -= missing.times(node) == 0 ? entries_to(list, node).size() : 0;
    };
    for (std::size_t i = 0; i < level.different.size(); ++i) {
        if (!taken_before(level, i)) {
            take_off(values_.nodes[level.different[i]]);
        }
    }
    const std::uint32_t bound = values_.nodes[level.uses.front().lists.bound()];
    const bool taken = std::any_of(level.different.begin(), level.different.end(),
                                   [&](std::size_t each) { return values_.nodes[each] == bound; });
    if (source.skip_loops && !taken) {
        take_off(bound);
    }
    return count;
}

/// Whether the i-th of the variables that must be different has the value of one before it.
bool Runner::taken_before(const Level& level, std::size_t i) const {
    auto earlier = std::span(level.different).first(i);
    return std::any_of(earlier.begin(), earlier.end(), [&](std::size_t variable) {
        return values_.nodes[variable] == values_.nodes[level.different[i]];
    });
}

/// As count_walk() along one of several edges.
std::uint64_t Runner::count_crossing(Level& level, const Row& row) {
    const Use* along = walk_along(level);
    if (along == nullptr) {
        return 0;
    }
    std::uint64_t total = 0;
    for (const List& list : along->lists.now()) {
        for (const Entry& entry : list) {
            const std::uint64_t weight = tested(level, along, entry.other);
            if (weight != 0) {
                values_.nodes[level.variable] = entry.other;
                total = added(total, multiplied(weight, product(level.parts, row)));
            }
        }
    }
    return total;
}

/// A leaf without conditions of its own: the lengths of its lists, less what other variables and
/// relationships take away.
std::uint64_t Runner::count_lengths(Level& level) {
    Lists& lists = level.uses.front().lists;
    const std::uint32_t bound = values_.nodes[lists.bound()];
    if (!level.tests) {
        return lists.size_at(bound);
    }
    lists.seek(bound);
    std::uint64_t total = lists.size();
    if (total == 0) {
        return 0;
    }
    lists.expect(level.different.size());
    for (std::size_t i = 0; i < level.different.size(); ++i) {
        if (!taken_before(level, i)) {
            total -= lists.times(values_.nodes[level.different[i]]);
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
        const JoinQuery::Edge& edge = query_.edges[level.apart[i].second];
        const std::uint32_t here = values_.nodes[edge.from];
        const std::uint32_t there = values_.nodes[edge.to];
        const std::uint32_t bound = values_.nodes[lists.bound()];
        if (repeated || (here != bound && there != bound)) {
            continue;
        }
        const std::uint32_t other = here == bound ? there : here;
        bool gone =
            std::any_of(level.different.begin(), level.different.end(),
                        [&](std::size_t variable) { return values_.nodes[variable] == other; });
        Entry entry{other, static_cast<std::uint32_t>(serial_of(id))};
        for (std::size_t k = 0; k < lists.now().size() && !gone; ++k) {
            const List& list = lists.now()[k];
            bool found = lists.type_at(k) == type_of(id) &&
                         std::binary_search(list.begin(), list.end(), entry);
            taken += found ? 1 : 0;
        }
    }
    return taken;
}

}  // namespace dingtu::join
