#include "base/limits.h"

#include "base/error.h"

#include <fmt/format.h>

namespace dingtu {

void Limits::set_timeout(std::chrono::milliseconds timeout) {
    deadline_ = std::chrono::steady_clock::now() + timeout;
}

void Limits::check_now() const {
    if (interrupt_ != nullptr && interrupt_->load(std::memory_order_relaxed)) {
        throw Error(Phase::Interrupted, "interrupted");
    }
    if (deadline_ && std::chrono::steady_clock::now() > *deadline_) {
        throw Error(Phase::Run, "the time limit is reached")
            .hint("allow more with --timeout SECONDS")
            .named("ResourceError", "Timeout");
    }
}

void Limits::charge(std::size_t bytes) {
    used_bytes_ += bytes;
    if (used_bytes_ > memory_bytes_) {
        throw Error(Phase::Run,
                    fmt::format("the memory limit of {} MiB is reached", memory_bytes_ >> 20U))
            .hint("allow more with --memory MIB, or ask for fewer rows at once")
            .named("ResourceError", "Memory");
    }
}

}  // namespace dingtu
