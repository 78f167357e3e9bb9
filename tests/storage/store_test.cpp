#include "storage/store.h"

#include "tests/catch.h"
#include "tests/storage/support.h"

using namespace dingtu;
using namespace dingtu::test;

namespace {
Medium any_medium() {
    return GENERATE(Medium::Memory, Medium::Disk);
}
}  // namespace

TEST_CASE("what a transaction writes is there after its commit and after reopening", "[storage]") {
    AnyStore store(any_medium());
    NodeId firm;
    NodeId district;
    RelationshipId located;
    {
        const auto write = store->begin();
        firm = write->create_node(std::vector{write->label("Firm"), write->label("Listed")});
        district = write->create_node(std::vector{write->label("District")});
        located = write->create_relationship(write->type("LOCATED_IN"), firm, district);
        write->set(firm, write->key("name"), "申昊科技");
        write->set(located, write->key("evidence"), "申昊科技位于余杭区");
        write->commit();
    }
    store.reopen();
    const auto view = store->snapshot();
    const Catalog& names = view->catalog();
    const TypeId type = *names.type("LOCATED_IN");
    CHECK(view->labels(firm) == std::vector{*names.label("Firm"), *names.label("Listed")});
    CHECK(view->has_label(district, *names.label("District")));
    CHECK_FALSE(view->has_label(district, *names.label("Firm")));
    CHECK(view->endpoints(located) == Endpoints{firm, district});
    CHECK(view->property(firm, *names.key("name")).as_string() == "申昊科技");
    CHECK(view->property(district, *names.key("name")).is_null());
    CHECK(view->relationship(located).properties.at("evidence").as_string() ==
          "申昊科技位于余杭区");
    CHECK(expanded(*view, firm, Direction::Out, type) ==
          std::vector<Neighbour>{{district, located}});
    CHECK(expanded(*view, firm, Direction::In, type).empty());
    CHECK(expanded(*view, district, Direction::In, type) ==
          std::vector<Neighbour>{{firm, located}});
    CHECK(all_relationships(*view, type) == std::vector<Triple>{{firm, district, located}});
    CHECK(names.node_count() == 2);
    CHECK(names.relationship_count() == 1);
    CHECK(names.count(*names.label("Firm")) == 1);
    CHECK(names.count(*names.key("name")) == 1);
    CHECK(faults(*store).empty());
}

TEST_CASE("a transaction without commit leaves no trace", "[storage]") {
    AnyStore store(any_medium());
    {
        const auto write = store->begin();
        const NodeId node = write->create_node(std::vector{write->label("Firm")});
        write->set(node, write->key("name"), "甲");
        write->set_attachment("doc", "text");
    }
    store.reopen();
    const auto view = store->snapshot();
    CHECK(view->catalog().node_count() == 0);
    CHECK(view->catalog().labels().empty());
    CHECK(view->called("甲").empty());
    CHECK_FALSE(view->attachment("doc"));
    CHECK(faults(*store).empty());
}

TEST_CASE("a snapshot does not see later commits and outlives them", "[storage]") {
    AnyStore store(any_medium());
    auto write = store->begin();
    const NodeId a = write->create_node({});
    const NodeId b = write->create_node({});
    const TypeId type = write->type("KNOWS");
    const KeyId key = write->key("name");
    write->set(a, key, "old");
    const RelationshipId first = write->create_relationship(type, a, b);
    write->commit();
    const auto before = store->snapshot();

    write = store->begin();
    write->set(a, key, "new");
    write->create_relationship(type, a, a);
    write->create_node({});
    write->erase(first);
    write->erase(b);
    write->commit();
    const auto after = store->snapshot();

    CHECK(before->property(a, key).as_string() == "old");
    CHECK(before->called("old") == std::vector{a});
    CHECK(before->contains(b));
    CHECK(all_nodes(*before->nodes()).size() == 2);
    CHECK(expanded(*before, a, Direction::Out, type).size() == 1);
    CHECK(before->catalog().relationship_count() == 1);

    CHECK(after->property(a, key).as_string() == "new");
    CHECK(after->called("old").empty());
    CHECK_FALSE(after->contains(b));
    CHECK(after->endpoints(first) == std::nullopt);
    CHECK(all_nodes(*after->nodes()).size() == 2);
    CHECK(faults(*store).empty());
}

