#pragma once

#include "base/value.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace dingtu {

/// Tables keyed by values under the equivalence of DISTINCT and grouping (null is null, 1 is 1.0).
struct ValuesHash {
    std::size_t operator()(const std::vector<Value>& values) const {
        std::size_t seed = values.size();
        for (const Value& value : values) {
            seed = seed * 0x9E3779B97F4A7C15ULL + hash(value);
        }
        return seed;
    }
    std::size_t operator()(const Value& value) const { return hash(value); }
};
struct ValuesEqual {
    bool operator()(const std::vector<Value>& a, const std::vector<Value>& b) const {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), equivalent);
    }
    bool operator()(const Value& a, const Value& b) const { return equivalent(a, b); }
};

template <class Content>
using ValueTable = std::unordered_map<std::vector<Value>, Content, ValuesHash, ValuesEqual>;
using ValuesSet = std::unordered_set<std::vector<Value>, ValuesHash, ValuesEqual>;

}  // namespace dingtu
