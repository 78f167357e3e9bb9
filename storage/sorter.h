#pragma once

#include "storage/pages.h"
#include "storage/temp_log.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// Sorts more keys than memory holds: full memories are sorted and put aside as runs, which are
/// merged at the end.
class KeySorter {
public:
    void add(std::string_view key, std::string_view value);
    /// Memory in use now.
    [[nodiscard]] std::size_t bytes() const {
        return arena_.size() + places_.size() * sizeof(Place);
    }
    /// Puts what is in memory aside.
    void spill();
    /// Calls back for every entry in the order of the keys, then is empty.
    void drain(const std::function<void(std::string_view key, std::string_view value)>& use);

private:
    struct Place {
        std::uint64_t prefix = 0;  // the key's first bytes, which decide most comparisons
        std::uint64_t offset = 0;  // in the arena: sizes of key and value, key, value
    };
    struct Run {
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
    };
    void sort();
    [[nodiscard]] std::string_view key_at(std::uint64_t offset) const;
    [[nodiscard]] std::string_view entry_at(std::uint64_t offset) const;

    std::string arena_;
    std::vector<Place> places_;
    bool ascending_ = true;  // so far, in memory
    TempLog spilled_;
    std::vector<Run> runs_;
};

/// The links of a relationship type in the order they came, which is that of their serial numbers.
class LinkLog {
public:
    void add(const Link& link) {
        log_.append({reinterpret_cast<const char*>(&link), sizeof link});
        ++count_;
    }
    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// In the order they came.
    void for_each(const std::function<void(const Link&)>& use);
    /// Sorted, with subject and other exchanged if `swapped`; in memory up to `memory_bytes`.
    void sorted(bool swapped, std::size_t memory_bytes,
                const std::function<void(const Link&)>& use);

private:
    TempLog log_;
    std::uint64_t count_ = 0;
};

}  // namespace dingtu
