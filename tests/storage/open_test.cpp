#include "storage/graph_store.h"
#include "storage/rocks.h"
#include "storage/store.h"
#include "tests/catch.h"
#include "tests/storage/support.h"

#include <atomic>
#include <fstream>
#include <thread>

using namespace dingtu;
using namespace dingtu::test;

namespace {

namespace fs = std::filesystem;

std::string open_error(const fs::path& folder, Mode mode) {
    const std::string message =
        error_of(Phase::Store, [&] { static_cast<void>(Store::open(folder, mode)); });
    const std::string name = folder.string();
    const auto at = message.find(name);
    return at == std::string::npos ? message : std::string(message).replace(at, name.size(), "DB");
}

void make_store(const fs::path& folder) {
    const auto store = Store::open(folder, Mode::Create);
    const auto write = store->begin();
    const NodeId node = write->create_node(std::vector{write->label("Firm")});
    write->set(node, write->key("name"), "甲");
    write->create_relationship(write->type("T"), node, node);
    write->commit();
}

void write_file(const fs::path& path, std::string_view text) {
    std::ofstream(path) << text;
}

}  // namespace

TEST_CASE("a store that is not there is not made for reading", "[storage]") {
    const TempDir temp;
    const fs::path folder = temp.path() / "db";
    CHECK(open_error(folder, Mode::ReadOnly) == "there is no store at `DB`");
    CHECK(open_error(folder, Mode::ReadWrite) == "there is no store at `DB`");
    CHECK_FALSE(fs::exists(folder));
    fs::create_directory(folder);
    CHECK(open_error(folder, Mode::ReadWrite) == "there is no store at `DB`");
    CHECK(fs::is_empty(folder));
    CHECK(open_error(folder, Mode::Create) == "no error");
    CHECK(open_error(folder, Mode::ReadOnly) == "no error");
}

TEST_CASE("what is no store is left alone", "[storage]") {
    const TempDir temp;
    const fs::path folder = temp.path() / "db";
    write_file(folder, "a file");
    CHECK(open_error(folder, Mode::Create) == "`DB` is not a Dingtu store");
    CHECK(open_error(folder / "below", Mode::Create) == "`DB` cannot be opened: Not a directory");
    fs::remove(folder);
    fs::create_directory(folder);
    write_file(folder / "letter.txt", "dear");
    CHECK(open_error(folder, Mode::Create) == "`DB` is not a Dingtu store");
    CHECK(std::distance(fs::directory_iterator(folder), fs::directory_iterator()) == 1);
}

TEST_CASE("a store whose making was interrupted is made", "[storage]") {
    const TempDir temp;
    const fs::path folder = temp.path() / "db";
    fs::create_directory(folder);
    write_file(folder / "LOCK", "");
    write_file(folder / "MANIFEST-000001", "");
    CHECK(open_error(folder, Mode::Create) == "no error");
}

TEST_CASE("one process writes at a time, readers may be beside it", "[storage]") {
    const TempDir temp;
    const fs::path folder = temp.path() / "db";
    make_store(folder);
    const auto writer = Store::open(folder, Mode::ReadWrite);
    CHECK(open_error(folder, Mode::ReadWrite) == "`DB` is open already in this process");
    const auto reader = Store::open(folder, Mode::ReadOnly);
    const auto write = writer->begin();
    write->create_node({});
    write->commit();
    CHECK(reader->snapshot()->catalog().node_count() == 1);
    CHECK(reader->snapshot()->called("甲").size() == 1);
    CHECK(reader->read_only());
    CHECK(error_of(Phase::Store, [&] { static_cast<void>(reader->begin()); }) ==
          "`" + folder.string() + "` is open for reading only");
    CHECK(faults(*reader).empty());
    CHECK(Store::open(folder, Mode::ReadOnly)->snapshot()->catalog().node_count() == 2);
}

