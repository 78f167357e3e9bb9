#include "base/error.h"
#include "tests/catch.h"
#include "tests/exporter/sample.h"

using namespace dingtu;

TEST_CASE("the graph as JSON lines has the contract's exact form", "[exporter]") {
    CHECK(
        sample::pair().as("jsonl") ==
        R"({"kind":"node","id":"n1","labels":["Firm","Organization"],"properties":{"aliases":["禾芯生物"],"name":"禾芯","staff":420}}
{"kind":"node","id":"n2","labels":["District","Place"],"properties":{"name":"钱塘区"}}
{"kind":"rel","id":"r1","type":"LOCATED_IN","start":"n1","end":"n2","properties":{"begin":3,"evidence":"禾芯在钱塘区"}}
)");
}

TEST_CASE("GraphML declares every key with its type before the graph", "[exporter]") {
    CHECK(sample::pair().as("graphml") == R"(<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
<key id="labels" for="node" attr.name="labels" attr.type="string"><desc>json</desc></key>
<key id="caption" for="node" attr.name="Label" attr.type="string"/>
<key id="n0" for="node" attr.name="aliases" attr.type="string"><desc>json</desc></key>
<key id="n1" for="node" attr.name="name" attr.type="string"/>
<key id="n2" for="node" attr.name="staff" attr.type="long"/>
<key id="type" for="edge" attr.name="type" attr.type="string"/>
<key id="e0" for="edge" attr.name="begin" attr.type="long"/>
<key id="e1" for="edge" attr.name="evidence" attr.type="string"/>
<graph id="G" edgedefault="directed">
<node id="n1"><data key="labels">["Firm","Organization"]</data><data key="caption">禾芯</data><data key="n0">["禾芯生物"]</data><data key="n1">禾芯</data><data key="n2">420</data></node>
<node id="n2"><data key="labels">["District","Place"]</data><data key="caption">钱塘区</data><data key="n1">钱塘区</data></node>
<edge id="r1" source="n1" target="n2"><data key="type">LOCATED_IN</data><data key="e0">3</data><data key="e1">禾芯在钱塘区</data></edge>
</graph>
</graphml>
)");
}

TEST_CASE("GraphML widens a key to the narrowest type that holds all its values", "[exporter]") {
    sample::Builder graph;
    graph.node("a", {}, {{"mixed", 1}, {"day", Date{0}}, {"any", "x"}, {"ok", true}});
    graph.node("b", {}, {{"mixed", 1.5}, {"day", Date{1}}, {"any", 2}, {"bad", "\x01"}});
    std::string text = graph.as("graphml");
    auto has = [&](const char* part) { return text.find(part) != std::string::npos; };
    CHECK(has(R"(attr.name="mixed" attr.type="double"/>)"));
    CHECK(has(R"(attr.name="day" attr.type="string"><desc>date</desc>)"));
    CHECK(has(R"(attr.name="any" attr.type="string"><desc>json</desc>)"));
    CHECK(has(R"(attr.name="ok" attr.type="boolean"/>)"));
    CHECK(has(R"(attr.name="bad" attr.type="string"><desc>json</desc>)"));
    CHECK(has(R"(>1970-01-02<)"));
    CHECK(has(R"(>"x"<)"));
    CHECK(has(R"(>"\u0001"<)"));
}

TEST_CASE("GraphML gives its own keys way when a property has their name", "[exporter]") {
    sample::Builder graph;
    graph.node("a", {"X"}, {{"labels", "mine"}});
    std::string text = graph.as("graphml");
    CHECK(text.find(R"(<key id="labels" for="node" attr.name="_labels")") != std::string::npos);
    CHECK(text.find(R"(attr.name="labels" attr.type="string"/>)") != std::string::npos);
}

TEST_CASE("a picture does not repeat at a node what its neighbour is called", "[exporter]") {
    sample::Builder graph;
    graph.node("杭州市", {"City"});
    graph.node("杭州市・增加值", {"Metric"});
    graph.node("杭州市民中心", {"Place"});
    graph.line("杭州市", "HAS_METRIC", "杭州市・增加值", {});
    graph.line("杭州市民中心", "LOCATED_IN", "杭州市", {});
    std::string svg = graph.as("svg");
    auto written = [&](const char* text) { return svg.find(text) != std::string::npos; };
    CHECK(written(">增加值</text>"));
    CHECK_FALSE(written(">杭州市・增加值</text>"));
    CHECK(written(">杭州市民中心</text>"));
}

TEST_CASE("every graph format gives the same bytes for the same graph", "[exporter]") {
    for (std::string_view format : sample::own_formats()) {
        CHECK(sample::region().as(format) == sample::region().as(format));
    }
}

TEST_CASE("every graph format takes an empty graph", "[exporter]") {
    for (std::string_view format : sample::own_formats()) {
        CHECK_NOTHROW(sample::Builder().as(format));
    }
}

