#include "storage/bulk.h"

#include "base/json.h"
#include "storage/graph_io.h"
#include "tests/catch.h"
#include "tests/storage/support.h"

#include <random>

using namespace dingtu;
using namespace dingtu::test;

namespace {

// So that everything is put aside and merged, by several threads.
constexpr BulkOptions little_memory = {32 << 10, 2};

/// A graph as text, ids aside.
class Text final : public GraphSink {
public:
    void node(const Node& node) override {
        places_[node.id] = lines.size();
        lines.push_back(node.labels.empty() ? "" : node.labels.front());
        write_json(lines.back(), node.properties);
    }
    void relationship(const Relationship& relationship) override {
        lines.push_back(std::to_string(places_.at(relationship.start)) + relationship.type +
                        std::to_string(places_.at(relationship.end)));
        write_json(lines.back(), relationship.properties);
    }
    void finish() override {}

    std::vector<std::string> lines;

private:
    std::map<NodeId, std::size_t> places_;
};

std::vector<std::string> content(const Store& store) {
    Text text;
    Limits limits;
    walk(*store.snapshot(), {}, text, limits);
    return text.lines;
}

Value any_value(std::mt19937& random, int n) {
    switch (random() % 6) {
        case 0: return static_cast<std::int64_t>(random()) - (std::int64_t{1} << 31);
        case 1: return static_cast<double>(random() % 100) / 4;
        case 2: return random() % 2 == 0;
        case 3: return Date{static_cast<std::int64_t>(random() % 30'000)};
        case 4: return List{n, std::to_string(n)};
        default: return "值" + std::to_string(random() % 1000);
    }
}

/// The same graph into a Transaction or a BulkWriter; `part` makes names differ.
template <class Writer>
void feed(Writer& writer, int part, int nodes, int relationships) {
    std::mt19937 random(static_cast<unsigned>(part));
    const KeyId name = writer.key("name");
    std::vector<NodeId> ids;
    for (int i = 0; i < nodes; ++i) {
        const std::string label = i < nodes / 2 ? "A" : "B" + std::to_string(i % 3);
        const NodeId id = writer.create_node(std::vector{writer.label(label)});
        ids.push_back(id);
        const std::string text = std::to_string(part) + "号 企业 " + std::to_string(i);
        writer.set(id, name, text);
        writer.set(id, writer.key("id"), i);
        if (i % 3 == 0) {
            writer.set(id, writer.key("aliases"), List{"Firm" + std::to_string(i), text});
        }
        if (i % 7 != 0) {
            writer.set(id, writer.key("mixed"), any_value(random, i));
        }
    }
    for (int i = 0; i < relationships; ++i) {
        const TypeId type = writer.type("T" + std::to_string(random() % 3));
        const NodeId start = ids[random() % ids.size()];
        const NodeId end = random() % 4 == 0 ? ids[0] : ids[random() % ids.size()];
        const RelationshipId id = writer.create_relationship(type, start, end);
        writer.set(id, writer.key("amount"), static_cast<double>(i) / 2);
        if (i % 5 == 0) {
            writer.set(id, writer.key("mixed"), any_value(random, i));
        }
    }
}

void feed_by_transaction(Store& store, int part, int nodes, int relationships) {
    const auto write = store.begin();
    feed(*write, part, nodes, relationships);
    write->commit();
}

void feed_in_bulk(Store& store, int part, int nodes, int relationships) {
    BulkWriter bulk(store, little_memory);
    feed(bulk, part, nodes, relationships);
    Limits limits;
    bulk.finish(limits);
}

/// Every reading of a view agrees with its scans, before and after the images are built.
void check_readings(const Snapshot& view) {
    for (const TypeId type : view.catalog().types()) {
        std::map<NodeId, std::vector<Neighbour>> out;
        for (const Triple& triple : all_relationships(view, type)) {
            out[triple.start].push_back({triple.end, triple.relationship});
            REQUIRE(view.endpoints(triple.relationship) == Endpoints{triple.start, triple.end});
        }
        for (const auto& [id, neighbours] : out) {
            REQUIRE(expanded(view, id, Direction::Out, type) == neighbours);
            REQUIRE(found_between(view, id, neighbours[0].node, type)[0] ==
                    neighbours[0].relationship);
        }
    }
    const KeyId key = *view.catalog().key("id");
    for (const NodeId id : all_nodes(*view.nodes())) {
        const auto found = view.nodes_with(key, view.property(id, key));
        REQUIRE(std::count(found.begin(), found.end(), id) == 1);
    }
}

/// Changes things that lie in pages, the same in every store that has the same content.
void change(Store& store) {
    const auto write = store.begin();
    const KeyId key = write->key("id");
    for (std::int64_t i = 0; i < 40; ++i) {
        for (const NodeId id : write->nodes_with(key, i)) {
            if (i % 4 == 0) {
                write->set(id, write->key("mixed"), Value());
            } else if (i % 4 == 1) {
                write->set(id, write->key("name"), "新" + std::to_string(i));
            } else if (i % 4 == 2) {
                for (const TypeId type : write->catalog().types()) {
                    for (const Neighbour& at : expanded(*write, id, Direction::Both, type)) {
                        write->erase(at.relationship);
                    }
                }
                write->erase(id);
            } else {
                write->create_relationship(write->type("T0"), id, id);
            }
        }
    }
    write->commit();
}

}  // namespace

TEST_CASE("what is added in bulk equals what transactions write", "[storage]") {
    AnyStore store(GENERATE(Medium::Memory, Medium::Disk));
    const auto expected = Store::in_memory();
    feed_in_bulk(*store, 1, 6000, 9000);
    feed_by_transaction(*expected, 1, 6000, 9000);
    CHECK(faults(*store) == std::vector<std::string>{});
    store.reopen();
    CHECK(content(*store) == content(*expected));
    check_readings(*store->snapshot());
    CHECK(store->snapshot()->called("1号企业17").size() == 1);
    CHECK(store->snapshot()->catalog().node_count() == 6000);
}

TEST_CASE("bulk and transactions take turns on one store", "[storage]") {
    AnyStore store(GENERATE(Medium::Memory, Medium::Disk));
    const auto expected = Store::in_memory();
    feed_by_transaction(*store, 1, 100, 300);
    feed_in_bulk(*store, 2, 3000, 8000);
    change(*store);
    feed_in_bulk(*store, 3, 5000, 4000);  // merged into the pages
    feed_in_bulk(*store, 4, 50, 90);      // beside them
    feed_by_transaction(*store, 5, 100, 300);

    feed_by_transaction(*expected, 1, 100, 300);
    feed_by_transaction(*expected, 2, 3000, 8000);
    change(*expected);
    feed_by_transaction(*expected, 3, 5000, 4000);
    feed_by_transaction(*expected, 4, 50, 90);
    feed_by_transaction(*expected, 5, 100, 300);
    change(*store);
    change(*expected);
    CHECK(faults(*store) == std::vector<std::string>{});
    store->compact();
    store.reopen();
    CHECK(faults(*store) == std::vector<std::string>{});
    CHECK(content(*store) == content(*expected));
    check_readings(*store->snapshot());
}

TEST_CASE("compacting takes small keys into pages and changes no content", "[storage]") {
    AnyStore store(GENERATE(Medium::Memory, Medium::Disk));
    feed_by_transaction(*store, 1, 3000, 6000);
    const auto before = content(*store);
    const auto keys_of = [&](std::string_view family) {
        std::uint64_t keys = 0;
        for (const FamilySize& size : store->sizes()) {
            keys += size.name == family ? size.keys : 0;
        }
        return keys;
    };
    CHECK(keys_of("adj_delta") == 12'000);
    auto view = store->snapshot();
    store->compact();
    CHECK(keys_of("adj_delta") == 0);
    CHECK(keys_of("ends_delta") == 0);
    CHECK(keys_of("adj") > 2);
    CHECK(content(*store) == before);
    check_readings(*store->snapshot());
    check_readings(*view);
    view.reset();
    CHECK(faults(*store) == std::vector<std::string>{});

    change(*store);
    const auto changed = content(*store);
    store->compact();
    store.reopen();
    CHECK(content(*store) == changed);
    CHECK(faults(*store) == std::vector<std::string>{});
    CHECK(keys_of("adj_delta") == 0);
}

TEST_CASE("a bulk writer that does not finish leaves nothing", "[storage]") {
    AnyStore store(GENERATE(Medium::Memory, Medium::Disk));
    feed_in_bulk(*store, 1, 100, 100);
    const auto before = content(*store);
    {
        BulkWriter bulk(*store, little_memory);
        feed(bulk, 2, 3000, 3000);
        CHECK(bulk.before().catalog().node_count() == 100);
    }
    feed_by_transaction(*store, 3, 1, 0);
    store.reopen();
    CHECK(content(*store).size() == before.size() + 1);
    CHECK(faults(*store).empty());
}

TEST_CASE("nodes of several label sets may take turns in bulk", "[storage]") {
    AnyStore store(GENERATE(Medium::Memory, Medium::Disk));
    BulkWriter bulk(*store, little_memory);
    const KeyId key = bulk.key("n");
    std::vector<NodeId> ids;
    for (int i = 0; i < 9000; ++i) {
        ids.push_back(bulk.create_node(std::vector{bulk.label("L" + std::to_string(i % 3))}));
        bulk.set(ids.back(), key, i);
    }
    Limits limits;
    bulk.finish(limits);
    const auto view = store->snapshot();
    for (int i = 0; i < 9000; ++i) {
        REQUIRE(view->property(ids[static_cast<std::size_t>(i)], key).as_integer() == i);
        REQUIRE(view->nodes_with(key, i) == std::vector{ids[static_cast<std::size_t>(i)]});
    }
    CHECK(faults(*store).empty());
}
