#include "base/error.h"
#include "base/json.h"
#include "query/functions.h"
#include "storage/store.h"
#include "tests/catch.h"

#include <memory>
#include <string>
#include <vector>

using namespace dingtu;

namespace {

/// (firm:Firm:Listed {name: '杭州申昊科技', aliases: ['申昊 科技']})-[makes:MAKES {since:
/// 2002}]->(robot)
struct Graph {
    std::unique_ptr<Store> store = Store::in_memory();
    std::unique_ptr<Transaction> writer = store->begin();
    NodeId firm;
    NodeId robot;
    RelationshipId makes;
    Environment environment;

    Graph() {
        firm = writer->create_node(
            std::vector<LabelId>{writer->label("Firm"), writer->label("Listed")});
        robot = writer->create_node({});
        makes = writer->create_relationship(writer->type("MAKES"), firm, robot);
        writer->set(firm, writer->key("name"), "杭州申昊科技");
        writer->set(firm, writer->key("aliases"), List{"申昊 科技"});
        writer->set(makes, writer->key("since"), 2002);
        environment.graph = writer.get();
    }

    std::string call(std::string_view name, const std::vector<Value>& args) const {
        try {
            return to_json(find_function(name)->call(environment, args));
        } catch (const Error& error) {
            return error.code() + " " + error.detail();
        }
    }
};

}  // namespace

TEST_CASE("nodes and relationships tell what they are", "[query]") {
    Graph graph;
    CHECK(graph.call("labels", {graph.firm}) == R"(["Firm","Listed"])");
    CHECK(graph.call("labels", {graph.robot}) == "[]");
    CHECK(graph.call("type", {graph.makes}) == R"("MAKES")");
    CHECK(graph.call("keys", {graph.firm}) == R"(["aliases","name"])");
    CHECK(graph.call("properties", {graph.makes}) == R"({"since":2002})");
    CHECK(graph.call("properties", {Map{{"a", 1}}}) == R"({"a":1})");
    CHECK(graph.call("elementId", {graph.firm}) == "\"" + graph.call("id", {graph.firm}) + "\"");
    auto end = find_function("endNode")->call(graph.environment, std::vector<Value>{graph.makes});
    CHECK(end.as_node_id() == graph.robot);
}

TEST_CASE("a path has nodes, relationships and a length", "[query]") {
    Graph graph;
    Path path{.nodes = {graph.firm, graph.robot}, .relationships = {graph.makes}};
    CHECK(graph.call("length", {path}) == "1");
    CHECK(graph.call("length", {Path{.nodes = {graph.firm}, .relationships = {}}}) == "0");
    Value nodes = find_function("nodes")->call(graph.environment, std::vector<Value>{path});
    REQUIRE(nodes.as_list().size() == 2);
    CHECK(nodes.as_list()[1].as_node_id() == graph.robot);
}

TEST_CASE("graph functions refuse other kinds", "[query]") {
    Graph graph;
    for (const char* name : {"labels", "type", "keys", "properties", "id", "length", "nodes"}) {
        CHECK(graph.call(name, {1}) == "TypeError InvalidArgumentValue");
    }
    CHECK(graph.call("type", {graph.firm}) == "TypeError InvalidArgumentValue");
    CHECK(graph.call("labels", {graph.makes}) == "TypeError InvalidArgumentValue");
}

TEST_CASE("of a deleted element only its identity and type can be asked", "[query]") {
    Graph graph;
    graph.environment.node_deleted = [&graph](NodeId id) { return id == graph.firm; };
    graph.environment.relationship_deleted = [](RelationshipId) { return true; };
    graph.writer->erase(graph.makes);
    graph.writer->erase(graph.firm);
    for (const char* name : {"labels", "keys", "properties"}) {
        CHECK(graph.call(name, {graph.firm}) == "EntityNotFound DeletedEntityAccess");
    }
    for (const char* name : {"keys", "properties", "startNode", "endNode"}) {
        CHECK(graph.call(name, {graph.makes}) == "EntityNotFound DeletedEntityAccess");
    }
    CHECK(graph.call("called", {graph.firm, "x"}) == "EntityNotFound DeletedEntityAccess");
    CHECK(graph.call("type", {graph.makes}) == R"("MAKES")");
    CHECK(graph.call("id", {graph.firm}) == std::to_string(graph.firm.value));
    CHECK(graph.call("labels", {graph.robot}) == "[]");
}

TEST_CASE("a node is called by its name or an alias, however it is written", "[query]") {
    Graph graph;
    CHECK(graph.call("called", {graph.firm, "“杭州 申昊科技”"}) == "true");
    CHECK(graph.call("called", {graph.firm, "申昊科技"}) == "true");
    CHECK(graph.call("called", {graph.firm, "申昊"}) == "false");
    CHECK(graph.call("called", {graph.robot, "申昊"}) == "false");
    graph.writer->set(graph.robot, graph.writer->key("aliases"), "ＲＯＢＯＴ");
    CHECK(graph.call("called", {graph.robot, "robot"}) == "true");
}
