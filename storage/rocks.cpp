#include "storage/rocks.h"

#include "base/error.h"
#include "storage/store.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/utilities/checkpoint.h>
#include <rocksdb/write_batch.h>

namespace dingtu {
namespace {

namespace fs = std::filesystem;

rocksdb::Slice to_slice(std::string_view bytes) {
    return {bytes.data(), bytes.size()};
}
std::string_view to_view(const rocksdb::Slice& slice) {
    return {slice.data(), slice.size()};
}

// RocksDB's diary: what matters of it arrives as a status.
class Silence final : public rocksdb::Logger {
public:
    using rocksdb::Logger::Logv;
    void Logv(const char*, va_list) override {}
};

Error to_error(const rocksdb::Status& status, const std::string& folder) {
    const std::string detail = status.ToString();
    const auto says = [&](const char* word) { return detail.find(word) != std::string::npos; };
    if (says("lock hold by current process")) {
        return Error(Phase::Store, fmt::format("`{}` is open already in this process", folder));
    }
    if (says("While lock file") && says("temporarily unavailable")) {
        return Error(Phase::Store, fmt::format("`{}` is in use by another process", folder))
            .hint("wait for it to end, or read beside it with `--readonly`");
    }
    if (says("Permission denied") || says("Read-only file system")) {
        return Error(Phase::Store, fmt::format("`{}` cannot be written ({})", folder, detail))
            .hint("open it with `--readonly`, or mend its permissions");
    }
    if (says("No space left")) {
        return Error(Phase::Store, fmt::format("the disk that holds `{}` is full", folder))
            .hint("nothing of the last statement was stored; make room and repeat it");
    }
    if (status.IsCorruption()) {
        return Error(Phase::Store, fmt::format("the store `{}` is damaged: {}", folder, detail))
            .hint("`dingtu check` says what is hit; `dingtu restore` brings a backup back");
    }
    return Error(Phase::Store, fmt::format("the store `{}` failed: {}", folder, detail));
}

rocksdb::ColumnFamilyOptions family_options(Family family,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
    rocksdb::BlockBasedTableOptions table;
    table.block_cache = cache;
    table.format_version = 5;
    table.block_size = std::size_t{family == Family::Value || family == Family::Name ? 8U : 4U}
                       << 10;
    if (family != Family::Value && family != Family::Name && family != Family::AdjacencyDelta) {
        table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));  // families with point reads
    }
    rocksdb::ColumnFamilyOptions options;
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    options.compression = family == Family::Attachment ? rocksdb::kZSTD : rocksdb::kLZ4Compression;
    options.write_buffer_size = std::size_t{16} << 20;
    options.level_compaction_dynamic_level_bytes = true;
    return options;
}

rocksdb::DBOptions database_options(Mode mode) {
    rocksdb::DBOptions options;
    options.create_if_missing = mode == Mode::Create;
    options.create_missing_column_families = mode == Mode::Create;
    options.info_log = std::make_shared<Silence>();
    options.max_background_jobs = 2;
    options.max_open_files = -1;  // so that compaction takes no file away from a reader
    options.stats_dump_period_sec = 0;
    options.stats_persist_period_sec = 0;
    options.avoid_flush_during_recovery = true;  // opening stays cheap; see close()
    // A record that was torn by a crash at the end is dropped, damage before it is reported.
    options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
    return options;
}

/// The open database. Snapshots and cursors share it, so that it outlives them.
class Database {
public:
    Database(const fs::path& folder, Mode mode);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database() { close(); }

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

private:
    void close();
};

Database::Database(const fs::path& folder, Mode mode) : name(folder.string()) {
    const auto cache = rocksdb::NewLRUCache(std::size_t{256} << 20);
    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
    for (std::size_t i = 0; i < family_count; ++i) {
        descriptors.emplace_back(std::string(family_names[i]), family_options(family_at(i), cache));
    }
    const auto options = database_options(mode);
    check(mode == Mode::ReadOnly
              ? rocksdb::DB::OpenForReadOnly(options, name, descriptors, &families, &db)
              : rocksdb::DB::Open(options, name, descriptors, &families, &db));
}

