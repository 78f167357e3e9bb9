#include "storage/graph_store.h"
#include "storage/memory.h"
#include "tests/catch.h"
#include "tests/storage/support.h"

using namespace dingtu;
using namespace dingtu::test;

namespace {

constexpr int nodes = 2000;
constexpr int types = 6;

/// Relationships of several types in a circle, and two texts for each node.
void fill(Store& store) {
    const auto write = store.begin();
    const KeyId name = write->key("名称");
    const KeyId note = write->key("note");
    std::vector<NodeId> ids;
    for (int i = 0; i < nodes; ++i) {
        ids.push_back(write->create_node({}));
        write->set(ids.back(), name, "一家名称相当长的企业，编号" + std::to_string(i));
        write->set(ids.back(), note, std::to_string(i));
    }
    for (int type = 0; type < types; ++type) {
        const TypeId id = write->type("T" + std::to_string(type));
        for (int i = 0; i < nodes; ++i) {
            write->create_relationship(id, ids[static_cast<std::size_t>(i)],
                                       ids[static_cast<std::size_t>((i + type + 1) % nodes)]);
        }
    }
    write->commit();
}

/// Reads one relation or column so often that its image is worth building.
void read_all(const Snapshot& view, int turn) {
    const int what = turn % (types + 2);
    for (std::uint64_t i = 0; i < nodes; ++i) {
        if (what < types) {
            const auto found = expanded(view, NodeId{i}, Direction::Out,
                                        *view.catalog().type("T" + std::to_string(what)));
            REQUIRE(found.size() == 1);
            REQUIRE(found[0].node.value == (i + static_cast<std::uint64_t>(what) + 1) % nodes);
        } else if (what == types) {
            REQUIRE(view.property(NodeId{i}, *view.catalog().key("名称")).as_string() ==
                    "一家名称相当长的企业，编号" + std::to_string(i));
        } else {
            REQUIRE(view.property(NodeId{i}, *view.catalog().key("note")).as_string() ==
                    std::to_string(i));
        }
    }
}

}  // namespace

TEST_CASE("images that were not used for long make way for others, within the budget",
          "[storage]") {
    constexpr std::size_t budget = 350'000;  // the column of names, and little beside it
    GraphStore store(open_memory(), "memory", {.memory_bytes = budget});
    fill(store);
    std::size_t most = 0;
    for (int turn = 0; turn < 40; ++turn) {
        read_all(*store.snapshot(), turn);
        static_cast<void>(store.snapshot());
        CHECK(store.image_bytes() <= budget);
        most = std::max(most, store.image_bytes());
    }
    CHECK(most > budget / 4);  // it is made use of

    GraphStore wide(open_memory(), "memory", {.memory_bytes = 100 * budget});
    fill(wide);
    for (int turn = 0; turn < 40; ++turn) {
        read_all(*wide.snapshot(), turn);
    }
    CHECK(wide.image_bytes() > budget);  // so that the first store had to choose
}

TEST_CASE("a view keeps what it reads while others make way", "[storage]") {
    GraphStore store(open_memory(), "memory", {.memory_bytes = 120'000});
    fill(store);
    const auto held = store.snapshot();
    for (int turn = 0; turn < 2 * types; ++turn) {
        read_all(*held, turn % types);
        read_all(*store.snapshot(), turn % types);
    }
    const auto write = store.begin();
    write->create_relationship(write->type("T0"), NodeId{0}, NodeId{7});
    write->commit();
    for (int type = 0; type < types; ++type) {
        read_all(*held, type);
    }
    CHECK(expanded(*store.snapshot(), NodeId{0}, Direction::Out, TypeId{0}).size() == 2);
}

TEST_CASE("without room for any image the graph is read from its keys", "[storage]") {
    GraphStore store(open_memory(), "memory", {.memory_bytes = 1});
    fill(store);
    for (int turn = 0; turn < types + 2; ++turn) {
        read_all(*store.snapshot(), turn);
    }
    CHECK(store.image_bytes() == 0);
}
