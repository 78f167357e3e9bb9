#pragma once

#include "base/error.h"
#include "storage/kv.h"
#include "storage/rocks_files.h"
#include "storage/store.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/options.h>

namespace dingtu {

[[nodiscard]] inline rocksdb::Slice to_slice(std::string_view bytes) {
    return {bytes.data(), bytes.size()};
}
[[nodiscard]] inline std::string_view to_view(const rocksdb::Slice& slice) {
    return {slice.data(), slice.size()};
}

/// What a failed call means for the user, who knows the folder.
[[nodiscard]] Error to_error(const rocksdb::Status& status, const std::string& folder);

[[nodiscard]] rocksdb::ColumnFamilyOptions family_options(
    Family family, const std::shared_ptr<rocksdb::Cache>& cache);
[[nodiscard]] rocksdb::DBOptions database_options(Mode mode);

/// Throws Error{Store} unless `folder` may be opened so: not there, not a store, of a newer
/// version. Makes the folder if that is asked for.
void check_folder(const std::filesystem::path& folder, Mode mode);

/// Opens a database for reading by `read`, again until no other process has changed the set of
/// files meanwhile: a file may vanish between the reading of the list and that of the file, which
/// is an error, and a log between the two, which nobody would notice. `undo` closes what was opened
/// in vain.
[[nodiscard]] rocksdb::Status read_beside_a_writer(const std::filesystem::path& folder,
                                                   const std::function<rocksdb::Status()>& read,
                                                   const std::function<void()>& undo);

/// Where files lie until they are taken into the database; what is found there at opening is left
/// over from a process that was killed.
[[nodiscard]] inline std::filesystem::path staging_folder(const std::filesystem::path& folder) {
    return folder / "staging";
}

/// The open database. Snapshots and cursors share it, so that it outlives them.
class RocksDatabase {
public:
    RocksDatabase(const std::filesystem::path& folder, Mode mode);
    RocksDatabase(const RocksDatabase&) = delete;
    RocksDatabase& operator=(const RocksDatabase&) = delete;
    ~RocksDatabase() { close(); }

    void check(const rocksdb::Status& status) const {
        if (!status.ok()) {
            throw to_error(status, name);
        }
    }
    [[nodiscard]] rocksdb::ColumnFamilyHandle* family(Family which) const {
        return families[index_of(which)];
    }

    std::string name;
    rocksdb::DB* db = nullptr;
    std::vector<rocksdb::ColumnFamilyHandle*> families;
    std::shared_ptr<rocksdb::Cache> cache;

private:
    void close();

    std::unique_ptr<NewFiles> new_files_;  // null: the database was there
};

[[nodiscard]] std::shared_ptr<const KvReader> take_snapshot(
    const std::shared_ptr<RocksDatabase>& database);

/// Files that become part of the database together.
[[nodiscard]] std::unique_ptr<KvLoad> begin_load(const std::shared_ptr<RocksDatabase>& database);

}  // namespace dingtu