// What the log holds is read again at every opening; beyond a few megabytes it is better flushed.
void Database::close() {
    if (db == nullptr) {
        return;
    }
    std::uint64_t log_bytes = 0;
    rocksdb::VectorLogPtr logs;
    if (db->GetSortedWalFiles(logs).ok()) {
        for (const auto& log : logs) {
            log_bytes += log->SizeFileBytes();
        }
    }
    if (log_bytes > std::size_t{4} << 20) {
        db->Flush(rocksdb::FlushOptions(), families)
            .PermitUncheckedError();  // the log still has it
    }
    for (auto* handle : families) {
        db->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
    }
    db->Close().PermitUncheckedError();
    delete db;  // NOLINT(cppcoreguidelines-owning-memory): RocksDB hands out a bare pointer
}

class RocksCursor final : public KvCursor {
public:
    RocksCursor(std::shared_ptr<const KvReader> state, std::shared_ptr<Database> database,
                const rocksdb::ReadOptions& options, Family family)
        : state_(std::move(state)),
          database_(std::move(database)),
          at_(database_->db->NewIterator(options, database_->family(family))) {}

    void seek(std::string_view key) override { at_->Seek(to_slice(key)); }
    void seek_back(std::string_view key) override { at_->SeekForPrev(to_slice(key)); }
    void next() override { at_->Next(); }
    void previous() override { at_->Prev(); }
    [[nodiscard]] bool valid() const override {
        if (at_->Valid()) {
            return true;
        }
        database_->check(at_->status());
        return false;
    }
    [[nodiscard]] std::string_view key() const override { return to_view(at_->key()); }
    [[nodiscard]] std::string_view value() const override { return to_view(at_->value()); }

private:
    std::shared_ptr<const KvReader> state_;  // its snapshot
    std::shared_ptr<Database> database_;
    std::unique_ptr<rocksdb::Iterator> at_;
};

class RocksReader final : public KvReader, public std::enable_shared_from_this<RocksReader> {
public:
    explicit RocksReader(std::shared_ptr<Database> database) : database_(std::move(database)) {
        options_.snapshot = database_->db->GetSnapshot();
    }
    RocksReader(const RocksReader&) = delete;
    RocksReader& operator=(const RocksReader&) = delete;
    ~RocksReader() override { database_->db->ReleaseSnapshot(options_.snapshot); }

    [[nodiscard]] bool get(Family family, std::string_view key, std::string& value) const override {
        rocksdb::PinnableSlice found;
        const auto status =
            database_->db->Get(options_, database_->family(family), to_slice(key), &found);
        if (status.IsNotFound()) {
            return false;
        }
        database_->check(status);
        value.assign(found.data(), found.size());
        return true;
    }
    [[nodiscard]] std::unique_ptr<KvCursor> cursor(Family family) const override {
        return std::make_unique<RocksCursor>(shared_from_this(), database_, options_, family);
    }

private:
    std::shared_ptr<Database> database_;
    rocksdb::ReadOptions options_;
};

class Rocks final : public KeyValue {
public:
    Rocks(const fs::path& folder, Mode mode, Durability durability)
        : database_(std::make_shared<Database>(folder, mode)),
          read_only_(mode == Mode::ReadOnly) {
        write_options_.sync = durability == Durability::Sync;
    }

    [[nodiscard]] std::shared_ptr<const KvReader> snapshot() const override {
        return std::make_shared<RocksReader>(database_);
    }
    std::shared_ptr<const KvReader> write(KvBatch batch) override;
    [[nodiscard]] bool read_only() const override { return read_only_; }
    [[nodiscard]] bool on_disk() const override { return true; }
    void compact() override;
    void backup(const fs::path& folder) const override;
    [[nodiscard]] std::vector<FamilySize> sizes() const override;
    [[nodiscard]] std::vector<std::string> damages(Limits& limits) const override;

private:
    void empty_families(rocksdb::WriteBatch& batch) const;

