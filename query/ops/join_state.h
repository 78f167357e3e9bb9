#pragma once

// Private to join*.cpp: a join made ready to run.

#include "query/expression.h"
#include "query/join.h"
#include "query/ops/join_compare.h"
#include "query/ops/join_lists.h"
#include "storage/snapshot.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <vector>

namespace dingtu::join {

/// An edge between a level's variable and one that has a value.
struct Use {
    std::size_t edge = 0;
    Lists lists;
    bool identity =
        false;  ///< which relationship it is matters: wanted, or kept apart from another
};

struct Level;

/// A part of the pattern that is only counted.
struct Part {
    std::unique_ptr<Level> level;
    JoinQuery::Role role = JoinQuery::Role::Rows;  ///< what its count means for the row
    /// Set if it hangs on one variable, `boundary`: its counts by the value of that, plus 1; 0
    /// where it has not been counted yet.
    std::optional<NodeArray<std::uint64_t>> memo;
    std::size_t boundary = 0;
};

/// How a level's candidates are gone through when they are only counted.
enum class Way : std::uint8_t {
    Lengths,  ///< not at all: their number is read off the lengths of lists
    Walk,     ///< along the lists of one edge, the others only say how often each counts
    Scan,     ///< all nodes that have its labels
    Gather    ///< found first, then taken one after the other
};

/// The taking of one variable's values while those before it are fixed.
struct Level {
    /// One of the query's comparisons, whose other side has a value.
    struct Comparable {
        std::size_t comparison = 0;
        std::size_t other = 0;
        bool left = false;  ///< whether the level's variable stands on the left
    };

    std::size_t variable = 0;
    std::vector<Use> uses;               ///< none: the nodes are found by label or index
    std::vector<Use> loops;              ///< edges from the variable to itself
    std::vector<char> allowed;           ///< by number of label set; empty: every node will do
    std::vector<std::size_t> different;  ///< bound variables that have another value
    std::vector<Lists> missing;          ///< lists that must not hold it
    std::vector<Comparable> compared;    ///< what its value is compared with
    JoinQuery::Pairs apart;              ///< an edge of this level, and one that must be another
    std::vector<Part> parts;             ///< what hangs on this and earlier variables
    Way way = Way::Gather;
    bool tests = true;    ///< whether a walk has to ask anything of what it meets
    bool absent = false;  ///< whether it asks just that one list does not hold it, and nothing
                          ///< hangs on what it meets

    struct Candidate {
        std::uint32_t node = 0;
        std::uint32_t ids = 0;  ///< where its relationships (of edges with identity) begin in `ids`
        std::uint64_t weight = 1;  ///< how many combinations of relationships it stands for
    };
    std::vector<Candidate> candidates;  ///< of the present values of the variables before
    std::vector<std::uint64_t> ids;
    std::unique_ptr<NodeCursor> scan;  ///< where more candidates come from; null: there are no more
};

/// What a running join binds.
struct Values {
    std::vector<std::uint32_t> nodes;          ///< by variable
    std::vector<std::uint64_t> relationships;  ///< by edge, where its identity matters
};

/// A join in the order in which it is run.
struct Program {
    std::vector<Level> prefix;  ///< variables that are enumerated, in order
    std::vector<Part> start;    ///< parts that hang on known variables only
    std::uint64_t rows = 1;     ///< a factor that is known without looking
    double cost = 0;            ///< what counting `start` is expected to cost, in steps along lists
};

/// Orders the join: variables and relationships in `wanted` (slots) are enumerated, the others are
/// counted. Nothing if an adjacency is not to be had in memory. What the program remembers while it
/// runs is charged to the limits of `context`.
[[nodiscard]] std::optional<Program> make_program(const JoinQuery& query,
                                                  const std::set<Slot>& wanted,
                                                  const Context& context);

/// Runs the levels of a program.
class Runner {
public:
    Runner(const JoinQuery& query, Context& context);

    [[nodiscard]] Values& values() { return values_; }
    /// Fills the level's candidates. `row` is what comes in, for conditions and look-ups. A scan
    /// yields some at a time: when they are used up, more() fetches the next ones.
    void gather(Level& level, const Row& row);
    [[nodiscard]] bool more(Level& level, const Row& row);
    void choose(const Level& level, const Level::Candidate& candidate);
    /// The product of the parts' counts for the present values.
    [[nodiscard]] std::uint64_t product(std::vector<Part>& parts, const Row& row);

