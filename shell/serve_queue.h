#pragma once

#include "shell/serve_request.h"

#include <memory>
#include <optional>

namespace dingtu {

/// The requests of a client in their order. They are read ahead by a thread of its own, so that a
/// request to cancel another is heard while that one runs.
class RequestQueue {
public:
    /// Begins to read from `descriptor`. Make it before other threads: from then on Ctrl-C ends the
    /// reading thread's wait, not theirs.
    explicit RequestQueue(int descriptor);
    RequestQueue(const RequestQueue&) = delete;
    RequestQueue& operator=(const RequestQueue&) = delete;
    /// The reading thread is left to itself if it still waits for input.
    ~RequestQueue();

    /// Waits for the next request; nothing at the end of the input. The one before counts as
    /// answered. Throws what ended the reading, Error{Interrupted} for Ctrl-C.
    [[nodiscard]] std::optional<Request> next();

    /// Whether the request in work was cancelled; the interrupt that told it is taken back.
    [[nodiscard]] bool take_back_cancel();

private:
    struct State;
    std::shared_ptr<State> state_;  // shared with the reading thread, which may outlive this
};

}  // namespace dingtu