TEST_CASE("a transaction reads its own writes while its open cursors stay as they were",
          "[storage]") {
    AnyStore store(any_medium());
    auto write = store->begin();
    const LabelId label = write->label("N");
    const TypeId type = write->type("T");
    const NodeId a = write->create_node(std::vector{label});
    const auto cursor = write->nodes(label);
    const NodeId b = write->create_node(std::vector{label});
    write->create_relationship(type, a, b);
    const auto relationships = write->relationships(type);
    write->create_relationship(type, b, a);

    CHECK(all_nodes(*cursor) == std::vector{a});
    CHECK(all_nodes(*write->nodes(label)) == std::vector{a, b});
    CHECK(relationships->next().has_value());
    CHECK_FALSE(relationships->next().has_value());
    CHECK(write->degree(a, Direction::Both, type) == 2);
    CHECK(write->catalog().count(label) == 2);
    write->commit();
    CHECK(store->snapshot()->degree(a, Direction::Both, type) == 2);
}

TEST_CASE("expanding gives outgoing before incoming and a loop once", "[storage]") {
    AnyStore store(any_medium());
    const auto write = store->begin();
    const TypeId type = write->type("T");
    const NodeId a = write->create_node({});
    const NodeId b = write->create_node({});
    const NodeId c = write->create_node({});
    const RelationshipId ac = write->create_relationship(type, a, c);
    const RelationshipId ab = write->create_relationship(type, a, b);
    const RelationshipId loop = write->create_relationship(type, a, a);
    const RelationshipId parallel = write->create_relationship(type, a, b);
    const RelationshipId ba = write->create_relationship(type, b, a);
    write->create_relationship(write->type("OTHER"), a, b);
    write->commit();
    const auto view = store->snapshot();

    CHECK(expanded(*view, a, Direction::Out, type) ==
          std::vector<Neighbour>{{a, loop}, {b, ab}, {b, parallel}, {c, ac}});
    CHECK(expanded(*view, a, Direction::In, type) == std::vector<Neighbour>{{a, loop}, {b, ba}});
    CHECK(expanded(*view, a, Direction::Both, type) ==
          std::vector<Neighbour>{{a, loop}, {b, ab}, {b, parallel}, {c, ac}, {b, ba}});
    CHECK(view->degree(a, Direction::Both, type) == 5);
    CHECK(found_between(*view, a, b, type) == std::vector{ab, parallel});
    CHECK(found_between(*view, a, a, type) == std::vector{loop});
    CHECK(found_between(*view, c, a, type).empty());
    CHECK(all_relationships(*view, type) ==
          std::vector<Triple>{{a, a, loop}, {a, b, ab}, {a, b, parallel}, {a, c, ac}, {b, a, ba}});
}

TEST_CASE("ids that do not exist read as nothing", "[storage]") {
    AnyStore store(any_medium());
    auto write = store->begin();
    const TypeId type = write->type("T");
    const KeyId key = write->key("k");
    write->commit();
    const auto view = store->snapshot();
    for (const NodeId id : {NodeId{0}, NodeId{4096}, NodeId{(1ULL << 40) - 1}}) {
        CHECK_FALSE(view->contains(id));
        CHECK(view->labels(id).empty());
        CHECK(view->property(id, key).is_null());
        CHECK(view->properties(id).empty());
        CHECK(view->degree(id, Direction::Both, type) == 0);
        CHECK(view->node(id).labels.empty());
    }
    CHECK_FALSE(view->contains(relationship_id(type, 7)));
    CHECK(view->relationship(relationship_id(type, 7)).type == "T");
    write = store->begin();
    write->erase(NodeId{12});
    write->erase(relationship_id(type, 7));
    write->commit();
    CHECK(faults(*store).empty());
}

