#include "storage/graph_io.h"

#include "tests/catch.h"
#include "tests/storage/support.h"

using namespace dingtu;
using namespace dingtu::test;

namespace {

/// What is fed, as lines in the order it came; ends by the name of the node.
class Lines final : public GraphSink {
public:
    void node(const Node& node) override {
        names_[node.id] = name_of(node.properties);
        lines.push_back(node.labels.empty() ? names_[node.id]
                                            : node.labels[0] + " " + names_[node.id]);
    }
    void relationship(const Relationship& relationship) override {
        lines.push_back(names_.at(relationship.start) + "-" + relationship.type +
                        name_of(relationship.properties) + "->" + names_.at(relationship.end));
    }
    void finish() override { lines.emplace_back("end"); }

    std::vector<std::string> lines;

private:
    static std::string name_of(const Map& properties) {
        const auto name = properties.find("name");
        return name == properties.end() ? "" : name->second.as_string();
    }
    std::map<NodeId, std::string> names_;
};

NodeId add_node(Transaction& write, std::string_view label, std::string_view name) {
    const NodeId id = write.create_node(std::vector{write.label(label)});
    write.set(id, write.key("name"), name);
    return id;
}

std::vector<std::string> walked(const Snapshot& view, const Selection& selection) {
    Lines lines;
    Limits limits;
    walk(view, selection, lines, limits);
    CHECK(limits.used_bytes() == 0);
    return lines.lines;
}

/// The same graph, its parts made in one order or in the opposite one.
std::unique_ptr<Store> small_graph(bool backwards) {
    auto store = Store::in_memory();
    const auto write = store->begin();
    std::map<std::string, NodeId> nodes;
    std::vector<std::pair<std::string, std::string>> parts = {
        {"Firm", "a"}, {"District", "x"}, {"Firm", "b"}};
    if (backwards) {
        std::reverse(parts.begin(), parts.end());
    }
    for (const auto& [label, name] : parts) {
        nodes[name] = add_node(*write, label, name);
    }
    std::vector<std::array<std::string, 4>> relationships = {
        {"a", "IN", "x", "2"}, {"b", "IN", "x", ""}, {"a", "IN", "x", "1"}, {"a", "BY", "a", ""}};
    if (backwards) {
        std::reverse(relationships.begin(), relationships.end());
    }
    for (const auto& [start, type, end, name] : relationships) {
        const auto id =
            write->create_relationship(write->type(type), nodes.at(start), nodes.at(end));
        if (!name.empty()) {
            write->set(id, write->key("name"), name);
        }
    }
    write->commit();
    return store;
}

}  // namespace

TEST_CASE("a graph is walked in an order that depends on its content alone", "[storage]") {
    const auto store = small_graph(GENERATE(false, true));
    CHECK(walked(*store->snapshot(), {}) ==
          std::vector<std::string>{"District x", "Firm a", "Firm b", "a-BY->a", "a-IN1->x",
                                   "a-IN2->x", "b-IN->x", "end"});
}

TEST_CASE("a selection brings the ends of its relationships", "[storage]") {
    const auto store = small_graph(false);
    const auto view = store->snapshot();
    const NodeId b = view->called("b")[0];
    std::vector<Neighbour> found = expanded(*view, b, Direction::Out, *view->catalog().type("IN"));
    const RelationshipId r = found[0].relationship;
    CHECK(walked(*view, {false, {}, {r, r}}) ==
          std::vector<std::string>{"District x", "Firm b", "b-IN->x", "end"});
    CHECK(walked(*view, {false, {b, b, NodeId{77}}, {}}) ==
          std::vector<std::string>{"Firm b", "end"});
}

TEST_CASE("the surroundings of a node are what some hops reach", "[storage]") {
    const auto store = small_graph(false);
    const auto view = store->snapshot();
    Limits limits;
    const auto names = [&](std::size_t hops) {
        return walked(*view, around(*view, view->called("b"), hops, limits));
    };
    CHECK(names(0) == std::vector<std::string>{"Firm b", "end"});
    CHECK(names(1) == std::vector<std::string>{"District x", "Firm b", "b-IN->x", "end"});
    CHECK(names(2).size() == 8);
    CHECK(names(9).size() == 8);
}

TEST_CASE("what is walked out of one store can be written into another", "[storage]") {
    const auto store = small_graph(false);
    const auto copy = Store::in_memory();
    const auto write = copy->begin();
    add_node(*write, "Firm", "already there");
    TransactionSink sink(*write);
    Limits limits;
    walk(*store->snapshot(), {}, sink, limits);
    write->commit();
    CHECK(copy->snapshot()->catalog().node_count() == 4);
    CHECK(copy->snapshot()->catalog().relationship_count() == 4);
    CHECK(faults(*copy).empty());
}
