#pragma once

#include "base/limits.h"
#include "storage/column_log.h"
#include "storage/keys.h"
#include "storage/kv.h"
#include "storage/link_log.h"
#include "storage/sorter.h"
#include "storage/state.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

namespace dingtu {

/// What a bulk load has put aside, by where it will go.
struct Gathered {
    std::map<std::uint32_t, LinkLog> links;  // by type
    std::map<std::pair<Scope, KeyId>, ColumnLog> columns;
    std::map<std::string, KeySorter> keys;  // by what the keys of a space begin with
    KeySorter names;

    /// How many entries writing it makes, nearly.
    [[nodiscard]] std::uint64_t entries() const;
};

/// The state of the store that is added to.
struct BulkBase {
    const KvReader& keys;
    const Counts& counts;
};

/// Whether the new links of a type go into its pages; few beside many stay small keys.
[[nodiscard]] bool into_pages(const Counts& before, TypeId type, const LinkLog& links);

/// How the writing is done.
struct BulkPace {
    std::size_t memory_bytes = 0;  // for sorting, all threads together
    unsigned threads = 1;
    Limits& limits;
    std::function<void(std::uint64_t done, std::uint64_t all)> on_progress;  // may be empty
};

/// Sorts all of it and writes every family that it goes to, several at a time. Throws what the
/// first failing thread throws, Error{Interrupted} and the like from the limits.
void write_gathered(Gathered& gathered, const BulkBase& base, KvLoad& load, const BulkPace& pace);

}  // namespace dingtu
