#include "query/ops/group_memo.h"

namespace dingtu {

namespace {

constexpr std::size_t first_entries = 1024;
constexpr std::size_t trial = 4096;  // entries after which it must have been of use

}  // namespace

std::optional<GroupMemo::Key> GroupMemo::key(std::span<const Value* const> values) {
    Key key;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto bits = values[i]->inline_bits();
        if (!bits) {
            return std::nullopt;
        }
        key.bits[i] = *bits;
        key.kinds[i] = values[i]->kind();
    }
    return key;
}

/// Where the key is, or the free place where it would be.
std::size_t GroupMemo::place_of(const Key& key) const {
    std::uint64_t hash = key.bits[0] * 0x9E3779B97F4A7C15ULL;
    hash = (hash ^ (hash >> 32U) ^ key.bits[1]) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 29U;
    const std::size_t mask = entries_.size() - 1;
    std::size_t place = hash & mask;
    while (entries_[place].used && !(entries_[place].key == key)) {
        place = (place + 1) & mask;
    }
    return place;
}

std::optional<std::uint32_t> GroupMemo::find(const Key& key) {
    if (entries_.empty()) {
        return std::nullopt;
    }
    const Entry& entry = entries_[place_of(key)];
    if (!entry.used) {
        return std::nullopt;
    }
    ++found_;
    return entry.group;
}

void GroupMemo::add(const Key& key, std::uint32_t group) {
    if (!of_use_) {
        return;
    }
    if (size_ >= trial && found_ < size_ / 2) {
        clear();
        of_use_ = false;
        return;
    }
    if ((size_ + 1) * 2 > entries_.size()) {
        grow();
    }
    entries_[place_of(key)] = {.key = key, .group = group, .used = true};
    ++size_;
}

void GroupMemo::grow() {
    const std::vector<Entry> before = std::move(entries_);
    const std::size_t more = before.empty() ? first_entries : before.size();
    entries_.assign(before.size() + more, {});
    limits_.charge(more * sizeof(Entry));
    for (const Entry& entry : before) {
        if (entry.used) {
            entries_[place_of(entry.key)] = entry;
        }
    }
}

void GroupMemo::clear() {
    limits_.release(entries_.size() * sizeof(Entry));
    entries_ = {};
    size_ = 0;
    found_ = 0;
    of_use_ = true;
}

}  // namespace dingtu
