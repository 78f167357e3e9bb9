#pragma once

#include "storage/pages.h"
#include "storage/temp_log.h"

#include <cstddef>
#include <cstdint>
#include <functional>

namespace dingtu {

/// The links of a relationship type in the order they came, which is that of their serial numbers.
/// Once all are added it may be read by several threads.
class LinkLog {
public:
    void add(const Link& link) {
        log_.append({reinterpret_cast<const char*>(&link), sizeof link});
        ++count_;
    }
    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// In the order they came.
    void for_each(const std::function<void(const Link&)>& use) const;
    /// Sorted, with subject and other exchanged if `swapped`; in memory up to `memory_bytes`.
    void sorted(bool swapped, std::size_t memory_bytes,
                const std::function<void(const Link&)>& use) const;

private:
    TempLog log_;
    std::uint64_t count_ = 0;
};

}  // namespace dingtu
