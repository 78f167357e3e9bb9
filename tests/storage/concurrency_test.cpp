#include "tests/catch.h"
#include "tests/storage/support.h"

#include <atomic>
#include <thread>

// Meant to run under -fsanitize=thread as well.

using namespace dingtu;
using namespace dingtu::test;

#ifdef __SANITIZE_THREAD__
/// RocksDB comes without instrumentation, so its locks and barriers are invisible.
extern "C" const char* __tsan_default_suppressions() {  // NOLINT: the name is the sanitizer's
    return "race:rocksdb::";
}
#endif

namespace {

constexpr int commits = 200;

/// A ring of nodes that grows by one with every commit; each node says how many there are.
void grow(Store& store) {
    const auto write = store.begin();
    const TypeId next = write->type("NEXT");
    const KeyId count = write->key("count");
    const LabelId label = write->label("Bead");
    const auto beads = all_nodes(*write->nodes(label));
    const NodeId added = write->create_node(std::vector{label});
    if (beads.empty()) {
        write->create_relationship(next, added, added);
    } else {
        const NodeId last = beads.back();
        const Neighbour closing = expanded(*write, last, Direction::Out, next).at(0);
        write->erase(closing.relationship);
        write->create_relationship(next, last, added);
        write->create_relationship(next, added, closing.node);
    }
    for (const NodeId bead : all_nodes(*write->nodes(label))) {
        if (bead.value % 16 == 0) {
            write->set(bead, count, static_cast<std::int64_t>(beads.size() + 1));
        }
    }
    write->commit();
}

/// Whether the view is a closed ring whose parts agree on its size; Catch is not for threads.
bool whole_ring(const Snapshot& view) {
    const auto label = view.catalog().label("Bead");
    if (!label) {
        return view.catalog().node_count() == 0;
    }
    const TypeId next = *view.catalog().type("NEXT");
    const KeyId count = *view.catalog().key("count");
    const auto beads = all_nodes(*view.nodes(*label));
    NodeId at = beads.front();
    for (std::size_t step = 0; step < beads.size(); ++step) {
        const auto ahead = expanded(view, at, Direction::Out, next);
        if (ahead.size() != 1 || found_between(view, at, ahead[0].node, next).size() != 1) {
            return false;
        }
        at = ahead[0].node;
    }
    const auto size = static_cast<std::int64_t>(beads.size());
    return at == beads.front() && view.catalog().count(*label) == beads.size() &&
           view.catalog().relationship_count() == beads.size() &&
           view.property(beads.front(), count).as_integer() == size &&
           view.nodes_with(count, size).size() == (beads.size() + 15) / 16;
}

}  // namespace

TEST_CASE("readers beside the writer see whole commits only", "[storage][threads]") {
    AnyStore store(GENERATE(Medium::Memory, Medium::Disk));
    std::atomic<bool> writing = true;
    std::atomic<int> broken = 0;
    std::atomic<int> views = 0;
    const auto shared = store->snapshot();
    const auto read = [&] {
        std::uint64_t last = 0;
        do {
            const auto view = store->snapshot();
            const std::uint64_t size = view->catalog().node_count();
            broken += whole_ring(*view) && size >= last ? 0 : 1;
            broken += shared->catalog().node_count() == 0 ? 0 : 1;
            last = size;
            ++views;
        } while (writing);
    };
    std::thread first(read);
    std::thread second(read);
    for (int i = 0; i < commits; ++i) {
        grow(*store);
    }
    writing = false;
    first.join();
    second.join();
    CHECK(broken == 0);
    CHECK(views >= 2);
    CHECK(store->snapshot()->catalog().node_count() == commits);
    CHECK(faults(*store).empty());
}

TEST_CASE("one view may be read by several threads", "[storage][threads]") {
    AnyStore store(GENERATE(Medium::Memory, Medium::Disk));
    for (int i = 0; i < 50; ++i) {
        grow(*store);
    }
    const auto view = store->snapshot();
    std::atomic<int> broken = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 20; ++round) {
                broken += whole_ring(*view) ? 0 : 1;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    CHECK(broken == 0);
}

TEST_CASE("writers take turns", "[storage][threads]") {
    AnyStore store(GENERATE(Medium::Memory, Medium::Disk));
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 20; ++round) {
                grow(*store);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    CHECK(whole_ring(*store->snapshot()));
    CHECK(store->snapshot()->catalog().node_count() == 60);
}
