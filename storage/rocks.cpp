#include "storage/rocks.h"

#include "storage/rocks_database.h"

#include <utility>

#include <fmt/format.h>
#include <rocksdb/convenience.h>
#include <rocksdb/utilities/checkpoint.h>
#include <rocksdb/write_batch.h>

namespace dingtu {
namespace {

namespace fs = std::filesystem;

class RocksCursor final : public KvCursor {
public:
    RocksCursor(std::shared_ptr<const KvReader> state, std::shared_ptr<RocksDatabase> database,
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
    std::shared_ptr<RocksDatabase> database_;
    std::unique_ptr<rocksdb::Iterator> at_;
};

class RocksReader final : public KvReader, public std::enable_shared_from_this<RocksReader> {
public:
    explicit RocksReader(std::shared_ptr<RocksDatabase> database) : database_(std::move(database)) {
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
    std::shared_ptr<RocksDatabase> database_;
    rocksdb::ReadOptions options_;
};

class Rocks final : public KeyValue {
public:
    Rocks(const fs::path& folder, Mode mode, Durability durability)
        : database_(std::make_shared<RocksDatabase>(folder, mode)),
          read_only_(mode == Mode::ReadOnly) {
        write_options_.sync = durability == Durability::Sync;
    }

    [[nodiscard]] std::shared_ptr<const KvReader> snapshot() const override {
        return take_snapshot(database_);
    }
    std::shared_ptr<const KvReader> write(KvBatch batch) override;
    [[nodiscard]] bool read_only() const override { return read_only_; }
    [[nodiscard]] bool on_disk() const override { return true; }
    [[nodiscard]] std::unique_ptr<KvLoad> load() override { return begin_load(database_); }
    void compact() override;
    void backup(const fs::path& folder) const override;
    [[nodiscard]] std::vector<FamilySize> sizes() const override;
    [[nodiscard]] std::vector<std::string> damages(Limits& limits) const override;

private:
    void empty_families(rocksdb::WriteBatch& batch) const;

    std::shared_ptr<RocksDatabase> database_;
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

}  // namespace

std::shared_ptr<const KvReader> take_snapshot(const std::shared_ptr<RocksDatabase>& database) {
    return std::make_shared<RocksReader>(database);
}

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
