#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace dingtu {

/// Room for images in memory, in bytes; shared by all that a store builds. Notes what there was no
/// room for, so that what was not used for long can make way. May be used by several threads.
class Budget {
public:
    explicit Budget(std::size_t bytes) : all_(static_cast<std::int64_t>(bytes)), left_(all_) {}

    /// False, and noted, if so much is not left.
    [[nodiscard]] bool take(std::size_t bytes) {
        const auto wanted = static_cast<std::int64_t>(bytes);
        if (left_.fetch_sub(wanted, std::memory_order_relaxed) >= wanted) {
            return true;
        }
        give_back(bytes);
        if (wanted <= all_) {  // else no giving way would help
            refused_.store(wanted, std::memory_order_relaxed);
        }
        return false;
    }
    /// Counts what is there already, even beyond the budget.
    void charge(std::size_t bytes) {
        left_.fetch_sub(static_cast<std::int64_t>(bytes), std::memory_order_relaxed);
    }
    void give_back(std::size_t bytes) {
        left_.fetch_add(static_cast<std::int64_t>(bytes), std::memory_order_relaxed);
    }

    [[nodiscard]] std::size_t used() const {
        return static_cast<std::size_t>(all_ - left_.load(std::memory_order_relaxed));
    }
    /// How much has to be given back for what was refused last and what is held beyond the budget.
    [[nodiscard]] std::size_t missing() const {
        const std::int64_t wanted = refused_.load(std::memory_order_relaxed);
        return static_cast<std::size_t>(
            std::max<std::int64_t>(0, wanted - left_.load(std::memory_order_relaxed)));
    }
    void forget_refusal() { refused_.store(0, std::memory_order_relaxed); }

    /// A time that passes with every view that is taken.
    [[nodiscard]] std::uint64_t now() const { return now_.load(std::memory_order_relaxed); }
    void tick() { now_.fetch_add(1, std::memory_order_relaxed); }

private:
    std::int64_t all_;
    std::atomic<std::int64_t> left_;
    std::atomic<std::int64_t> refused_ = 0;
    std::atomic<std::uint64_t> now_ = 0;
};

}  // namespace dingtu
