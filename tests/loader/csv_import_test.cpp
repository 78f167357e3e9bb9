#include "tests/catch.h"
#include "tests/loader/import_support.h"

using namespace dingtu;
using namespace dingtu::import_test;

namespace {

std::string firms(const std::string& csv) {
    const Folder folder;
    ImportOptions options;
    options.nodes = {{{"Firm"}, folder.file("firms.csv", csv)}};
    return imported(options);
}

std::string refused_firms(const std::string& csv) {
    const Folder folder;
    const auto store = Store::in_memory();
    ImportOptions options;
    options.nodes = {{{"Firm"}, folder.file("firms.csv", csv)}};
    const std::string why = refusal(*store, options);
    CHECK(store->snapshot()->catalog().node_count() == 0);
    return why;
}

}  // namespace

TEST_CASE("a CSV table gives nodes with typed properties", "[loader]") {
    CHECK(firms("id:ID(Firm),name:STRING,founded:int64,revenue:Double,open:BOOL,day:date\n"
                "F1,禾芯,2016,88.4,true,2025-06-12\n") ==
          R"(0 :Firm {"day":{"$temporal":"date","value":"2025-06-12"},"founded":2016,"id":"F1",)"
          R"("name":"禾芯","open":true,"revenue":88.4})"
          "\n");
}

TEST_CASE("columns without a type are numbers or booleans if every value is, else text",
          "[loader]") {
    CHECK(firms("id,whole,part,truth,code,mixed,none\n"
                "1,-5,1.5,true,007,1,\n"
                "2,7,2,FALSE,600519,x,\n") ==
          R"(0 :Firm {"code":"007","id":1,"mixed":"1","part":1.5,"truth":true,"whole":-5})"
          "\n"
          R"(1 :Firm {"code":"600519","id":2,"mixed":"x","part":2.0,"truth":false,"whole":7})"
          "\n");
}

TEST_CASE("an empty field is no property, an empty text in quotes is one", "[loader]") {
    CHECK(firms(":ID,a:STRING,b:STRING,c:STRING[]\nF1,,\"\",\"\"\n") ==
          "0 :Firm {\"b\":\"\",\"c\":[]}\n");
}

TEST_CASE("quotes, line breaks and delimiters survive inside quotes", "[loader]") {
    CHECK(firms(":ID,a\r\nF1,\"say \"\"hi\"\",\r\nthen go\"\r\n") ==
          R"(0 :Firm {"a":"say \"hi\",\r\nthen go"})"
          "\n");
    CHECK(firms(":ID,a\nF1,5\" disk\n") == "0 :Firm {\"a\":\"5\\\" disk\"}\n");
}

TEST_CASE("the delimiter is told from the header", "[loader]") {
    const std::string line = "0 :Firm {\"a\":\"x,y\",\"id\":\"F1\"}\n";
    for (const std::string delimiter : {"|", ";", "\t"}) {
        CHECK(firms("id" + delimiter + "a\nF1" + delimiter + "x,y\n") == line);
    }
    CHECK(firms("\xEF\xBB\xBF"
                "id,a\n\nF1,\"x,y\"") == line);
}

TEST_CASE("lists split at semicolons that no backslash stands before", "[loader]") {
    CHECK(firms(":ID,tags:STRING[],years:INT[]\nF1,a;b\\;c;,2020; 2021\n") ==
          "0 :Firm {\"tags\":[\"a\",\"b;c\",\"\"],\"years\":[2020,2021]}\n");
}

TEST_CASE("a bad row is told with file, line and column, and nothing is imported", "[loader]") {
    CHECK(refused_firms("id,名称,founded:INT\nF1,甲,2016\nF2,禾芯,soon\n") ==
          "firms.csv:3:7: `soon` is no integer (column `founded`)");
    CHECK(refused_firms("id,a\nF1,\"x\ny\",z\n") ==
          "firms.csv:3:5: 3 fields where the header has 2");
    CHECK(refused_firms("id,a\nF1,x\nF1,y\n") == "firms.csv:3:1: the id `F1` is taken");
    CHECK(refused_firms("id,a\n,x\n") == "firms.csv:2:1: an id is missing");
    CHECK(refused_firms("id,a\nF1,\"x\nF2,y\n") == "firms.csv:2:4: a quote that is never closed");
    CHECK(refused_firms("id,a\nF1,\"x\"y\n") ==
          "firms.csv:2:7: text behind a closing quote; a quote inside a text is written twice");
    CHECK(refused_firms("id,a\nF1,\xBA\xCC\n") ==
          "firms.csv:2:4: text that is not UTF-8 (column `a`) | convert the file first: iconv -f "
          "GB18030 -t UTF-8 OLD.csv >NEW.csv");
}

TEST_CASE("a header at fault says what is wrong with it", "[loader]") {
    CHECK(refused_firms("") == "`firms.csv` is empty: it needs a header");
    CHECK(refused_firms("name,age\n") ==
          "firms.csv:1:9: the header has no column of ids | `id:ID(Firm)`, `:ID` or `id` is one");
    CHECK(refused_firms("id,revenue:DUBLE\n") ==
          "firms.csv:1:4: `DUBLE` is no type of a column | did you mean `double`?");
    CHECK(refused_firms("id,a,a\n") == "firms.csv:1:6: a second column called `a`");
    CHECK(refused_firms("id,\n") ==
          "firms.csv:1:4: a column without a name | `:IGNORE` as its header leaves it out");
    CHECK(refused_firms("id,:START_ID\n") ==
          "firms.csv:1:4: a column of relationships in a file of nodes");
}

