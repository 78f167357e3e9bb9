#pragma once

#include "storage/large_array.h"
#include "storage/temp_log.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace dingtu {

/// Sorts more keys than memory holds: full memories are sorted and put aside as runs, which are
/// merged at the end.
class KeySorter {
public:
    void add(std::string_view key, std::string_view value);
    /// Memory in use now.
    [[nodiscard]] std::size_t bytes() const { return used_bytes_ + places_.size() * sizeof(Place); }
    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// Puts what is in memory aside.
    void spill();
    /// Calls back for every entry in the order of the keys, then is empty; its memory it keeps.
    void drain(const std::function<void(std::string_view key, std::string_view value)>& use);

private:
    struct Place {
        std::uint64_t word = 0;       // the bytes of the key that decide now, see sort_places
        const char* entry = nullptr;  // sizes of key and value, key, value
    };
    struct Run {
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
    };
    void sort();
    void sort_places(std::span<Place> places, std::size_t depth);
    void order_by_word(std::span<Place> places);
    [[nodiscard]] char* room_for(std::size_t size);
    void clear_memory();

    std::vector<LargeArray<char>> arena_;
    std::size_t arena_bytes_ = 0;
    std::size_t used_bytes_ = 0;
    std::size_t pieces_used_ = 0;
    char* free_ = nullptr;  // in the last piece that is used
    std::size_t free_bytes_ = 0;
    std::vector<Place> places_;
    std::vector<Place> spare_;  // while sorting
    bool ascending_ = true;     // so far, in memory
    std::uint64_t count_ = 0;
    TempLog spilled_;
    std::vector<Run> runs_;
};

}  // namespace dingtu