    std::shared_ptr<Database> database_;
    bool read_only_;
    rocksdb::WriteOptions write_options_;
};

std::shared_ptr<const KvReader> Rocks::write(KvBatch batch) {
    rocksdb::WriteBatch writes;
    if (batch.clear_first) {
        empty_families(writes);
    }
    for (const KvBatch::Change& change : batch.changes) {
        auto* family = database_->family(change.family);
        database_->check(change.removal ? writes.Delete(family, change.key)
                                        : writes.Put(family, change.key, change.value));
    }
    database_->check(database_->db->Write(write_options_, &writes));
    return snapshot();
}

void Rocks::empty_families(rocksdb::WriteBatch& batch) const {
    for (auto* family : database_->families) {
        const std::unique_ptr<rocksdb::Iterator> at(
            database_->db->NewIterator(rocksdb::ReadOptions(), family));
        at->SeekToLast();
        database_->check(at->status());
        if (at->Valid()) {
            database_->check(batch.DeleteRange(family, rocksdb::Slice(), at->key()));
            database_->check(batch.Delete(family, at->key()));
        }
    }
}

void Rocks::compact() {
    for (auto* family : database_->families) {
        rocksdb::CompactRangeOptions options;
        options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
        database_->check(database_->db->CompactRange(options, family, nullptr, nullptr));
    }
}

// A checkpoint shares its files with the store by hard links; a backup must not, or one bad block
// hits both.
void unshare(const fs::path& folder) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.hard_link_count() > 1) {
            const fs::path copy = entry.path().string() + ".copy";
            fs::copy_file(entry.path(), copy);
            fs::rename(copy, entry.path());
        }
    }
}

void Rocks::backup(const fs::path& folder) const {
    if (read_only_) {
        write_copy(*snapshot(), folder);
        return;
    }
    try {
        fs::remove(folder);  // an empty one; a checkpoint makes its own
        if (folder.has_parent_path()) {
            fs::create_directories(folder.parent_path());
        }
        rocksdb::Checkpoint* made = nullptr;
        database_->check(rocksdb::Checkpoint::Create(database_->db, &made));
        const std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
        database_->check(checkpoint->CreateCheckpoint(folder.string()));
        unshare(folder);
    } catch (const fs::filesystem_error& failure) {
        throw Error(Phase::Store, fmt::format("the backup `{}` cannot be written: {}",
                                              folder.string(), failure.code().message()));
    }
}

std::vector<FamilySize> Rocks::sizes() const {
    std::vector<FamilySize> sizes;
    for (std::size_t i = 0; i < family_count; ++i) {
        FamilySize size{std::string(family_names[i]), 0, 0};
        database_->db->GetIntProperty(database_->families[i],
                                      rocksdb::DB::Properties::kEstimateNumKeys, &size.keys);
        std::uint64_t in_memory = 0;
        database_->db->GetIntProperty(database_->families[i],
                                      rocksdb::DB::Properties::kTotalSstFilesSize, &size.bytes);
        database_->db->GetIntProperty(database_->families[i],
                                      rocksdb::DB::Properties::kCurSizeAllMemTables, &in_memory);
        size.bytes += in_memory;
        sizes.push_back(std::move(size));
    }
    return sizes;
}

std::vector<std::string> Rocks::damages(Limits& limits) const {
    limits.check_now();
    const auto status = database_->db->VerifyChecksum();
    if (status.ok()) {
        return {};
    }
    return {fmt::format("checksums: {}", status.ToString())};
}

// --- opening -------------------------------------------------------------------------------------

Error not_there(const std::string& folder) {
    return Error(Phase::Store, fmt::format("there is no store at `{}`", folder))
        .hint("`dingtu load` and `dingtu import` make one; `--db` names another folder");
}

Error not_ours(const std::string& folder) {
    return Error(Phase::Store, fmt::format("`{}` is not a Dingtu store", folder))
        .hint("`--db` names the folder of a store, or one that is empty or not there yet");
}

