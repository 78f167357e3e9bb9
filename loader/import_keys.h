#pragma once

#include "loader/import_target.h"
#include "loader/key_table.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace dingtu {

/// The import keys of all spaces: those of this import in memory, those of earlier ones in the
/// store.
class ImportKeys {
public:
    /// Beyond `memory_bytes` the keys lie in temporary files.
    ImportKeys(ImportTarget& target, std::size_t memory_bytes)
        : target_(target),
          look_in_store_(target.graph().catalog().node_count() > 0),
          table_(memory_bytes) {}

    /// Forgets the keys; nothing is asked for any more.
    void clear() { table_ = KeyTable(); }

private:
    friend class ImportSpace;

    ImportTarget& target_;
    bool look_in_store_;  // only if there was anything before
    KeyHasher hasher_;
    KeyTable table_;
    std::map<std::string, std::uint64_t> numbers_;  // of the spaces
};

/// The import keys of one space. Many keys are best hashed first, then each brought near some time
/// before it is asked for.
class ImportSpace {
public:
    ImportSpace(ImportKeys& keys, const std::string& name)
        : keys_(keys),
          name_(name),
          number_(keys.numbers_.try_emplace(name, keys.numbers_.size()).first->second) {}

    [[nodiscard]] const std::string& name() const { return name_; }

    [[nodiscard]] KeyHash hash(std::string_view key) const { return keys_.hasher_(number_, key); }
    void prefetch(const KeyHash& hash) const { keys_.table_.prefetch(hash); }
    [[nodiscard]] std::optional<NodeId> find(const KeyHash& hash, std::string_view key) const;
    /// The key must not be taken.
    void add(const KeyHash& hash, std::string_view key, NodeId id);

    [[nodiscard]] std::optional<NodeId> find(std::string_view key) const {
        return find(hash(key), key);
    }
    void add(std::string_view key, NodeId id) { add(hash(key), key, id); }

private:
    ImportKeys& keys_;
    std::string name_;
    std::uint64_t number_;
};

}  // namespace dingtu
