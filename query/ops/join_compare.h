#pragma once

// Private to join*.cpp: a value of one node of a join against a value of another.

#include "query/context.h"
#include "query/join.h"
#include "query/ops/join_lists.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace dingtu::join {

/// `a.x < b.y` or `id(a) < id(b)` for many pairs of nodes. Looks at the values at first; when it
/// has been asked about as often as there are nodes, it ranks the values of all of them once and
/// from then on compares two numbers.
class Comparison {
public:
    Comparison(const JoinQuery::Compared& compared, const JoinQuery& query, Context& context);

    /// Whether it is true of these nodes.
    [[nodiscard]] bool holds(std::uint32_t left, std::uint32_t right);

private:
    using Ranks = NodeArray<std::uint32_t>;
    struct Ranked {
        Value value;
        std::uint32_t node = 0;
        bool right = false;
    };

    [[nodiscard]] bool holds_by_value(std::uint32_t left, std::uint32_t right) const;
    [[nodiscard]] bool holds_by_rank(std::uint32_t left, std::uint32_t right) const;
    [[nodiscard]] std::uint64_t nodes_like(const JoinQuery::Variable& variable) const;
    void rank();
    [[nodiscard]] bool collect(const JoinQuery::Variable& variable, const Name& key, bool right,
                               std::vector<Ranked>& into) const;
    void number(const std::vector<Ranked>& sorted, Ranks& left, Ranks& right) const;
    [[nodiscard]] Value value(std::uint32_t node, const Name& key) const;

    JoinQuery::Compared compared_;  // its own: a name remembers its number
    const JoinQuery& query_;
    Context& context_;
    bool same_values_;                     // both sides: one property of nodes of one label
    std::uint64_t questions_until_ranks_;  // 0: they are there, or there will be none
    std::optional<Ranks> left_;
    std::optional<Ranks> right_;  // not set if the left ones serve
};

}  // namespace dingtu::join