TEST_CASE("numbers of nodes and relationships are not given out twice", "[storage]") {
    AnyStore store(any_medium());
    auto write = store->begin();
    const TypeId type = write->type("T");
    const NodeId a = write->create_node({});
    const RelationshipId first = write->create_relationship(type, a, a);
    write->commit();
    write = store->begin();
    write->erase(first);
    write->erase(a);
    write->commit();
    store.reopen();
    write = store->begin();
    const NodeId b = write->create_node({});
    CHECK(b != a);
    CHECK(write->create_relationship(type, b, b) != first);
    write->commit();
    CHECK(all_nodes(*store->snapshot()->nodes()) == std::vector{b});
    CHECK(faults(*store).empty());
}

TEST_CASE("a node that still has relationships cannot be erased", "[storage]") {
    AnyStore store(any_medium());
    auto write = store->begin();
    const TypeId type = write->type("T");
    const NodeId a = write->create_node({});
    const NodeId b = write->create_node({});
    const RelationshipId r = write->create_relationship(type, a, b);
    write->commit();

    write = store->begin();
    write->erase(b);
    CHECK(error_of(Phase::Run, [&] { write->commit(); }) ==
          "node 1 cannot be deleted: it still has relationships");
    write.reset();
    CHECK(store->snapshot()->contains(b));

    write = store->begin();
    write->erase(b);
    write->erase(r);
    write->commit();
    CHECK(all_nodes(*store->snapshot()->nodes()) == std::vector{a});
    CHECK(faults(*store).empty());
}

TEST_CASE("labels can be given and taken, and keep their order", "[storage]") {
    AnyStore store(any_medium());
    auto write = store->begin();
    const LabelId firm = write->label("Firm");
    const LabelId listed = write->label("Listed");
    const NodeId a = write->create_node(std::vector{firm, firm});
    const NodeId b = write->create_node(std::vector{firm});
    CHECK(write->labels(a) == std::vector{firm});
    CHECK(write->add_label(a, listed));
    CHECK_FALSE(write->add_label(a, listed));
    CHECK(write->remove_label(b, firm));
    CHECK_FALSE(write->remove_label(b, firm));
    write->commit();
    store.reopen();
    const auto view = store->snapshot();
    CHECK(view->labels(a) == std::vector{firm, listed});
    CHECK(view->labels(b).empty());
    CHECK(all_nodes(*view->nodes(firm)) == std::vector{a});
    CHECK(all_nodes(*view->nodes(listed)) == std::vector{a});
    CHECK(all_nodes(*view->nodes()) == std::vector{a, b});
    CHECK(view->catalog().count(firm) == 1);
    CHECK(view->catalog().count(listed) == 1);
    CHECK(faults(*store).empty());
}

