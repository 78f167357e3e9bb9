#pragma once

#include "storage/kv.h"
#include "storage/state.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace dingtu {

/// Takes the small keys that commits leave into the pages of their relations, a slice at a time, so
/// that no commit waits long and a crash between two slices leaves what reads the same. A relation
/// is due when so many changes came as a twentieth of what it holds, and not few. The index by
/// value is left to compacting.
class Folding {
public:
    /// Below `least_changes` no relation is due.
    explicit Folding(std::size_t least_changes) : least_changes_(least_changes) {}

    /// To be called with what every commit wrote.
    void note(const KvBatch& batch);
    /// The next slice, to be written before anything else is, or nothing if none is due. `state`
    /// learns where pages are. Of the order of ten milliseconds.
    [[nodiscard]] std::optional<KvBatch> next_slice(const KvReader& keys, State& state);
    /// Forgets what was noted.
    void reset() {
        changes_.clear();
        at_.clear();
    }

private:
    using Relation =
        std::pair<Family, std::string>;  // of the small keys, and what these begin with

    [[nodiscard]] bool due(const Relation& relation, std::uint64_t changes,
                           const State& state) const;

    std::size_t least_changes_;
    std::map<Relation, std::uint64_t> changes_;  // since the relation was folded
    std::map<Relation, std::string> at_;         // being folded: the key to go on from
};

}  // namespace dingtu
