#pragma once

#include "base/limits.h"
#include "base/value.h"

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace dingtu {

/// Different rows of values under the equivalence of DISTINCT and grouping (null is null, 1 is
/// 1.0), numbered in the order in which they came. What they hold is charged to the memory limit.
class ValueRows {
public:
    ValueRows(Limits& limits, std::size_t width) : limits_(limits), width_(width) {}
    ValueRows(const ValueRows&) = delete;
    ValueRows& operator=(const ValueRows&) = delete;
    ~ValueRows() { limits_.release(charged_); }

    [[nodiscard]] static std::size_t hash_of(std::span<const Value> values);
    /// The number of the row with these values, if it is there.
    [[nodiscard]] std::optional<std::uint32_t> find(std::span<const Value> values) const;
    /// The number of the row with these values, and whether it is new.
    std::pair<std::uint32_t, bool> add(std::span<const Value> values);
    [[nodiscard]] std::span<const Value> operator[](std::size_t row) const {
        return std::span(values_).subspan(row * width_, width_);
    }
    [[nodiscard]] std::size_t size() const { return hashes_.size(); }
    void clear();

private:
    [[nodiscard]] std::size_t place_of(std::span<const Value> values, std::size_t hash) const;
    void grow();

    Limits& limits_;
    std::size_t width_;
    std::vector<Value> values_;          // of all rows, one after the other
    std::vector<std::size_t> hashes_;    // by row
    std::vector<std::uint32_t> places_;  // open addressing: one more than a row's number; 0: free
    std::size_t charged_ = 0;
};

}  // namespace dingtu
