#include "storage/bulk.h"
#include "storage/graph_io.h"
#include "tests/catch.h"
#include "tests/storage/support.h"

#include <algorithm>
#include <fstream>
#include <random>

// One bit on disk is not what it was: opening or check says so, or it lies where nothing reads.

using namespace dingtu;
using namespace dingtu::test;

namespace {

namespace fs = std::filesystem;

void make_store(const fs::path& folder) {
    const auto store = Store::open(folder, Mode::Create, Durability::Process);
    Limits limits;
    {
        BulkWriter bulk(*store);
        const KeyId name = bulk.key("name");
        std::vector<NodeId> nodes;
        for (int i = 0; i < 500; ++i) {
            nodes.push_back(bulk.create_node(std::vector{bulk.label("Firm")}));
            bulk.set(nodes.back(), name, "企业" + std::to_string(i));
        }
        for (std::size_t i = 0; i < 2000; ++i) {
            bulk.create_relationship(bulk.type("T"), nodes[i * 7 % 500], nodes[i * 13 % 500]);
        }
        bulk.finish(limits);
    }
    for (int i = 0; i < 20; ++i) {
        const auto write = store->begin();
        const NodeId node = write->create_node(std::vector{write->label("Firm")});
        write->set(node, write->key("name"), "新" + std::to_string(i));
        write->create_relationship(write->type("T"), node, write->called("企业7")[0]);
        write->set_attachment("doc" + std::to_string(i), "text");
        write->commit();
    }
}

/// All that can be read, or what stands in the way.
std::string reading(const fs::path& folder) {
    try {
        const auto store = Store::open(folder, Mode::ReadOnly);
        const auto found = faults(*store);
        if (!found.empty()) {
            return "fault: " + found[0];
        }
        const auto view = store->snapshot();
        std::string text = std::to_string(view->catalog().relationship_count());
        for (const NodeId id : all_nodes(*view->nodes())) {
            text += view->node(id).properties.begin()->second.as_string();
        }
        for (const std::string& name : view->attachments("")) {
            text += name + *view->attachment(name);
        }
        return text;
    } catch (const Error& error) {
        CHECK(error.phase() == Phase::Store);
        return std::string("error: ") + error.what();
    }
}

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("a flipped bit on disk is found or changes nothing", "[storage]") {
    const TempDir temp;
    const fs::path folder = temp.path() / "db";
    make_store(folder);
    const std::string whole = reading(folder);
    REQUIRE(whole.starts_with("2020"));
    std::mt19937 random(17);
    int found = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        const std::string bytes = read_file(entry.path());
        if (bytes.empty() || name.starts_with("OPTIONS") || name == "IDENTITY") {
            continue;  // never read back
        }
        for (int trial = 0; trial < 12; ++trial) {
            std::string flipped = bytes;
            const std::size_t at = random() % flipped.size();
            flipped[at] = static_cast<char>(flipped[at] ^ 1 << random() % 8);
            write_file(entry.path(), flipped);
            const std::string outcome = reading(folder);
            INFO(name << " at byte " << at << " of " << bytes.size() << ": " << outcome);
            const bool told = outcome.starts_with("fault: ") || outcome.starts_with("error: ");
            CHECK((told || outcome == whole));
            found += told ? 1 : 0;
        }
        write_file(entry.path(), bytes);
    }
    CHECK(found > 50);
    CHECK(reading(folder) == whole);
}
