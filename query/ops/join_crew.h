#pragma once

// Private to join*.cpp: counting by several threads.

#include "query/ops/join_state.h"

namespace dingtu::join {

/// Counts a part that begins with a scan, whose nodes are dealt out to several threads.
class Crew {
public:
    /// Whether the program has only such a part, is expected to be worth it, and asks no conditions
    /// (expressions are evaluated by one thread).
    [[nodiscard]] static bool can_count(const Program& program, const JoinQuery& query);

    Crew(const JoinQuery& query, Context& context) : query_(query), context_(context) {}

    /// The count of the calling thread's part. Ends early with the error of whichever thread meets
    /// one; limits and interruption are the calling thread's, and the others share what is left of
    /// its memory.
    [[nodiscard]] std::uint64_t count(Runner& runner, Part& part, const Row& row);

private:
    const JoinQuery& query_;
    Context& context_;
};

}  // namespace dingtu::join
