#pragma once

#include "shell/options.h"
#include "storage/store.h"

#include <atomic>
#include <string>
#include <string_view>

namespace dingtu {

/// Answers requests of the JSON-lines protocol on one store.
class Server {
public:
    /// Borrows all three.
    Server(Store& store, const Options& options, const std::atomic<bool>* interrupted)
        : store_(store),
          options_(options),
          interrupted_(interrupted) {}

    /// The response to one line, without line break. Whatever is wrong with the request or its
    /// statement is in the response; throws Error{Interrupted} alone.
    [[nodiscard]] std::string answer(std::string_view line);

private:
    void reset();

    Store& store_;
    const Options& options_;
    const std::atomic<bool>* interrupted_;
};

}  // namespace dingtu