    /// Of a level that is scanned: all nodes that it may take by their labels, and the count for
    /// some of them.
    [[nodiscard]] std::unique_ptr<NodeCursor> nodes_of(const Level& level) const;
    [[nodiscard]] std::uint64_t count_nodes(Level& level, std::span<const NodeId> nodes,
                                            const Row& row);

private:
    [[nodiscard]] std::uint64_t count(Part& part, const Row& row);
    [[nodiscard]] std::uint64_t count(Level& level, const Row& row);
    [[nodiscard]] std::uint64_t count_gathered(Level& level, const Row& row);
    [[nodiscard]] std::uint64_t count_scan(Level& level, const Row& row);
    [[nodiscard]] std::uint64_t count_walk(Level& level, const Row& row);
    [[nodiscard]] std::uint64_t count_crossing(Level& level, const Row& row);
    [[nodiscard]] std::uint64_t count_absent(const Level& level, const Source& source,
                                             List list) const;
    [[nodiscard]] std::uint64_t count_lengths(Level& level);
    [[nodiscard]] bool taken_before(const Level& level, std::size_t i) const;
    [[nodiscard]] std::uint64_t taken_relationships(const Level& level) const;
    void scan(Level& level, const Row& row);
    [[nodiscard]] const Use* walk_along(Level& level) const;
    void take_from(Level& level, const Use& use, const Row& row);
    /// What a node met along the lists of `along` counts by the labels it must have, the nodes it
    /// must not be, what it is compared with, the lists that must not hold it and the other edges,
    /// as far as it does not matter which relationships they are.
    [[nodiscard]] std::uint64_t tested(const Level& level, const Use* along,
                                       std::uint32_t node) const;
    void offer(Level& level, const Row& row, std::uint32_t node, std::uint64_t weight);
    void identify(Level& level, std::size_t edge, Level::Candidate candidate);
    void identify_in(Level& level, std::size_t edge, const Level::Candidate& candidate, List list,
                     TypeId type);
    [[nodiscard]] Use& edge_at(Level& level, std::size_t edge) const;
    [[nodiscard]] bool fulfils(const Level& level, const Row& row, std::uint32_t node);
    [[nodiscard]] bool kept_apart(const Level& level) const;

    /// The run of equal entries of the list walked along that is in work.
    struct RunOfNode {
        const Use* use = nullptr;
        List entries;
        TypeId type;
    };

    const JoinQuery& query_;
    Context& context_;
    Values values_;
    std::vector<std::unique_ptr<Comparison>> comparisons_;  // as in the query
    Batch probe_;  // one row, to ask conditions about a node
    RunOfNode run_;
};

inline std::uint64_t Runner::tested(const Level& level, const Use* along,
                                    std::uint32_t node) const {
    if (!level.allowed.empty()) {
        const std::uint32_t set = context_.graph.label_set(NodeId{node});
        if (set >= level.allowed.size() || level.allowed[set] == 0) {
            return 0;
        }
    }
    for (std::size_t variable : level.different) {
        if (values_.nodes[variable] == node) {
            return 0;
        }
    }
    for (const Lists& lists : level.missing) {
        if (lists.times(node) > 0) {
            return 0;
        }
    }
    for (const Level::Comparable& compared : level.compared) {
        const std::uint32_t other = values_.nodes[compared.other];
        Comparison& comparison = *comparisons_[compared.comparison];
        if (!(compared.left ? comparison.holds(node, other) : comparison.holds(other, node))) {
            return 0;
        }
    }
    std::uint64_t weight = 1;
    for (const Use& use : level.uses) {
        if (&use != along && !use.identity) {
            weight *= use.lists.times(node);
        }
    }
    return weight;
}

/// How often a row comes for which a part has so many combinations.
[[nodiscard]] std::uint64_t meaning(JoinQuery::Role role, std::uint64_t combinations);

/// As numbers of rows: Error{Run} ArithmeticError if they do not fit into 64 bits.
[[nodiscard]] std::uint64_t multiplied(std::uint64_t a, std::uint64_t b);
[[nodiscard]] std::uint64_t added(std::uint64_t a, std::uint64_t b);

}  // namespace dingtu::join
