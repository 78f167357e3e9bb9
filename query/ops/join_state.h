#pragma once

// Private to join*.cpp: a join made ready to run.

#include "query/expression.h"
#include "query/join.h"
#include "storage/snapshot.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <vector>

namespace dingtu::join {

using Entry = AdjacencyLeaf::Entry;
using List = std::span<const Entry>;

/// One adjacency that an edge reads, seen from a bound variable.
struct Source {
    const AdjacencyImage* adjacency = nullptr;  ///< of the view, and lives as long
    TypeId type;
    Direction side = Direction::Out;
    bool skip_loops = false;  ///< the other side has them already
};

/// The lists that hold the other ends of one edge for the present value of a bound variable.
struct Lists {
    std::size_t bound = 0;  ///< the variable
    std::vector<Source> sources;
    std::vector<List> now;
    std::vector<TypeId> types;  ///< of each list of `now`

    /// Looks up the lists of `node`; returns how many entries they have.
    std::size_t seek(std::uint32_t node);
    /// How often `node` stands in them.
    [[nodiscard]] std::uint64_t times(std::uint32_t node) const;
};

/// An edge between a level's variable and one that has a value.
struct Use {
    std::size_t edge = 0;
    Lists lists;
    bool identity =
        false;  ///< which relationship it is matters: wanted, or kept apart from another
};

/// The counts of a part by the value of the one variable it hangs on, filled as they are needed.
class Memo {
public:
    static constexpr std::uint64_t unknown = UINT64_MAX;

    [[nodiscard]] std::uint64_t& at(std::uint32_t node);

private:
    static constexpr std::size_t chunk = 1024;
    std::vector<std::unique_ptr<std::uint64_t[]>> chunks_;
};

struct Level;

/// A part of the pattern that is only counted.
struct Part {
    std::unique_ptr<Level> level;
    bool remembers = false;  ///< whether it hangs on one variable, `boundary`
    std::size_t boundary = 0;
    Memo memo;
};

/// The taking of one variable's values while those before it are fixed.
struct Level {
    std::size_t variable = 0;
    std::vector<Use> uses;               ///< none: the nodes are found by label or index
    std::vector<Use> loops;              ///< edges from the variable to itself
    std::vector<char> allowed;           ///< by number of label set; empty: every node will do
    std::vector<std::size_t> different;  ///< bound variables that have another value
    std::vector<Lists> missing;          ///< lists that must not hold it
    JoinQuery::Pairs apart;              ///< an edge of this level, and one that must be another
    std::vector<Part> parts;             ///< what hangs on this and earlier variables
    bool only_counts = false;            ///< a leaf whose number is read off the lengths of lists

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
};

/// Orders the join: variables and relationships in `wanted` (slots) are enumerated, the others are
/// counted. Nothing if an adjacency is not to be had in memory.
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

private:
    [[nodiscard]] std::uint64_t count(Part& part, const Row& row);
    [[nodiscard]] std::uint64_t count(Level& level, const Row& row);
    [[nodiscard]] std::uint64_t count_leaf(Level& level);
    [[nodiscard]] std::uint64_t taken_relationships(const Level& level) const;
    void scan(Level& level, const Row& row);
    void take_from(Level& level, std::size_t primary, const Row& row);
    void offer(Level& level, const Row& row, std::uint32_t node, std::uint64_t weight);
    void identify(Level& level, std::size_t edge, Level::Candidate candidate);
    void identify_in(Level& level, std::size_t edge, const Level::Candidate& candidate, List list,
                     TypeId type);
    [[nodiscard]] Use& edge_at(Level& level, std::size_t edge) const;
    [[nodiscard]] bool admits(const Level& level, std::uint32_t node) const;
    [[nodiscard]] bool fulfils(const Level& level, const Row& row, std::uint32_t node);
    [[nodiscard]] bool kept_apart(const Level& level) const;

    /// The run of equal entries of the primary list that is in work.
    struct RunOfNode {
        const Use* use = nullptr;
        List entries;
        TypeId type;
    };

    const JoinQuery& query_;
    Context& context_;
    Values values_;
    Batch probe_;  // one row, to ask conditions about a node
    RunOfNode run_;
};

}  // namespace dingtu::join
