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
    /// Memory that is needed to sort what is in memory now.
    [[nodiscard]] std::size_t bytes() const {
        return used_bytes_ + (ascending_ ? 0 : in_memory_ * 2 * sizeof(Place));
    }
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
    struct Piece {
        LargeArray<char> bytes;
        std::size_t used = 0;
    };

    [[nodiscard]] char* room_for(std::size_t size);
    template <class Use>
    void for_each_entry(Use use) const;
    template <class Use>
    void for_each_sorted(Use use);
    void sort_places(std::span<Place> places, std::size_t depth);
    void order_by_word(std::span<Place> places);
    void clear_memory();

    std::vector<Piece> pieces_;
    std::size_t present_ = 0;  // piece, which is filled
    std::size_t used_bytes_ = 0;
    std::size_t in_memory_ = 0;   // entries
    const char* last_ = nullptr;  // entry
    bool ascending_ = true;       // so far, in memory
    LargeArray<Place> places_;    // while sorting
    LargeArray<Place> spare_;     // as many
    std::uint64_t count_ = 0;
    TempLog spilled_;
    std::vector<Run> runs_;
};

}  // namespace dingtu
