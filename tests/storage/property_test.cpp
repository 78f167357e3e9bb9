#include "storage/store.h"
#include "tests/catch.h"
#include "tests/storage/support.h"

#include <cmath>
#include <limits>

using namespace dingtu;
using namespace dingtu::test;

namespace {

Medium any_medium() {
    return GENERATE(Medium::Memory, Medium::Disk);
}

std::vector<Value> values_of_all_kinds() {
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    constexpr auto greatest = std::numeric_limits<std::int64_t>::max();
    return {true,
            false,
            0,
            -1,
            least,
            greatest,
            0.0,
            1.5,
            -1e300,
            std::numeric_limits<double>::infinity(),
            std::numeric_limits<double>::denorm_min(),
            "",
            "申昊科技",
            std::string("a\0b", 3),
            std::string(100'000, 'x'),
            Date{-719'162},
            LocalTime{86'399'999'999'999},
            Time{1, -18 * 3600},
            LocalDateTime{19'000, 1},
            DateTime{19'000, 2, 8 * 3600, "Asia/Shanghai"},
            DateTime{19'000, 2, 0, ""},
            Duration{-1, 2, -3, 4},
            List{},
            List{1, 2.0, "三", true, Date{1}},
            List{List{1}, List{}}};
}

}  // namespace

TEST_CASE("values of every kind come back as they were stored", "[storage]") {
    AnyStore store(any_medium());
    auto write = store->begin();
    const KeyId key = write->key("v");
    const NodeId hub = write->create_node({});
    std::vector<std::pair<NodeId, RelationshipId>> owners;
    for (const Value& value : values_of_all_kinds()) {
        const NodeId node = write->create_node({});
        const RelationshipId relationship = write->create_relationship(write->type("T"), node, hub);
        write->set(node, key, value);
        write->set(relationship, key, value);
        owners.emplace_back(node, relationship);
    }
    write->commit();
    store.reopen();
    const auto view = store->snapshot();
    std::size_t i = 0;
    for (const Value& value : values_of_all_kinds()) {
        INFO(to_text(value).substr(0, 40));
        const Value of_node = view->property(owners[i].first, key);
        CHECK(of_node.kind() == value.kind());
        CHECK(equivalent(of_node, value));
        CHECK(equivalent(view->property(owners[i].second, key), value));
        CHECK(view->properties(owners[i].first).size() == 1);
        ++i;
    }
    CHECK(faults(*store).empty());
}

TEST_CASE("minus zero and NaN are stored as they are", "[storage]") {
    AnyStore store(any_medium());
    const auto write = store->begin();
    const KeyId key = write->key("v");
    const NodeId zero = write->create_node({});
    const NodeId nan = write->create_node({});
    write->set(zero, key, -0.0);
    write->set(nan, key, std::nan(""));
    write->commit();
    const auto view = store->snapshot();
    CHECK(std::signbit(view->property(zero, key).as_float()));
    CHECK(std::isnan(view->property(nan, key).as_float()));
    CHECK(view->nodes_with(key, 0) == std::vector{zero});
    CHECK(view->nodes_with(key, std::nan("")).empty());
    CHECK(faults(*store).empty());
}

TEST_CASE("a value that no property can have is refused", "[storage]") {
    AnyStore store(any_medium());
    const auto write = store->begin();
    const NodeId node = write->create_node({});
    const KeyId key = write->key("v");
    Value deep = List{};
    for (int i = 0; i < 100; ++i) {
        deep = List{deep};
    }
    for (const Value& value :
         {Value(Map{}), Value(node), Value(List{1, Map{}}), Value(Path{}), deep}) {
        try {
            write->set(node, key, value);
            FAIL("taken");
        } catch (const Error& error) {
            CHECK(error.phase() == Phase::Run);
            CHECK(error.code() == "TypeError");
            CHECK(error.detail() == "InvalidPropertyType");
        }
    }
    CHECK(write->property(node, key).is_null());
}

TEST_CASE("setting null removes, and counts follow", "[storage]") {
    AnyStore store(any_medium());
    auto write = store->begin();
    const KeyId key = write->key("v");
    const NodeId a = write->create_node({});
    const RelationshipId r = write->create_relationship(write->type("T"), a, a);
    write->set(a, key, 1);
    write->set(a, key, 2);
    write->set(r, key, 3);
    CHECK(write->catalog().count(key) == 2);
    write->commit();
    write = store->begin();
    write->set(a, key, Value());
    write->set(a, key, Value());
    CHECK(write->catalog().count(key) == 1);
    CHECK(write->properties(a).empty());
    write->erase(r);
    CHECK(write->catalog().count(key) == 0);
    write->commit();
    CHECK(store->snapshot()->nodes_with(key, 2).empty());
    CHECK(faults(*store).empty());
}

TEST_CASE("nodes are found by value, integers and floats alike", "[storage]") {
    AnyStore store(any_medium());
    auto write = store->begin();
    const KeyId key = write->key("v");
    const KeyId other = write->key("w");
    constexpr std::int64_t beyond = (std::int64_t{1} << 53) + 1;
    const std::vector<Value> stored = {1,
                                       1.0,
                                       true,
                                       "1",
                                       beyond,
                                       static_cast<double>(beyond - 1),
                                       std::string(80, 'a') + "x",
                                       std::string(80, 'a') + "y",
                                       "a",
                                       std::string("a\0", 2),
                                       Date{5},
                                       LocalTime{5},
                                       LocalDateTime{5, 5},
                                       List{1}};
    std::vector<NodeId> nodes;
    for (const Value& value : stored) {
        nodes.push_back(write->create_node({}));
        write->set(nodes.back(), key, value);
    }
    write->set(nodes[0], other, 1);
    write->commit();
    store.reopen();
    const auto view = store->snapshot();
    CHECK(view->nodes_with(key, 1) == std::vector{nodes[0], nodes[1]});
    CHECK(view->nodes_with(key, 1.0) == std::vector{nodes[0], nodes[1]});
    for (std::size_t i = 2; i + 1 < stored.size(); ++i) {
        INFO(i);
        CHECK(Snapshot::indexed(stored[i]));
        CHECK(view->nodes_with(key, stored[i]) == std::vector{nodes[i]});
    }
    CHECK_FALSE(Snapshot::indexed(List{1}));
    CHECK(view->nodes_with(key, List{1}).empty());
    CHECK(view->nodes_with(key, beyond + 1).size() == 0);
    CHECK(view->nodes_with(other, 1) == std::vector{nodes[0]});
    CHECK(faults(*store).empty());
}

TEST_CASE("nodes are found by name and by alias, in normal form", "[storage]") {
    AnyStore store(any_medium());
    auto write = store->begin();
    const KeyId name = write->key("name");
    const KeyId aliases = write->key("aliases");
    const NodeId a = write->create_node({});
    const NodeId b = write->create_node({});
    write->set(a, name, "Hik Vision");
    write->set(a, aliases, List{"海康威视", "HIKVISION", "“海康”"});
    write->set(b, aliases, "海康");
    CHECK(write->called("海康") == std::vector{a, b});
    write->commit();
    store.reopen();
    auto view = store->snapshot();
    CHECK(view->called("hikvision") == std::vector{a});
    CHECK(view->called("ｈｉｋ ｖｉｓｉｏｎ") == std::vector{a});
    CHECK(view->called("《海康》") == std::vector{a, b});
    CHECK(view->called("海").empty());
    CHECK(view->called("").empty());
    CHECK(view->names_starting("海康", 10) ==
          std::vector<std::string>{"“海康”", "海康", "海康威视"});
    CHECK(view->names_starting("hik", 10) == std::vector<std::string>{"HIKVISION", "Hik Vision"});
    CHECK(view->names_starting("", 2).size() == 2);
    CHECK(faults(*store).empty());

    write = store->begin();
    write->set(a, aliases, List{"HIKVISION"});
    write->set(a, name, Value());
    write->erase(b);
    write->commit();
    view = store->snapshot();
    CHECK(view->called("海康").empty());
    CHECK(view->called("hik vision") == std::vector{a});
    CHECK(view->names_starting("", 10) == std::vector<std::string>{"HIKVISION"});
    CHECK(faults(*store).empty());
}

TEST_CASE("long names are told apart", "[storage]") {
    AnyStore store(any_medium());
    auto write = store->begin();
    const KeyId name = write->key("name");
    std::string stem;
    for (int i = 0; i < 40; ++i) {
        stem += "长";
    }
    const NodeId a = write->create_node({});
    const NodeId b = write->create_node({});
    write->set(a, name, stem + "甲");
    write->set(b, name, stem + "乙");
    write->commit();
    const auto view = store->snapshot();
    CHECK(view->called(stem + "甲") == std::vector{a});
    CHECK(view->called(stem).empty());
    CHECK(view->names_starting(stem + "乙", 10) == std::vector<std::string>{stem + "乙"});
    CHECK(faults(*store).empty());
}
