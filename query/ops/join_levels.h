#pragma once

// Private to join*.cpp: the levels of a join, made for the order in which they are run.

#include "query/ops/join_costs.h"
#include "query/ops/join_state.h"
#include "storage/snapshot.h"

#include <cstddef>
#include <set>
#include <vector>

namespace dingtu::join {

/// Makes levels and says how they are gone through.
class LevelMaker : public Costs {
public:
    /// `wanted`: slots that are read above the join.
    LevelMaker(const JoinQuery& query, const std::set<Slot>& wanted, const Context& context);

protected:
    /// The level that takes `variable` when those in `bound` have values and that is expected to
    /// be come to so many times.
    [[nodiscard]] Level make_level(std::size_t variable, const Set& bound, double evaluations);
    /// Settles how the part is counted, once its level has its own parts.
    void finish(Part& part) const;

    /// Whether every adjacency that a level asked for is there.
    [[nodiscard]] bool complete() const { return complete_; }
    /// Whether so much is read that all of them should be brought into memory, also those that
    /// alone would not be worth it: without one the whole pattern is walked step by step.
    [[nodiscard]] bool should_insist() const { return most_reads_ > few_reads && !insists_; }
    /// Begins again, with every adjacency that there is room for.
    void insist() {
        insists_ = true;
        complete_ = true;
    }
    [[nodiscard]] Limits& limits() const { return limits_; }

private:
    static constexpr double few_reads = 1000;  // of keys: some milliseconds

    void add_edge(Level& level, std::size_t edge, const Set& bound, double evaluations);
    void add_missing(Level& level, const JoinQuery::Missing& missing, const Set& bound,
                     double evaluations);
    void add_apart(Level& level, std::size_t a, std::size_t b, const Set& bound) const;
    void add_labels(Level& level, double evaluations);
    [[nodiscard]] Lists lists(std::size_t bound, Direction direction,
                              const std::vector<TypeId>& types, double evaluations);
    void add_source(Lists& lists, TypeId type, Direction side, double evaluations, bool skip_loops);
    [[nodiscard]] bool implied(const Level& level, double evaluations) const;
    [[nodiscard]] bool worth_a_look(TypeId type, std::size_t variable, double evaluations) const;

    const Snapshot& graph_;
    Limits& limits_;
    std::vector<bool> identity_;  // by edge: it matters which relationship it is
    bool complete_ = true;
    bool insists_ = false;
    double most_reads_ = 0;
};

}  // namespace dingtu::join
