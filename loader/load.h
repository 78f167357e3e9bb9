#pragma once

#include "base/limits.h"
#include "loader/pattern.h"
#include "storage/store.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dingtu {

struct LoadOptions {
    /// Documents are read by this many threads; what is stored does not depend on it.
    unsigned threads = 1;
    /// Reads and counts, stores nothing.
    bool dry_run = false;
    /// Rule files of the user, on top of the built-in rules.
    std::vector<std::string> rule_files;
    /// Lists of firms (CSV) that count as dictionaries; see FirmRegister.
    std::vector<std::string> dictionaries;
    /// The documents' date (2025, 2025-05, 2025-05-23) where it is known better than from their
    /// text; empty otherwise. Throws Error{Load} on anything else.
    std::string date;
    /// Called after each document, with its number and how many there are.
    std::function<void(std::size_t done, std::size_t all)> progress;
};

struct LoadReport {
    std::uint64_t documents = 0;  ///< read
    std::uint64_t added = 0;
    std::uint64_t replaced = 0;   ///< their text or the rules had changed
    std::uint64_t unchanged = 0;  ///< nothing was written for them
    std::uint64_t entities = 0;   ///< found in what was added or replaced
    std::uint64_t relations = 0;
    std::uint64_t mentions = 0;
    std::uint64_t bytes = 0;
    std::vector<std::string> warnings;
    /// Documents that could not be read, each with its whole message. Where only one document was
    /// asked for, load() throws instead.
    std::vector<std::string> failures;
};

/// Reads documents (folders recursively, `-` for standard input), finds what they say and stores it
/// with its evidence, one transaction a document. A document that is there already with the same
/// bytes, read by the same rules, is left; one that changed first takes back what it said before.
[[nodiscard]] LoadReport load(Store& store, const std::vector<std::string>& paths,
                              const LoadOptions& options, Limits& limits);

struct UnloadReport {
    std::uint64_t documents = 0;
    std::uint64_t nodes_deleted = 0;
    std::uint64_t relationships_deleted = 0;
};

/// Takes back what only these documents said, by their names or paths. Throws Error{Load} on a name
/// that no loaded document has.
[[nodiscard]] UnloadReport unload(Store& store, const std::vector<std::string>& names,
                                  Limits& limits);

/// The text of a loaded document as its evidence counts it, or nothing.
[[nodiscard]] std::optional<std::string> document_text(const Snapshot& snapshot,
                                                       const std::string& document);

}  // namespace dingtu
