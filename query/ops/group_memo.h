#pragma once

#include "base/limits.h"
#include "base/value.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace dingtu {

/// Remembers to which group one or two columns lead that decide it, where their values lie inside
/// (nodes, relationships, numbers), so that what is grouped by need not be looked at again for each
/// row. Forgets everything and stops where it is seldom of use.
class GroupMemo {
public:
    static constexpr std::size_t most_columns = 2;
    struct Key {
        std::array<std::uint64_t, most_columns> bits{};
        std::array<Kind, most_columns> kinds{};
        friend bool operator==(const Key&, const Key&) = default;
    };

    explicit GroupMemo(Limits& limits) : limits_(limits) {}
    GroupMemo(const GroupMemo&) = delete;
    GroupMemo& operator=(const GroupMemo&) = delete;
    ~GroupMemo() { clear(); }

    /// The key of these values (at most `most_columns`); nothing if one is boxed.
    [[nodiscard]] static std::optional<Key> key(std::span<const Value* const> values);
    [[nodiscard]] std::optional<std::uint32_t> find(const Key& key);
    /// Whether it is worth asking. False once it has been seen not to be, until clear().
    [[nodiscard]] bool of_use() const { return of_use_; }
    /// The last key that was found came again.
    void found_again() { ++found_; }
    /// The key must not be there yet.
    void add(const Key& key, std::uint32_t group);
    void clear();

private:
    struct Entry {
        Key key;
        std::uint32_t group = 0;
        bool used = false;
    };

    [[nodiscard]] std::size_t place_of(const Key& key) const;
    void grow();

    Limits& limits_;
    std::vector<Entry> entries_;  // open addressing
    std::size_t size_ = 0;
    std::size_t found_ = 0;
    bool of_use_ = true;
};

}  // namespace dingtu
