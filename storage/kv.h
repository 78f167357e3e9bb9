#pragma once

#include "base/limits.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// The families of keys of a store, each an ordered map of bytes of its own; docs/format.md says
/// what lies in them.
enum class Family : std::uint8_t {
    Default,
    Adjacency,
    AdjacencyDelta,
    Ends,
    EndsDelta,
    Column,
    ColumnDelta,
    Posting,
    Value,
    Name,
    Attachment,
    Key
};
inline constexpr std::array<std::string_view, 12> family_names = {
    "default",   "adj",     "adj_delta", "ends", "ends_delta", "col",
    "col_delta", "posting", "value",     "name", "attachment", "key"};
inline constexpr std::size_t family_count = family_names.size();
[[nodiscard]] constexpr Family family_at(std::size_t index) {
    return static_cast<Family>(index);
}
[[nodiscard]] constexpr std::size_t index_of(Family family) {
    return static_cast<std::size_t>(family);
}

/// A moving position over the entries of one family, in the order of their keys' bytes. Keeps what
/// it reads from alive. `key` and `value` need valid() and live until the cursor moves.
class KvCursor {
public:
    virtual ~KvCursor() = default;
    /// To the first entry whose key is not below `key`.
    virtual void seek(std::string_view key) = 0;
    /// To the last entry whose key is not above `key`.
    virtual void seek_back(std::string_view key) = 0;
    virtual void next() = 0;
    virtual void previous() = 0;
    [[nodiscard]] virtual bool valid() const = 0;
    [[nodiscard]] virtual std::string_view key() const = 0;
    [[nodiscard]] virtual std::string_view value() const = 0;
};

/// One unchanging state of all families. May be read by several threads.
class KvReader {
public:
    virtual ~KvReader() = default;
    /// False if the key is not there; `value` is left alone then.
    [[nodiscard]] virtual bool get(Family family, std::string_view key,
                                   std::string& value) const = 0;
    [[nodiscard]] virtual std::unique_ptr<KvCursor> cursor(Family family) const = 0;
};

/// Changes that take effect together.
struct KvBatch {
    struct Change {
        Family family = Family::Default;
        bool removal = false;
        std::string key;
        std::string value;
    };
    bool clear_first = false;  ///< everything that was there goes before `changes` come
    std::vector<Change> changes;

    void put(Family family, std::string_view key, std::string_view value) {
        changes.push_back({family, false, std::string(key), std::string(value)});
    }
    void erase(Family family, std::string_view key) {
        changes.push_back({family, true, std::string(key), {}});
    }
};

/// Masses of entries that take effect together, written aside until then. Within a family each key
/// comes once, in ascending order; the families may take turns, and different threads may write
/// different families.
class KvLoad {
public:
    virtual ~KvLoad() = default;
    virtual void put(Family family, std::string_view key, std::string_view value) = 0;
    virtual void erase(Family family, std::string_view key) = 0;
    /// All of it or, if it throws, nothing. Gives the state after it. Without this call nothing
    /// stays behind.
    virtual std::shared_ptr<const KvReader> commit() = 0;
};

struct FamilySize;

/// The ordered byte store below a graph. One writer at a time, any number of readers beside it. All
/// functions throw Error{Store} when the medium fails.
class KeyValue {
public:
    virtual ~KeyValue() = default;

    [[nodiscard]] virtual std::shared_ptr<const KvReader> snapshot() const = 0;
    /// All of the batch or, if it throws, nothing of it. As durable as the store was opened. Gives
    /// the state after it, so that nothing can fail between the two.
    virtual std::shared_ptr<const KvReader> write(KvBatch batch) = 0;

    [[nodiscard]] virtual std::unique_ptr<KvLoad> load() = 0;

    [[nodiscard]] virtual bool read_only() const = 0;
    [[nodiscard]] virtual bool on_disk() const = 0;
    virtual void compact() = 0;
    /// A copy of the present state, a store on disk in `folder`, which is not there yet.
    virtual void backup(const std::filesystem::path& folder) const = 0;
    [[nodiscard]] virtual std::vector<FamilySize> sizes() const = 0;
    /// One sentence for each file whose bytes are not those once written.
    [[nodiscard]] virtual std::vector<std::string> damages(Limits& limits) const = 0;
};

}  // namespace dingtu