TEST_CASE("a node cursor can jump ahead and never goes back", "[storage]") {
    AnyStore store(any_medium());
    const auto write = store->begin();
    const LabelId even = write->label("Even");
    const LabelId odd = write->label("Odd");
    std::vector<NodeId> evens;
    for (int i = 0; i < 10'000; ++i) {
        const NodeId id = write->create_node(std::vector{i % 2 == 0 ? even : odd});
        if (i % 2 == 0) {
            evens.push_back(id);
        }
    }
    write->commit();
    const auto view = store->snapshot();
    CHECK(all_nodes(*view->nodes(even)) == evens);
    CHECK(all_nodes(*view->nodes()).size() == 10'000);
    const auto cursor = view->nodes(even);
    cursor->seek(evens[4500]);
    CHECK(cursor->next() == evens[4500]);
    cursor->seek(evens[2]);
    CHECK(cursor->next() == evens[4501]);
    cursor->seek(NodeId{evens.back().value + 1});
    CHECK(cursor->next() == std::nullopt);
}

TEST_CASE("synonyms stand for names, also before the name is used", "[storage]") {
    AnyStore store(any_medium());
    auto write = store->begin();
    write->add_synonym(NameKind::Label, "Firm", "企业");
    write->add_synonym(NameKind::Label, "Firm", "公司");
    write->add_synonym(NameKind::Label, "企业", "厂商");
    CHECK(write->catalog().stored_name(NameKind::Label, "企业") == "Firm");
    CHECK_FALSE(write->catalog().label("企业"));
    const LabelId firm = write->label("公司");
    CHECK(write->catalog().name(firm) == "Firm");
    CHECK(write->label("Firm") == firm);
    CHECK(error_of(Phase::Run, [&] { write->add_synonym(NameKind::Label, "District", "企业"); }) ==
          "`企业` already stands for `Firm`");
    CHECK(error_of(Phase::Run, [&] { write->add_synonym(NameKind::Label, "District", "Firm"); }) ==
          "`Firm` is a name itself and cannot stand for `District`");
    write->commit();
    store.reopen();
    const auto view = store->snapshot();
    CHECK(view->catalog().label("厂商") == firm);
    CHECK(view->catalog().synonyms(NameKind::Label) ==
          std::vector<std::pair<std::string, std::string>>{
              {"Firm", "企业"}, {"Firm", "公司"}, {"Firm", "厂商"}});
    CHECK_FALSE(view->catalog().stored_name(NameKind::Type, "企业"));
}

TEST_CASE("the catalog's version changes with every name and count", "[storage]") {
    AnyStore store(any_medium());
    const auto before = store->snapshot()->catalog().version();
    auto write = store->begin();
    CHECK(write->catalog().version() == before);
    const NodeId node = write->create_node({});
    const auto created = write->catalog().version();
    CHECK(created != before);
    write.reset();
    write = store->begin();
    static_cast<void>(write->label("X"));
    CHECK(write->catalog().version() != created);
    write->commit();
    CHECK(store->snapshot()->catalog().version() != before);
    CHECK_FALSE(store->snapshot()->contains(node));
}

TEST_CASE("attachments lie beside the graph", "[storage]") {
    AnyStore store(any_medium());
    auto write = store->begin();
    write->set_attachment("text/乙", std::string("b\0c", 3));
    write->set_attachment("text/甲", "");
    write->set_attachment("other", "x");
    CHECK(write->attachments("text/") == std::vector<std::string>{"text/乙", "text/甲"});
    write->commit();
    store.reopen();
    CHECK(store->snapshot()->attachment("text/乙") == std::string("b\0c", 3));
    CHECK(store->snapshot()->attachment("text/甲") == "");
    write = store->begin();
    write->erase_attachment("text/乙");
    write->commit();
    CHECK(store->snapshot()->attachments("") == std::vector<std::string>{"other", "text/甲"});
    CHECK(store->snapshot()->catalog().node_count() == 0);
}

TEST_CASE("clearing empties the store and ids start anew", "[storage]") {
    AnyStore store(any_medium());
    auto write = store->begin();
    write->add_synonym(NameKind::Label, "Firm", "企业");
    const NodeId first = write->create_node(std::vector{write->label("Firm")});
    write->set(first, write->key("name"), "甲");
    write->create_relationship(write->type("T"), first, first);
    write->set_attachment("doc", "text");
    write->commit();

    write = store->begin();
    write->create_node({});
    write->clear();
    CHECK(all_nodes(*write->nodes()).empty());
    CHECK(write->called("甲").empty());
    const NodeId again = write->create_node(std::vector{write->label("District")});
    CHECK(again == first);
    write->set(again, write->key("code"), 1);
    write->commit();
    store.reopen();
    const auto view = store->snapshot();
    CHECK(all_nodes(*view->nodes()) == std::vector{again});
    CHECK(view->catalog().relationship_count() == 0);
    CHECK(view->catalog().labels().size() == 1);
    CHECK(view->catalog().synonyms(NameKind::Label).empty());
    CHECK(view->attachments("").empty());
    CHECK(view->node(again).properties.size() == 1);
    CHECK(faults(*store).empty());
}
