#pragma once

#include "storage/snapshot.h"
#include "storage/transaction.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace dingtu {

enum class Mode : std::uint8_t {
    ReadOnly,   ///< must exist; many processes may read beside one that writes; sees the state at
                ///< open
    ReadWrite,  ///< must exist; one process at a time
    Create      ///< as ReadWrite, made if it is not there
};

/// Sync: an acknowledged commit survives power loss. Process: it survives the end of the process.
enum class Durability : std::uint8_t { Sync, Process };

/// How a store is to be run.
struct StoreOptions {
    Durability durability = Durability::Sync;
    /// What may be held of the graph in memory: where it is too little, the images of relations and
    /// columns that were not used for the longest time make way, but not under a reader that is at
    /// work. 0: half of what the machine has.
    std::size_t memory_bytes = 0;
    /// So many changes of a relation, and a twentieth of it, stay beside its pages; when more come,
    /// commits take them into the pages, a slice each.
    std::size_t fold_after = 4096;
};

struct FamilySize {
    std::string name;
    std::uint64_t keys = 0;
    std::uint64_t bytes = 0;
};

/// A graph on disk (one folder, one RocksDB) or in memory.
class Store {
public:
    /// Throws Error{Store}, naming folder, what was found and what to do: not there, no Dingtu
    /// store, made by a newer version, in use by another process, unwritable, damaged.
    [[nodiscard]] static std::unique_ptr<Store> open(const std::filesystem::path& folder, Mode mode,
                                                     const StoreOptions& options = {});
    [[nodiscard]] static std::unique_ptr<Store> open(const std::filesystem::path& folder, Mode mode,
                                                     Durability durability) {
        return open(folder, mode, StoreOptions{durability});
    }
    [[nodiscard]] static std::unique_ptr<Store> in_memory();

    virtual ~Store() = default;

    /// The state of the last commit. Never blocks.
    [[nodiscard]] virtual std::shared_ptr<const Snapshot> snapshot() const = 0;
    /// Waits for the transaction before it to end. Throws Error{Store} on a read-only store.
    [[nodiscard]] virtual std::unique_ptr<Transaction> begin() = 0;

    [[nodiscard]] virtual bool read_only() const = 0;
    [[nodiscard]] virtual bool on_disk() const = 0;

    /// Gives back the space of what was deleted.
    virtual void compact() = 0;
    /// A copy of the last commit in `folder`, which must not exist or be empty; opens as a store.
    virtual void backup(const std::filesystem::path& folder) const = 0;
    [[nodiscard]] virtual std::vector<FamilySize> sizes() const = 0;
};

/// What check() found; empty means whole. Each a sentence that names family and key.
struct CheckReport {
    std::uint64_t keys = 0;
    std::vector<std::string> faults;
};
class Limits;
/// Verifies checksums, every family against the others, names, counts and orphans.
[[nodiscard]] CheckReport check(const Store& store, Limits& limits);

}  // namespace dingtu
