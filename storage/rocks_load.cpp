#include "storage/rocks_database.h"

#include <fmt/format.h>
#include <rocksdb/sst_file_writer.h>

// A load writes the files of each family aside and hands them over in one step of RocksDB, which is
// atomic over all families.

namespace dingtu {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t file_bytes = std::uint64_t{256} << 20;

/// The files of one family.
class FamilyFiles {
public:
    FamilyFiles(const std::shared_ptr<RocksDatabase>& database, Family family)
        : database_(database),
          family_(family),
          options_(database_options(Mode::ReadWrite), family_options(family, database->cache)),
          // What was written is read soon: it stays in the page cache.
          writer_(rocksdb::EnvOptions(), options_, nullptr, false) {}

    void put(std::string_view key, std::string_view value) {
        open_file();
        database_->check(writer_.Put(to_slice(key), to_slice(value)));
        close_full_file();
    }
    void erase(std::string_view key) {
        open_file();
        database_->check(writer_.Delete(to_slice(key)));
        close_full_file();
    }
    void close_file() {
        if (open_) {
            database_->check(writer_.Finish());
            open_ = false;
        }
    }
    [[nodiscard]] const std::vector<std::string>& files() const { return files_; }

private:
    void open_file() {
        if (open_) {
            return;
        }
        files_.push_back((staging_folder(database_->name) /
                          fmt::format("{}-{}.sst", family_names[index_of(family_)], files_.size()))
                             .string());
        database_->check(writer_.Open(files_.back()));
        open_ = true;
    }
    void close_full_file() {
        if (writer_.FileSize() > file_bytes) {
            close_file();
        }
    }

    std::shared_ptr<RocksDatabase> database_;  // held by the load and by cursors alike
    Family family_;
    rocksdb::Options options_;
    rocksdb::SstFileWriter writer_;
    bool open_ = false;
    std::vector<std::string> files_;
};

class RocksLoad final : public KvLoad {
public:
    explicit RocksLoad(const std::shared_ptr<RocksDatabase>& database) : database_(database) {
        const fs::path folder = staging_folder(database_->name);
        std::error_code failure;
        fs::remove_all(folder, failure);
        if (fs::create_directory(folder, failure); failure) {
            throw Error(Phase::Store,
                        fmt::format("`{}` cannot be made: {}", folder.string(), failure.message()));
        }
        families_.resize(family_count);
    }
    RocksLoad(const RocksLoad&) = delete;
    RocksLoad& operator=(const RocksLoad&) = delete;
    ~RocksLoad() override {
        families_.clear();
        std::error_code ignored;  // the next opening tries again
        fs::remove_all(staging_folder(database_->name), ignored);
    }

    void put(Family family, std::string_view key, std::string_view value) override {
        files_of(family).put(key, value);
    }
    void erase(Family family, std::string_view key) override { files_of(family).erase(key); }
    std::shared_ptr<const KvReader> commit() override;

private:
    FamilyFiles& files_of(Family family) {
        std::unique_ptr<FamilyFiles>& files = families_[index_of(family)];
        if (files == nullptr) {
            files = std::make_unique<FamilyFiles>(database_, family);
        }
        return *files;
    }

    std::shared_ptr<RocksDatabase> database_;             // outlives the store that began the load
    std::vector<std::unique_ptr<FamilyFiles>> families_;  // by family; null: no entry
};

std::shared_ptr<const KvReader> RocksLoad::commit() {
    std::vector<rocksdb::IngestExternalFileArg> arguments;
    for (std::size_t i = 0; i < family_count; ++i) {
        if (families_[i] == nullptr) {
            continue;
        }
        families_[i]->close_file();
        rocksdb::IngestExternalFileArg argument;
        argument.column_family = database_->family(family_at(i));
        argument.external_files = families_[i]->files();
        argument.options.move_files = true;
        arguments.push_back(std::move(argument));
    }
    if (!arguments.empty()) {
        database_->check(database_->db->IngestExternalFiles(arguments));
    }
    return take_snapshot(database_);
}

}  // namespace

std::unique_ptr<KvLoad> begin_load(const std::shared_ptr<RocksDatabase>& database) {
    return std::make_unique<RocksLoad>(database);
}

}  // namespace dingtu
