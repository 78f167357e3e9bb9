#pragma once

#include "storage/large_array.h"
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
    /// Memory for sorting, which several logs may use one after the other.
    class Room {
    public:
        explicit Room(std::size_t most_bytes);

    private:
        friend class LinkLog;
        void make_for(std::uint64_t count);

        std::size_t most_;  // links at a time
        LargeArray<Link> links_;
        LargeArray<Link> spare_;
    };
    /// Sorted, with subject and other exchanged if `swapped`.
    void sorted(bool swapped, Room& room, const std::function<void(const Link&)>& use) const;

private:
    TempLog log_;
    std::uint64_t count_ = 0;
};

}  // namespace dingtu