TEST_CASE("the format is told from the ending of the file", "[exporter]") {
    CHECK(graph_format_of("out/图.graphml") == "graphml");
    CHECK(graph_format_of("a.b.svg") == "svg");
    CHECK_THROWS_AS(graph_format_of("graph"), Error);
    CHECK_THROWS_AS(graph_format_of("graph.txt"), Error);
}

TEST_CASE("Turtle names labels, types and properties by prefixes and reifies relationships",
          "[exporter]") {
    std::string text = sample::pair().as("ttl");
    CHECK(text.substr(text.find("\n\n") + 1) == R"(
n:1 a l:Firm, l:Organization ;
    p:aliases "[\"禾芯生物\"]"^^rdf:JSON ;
    p:name "禾芯" ;
    p:staff 420 .

n:2 a l:District, l:Place ;
    p:name "钱塘区" .

n:1 t:LOCATED_IN n:2 .

r:1 a rdf:Statement ;
    rdf:subject n:1 ;
    rdf:predicate t:LOCATED_IN ;
    rdf:object n:2 ;
    p:begin 3 ;
    p:evidence "禾芯在钱塘区" .
)");
}

TEST_CASE("names that no IRI can hold are percent-encoded in RDF", "[exporter]") {
    sample::Builder graph;
    graph.node("x", {"a <b>%/企业"}, {{"k\n", "v\n\"\\"}});
    std::string text = graph.as("nt");
    CHECK(text.find("<urn:dingtu:label:a%20%3Cb%3E%25%2F企业>") != std::string::npos);
    CHECK(text.find("<urn:dingtu:property:k%0A> \"v\\n\\\"\\\\\" .") != std::string::npos);
}

TEST_CASE("Cytoscape's own names win over properties of the same name", "[exporter]") {
    sample::Builder graph;
    graph.node("x", {"X"}, {{"id", "mine"}});
    std::string text = graph.as("cyjs");
    CHECK(
        text.find(
            R"("data":{"id":"n1","name":"x","shared name":"x","value":"n1","labels":["X"],"_id":"mine","_name":"x"})") !=
        std::string::npos);
}

TEST_CASE("a picture shows at most the wanted nodes and says so", "[exporter]") {
    std::string text = sample::region().as("svg", {.title = "", .max_nodes = 10, .words = {}});
    CHECK(text.find("10 of 52 nodes shown, those with most relationships") != std::string::npos);
    CHECK(text.find("杭州市</text>") != std::string::npos);
    CHECK(text.find("林若溪") == std::string::npos);
}

TEST_CASE("a picture names labels in the words it is given", "[exporter]") {
    std::string text = sample::pair().as(
        "svg",
        {.title = "图", .max_nodes = 10, .words = {{"Firm", "企业"}, {"LOCATED_IN", "位于"}}});
    CHECK(text.find(">企业 1</text>") != std::string::npos);
    CHECK(text.find(">位于 1</text>") != std::string::npos);
    CHECK(text.find(">District 1</text>") != std::string::npos);
}

TEST_CASE("a graph too large for memory passes through a file unchanged", "[exporter]") {
    std::string blob(5 << 20, 'x');
    sample::Builder graph;
    for (int i = 0; i < 8; ++i) {
        graph.node("企业" + std::to_string(i), {"Firm"},
                   {{"blob", blob}, {"n", i}, {"d", Date{i}}, {"list", List{1, 2.5, "三"}}});
    }
    graph.line("企业0", "KNOWS", "企业7", {{"since", -5}});
    std::string text = graph.as("graphml");
    CHECK(text.size() > 8 * blob.size());
    CHECK(text.find(">[1,2.5,\"三\"]<") != std::string::npos);
    CHECK(text.find("<edge id=\"r1\" source=\"n1\" target=\"n8\"><data key=\"type\">KNOWS</data>"
                    "<data key=\"e0\">-5</data></edge>") != std::string::npos);
}

TEST_CASE("a PNG is drawn where rsvg-convert is there, else the error names it", "[exporter]") {
    try {
        const std::string png = sample::pair().as("png");
        CHECK(png.starts_with("\x89PNG\r\n"));
    } catch (const Error& error) {
        WARN("skipped: rsvg-convert is not installed");
        CHECK(std::string(error.what()).find("`rsvg-convert`") != std::string::npos);
        CHECK(error.hint() == "install librsvg2-bin, or export to .svg");
    }
}

TEST_CASE("no name can end the script element of the page or begin a new one", "[exporter]") {
    std::string page = sample::hostile().as("html");
    std::size_t scripts = 0;
    for (std::size_t at = page.find("<script"); at != std::string::npos;
         at = page.find("<script", at + 1)) {
        ++scripts;
    }
    CHECK(scripts == 2);
    CHECK(page.find("\\u003c/script\\u003e") != std::string::npos);
    CHECK(page.find("\xE2\x80\xA8") == std::string::npos);
}

TEST_CASE("the page takes how names are typed into its search", "[exporter]") {
    std::string page = sample::pair().as(
        "html", {.spelling = [](std::string_view name) { return name == "禾芯" ? "hexin" : ""; }});
    CHECK(page.find("\"caption\":\"禾芯\",\"spelling\":\"hexin\"") != std::string::npos);
}
