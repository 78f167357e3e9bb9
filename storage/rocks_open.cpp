#include "storage/rocks_database.h"
#include "storage/state.h"

#include <algorithm>

#include <fmt/format.h>

// What may be opened as a store, and what is somebody else's.

namespace dingtu {
namespace {

namespace fs = std::filesystem;

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

// One that was killed before it had families is empty.
bool holds_nothing(const std::string& folder);

void check_database(const fs::path& folder, Mode mode) {
    std::vector<std::string> found;
    const auto status = read_beside_a_writer(
        folder,
        [&] {
            return rocksdb::DB::ListColumnFamilies(database_options(Mode::ReadOnly),
                                                   folder.string(), &found);
        },
        [&] { found.clear(); });
    if (!status.ok()) {
        throw to_error(status, folder.string());
    }
    const auto known = [](const std::string& name) {
        return std::ranges::find(family_names, name) != family_names.end();
    };
    const bool bare = found.size() == 1;  // `default`, which every database has
    if (!std::ranges::all_of(found, known) || (bare && !holds_nothing(folder.string()))) {
        throw_foreign(folder.string());
    }
    if (found.size() < family_count && mode != Mode::Create) {
        throw unfinished_store(folder.string());
    }
}

bool holds_nothing(const std::string& folder) {
    const rocksdb::Options options(database_options(Mode::ReadOnly),
                                   rocksdb::ColumnFamilyOptions());
    rocksdb::DB* opened = nullptr;
    if (!rocksdb::DB::OpenForReadOnly(options, folder, &opened).ok()) {
        return false;
    }
    const std::unique_ptr<rocksdb::DB> db(opened);
    const std::unique_ptr<rocksdb::Iterator> at(db->NewIterator(rocksdb::ReadOptions()));
    at->SeekToFirst();
    return !at->Valid() && at->status().ok();
}

void throw_foreign(const std::string& folder) {
    const rocksdb::DBOptions options = database_options(Mode::ReadOnly);
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

}  // namespace

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
        check_database(folder, mode);
    } else {
        check_new_folder(folder, mode);
    }
}

}  // namespace dingtu
