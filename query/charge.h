#pragma once

#include "base/limits.h"

#include <cstddef>
#include <utility>

namespace dingtu {

/// Memory that something holds, charged to a limit as long as it does.
class Charge {
public:
    explicit Charge(Limits& limits) : limits_(limits) {}
    Charge(const Charge&) = delete;
    Charge& operator=(const Charge&) = delete;
    ~Charge() { clear(); }

    /// Throws like Limits::charge().
    void add(std::size_t bytes) {
        bytes_ += bytes;
        limits_.charge(bytes);
    }
    void clear() { limits_.release(std::exchange(bytes_, 0)); }

private:
    Limits& limits_;
    std::size_t bytes_ = 0;
};

}  // namespace dingtu
