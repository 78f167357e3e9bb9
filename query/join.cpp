#include "query/join.h"

#include <algorithm>
#include <numeric>

namespace dingtu {

namespace {

bool is_join(const Pattern& pattern) {
    bool open = std::none_of(pattern.relationships.begin(), pattern.relationships.end(),
                             [&](const PatternRelationship& r) {
                                 return pattern.nodes[r.from].known && pattern.nodes[r.to].known;
                             });
    return is_plain(pattern) && open;
}

/// Whether two relationships could be one and the same: their types may overlap.
bool may_be_same(const NameTest& a, const NameTest& b) {
    auto left = a.choice();
    auto right = b.choice();
    if (!left || !right) {
        return true;
    }
    return std::any_of(left->begin(), left->end(), [&](const std::string& name) {
        return std::find(right->begin(), right->end(), name) != right->end();
    });
}

/// Whether something said to be different would be the same if the pairs in `equal` were.
bool contradict(const JoinQuery::Pairs& equal, const JoinQuery::Pairs& different,
                std::size_t variables) {
    std::vector<std::size_t> number(variables);
    std::iota(number.begin(), number.end(), 0);
    for (const auto& [x, y] : equal) {
        std::replace(number.begin(), number.end(), std::size_t{number[x]}, number[y]);
    }
    return std::any_of(different.begin(), different.end(),
                       [&](const auto& pair) { return number[pair.first] == number[pair.second]; });
}

class Converter {
public:
    explicit Converter(const Pattern& pattern) : pattern_(pattern) {}

    JoinParts convert() {
        for (const PatternNode& node : pattern_.nodes) {
            query().variables.push_back({.slot = node.slot,
                                         .known = node.known,
                                         .labels = node.labels,
                                         .conditions = {},
                                         .find = std::nullopt,
                                         .name = node.name});
        }
        for (const PatternRelationship& r : pattern_.relationships) {
            query().edges.push_back({.slot = r.slot,
                                     .from = r.from,
                                     .to = r.to,
                                     .direction = r.direction,
                                     .types = r.types});
        }
        for (const Predicate& predicate : pattern_.predicates) {
            place(predicate);
        }
        keep_relationships_apart();
        return std::move(parts_);
    }

private:
    JoinQuery& query() { return parts_.query; }

    [[nodiscard]] std::optional<std::size_t> variable(Slot slot) const {
        for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
            if (pattern_.nodes[i].slot == slot) {
                return i;
            }
        }
        return std::nullopt;
    }

    void place(const Predicate& predicate) {
        if (predicate.different && place_different(*predicate.different)) {
            return;
        }
        if (predicate.absent && place_absent(*predicate.absent)) {
            return;
        }
        if (auto test = exists_test(*predicate.expression)) {
            if (query().take_in(test->query, test->role)) {
                return;
            }
        }
        if (predicate.find) {
            place_find(predicate);
        }
        if (predicate.compared && place_compared(*predicate.compared)) {
            return;
        }
        auto only = predicate.slots.size() == 1 ? variable(*predicate.slots.begin()) : std::nullopt;
        if (only && !query().variables[*only].known) {
            query().variables[*only].conditions.push_back(predicate.expression);
        } else {
            parts_.left.push_back(predicate);
        }
    }

    [[nodiscard]] bool known(std::size_t variable) { return query().variables[variable].known; }

    bool place_different(const std::pair<Slot, Slot>& slots) {
        auto a = variable(slots.first);
        auto b = variable(slots.second);
        if (!a || !b || *a == *b) {
            return false;
        }
        query().different_nodes.emplace_back(*a, *b);
        return true;
    }

    bool place_compared(const NodeComparison& compared) {
        auto left = variable(compared.left);
        auto right = variable(compared.right);
        if (!left || !right || *left == *right || (known(*left) && known(*right))) {
            return false;
        }
        query().compared.push_back({.left = *left,
                                    .right = *right,
                                    .op = compared.op,
                                    .left_key = compared.left_key,
                                    .right_key = compared.right_key});
        const bool strict =
            compared.op == ast::CompareOp::Less || compared.op == ast::CompareOp::Greater;
        const bool same =
            compared.left_key.has_value() == compared.right_key.has_value() &&
            (!compared.left_key || compared.left_key->stored() == compared.right_key->stored());
        if (strict && same) {  // no node comes before itself
            query().different_nodes.emplace_back(*left, *right);
        }
        return true;
    }

    bool place_absent(const Absence& absence) {
        auto from = variable(absence.from);
        auto to = variable(absence.to);
        if (!from || !to || *from == *to) {
            return false;
        }
        query().missing.push_back(
            {.from = *from, .to = *to, .direction = absence.direction, .types = absence.types});
        return true;
    }

    /// An index can be used if the value it is asked for is known before the pattern.
    void place_find(const Predicate& predicate) {
        auto node = variable(predicate.node);
        if (!node || query().variables[*node].known || query().variables[*node].find) {
            return;
        }
        std::set<Slot> slots;
        if (predicate.find->value) {
            predicate.find->value->read_slots(slots);
        }
        bool known = std::all_of(slots.begin(), slots.end(), [this](Slot slot) {
            return std::find(pattern_.input.begin(), pattern_.input.end(), slot) !=
                   pattern_.input.end();
        });
        if (known) {
            query().variables[*node].find = predicate.find;
        }
    }

    void keep_relationships_apart() {
        const auto& rs = pattern_.relationships;
        for (std::size_t i = 0; i < rs.size(); ++i) {
            for (std::size_t k = i + 1; k < rs.size(); ++k) {
                bool apart = rs[i].clause == rs[k].clause && may_be_same(rs[i].types, rs[k].types);
                if (apart && !never_one(query(), i, k, query().different_nodes)) {
                    query().different_relationships.emplace_back(i, k);
                }
            }
        }
    }

    const Pattern& pattern_;
    JoinParts parts_;
};

}  // namespace

bool JoinQuery::is_free() const {
    return missing.empty() && compared.empty() && different_nodes.empty() &&
           different_relationships.empty() &&
           std::all_of(variables.begin(), variables.end(), [](const Variable& each) {
               return !each.known && each.clause == 0 && each.labels.anything() &&
                      each.conditions.empty();
           });
}

bool never_one(const JoinQuery& query, std::size_t edge, std::size_t other,
               const JoinQuery::Pairs& different) {
    const JoinQuery::Edge& a = query.edges[edge];
    const JoinQuery::Edge& b = query.edges[other];
    const bool known_ways = a.direction != Direction::Both && b.direction != Direction::Both;
    const bool same_way = a.direction == b.direction;
    const std::size_t variables = query.variables.size();
    return ((known_ways && !same_way) ||
            contradict({{a.from, b.from}, {a.to, b.to}}, different, variables)) &&
           ((known_ways && same_way) ||
            contradict({{a.from, b.to}, {a.to, b.from}}, different, variables));
}

bool is_plain(const Pattern& pattern) {
    return pattern.selections.empty() && !pattern.nodes.empty() &&
           std::all_of(pattern.relationships.begin(), pattern.relationships.end(),
                       [](const PatternRelationship& r) { return !r.many && !r.known; });
}

std::optional<JoinParts> to_join(const Pattern& pattern) {
    if (!is_join(pattern)) {
        return std::nullopt;
    }
    JoinParts parts = Converter(pattern).convert();
    if (parts.query.edges.empty()) {
        return std::nullopt;
    }
    return parts;
}

}  // namespace dingtu
