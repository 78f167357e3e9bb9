#include "shell/complete.h"

#include "storage/store.h"
#include "tests/catch.h"

#include <algorithm>

using namespace dingtu;

namespace {

std::unique_ptr<Store> small_graph() {
    auto store = Store::in_memory();
    auto transaction = store->begin();
    transaction->add_synonym(NameKind::Label, "Firm", "企业");
    auto firm = transaction->label("Firm");
    auto district = transaction->label("District");
    auto name = transaction->key("name");
    NodeId a = transaction->create_node(std::vector{firm});
    NodeId b = transaction->create_node(std::vector{district});
    transaction->set(a, name, "申昊科技");
    transaction->set(b, name, "余杭区");
    transaction->set(b, transaction->key("aliases"), List{"余杭"});
    NodeId c = transaction->create_node(std::vector{district});
    transaction->set(c, name, "余姚市");
    transaction->set(a, transaction->key("aliases"), List{"申昊"});
    (void)transaction->create_relationship(transaction->type("LOCATED_IN"), a, b);
    transaction->commit();
    return store;
}

Completions completed(std::string_view before) {
    static auto store = small_graph();
    return complete(before, *store->snapshot(), {"help", "schema", "show"}, {"place"});
}

bool offers(const Completions& found, const std::string& candidate) {
    return std::find(found.candidates.begin(), found.candidates.end(), candidate) !=
           found.candidates.end();
}

}  // namespace

TEST_CASE("names of entities complete inside quotes", "[shell]") {
    Completions found = completed("MATCH (d {name:\"余");
    CHECK(found.candidates == std::vector<std::string>{"余姚市", "余杭区"});
    CHECK(found.begin == 16);
    CHECK(found.insert.empty());
    CHECK(completed("MATCH (d {name:\"余杭").insert == "余杭区");
}

TEST_CASE("names complete from their pinyin and from an alias", "[shell]") {
    for (const char* typed : {"yuhang", "yhq", "余h", "申昊"}) {
        Completions found = completed(std::string("MATCH (d) WHERE called(d, '") + typed);
        CHECK(found.candidates.size() == 1);
        CHECK(found.insert == found.candidates[0]);
    }
    CHECK(completed(".show yuhang").insert == "余杭区");
    CHECK(completed("RETURN 'yu").insert == "余");  // 余姚市, 余杭区
}

TEST_CASE("names are those of the label that the statement tells", "[shell]") {
    for (const char* before : {"MATCH (d:District {name: '", "MATCH (d:District) WHERE d.name = '",
                               "MATCH (d:District)<--(f) WHERE called(d, '",
                               "MATCH (d:District) WHERE d.name IN ['甲', '"}) {
        CHECK(completed(before).candidates == std::vector<std::string>{"余姚市", "余杭区"});
    }
    CHECK(completed("MATCH (f:企业 {name: '").candidates == std::vector<std::string>{"申昊科技"});
}

TEST_CASE("labels complete in round brackets, relationship types in square ones", "[shell]") {
    CHECK(completed("MATCH (f:Fi").candidates == std::vector<std::string>{"Firm"});
    CHECK(completed("MATCH (f:企").candidates == std::vector<std::string>{"企业"});
    CHECK(offers(completed("MATCH (f:"), "District"));
    CHECK(completed("MATCH (f:Firm)-[:L").candidates == std::vector<std::string>{"LOCATED_IN"});
    CHECK(completed("MATCH (f:Firm)-[:X|LO").candidates == std::vector<std::string>{"LOCATED_IN"});
    CHECK_FALSE(offers(completed("MATCH (f:Firm)-[:"), "Firm"));
}

TEST_CASE("property keys complete behind a dot and in a map", "[shell]") {
    CHECK(completed("MATCH (f) RETURN f.na").candidates == std::vector<std::string>{"name"});
    CHECK(completed("MATCH (f {al").candidates == std::vector<std::string>{"aliases"});
}

TEST_CASE("keywords follow the case of what is typed", "[shell]") {
    CHECK(offers(completed("MAT"), "MATCH"));
    CHECK(offers(completed("mat"), "match"));
    CHECK(offers(completed("RETURN toU"), "toUpper("));
    CHECK(offers(completed("MATCH (firma) RETURN fir"), "firma"));
    CHECK(completed("RETURN $pl").candidates == std::vector<std::string>{"place"});
}

TEST_CASE("dot commands and their names complete", "[shell]") {
    CHECK(completed(".s").candidates == std::vector<std::string>{"schema", "show"});
    CHECK(completed(".show 申").candidates == std::vector<std::string>{"申昊科技"});
    CHECK(completed(".read sc").of == Completions::Of::FileNames);
}

TEST_CASE("the open bracket or quote is told", "[shell]") {
    CHECK(open_at_end("MATCH (n") == '(');
    CHECK(open_at_end("MATCH (n) WHERE n.a = 'x") == '\'');
    CHECK(open_at_end("MATCH (n) // (") == '\0');
    CHECK(open_at_end("RETURN '(' ") == '\0');
    CHECK(open_at_end("RETURN [1, {a: 2") == '{');
}
