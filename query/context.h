#pragma once

#include "base/limits.h"
#include "base/rows.h"
#include "query/functions.h"
#include "storage/transaction.h"

#include <functional>
#include <set>
#include <vector>

namespace dingtu {

/// What a running statement shares: the view it reads, the transaction it writes, its limits and
/// what it has done so far. Lives as long as the run; one thread.
struct Context {
    const Snapshot& graph;
    Transaction* transaction = nullptr;  ///< null in a statement that only reads
    Limits& limits;
    Environment environment;
    UpdateCounts updates;
    std::set<NodeId> deleted_nodes;
    std::set<RelationshipId> deleted_relationships;
    bool profile = false;
    unsigned threads = 1;      ///< how many may be used
    std::uint64_t number = 0;  ///< tells runs apart, for what expressions keep per run
    /// What is kept for this run elsewhere (the operators of subqueries, in their expressions) and
    /// must be dropped before it ends.
    std::vector<std::function<void()>> at_end;

    ~Context() {
        for (const auto& drop : at_end) {
            drop();
        }
    }
};

/// Where an expression finds the variables that are no columns: those of comprehensions,
/// quantifiers and reduce(). Each operator has one.
struct Frame {
    Context& context;
    std::vector<Value> locals;

    [[nodiscard]] Value& local(std::size_t index) {
        if (index >= locals.size()) {
            locals.resize(index + 1);
        }
        return locals[index];
    }
};

}  // namespace dingtu
