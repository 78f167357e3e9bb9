#pragma once

#include "query/plan_cache.h"
#include "shell/options.h"
#include "shell/serve_queue.h"
#include "shell/serve_request.h"
#include "storage/store.h"

#include <atomic>
#include <iosfwd>

namespace dingtu {

/// Answers requests of the JSON-lines protocol on one store.
class Server {
public:
    /// Borrows all of them.
    Server(Store& store, const Options& options, const std::atomic<bool>* interrupted,
           RequestQueue& requests)
        : store_(store),
          options_(options),
          interrupted_(interrupted),
          requests_(requests) {}

    /// Writes the response, without line break. Whatever is wrong with the request or its statement
    /// is in the response; throws Error{Interrupted} alone, if no client asked for the
    /// interruption.
    void answer(Request request, std::ostream& out);

private:
    void run(Request& request, std::ostream& out);
    void reset();

    Store& store_;
    const Options& options_;
    const std::atomic<bool>* interrupted_;
    RequestQueue& requests_;
    PlanCache plans_;
};

}  // namespace dingtu
