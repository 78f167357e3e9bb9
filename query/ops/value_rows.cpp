#include "query/ops/value_rows.h"

#include "base/error.h"
#include "query/ops/held_rows.h"

#include <algorithm>

namespace dingtu {

std::size_t ValueRows::hash_of(std::span<const Value> values) {
    std::size_t seed = values.size();
    for (const Value& value : values) {
        seed = (seed ^ hash(value)) * 0x9E3779B97F4A7C15ULL;
        seed ^= seed >> 32U;
    }
    return seed;
}

/// Where the row is, or the free place where it would be.
std::size_t ValueRows::place_of(std::span<const Value> values, std::size_t hash) const {
    const std::size_t mask = places_.size() - 1;
    std::size_t place = hash & mask;
    while (places_[place] != 0) {
        const std::uint32_t row = places_[place] - 1;
        const auto known = (*this)[row];
        if (hashes_[row] == hash &&
            std::equal(known.begin(), known.end(), values.begin(), equivalent)) {
            return place;
        }
        place = (place + 1) & mask;
    }
    return place;
}

std::optional<std::uint32_t> ValueRows::find(std::span<const Value> values) const {
    if (places_.empty()) {
        return std::nullopt;
    }
    const std::uint32_t found = places_[place_of(values, hash_of(values))];
    return found == 0 ? std::nullopt : std::optional(found - 1);
}

std::pair<std::uint32_t, bool> ValueRows::add(std::span<const Value> values) {
    if ((hashes_.size() + 1) * 2 > places_.size()) {
        grow();
    }
    const std::size_t hash = hash_of(values);
    const std::size_t place = place_of(values, hash);
    if (places_[place] != 0) {
        return {places_[place] - 1, false};
    }
    invariant(hashes_.size() < UINT32_MAX - 1, "four billion groups fit no memory");
    std::size_t bytes = width_ * sizeof(Value) + sizeof(std::size_t) + 2 * sizeof(std::uint32_t);
    for (const Value& value : values) {
        bytes += held_bytes(value);
    }
    charged_ += bytes;
    limits_.charge(bytes);
    const auto row = static_cast<std::uint32_t>(hashes_.size());
    values_.insert(values_.end(), values.begin(), values.end());
    hashes_.push_back(hash);
    places_[place] = row + 1;
    return {row, true};
}

void ValueRows::grow() {
    places_.assign(std::max<std::size_t>(16, places_.size() * 2), 0);
    const std::size_t mask = places_.size() - 1;
    for (std::size_t row = 0; row < hashes_.size(); ++row) {
        std::size_t place = hashes_[row] & mask;
        while (places_[place] != 0) {
            place = (place + 1) & mask;
        }
        places_[place] = static_cast<std::uint32_t>(row) + 1;
    }
}

void ValueRows::clear() {
    values_.clear();
    hashes_.clear();
    places_.clear();
    limits_.release(std::exchange(charged_, 0));
}

}  // namespace dingtu
