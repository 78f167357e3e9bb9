#pragma once

#include "base/limits.h"
#include "base/rows.h"
#include "base/value.h"
#include "query/plan_cache.h"
#include "storage/store.h"

#include <string_view>

namespace dingtu {

/// What a statement runs with, beside its text.
struct RunOptions {
    Map parameters;
    bool optimize = true;
    unsigned threads = 1;  ///< how many may be used at once
    /// Runs the statement in this transaction of the same store instead of one of its own, and
    /// leaves the commit to the caller. After an error what the statement had done so far is still
    /// in it: throw it away.
    Transaction* transaction = nullptr;
    /// Where plans are kept between runs, of this store only; null: nowhere.
    PlanCache* plans = nullptr;
};

/// Runs every statement of `text` in order, each a transaction of its own, and feeds each result to
/// `sink` (columns, rows, finish). A failing statement leaves no trace and ends the run by
/// throwing; those before it stay. Spans of errors are offsets of `text`. Reads take the last
/// commit's snapshot; writes are durable when finish() is called.
void run_script(Store& store, std::string_view text, const RunOptions& options, Limits& limits,
                RowSink& sink);

/// Exactly one statement; Error{Syntax} if there are more or none.
Summary run_statement(Store& store, std::string_view text, const RunOptions& options,
                      Limits& limits, RowSink& sink);

}  // namespace dingtu
