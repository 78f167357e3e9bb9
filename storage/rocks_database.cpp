#include "storage/rocks_database.h"

#include <fstream>

#include <fmt/format.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

namespace dingtu {

namespace {

// RocksDB's diary: what matters of it arrives as a status.
class Silence final : public rocksdb::Logger {
public:
    using rocksdb::Logger::Logv;
    void Logv(const char*, va_list) override {}
};

}  // namespace

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

namespace {

// Pages are large values, read one at a time and often all in a row; what is packed already gains
// nothing from compression and would be slower to read.
struct FamilyTraits {
    std::size_t block_kib = 4;
    rocksdb::CompressionType compression = rocksdb::kLZ4Compression;
    bool point_reads = false;
};

FamilyTraits traits_of(Family family) {
    switch (family) {
        case Family::Adjacency:
        case Family::Ends: return {16, rocksdb::kZSTD, false};
        case Family::Column: return {16, rocksdb::kZSTD, false};
        case Family::Default:
        case Family::EndsDelta:
        case Family::ColumnDelta: return {4, rocksdb::kLZ4Compression, true};
        case Family::AdjacencyDelta: return {4, rocksdb::kLZ4Compression, false};
        case Family::Posting: return {8, rocksdb::kZSTD, false};
        case Family::Value:
        case Family::Name: return {8, rocksdb::kZSTD, false};
        case Family::Attachment: return {16, rocksdb::kZSTD, true};
        case Family::Key: return {8, rocksdb::kZSTD, true};
    }
    return {};
}

}  // namespace

rocksdb::ColumnFamilyOptions family_options(Family family,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
    const FamilyTraits traits = traits_of(family);
    rocksdb::BlockBasedTableOptions table;
    table.block_cache = cache;
    table.format_version = 5;
    table.block_size = traits.block_kib << 10;
    if (traits.point_reads) {
        table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    }
    rocksdb::ColumnFamilyOptions options;
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    options.compression = traits.compression;
    options.compression_opts.level = 1;  // of zstd: half the time of 3 for two per cent more bytes
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
    // Sixteen threads for each family, as RocksDB has it, cost more than the files they open.
    options.max_file_opening_threads = 1;
    options.stats_dump_period_sec = 0;
    options.stats_persist_period_sec = 0;
    options.avoid_flush_during_recovery = true;  // opening stays cheap; see close()
    // A record that was torn by a crash at the end is dropped, damage before it is reported.
    options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
    return options;
}

namespace {

// Grows with every change to the set of files.
std::string list_of_files(const std::filesystem::path& folder) {
    std::string manifest;
    std::ifstream(folder / "CURRENT") >> manifest;
    std::error_code failure;
    return fmt::format("{} {}", manifest, std::filesystem::file_size(folder / manifest, failure));
}

}  // namespace

rocksdb::Status read_beside_a_writer(const std::filesystem::path& folder,
                                     const std::function<rocksdb::Status()>& read,
                                     const std::function<void()>& undo) {
    constexpr int most_attempts = 200;
    rocksdb::Status status;
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        const std::string before = list_of_files(folder);
        status = read();
        if (status.ok()) {
            if (list_of_files(folder) == before) {
                return status;
            }
            undo();
            status = rocksdb::Status::Busy("another process keeps changing the files");
        } else if (status.ToString().find("No such file") == std::string::npos) {
            return status;
        }
    }
    return status;
}

RocksDatabase::RocksDatabase(const std::filesystem::path& folder, Mode mode)
    : name(folder.string()) {
    cache = rocksdb::NewLRUCache(std::size_t{256} << 20);
    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
    for (std::size_t i = 0; i < family_count; ++i) {
        descriptors.emplace_back(std::string(family_names[i]), family_options(family_at(i), cache));
    }
    auto options = database_options(mode);
    if (mode == Mode::Create && !std::filesystem::exists(folder / "CURRENT")) {
        new_files_ = std::make_unique<NewFiles>();
        options.env = new_files_->env();
    }
    const auto open_for_reading = [&] {
        return rocksdb::DB::OpenForReadOnly(options, name, descriptors, &families, &db);
    };
    check(mode == Mode::ReadOnly
              ? read_beside_a_writer(folder, open_for_reading, [this] { close(); })
              : rocksdb::DB::Open(options, name, descriptors, &families, &db));
    if (new_files_ != nullptr) {
        new_files_->finish(folder);
    }
    if (mode != Mode::ReadOnly) {  // and so the lock is ours
        std::error_code ignored;   // what cannot be removed is in nobody's way
        std::filesystem::remove_all(staging_folder(folder), ignored);
    }
}

// What the log holds is read again at every opening, some 30 ms for a megabyte of small commits.
void RocksDatabase::close() {
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
    if (log_bytes > std::size_t{256} << 10) {
        db->Flush(rocksdb::FlushOptions(), families)
            .PermitUncheckedError();  // the log still has it
    }
    for (auto* handle : families) {
        db->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
    }
    db->Close().PermitUncheckedError();
    families.clear();
    delete db;  // NOLINT(cppcoreguidelines-owning-memory): RocksDB hands out a bare pointer
    db = nullptr;
}

}  // namespace dingtu