TEST_CASE("a store can be opened for reading while its files come and go", "[storage]") {
    const TempDir temp;
    const fs::path folder = temp.path() / "db";
    make_store(folder);
    const auto writer = Store::open(folder, Mode::ReadWrite, Durability::Process);
    std::atomic<bool> writing = true;
    std::atomic<int> begun = 0;  // openings, each of which a few compactions may disturb
    std::thread compacting([&] {
        int compactions = 0;
        while (writing) {
            if (compactions == 3 * begun) {
                std::this_thread::yield();
                continue;
            }
            const auto write = writer->begin();
            write->create_node({});
            write->commit();
            writer->compact();
            ++compactions;
        }
    });
    int opened = 0;
    std::string failure;
    for (int i = 0; i < 50 && failure.empty(); ++i) {
        ++begun;
        try {
            const auto reader = Store::open(folder, Mode::ReadOnly);
            opened += reader->snapshot()->called("甲").size() == 1 ? 1 : 0;
        } catch (const Error& error) {
            failure = error.what();
        }
    }
    writing = false;
    compacting.join();
    CHECK(failure == "");
    CHECK(opened == 50);
}

TEST_CASE("a store of a newer version is refused", "[storage]") {
    const TempDir temp;
    const fs::path folder = temp.path() / "db";
    make_store(folder);
    {
        const auto keys = open_rocks(folder, Mode::ReadWrite, Durability::Sync);
        KvBatch batch;
        batch.put(Family::Default, "format", std::string("DTKG\0\0\0\2\0\0\0\0IDENTITY", 20));
        keys->write(std::move(batch));
    }
    for (const Mode mode : {Mode::ReadOnly, Mode::ReadWrite, Mode::Create}) {
        CHECK(open_error(folder, mode) ==
              "`DB` was made by a newer version of Dingtu (format 2, this one knows up to 1)");
    }
}

TEST_CASE("a store whose list of files is damaged says so", "[storage]") {
    const TempDir temp;
    const fs::path folder = temp.path() / "db";
    make_store(folder);
    write_file(folder / "CURRENT", "MANIFEST-999999\n");
    CHECK(open_error(folder, Mode::ReadWrite).starts_with("the store `DB`"));
}

TEST_CASE("a backup opens as a store and shares no file with the original", "[storage]") {
    const TempDir temp;
    const fs::path folder = temp.path() / "db";
    const bool on_disk = GENERATE(true, false);
    const auto store = on_disk ? Store::open(folder, Mode::Create) : Store::in_memory();
    const auto write = store->begin();
    const NodeId node = write->create_node(std::vector{write->label("Firm")});
    write->set(node, write->key("name"), "甲");
    write->set_attachment("doc", "text");
    write->commit();
    store->compact();

    const fs::path copy = temp.path() / "new" / "backup";
    store->backup(copy);
    for (const auto& entry : fs::directory_iterator(copy)) {
        CHECK(entry.hard_link_count() == 1);
    }
    const auto restored = Store::open(copy, Mode::ReadWrite);
    CHECK(restored->snapshot()->called("甲") == std::vector{node});
    CHECK(restored->snapshot()->attachment("doc") == "text");
    CHECK(faults(*restored).empty());
    CHECK(error_of(Phase::Store, [&] { store->backup(copy); }) ==
          "`" + copy.string() + "` is not empty");
}

TEST_CASE("a read-only store can be backed up", "[storage]") {
    const TempDir temp;
    make_store(temp.path() / "db");
    Store::open(temp.path() / "db", Mode::ReadOnly)->backup(temp.path() / "copy");
    const auto copy = Store::open(temp.path() / "copy", Mode::ReadOnly);
    CHECK(copy->snapshot()->called("甲").size() == 1);
    CHECK(faults(*copy).empty());
}

TEST_CASE("sizes name every family and count its keys", "[storage]") {
    AnyStore store(GENERATE(Medium::Memory, Medium::Disk));
    const auto write = store->begin();
    const NodeId node = write->create_node({});
    write->create_relationship(write->type("T"), node, node);
    write->commit();
    for (const FamilySize& size : store->sizes()) {
        if (size.name == "adj_delta") {
            CHECK(size.keys == 2);
            CHECK(size.bytes > 0);
        }
    }
    CHECK(store->sizes().size() == family_count);
}