TEST_CASE("bad rows are left out and reported if that is wanted", "[loader]") {
    const Folder folder;
    const auto store = Store::in_memory();
    std::vector<std::string> faults;
    ImportOptions options;
    options.nodes = {{{"Firm"},
                      folder.file("firms.csv",
                                  "id,founded:INT\nF1,2016\nF2,soon\nF3,\"1\"x\nF4\n"
                                  "F5,2017\n")}};
    options.relationships = {{"KNOWS", folder.file("knows.csv", "start,end\nF1,F5\nF1,F2\n")}};
    options.skip_bad_rows = true;
    options.on_bad_row = [&](const std::string& fault) { faults.push_back(fault); };
    const ImportReport report = run(*store, options);
    CHECK(report.nodes == 2);
    CHECK(report.relationships == 1);
    CHECK(report.left_out == 4);
    REQUIRE(faults.size() == 4);
    CHECK(faults[0] == folder.path("firms.csv") + ":3:4: `soon` is no integer (column `founded`)");
    CHECK(faults[3] == folder.path("knows.csv") + ":3:4: no node has the id `F2`");
}

TEST_CASE("relationships find their ends by key within the space", "[loader]") {
    const Folder folder;
    ImportOptions options;
    options.nodes = {{{"Firm"}, folder.file("firms.csv", ":ID(Firm),name\n1,甲\n")},
                     {{"City", "Place"}, folder.file("cities.csv", ":ID(City),name\n1,杭州\n")}};
    options.relationships = {{"LOCATED_IN", folder.file("in.csv",
                                                        ":END_ID(City)|since|:START_ID(Firm)\n"
                                                        "1|2016|1\n")}};
    CHECK(imported(options) ==
          "0 :City :Place {\"name\":\"杭州\"}\n1 :Firm {\"name\":\"甲\"}\n"
          "1-[LOCATED_IN]->0 {\"since\":2016}\n");
    options.relationships = {
        {"LOCATED_IN", folder.file("in.csv", ":START_ID(Firm),:END_ID\n1,1\n")}};
    const auto store = Store::in_memory();
    CHECK(refusal(*store, options) == "in.csv:2:3: no node has the id `1`");
}

TEST_CASE("a later import finds nodes by the keys of an earlier one", "[loader]") {
    const Folder folder;
    const auto store = Store::in_memory();
    ImportOptions first;
    first.nodes = {{{"Firm"}, folder.file("a.csv", ":ID(Firm),name\nF1,甲\n")}};
    (void)run(*store, first);
    CHECK(refusal(*store, first) == "a.csv:2:1: the id `F1` is taken in `Firm`");

    ImportOptions second;
    second.nodes = {{{"Firm"}, folder.file("b.csv", ":ID(Firm),name\nF2,乙\n")}};
    second.relationships = {
        {"SUPPLIES", folder.file("s.csv", ":START_ID(Firm),:END_ID(Firm)\nF1,F2\n")}};
    (void)run(*store, second);
    CHECK(text_of(*store) ==
          "0 :Firm {\"name\":\"乙\"}\n1 :Firm {\"name\":\"甲\"}\n1-[SUPPLIES]->0 {}\n");
}

TEST_CASE("matching by name joins a register with what is there", "[loader]") {
    const Folder folder;
    const auto store = Store::in_memory();
    ImportOptions texts;
    texts.files = {folder.file(
        "texts.jsonl",
        R"({"kind":"node","id":"n1","labels":["Firm"],"properties":{"name":"申昊科技","aliases":["申昊"]}})"
        "\n"
        R"({"kind":"node","id":"n2","labels":["Product"],"properties":{"name":"禾芯"}})"
        "\n")};
    (void)run(*store, texts);
    ImportOptions options;
    options.nodes = {{{"Firm", "Listed"},
                      folder.file("register.csv",
                                  "id:ID(Firm),name,founded\nF1,申昊,2002\nF2,禾芯,2016\n"
                                  "F1,杭州申昊科技股份有限公司,2002\n")}};
    options.match_names = true;
    const ImportReport report = run(*store, options);
    CHECK(report.nodes == 1);
    CHECK(report.matched == 2);
    CHECK(text_of(*store) ==
          R"(0 :Firm :Listed {"aliases":["申昊","杭州申昊科技股份有限公司"],"founded":2002,)"
          R"("id":"F1","name":"申昊科技"})"
          "\n"
          "1 :Firm :Listed {\"founded\":2016,\"id\":\"F2\",\"name\":\"禾芯\"}\n"
          "2 :Product {\"name\":\"禾芯\"}\n");
}

TEST_CASE("records longer than the buffer are read whole", "[loader]") {
    const std::string longest(3'000'000, 'x');
    CHECK(firms(":ID,a\nF1,\"" + longest + "\"\n") == "0 :Firm {\"a\":\"" + longest + "\"}\n");
    std::string rows = "id,a\n";
    std::string expected;
    for (int i = 100'000; i < 140'000; ++i) {
        rows += std::to_string(i) + ",\"甲\n乙" + std::to_string(i) + "\"\n";
        expected += std::to_string(i - 100'000) + " :Firm {\"a\":\"甲\\n乙" + std::to_string(i) +
                    "\",\"id\":" + std::to_string(i) + "}\n";
    }
    CHECK(firms(rows) == expected);
}
