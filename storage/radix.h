#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

namespace dingtu {

/// Sorts by a 64-bit key, keeping the order of those that agree: least significant digit first,
/// eleven bits at a time. Digits that are the same everywhere cost nothing. Gives back which of
/// `items` and `spare`, which is as long, holds the outcome.
template <class Item, class KeyOf>
[[nodiscard]] std::span<Item> radix_sort(std::span<Item> items, std::span<Item> spare,
                                         KeyOf key_of) {
    constexpr unsigned digit_bits = 11;
    constexpr std::size_t digits = std::size_t{1} << digit_bits;
    constexpr std::size_t passes = (64 + digit_bits - 1) / digit_bits;
    const auto digit_of = [&](const Item& item, std::size_t pass) {
        return (key_of(item) >> (pass * digit_bits)) & (digits - 1);
    };
    const auto counts = std::make_unique<std::array<std::array<std::size_t, digits>, passes>>();
    for (const Item& item : items) {
        for (std::size_t pass = 0; pass < passes; ++pass) {
            ++(*counts)[pass][digit_of(item, pass)];
        }
    }
    for (std::size_t pass = 0; pass < passes; ++pass) {
        std::array<std::size_t, digits>& begins = (*counts)[pass];
        if (items.empty() || begins[digit_of(items.front(), pass)] == items.size()) {
            continue;
        }
        std::size_t begin = 0;
        for (std::size_t& count : begins) {
            begin += std::exchange(count, begin);
        }
        for (const Item& item : items) {
            spare[begins[digit_of(item, pass)]++] = item;
        }
        std::swap(items, spare);
    }
    return items;
}

}  // namespace dingtu