// What RocksDB leaves behind when it is stopped while it makes a database.
bool begun_database(const fs::path& file) {
    const std::string name = file.filename().string();
    const auto starts = [&](std::string_view with) { return name.starts_with(with); };
    return starts("LOCK") || starts("LOG") || starts("MANIFEST-") || starts("OPTIONS-") ||
           starts("IDENTITY") || file.extension() == ".log" || file.extension() == ".dbtmp";
}

void check_new_folder(const fs::path& folder, Mode mode) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (!begun_database(entry.path())) {
            throw not_ours(folder.string());
        }
    }
    if (mode != Mode::Create) {
        throw not_there(folder.string());
    }
}

// A database with families that are not ours is of a newer version, or something else altogether.
[[noreturn]] void throw_foreign(const std::string& folder);

void check_database(const fs::path& folder) {
    std::vector<std::string> found;
    const auto status =
        rocksdb::DB::ListColumnFamilies(rocksdb::DBOptions(), folder.string(), &found);
    if (!status.ok()) {
        throw to_error(status, folder.string());
    }
    const auto known = [](const std::string& name) {
        return std::ranges::find(family_names, name) != family_names.end();
    };
    if (!std::ranges::all_of(found, known) || found.size() == 1) {
        throw_foreign(folder.string());
    }
}

void throw_foreign(const std::string& folder) {
    rocksdb::DBOptions options;
    options.info_log = std::make_shared<Silence>();
    std::vector<rocksdb::ColumnFamilyHandle*> families;
    rocksdb::DB* db = nullptr;
    const rocksdb::ColumnFamilyDescriptor plain("default", rocksdb::ColumnFamilyOptions());
    std::string format;
    if (rocksdb::DB::OpenForReadOnly(options, folder, {plain}, &families, &db).ok()) {
        const auto status = db->Get(rocksdb::ReadOptions(), families[0], "format", &format);
        db->DestroyColumnFamilyHandle(families[0]).PermitUncheckedError();
        delete db;  // NOLINT(cppcoreguidelines-owning-memory): RocksDB hands out a bare pointer
        if (status.ok() && format.starts_with("DTKG")) {
            throw Error(Phase::Store,
                        fmt::format("`{}` was made by a newer version of Dingtu", folder))
                .hint("use that version, or export there and import here");
        }
    }
    throw not_ours(folder);
}

void check_folder(const fs::path& folder, Mode mode) {
    if (!fs::exists(folder)) {
        if (mode != Mode::Create) {
            throw not_there(folder.string());
        }
        fs::create_directories(folder);
        return;
    }
    if (!fs::is_directory(folder)) {
        throw not_ours(folder.string());
    }
    if (fs::exists(folder / "CURRENT")) {
        check_database(folder);
    } else {
        check_new_folder(folder, mode);
    }
}

}  // namespace

std::unique_ptr<KeyValue> open_rocks(const std::filesystem::path& folder, Mode mode,
                                     Durability durability) {
    try {
        check_folder(folder, mode);
    } catch (const fs::filesystem_error& failure) {
        throw Error(Phase::Store, fmt::format("`{}` cannot be opened: {}", folder.string(),
                                              failure.code().message()));
    }
    return std::make_unique<Rocks>(folder, mode, durability);
}

void write_copy(const KvReader& reader, const std::filesystem::path& folder) {
    constexpr std::size_t slice = 10'000;  // entries held in memory at a time
    const auto copy = open_rocks(folder, Mode::Create, Durability::Process);
    KvBatch batch;
    for (std::size_t i = 0; i < family_count; ++i) {
        const auto at = reader.cursor(family_at(i));
        for (at->seek({}); at->valid(); at->next()) {
            batch.put(family_at(i), at->key(), at->value());
            if (batch.changes.size() == slice) {
                copy->write(std::exchange(batch, {}));
            }
        }
    }
    copy->write(std::move(batch));
    copy->compact();
}

}  // namespace dingtu
