#include "loader/import.h"

#include "exporter/folder.h"
#include "exporter/formats.h"
#include "tests/catch.h"
#include "tests/loader/import_support.h"

#include <random>
#include <sstream>

using namespace dingtu;
using namespace dingtu::import_test;

namespace {

/// Random graphs of everything that a store holds.
class Graphs {
public:
    explicit Graphs(unsigned seed) : random_(seed) {}

    std::unique_ptr<Store> store() {
        auto store = Store::in_memory();
        const auto writing = store->begin();
        std::vector<NodeId> nodes;
        for (unsigned i = upto(12) + 1; i > 0; --i) {
            std::vector<LabelId> labels;
            for (unsigned n = upto(3); n > 0; --n) {
                labels.push_back(writing->label(pick(names)));
            }
            nodes.push_back(writing->create_node(labels));
            // Nodes are told apart by this, so that the order of equal ones does not matter.
            writing->set(nodes.back(), writing->key("number"), std::int64_t{i});
            for (unsigned n = upto(4); n > 0; --n) {
                writing->set(nodes.back(), writing->key(pick(names)), value());
            }
        }
        for (unsigned i = upto(15); i > 0; --i) {
            const RelationshipId id = writing->create_relationship(
                writing->type(pick(names)), nodes[upto(nodes.size())], nodes[upto(nodes.size())]);
            for (unsigned n = upto(3); n > 0; --n) {
                writing->set(id, writing->key(pick(names)), value());
            }
        }
        writing->commit();
        return store;
    }

private:
    static inline const std::vector<std::string> names = {
        "name",   "aliases", "企业",  "LOCATED_IN", "with space", "a\"quote", "a;b,c|d",
        "<tag>&", "100%",    "x.y-z", "id",         "type",       "labels",   "start"};
    static inline const std::vector<std::string> texts = {
        "",          "禾芯科技",   "say \"hi\"", "line\nbreak\r\nand more",
        "a;b\\;c\\", " padded ",   "007",        "true",
        "1.5",       "2025-06-12", "]]>",        "\x01\x7f",
        "\t",        "𠮷\u202e",   "NaN",        "{\"$map\":{}}"};

    unsigned upto(std::size_t end) { return static_cast<unsigned>(random_() % end); }
    const std::string& pick(const std::vector<std::string>& from) {
        return from[upto(from.size())];
    }

    Value value() {
        const unsigned which = upto(14);
        if (which < 12) {
            return single(which);
        }
        List list;
        const unsigned kind = upto(10);
        for (unsigned n = upto(4); n > 0; --n) {
            list.push_back(single(which == 12 ? kind : upto(10)));
        }
        return list;
    }

