#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace dingtu {

/// Deadline, memory and interruption of one statement or command; asked by every loop that can run
/// long. Cheap: `check` looks at the clock only on every 256th call.
class Limits {
public:
    Limits() = default;

    /// Ends what runs after `timeout` from now with Error{Run} ResourceError.
    void set_timeout(std::chrono::milliseconds timeout);
    /// Ends what holds more than `bytes` at once.
    void set_memory(std::size_t bytes) { memory_bytes_ = bytes; }
    /// A flag set by a signal handler; not owned, may be null.
    void set_interrupt(const std::atomic<bool>* flag) { interrupt_ = flag; }

    /// Throws Error{Interrupted} or Error{Run} ResourceError when a limit is reached.
    void check() {
        if ((++calls_ & 0xFF) == 0) {
            check_now();
        }
    }
    void check_now() const;
    /// Counts memory that is held; give it back with `release`. Throws like check().
    void charge(std::size_t bytes);
    void release(std::size_t bytes) { used_bytes_ -= bytes < used_bytes_ ? bytes : used_bytes_; }

    [[nodiscard]] std::size_t used_bytes() const { return used_bytes_; }
    [[nodiscard]] std::size_t memory_bytes() const { return memory_bytes_; }

private:
    std::optional<std::chrono::steady_clock::time_point> deadline_;
    const std::atomic<bool>* interrupt_ = nullptr;
    std::size_t memory_bytes_ = SIZE_MAX;
    std::size_t used_bytes_ = 0;
    std::uint32_t calls_ = 0;
};

}  // namespace dingtu
