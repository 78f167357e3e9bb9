#include "storage/graph_store.h"
#include "storage/memory.h"
#include "tests/catch.h"
#include "tests/storage/support.h"

#include <algorithm>
#include <random>

using namespace dingtu;
using namespace dingtu::test;

namespace {

constexpr int nodes = 200;

/// A store that folds early and one that never does, written to alike.
struct Pair {
    GraphStore folding{open_memory(), "memory", {.fold_after = 64}};
    GraphStore plain{open_memory(), "memory", {.fold_after = SIZE_MAX}};

    template <class Act>
    void write(Act act) {
        for (GraphStore* store : {&folding, &plain}) {
            const auto transaction = store->begin();
            act(*transaction);
            transaction->commit();
        }
    }
};

std::size_t keys_of(const GraphStore& store, Family family) {
    std::size_t count = 0;
    const auto at = store.keys().snapshot()->cursor(family);
    for (at->seek({}); at->valid(); at->next()) {
        ++count;
    }
    return count;
}

void check_equal(const GraphStore& a, const GraphStore& b) {
    const auto left = a.snapshot();
    const auto right = b.snapshot();
    for (const TypeId type : left->catalog().types()) {
        REQUIRE(all_relationships(*left, type) == all_relationships(*right, type));
        for (std::uint64_t node = 0; node < nodes; ++node) {
            REQUIRE(expanded(*left, NodeId{node}, Direction::Both, type) ==
                    expanded(*right, NodeId{node}, Direction::Both, type));
        }
        for (const Triple& triple : all_relationships(*left, type)) {
            REQUIRE(left->endpoints(triple.relationship) == right->endpoints(triple.relationship));
            const auto properties = left->properties(triple.relationship);
            const auto expected = right->properties(triple.relationship);
            REQUIRE(std::ranges::equal(properties, expected, [](const auto& x, const auto& y) {
                return x.first == y.first && equivalent(x.second, y.second);
            }));
        }
    }
    const KeyId key = *left->catalog().key("年份");
    for (std::uint64_t node = 0; node < nodes; ++node) {
        REQUIRE(equivalent(left->property(NodeId{node}, key), right->property(NodeId{node}, key)));
    }
    for (int year = 0; year < 10; ++year) {
        REQUIRE(left->nodes_with(key, year) == right->nodes_with(key, year));
    }
}

/// Some changes of every kind.
void change(Transaction& write, std::mt19937 random) {
    const TypeId type = write.type("投资");
    const KeyId year = write.key("年份");
    for (int i = 0; i < 40; ++i) {
        const NodeId start{random() % nodes};
        const NodeId end{random() % nodes};
        const RelationshipId id = write.create_relationship(type, start, end);
        write.set(id, year, static_cast<int>(random() % 10));
        write.set(start, year, static_cast<int>(random() % 10));
    }
    for (int i = 0; i < 15; ++i) {
        for (const Neighbour& at :
             expanded(write, NodeId{random() % nodes}, Direction::Out, type)) {
            if (random() % 2 == 0) {
                write.erase(at.relationship);
            }
        }
        write.set(NodeId{random() % nodes}, year, Value());
    }
}

}  // namespace

TEST_CASE("commits take small keys into pages, and what is read stays the same", "[storage]") {
    Pair pair;
    pair.write([](Transaction& write) {
        for (int i = 0; i < nodes; ++i) {
            write.create_node({});
        }
    });
    std::mt19937 random(5);
    const auto early = pair.folding.snapshot();
    for (int round = 0; round < 200; ++round) {
        pair.write([&](Transaction& write) { change(write, random); });
        random.discard(1000);
        if (round % 20 == 19) {
            check_equal(pair.folding, pair.plain);
            REQUIRE(faults(pair.folding).empty());
        }
    }
    CHECK(keys_of(pair.plain, Family::AdjacencyDelta) > 1000);
    CHECK(keys_of(pair.folding, Family::AdjacencyDelta) <
          keys_of(pair.plain, Family::AdjacencyDelta) / 2);
    CHECK(keys_of(pair.folding, Family::Adjacency) > 0);
    CHECK(keys_of(pair.folding, Family::Ends) > 0);
    CHECK(keys_of(pair.folding, Family::Column) > 0);
    CHECK(early->catalog().types().empty());
    pair.folding.compact();
    check_equal(pair.folding, pair.plain);
    CHECK(faults(pair.folding).empty());
    CHECK(keys_of(pair.folding, Family::AdjacencyDelta) == 0);
}
