#pragma once

#include <atomic>
#include <filesystem>
#include <memory>

#include <rocksdb/env.h>

namespace dingtu {

/// The files of a database that is being made. RocksDB waits for the disk some sixty times while it
/// makes the families of an empty database, in which nothing is worth waiting for; here it waits
/// once, when all of it is there. Later each wait is one.
class NewFiles {
public:
    NewFiles();
    /// For DBOptions; must outlive the database.
    [[nodiscard]] rocksdb::Env* env() const { return env_.get(); }
    /// Waits until what is in the folder is on the disk, and from now on whenever it is asked for.
    /// Throws Error{Store}.
    void finish(const std::filesystem::path& folder);

private:
    std::shared_ptr<std::atomic<bool>> hasty_;
    std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace dingtu
