#include "loader/key_table.h"

#include "base/error.h"

#include <cstring>
#include <random>
#include <utility>

namespace dingtu {

namespace {

__extension__ using Wide = unsigned __int128;

/// Both halves of a product: each bit of it depends on all lower bits of both factors.
std::uint64_t folded(std::uint64_t a, std::uint64_t b) {
    const Wide product = Wide{a} * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t word_at(const char* at, std::size_t size) {
    std::uint64_t word = 0;
    if (size > 0) {  // an empty key may lie nowhere
        std::memcpy(&word, at, size);
    }
    return word;
}

}  // namespace

KeyHasher::KeyHasher() {
    std::random_device source;
    for (std::uint64_t& secret : secrets_) {
        secret = std::uint64_t{source()} << 32 | source() | 1;
    }
}

/// Multiply and fold, two rows with different secrets side by side (in the manner of Wang Yi's
/// wyhash, where one row gives 64 bits).
KeyHash KeyHasher::operator()(std::uint64_t space, std::string_view key) const {
    std::uint64_t first = secrets_[0] ^ key.size();
    std::uint64_t second = secrets_[1] ^ space;
    const auto take = [&](std::uint64_t a, std::uint64_t b) {
        first = folded(first ^ a, secrets_[2] ^ b);
        second = folded(second ^ b, secrets_[3] ^ a);
    };
    const char* at = key.data();
    std::size_t left = key.size();
    for (; left > 16; left -= 16, at += 16) {
        take(word_at(at, 8), word_at(at + 8, 8));
    }
    if (left >= 8) {
        take(word_at(at, 8), word_at(at + 8, left - 8));
    } else {
        take(word_at(at, left), 0);
    }
    take(space, key.size());
    return {folded(first, second ^ secrets_[0]), static_cast<std::uint32_t>(second ^ first >> 32)};
}

KeyTable::KeyTable(std::size_t memory_bytes) : memory_bytes_(memory_bytes), parts_(part_count) {
    for (Part& part : parts_) {
        grow(part);
    }
}

/// The place of the key, or the free one where it would be.
std::size_t KeyTable::place_of(const Part& part, const KeyHash& hash) {
    std::size_t place = first_place(part, hash.high);
    for (;;) {
        const Slot& slot = part.slots[place];
        if (slot.node == 0 || (slot.high == hash.high && slot.low == hash.low)) {
            return place;
        }
        place = place + 1 == part.size ? 0 : place + 1;
    }
}

std::optional<NodeId> KeyTable::find(const KeyHash& hash) const {
    count_touch();
    const Part& part = part_of(hash);
    const Slot& slot = part.slots[place_of(part, hash)];
    return slot.node == 0 ? std::nullopt : std::optional(NodeId{slot.node - 1});
}

std::optional<NodeId> KeyTable::insert(const KeyHash& hash, NodeId id) {
    invariant(id.value < 0xFFFFFFFF, "node ids have 32 bits");
    count_touch();
    Part& part = parts_[hash.high >> 60];
    Slot& slot = part.slots[place_of(part, hash)];
    if (slot.node != 0) {
        return NodeId{slot.node - 1};
    }
    slot = {hash.high, hash.low, static_cast<std::uint32_t>(id.value) + 1};
    ++size_;
    // Three quarters full: beyond that the rows of taken places get long.
    if (++part.used * 4 > part.size * 3) {
        grow(part);
    }
    return std::nullopt;
}

void KeyTable::grow(Part& part) {
    constexpr std::size_t large = std::size_t{1} << 20;  // slots; room for nothing is dear here
    Part wider = make_part(part.size == 0      ? 64
                           : part.size < large ? part.size * 3 / 2
                                               : part.size * 5 / 4);
    wider.used = part.used;
    for (std::size_t i = 0; i < part.size; ++i) {
        const Slot& slot = part.slots[i];
        if (slot.node != 0) {
            wider.slots[place_of(wider, {slot.high, slot.low})] = slot;
        }
        if (i % 4096 == 0) {
            count_touch();
        }
    }
    slots_ -= part.size;
    slots_in_files_ -= part.in_memory.empty() ? part.size : 0;
    part = std::move(wider);
}

KeyTable::Part KeyTable::make_part(std::size_t size) {
    Part part;
    part.size = size;
    if ((slots_ - slots_in_files_ + size) * sizeof(Slot) <= memory_bytes_) {
        part.in_memory = LargeArray<Slot>(size, Slot());
        part.slots = part.in_memory.data();
    } else {
        part.in_file = FileArray<Slot>(size);
        part.slots = part.in_file.data();
        slots_in_files_ += size;
    }
    slots_ += size;
    return part;
}

/// Each look into a file brings some of its pages into memory.
void KeyTable::count_touch() const {
    constexpr std::size_t bytes_of_touch = std::size_t{64} << 10;  // what Linux maps around a page
    if (slots_in_files_ > 0 && ++touched_ * bytes_of_touch > memory_bytes_ / 4) {
        touched_ = 0;
        for (const Part& part : parts_) {
            if (part.in_memory.empty()) {
                part.in_file.put_aside();
            }
        }
    }
}

}  // namespace dingtu