    Value single(unsigned which) {
        switch (which) {
            case 0: return upto(2) == 0;
            case 1: return static_cast<std::int64_t>(random_());
            case 2: return std::int64_t{upto(5)};
            case 3: return static_cast<double>(upto(5));
            case 4: return static_cast<double>(random_()) / 7.0e300 * 1e290;
            case 5: return upto(2) == 0 ? 1.0 / 0.0 : -0.0;
            case 6: return Date{static_cast<std::int64_t>(upto(100'000)) - 50'000};
            case 7: return parse_date_time("2025-06-12T08:00:00.123+08:00[Asia/Shanghai]");
            case 8: return parse_local_date_time("1999-12-31T23:59:59.000000001");
            case 9: return parse_duration("P1Y2M-3DT4H5.5S");
            case 10: return parse_time("21:40:32.142+08:00");
            default: return pick(texts);
        }
    }

    std::mt19937_64 random_;
};

void write(const Store& store, GraphSink& sink) {
    Limits limits;
    walk(*store.snapshot(), {}, sink, limits);
}

/// The import command that the exported folder tells.
ImportOptions folder_options(const std::string& folder) {
    std::ifstream in(folder + "/README.md");
    ImportOptions options;
    for (std::string line; std::getline(in, line);) {
        const std::size_t option = line.find("    --");
        if (option != 0) {
            continue;
        }
        const bool nodes = line.find("--nodes ") != std::string::npos;
        std::string word = line.substr(line.find(' ', 5) + 1);
        word = word.substr(
            0, word.rfind(" \\") == std::string::npos ? word.size() : word.rfind(" \\"));
        std::string plain;
        for (std::size_t i = 0; i < word.size(); ++i) {
            if (word.compare(i, 4, "'\\''") == 0) {
                plain += '\'';
                i += 3;
            } else if (word[i] != '\'') {
                plain += word[i];
            }
        }
        const std::size_t equals = plain.rfind('=');
        const std::string path = folder + "/" + plain.substr(equals + 1);
        const std::string names = plain.substr(0, equals);
        if (!nodes) {
            options.relationships.push_back({names, path});
            continue;
        }
        std::vector<std::string> labels;
        std::stringstream parts(names == ":" ? "" : names);
        for (std::string label; std::getline(parts, label, ':');) {
            labels.push_back(label);
        }
        options.nodes.push_back(NodeFile{.labels = std::move(labels), .path = path});
    }
    return options;
}

std::string graphml(const std::string& inside) {
    const Folder folder;
    ImportOptions options;
    options.files = {
        folder.file("g.graphml", "<?xml version=\"1.0\"?><graphml>" + inside + "</graphml>")};
    return imported(options);
}

std::string rdf(const std::string& name, const std::string& text) {
    const Folder folder;
    ImportOptions options;
    options.files = {folder.file(name, text)};
    return imported(options);
}

std::string refused(const std::string& name, const std::string& text) {
    const Folder folder;
    ImportOptions options;
    options.files = {folder.file(name, text)};
    const auto store = Store::in_memory();
    return refusal(*store, options);
}

}  // namespace

TEST_CASE("an export that is imported gives the same graph", "[loader]") {
    const std::string format = GENERATE("jsonl", "graphml", "ttl", "nt");
    for (unsigned seed = 1; seed <= 60; ++seed) {
        INFO(format << ", seed " << seed);
        const auto store = Graphs(seed).store();
        std::ostringstream out;
        write(*store, *make_graph_writer(format, out, {}));
        const Folder folder;
        ImportOptions options;
        options.files = {folder.file("graph." + format, out.str())};
        INFO(out.str());
        REQUIRE(imported(options) == text_of(*store));
    }
}

TEST_CASE("an exported folder of CSV files that is imported gives the same graph", "[loader]") {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        INFO("seed " << seed);
        const auto store = Graphs(seed).store();
        const Folder folder;
        const std::string path = folder.path("out");
        write(*store, *make_graph_folder("csv", path, {}));
        REQUIRE(imported(folder_options(path)) == text_of(*store));
    }
}

TEST_CASE("the same data in every form is the same graph", "[loader]") {
    const Folder folder;
    ImportOptions csv;
    csv.nodes = {{{"Firm"},
                  folder.file("firm.csv",
                              ":ID,name,founded,share:DOUBLE,listed,day:DATE,"
                              "tags:STRING[]\n"
                              "1,禾芯,2011,1,true,2020-01-02,甲;乙\n")},
                 {{"District"}, folder.file("district.csv", ":ID,name\n2,钱塘区\n")}};
    csv.relationships = {
        {"LOCATED_IN", folder.file("in.csv", ":START_ID,:END_ID,begin\n1,2,3\n1,2,3\n")}};
    const std::string graph = imported(csv);
    CHECK(graph ==
          "0 :District {\"name\":\"钱塘区\"}\n"
          "1 :Firm {\"day\":{\"$temporal\":\"date\",\"value\":\"2020-01-02\"},\"founded\":2011,"
          "\"listed\":true,\"name\":\"禾芯\",\"share\":1.0,\"tags\":[\"甲\",\"乙\"]}\n"
          "1-[LOCATED_IN]->0 {\"begin\":3}\n1-[LOCATED_IN]->0 {\"begin\":3}\n");

    const auto from = [&](const std::string& name, const std::string& text) {
        ImportOptions options;
        options.files = {folder.file(name, text)};
        return imported(options);
    };
    CHECK(from("g.jsonl",
               R"({"kind":"node","id":"a","labels":["Firm"],"properties":{"name":"禾芯",)"
               R"("founded":2011,"share":1.0,"listed":true,"tags":["甲","乙"],)"
               R"("day":{"$temporal":"date","value":"2020-01-02"}}}
{"kind":"node","id":"b","labels":["District"],"properties":{"name":"钱塘区"}}
{"kind":"rel","id":"r","type":"LOCATED_IN","start":"a","end":"b","properties":{"begin":3}}
{"kind":"rel","id":"s","type":"LOCATED_IN","start":"a","end":"b","properties":{"begin":3}}
)") == graph);
    CHECK(from("g.graphml", R"(<graphml><key id="labels" for="node"><desc>json</desc></key>
<key id="n" for="node" attr.name="name" attr.type="string"/>
<key id="f" for="node" attr.name="founded" attr.type="long"/>
<key id="s" for="node" attr.name="share" attr.type="double"/>
<key id="l" for="node" attr.name="listed" attr.type="boolean"/>
<key id="d" for="node" attr.name="day" attr.type="string"><desc>date</desc></key>
<key id="t" for="node" attr.name="tags" attr.type="string"><desc>json</desc></key>
<key id="type" for="edge"/><key id="b" for="edge" attr.name="begin" attr.type="long"/><graph>
<node id="x"><data key="labels">["Firm"]</data><data key="n">禾芯</data><data key="f">2011</data>
<data key="s">1.0</data><data key="l">true</data><data key="d">2020-01-02</data>
<data key="t">["甲","乙"]</data></node>
<node id="y"><data key="labels">["District"]</data><data key="n">钱塘区</data></node>
<edge source="x" target="y"><data key="type">LOCATED_IN</data><data key="b">3</data></edge>
<edge source="x" target="y"><data key="type">LOCATED_IN</data><data key="b">3</data></edge>
</graph></graphml>)") == graph);
    CHECK(from("g.ttl", R"(@prefix n: <urn:dingtu:node:> . @prefix l: <urn:dingtu:label:> .
@prefix t: <urn:dingtu:type:> . @prefix p: <urn:dingtu:property:> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
n:1 a l:Firm ; p:name "禾芯" ; p:founded 2011 ; p:share "1.0"^^xsd:double ; p:listed true ;
  p:day "2020-01-02"^^xsd:date ; p:tags "甲", "乙" ; t:LOCATED_IN n:2 .
n:2 a l:District ; p:name "钱塘区" .
[] a rdf:Statement ; rdf:subject n:1 ; rdf:predicate t:LOCATED_IN ; rdf:object n:2 ; p:begin 3 .
[] a rdf:Statement ; rdf:subject n:1 ; rdf:predicate t:LOCATED_IN ; rdf:object n:2 ; p:begin 3 .
)") == graph);
}

TEST_CASE("GraphML of other programs is read", "[loader]") {
    CHECK(graphml(R"(<key id="d0" for="node" attr.name="name" attr.type="string"/>
                     <key id="d1" for="edge" attr.name="weight" attr.type="double"/>
                     <key id="d2" for="edge" attr.name="type" attr.type="string">
                       <default>KNOWS</default></key>
                     <graph edgedefault="undirected"><node id="甲"/>
                       <node id="n1"><data key="d0">乙 &amp; 丙</data></node>
                       <edge source="甲" target="n1"><data key="d1">1</data></edge></graph>)") ==
          "0 {\"name\":\"乙 & 丙\"}\n1 {\"name\":\"甲\"}\n1-[KNOWS]->0 {\"weight\":1.0}\n");
    CHECK(graphml(R"(<graph><node id="n0" labels=":Firm:Organization"/>
                       <node id="n1" labels=":City"/>
                       <edge source="n0" target="n1" label="LOCATED_IN"/></graph>)") ==
          "0 :City {}\n1 :Firm :Organization {}\n1-[LOCATED_IN]->0 {}\n");
    CHECK(graphml(R"(<graph><edge source="b" target="a" label="EARLY"/><node id="a">
                       <graph><node id="b"/><edge source="a" target="b"/></graph></node>
                       </graph>)") ==
          "0 {\"name\":\"a\"}\n1 {\"name\":\"b\"}\n1-[EARLY]->0 {}\n0-[RELATED_TO]->1 {}\n");
    CHECK(graphml(R"(<key for="node" id="d6" yfiles.type="nodegraphics"/>
                     <key for="edge" id="d7" yfiles.type="edgegraphics"/>
                     <graph id="G"><node id="n0"><data key="d6"><y:ShapeNode xmlns:y="y">
                       <y:NodeLabel>禾芯<y:LabelModel/></y:NodeLabel></y:ShapeNode></data></node>
                       <edge source="n0" target="n0"/></graph>)") ==
          "0 {\"name\":\"禾芯\"}\n0-[RELATED_TO]->0 {}\n");
}

TEST_CASE("Turtle becomes labels, typed properties and relationships", "[loader]") {
    CHECK(rdf("g.ttl", R"(@prefix foaf: <http://xmlns.com/foaf/0.1/> .
                          @prefix : <http://example.org/> .
                          @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
                          :a a foaf:Person ; foaf:name "甲"@zh ; :age 30 ; :tags "x", "y" ;
                             :born "1990-01-02"^^xsd:date ; foaf:knows _:b .
                          _:b a :Firm ; :open true ; :share 0.5 .)") ==
          "0 :Firm {\"open\":true,\"share\":0.5}\n"
          "1 :foaf:Person {\"age\":30,\"born\":{\"$temporal\":\"date\",\"value\":\"1990-01-02\"},"
          "\"foaf:name\":\"甲\",\"iri\":\"http://example.org/a\",\"tags\":[\"x\",\"y\"]}\n"
          "1-[foaf:knows]->0 {}\n");
}

TEST_CASE("N-Triples and N-Quads give the last part of an IRI as the name", "[loader]") {
    const std::string triples =
        "<urn:dt:F1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:dt:c:Firm> G.\n"
        "<urn:dt:F1> <urn:dt:p:name> \"禾芯\" G.\n"
        "<urn:dt:F1> <urn:dt:p:LOCATED_IN> <urn:dt:D1> G.\n";
    const std::string expected =
        "0 {\"iri\":\"urn:dt:D1\"}\n"
        "1 :Firm {\"iri\":\"urn:dt:F1\",\"name\":\"禾芯\"}\n"
        "1-[LOCATED_IN]->0 {}\n";
    std::string nt = triples;
    std::string nq = triples;
    for (std::size_t at = nt.find('G'); at != std::string::npos; at = nt.find('G')) {
        nt.erase(at, 1);
    }
    for (std::size_t at = nq.find(" G"); at != std::string::npos; at = nq.find(" G")) {
        nq.replace(at, 2, " <urn:g> ");
    }
    CHECK(rdf("g.nt", nt) == expected);
    CHECK(rdf("g.nq", nq) == expected);
}

TEST_CASE("a fault in a graph file is told with its place", "[loader]") {
    CHECK(refused("g.jsonl",
                  "{\"kind\":\"node\",\"id\":\"n1\"}\n{\"kind\":\"rel\",\"type\":\"R\","
                  "\"start\":\"n1\",\"end\":\"n2\"}\n") ==
          "g.jsonl:2:1: no node before has the id `n2`");
    CHECK(refused("g.jsonl", "[1]\n") == "g.jsonl:1:1: no JSON object");
    CHECK(refused("g.graphml", "<graphml><graph><node id=\"a\"/><node id=\"a\"/></graph></graphml>")
              .starts_with("g.graphml:1:"));
    CHECK(refused("g.graphml", "<graphml><graph>").starts_with("g.graphml:1:17: not XML"));
    CHECK(refused("g.nt", "<a:b> <a:c> .\n").starts_with("g.nt:1:"));
    CHECK(refused("g.txt", "x") ==
          "the ending of `g.txt` tells no format of graphs | .jsonl, "
          ".graphml, .nt, .ttl and .nq are known");
}
