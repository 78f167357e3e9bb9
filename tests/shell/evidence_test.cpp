#include "shell/evidence.h"

#include "query/session.h"
#include "shell/citations.h"
#include "shell/evidence_query.h"
#include "storage/store.h"
#include "tests/catch.h"

#include <sstream>

using namespace dingtu;

namespace {

/// Keeps a result as text, a row a line.
class Lines final : public RowSink {
public:
    void columns(const std::vector<std::string>& names) override {
        for (const std::string& name : names) {
            text += (text.empty() ? "" : "|") + name;
        }
        text += '\n';
    }
    void row(std::span<const Value> values) override {
        for (std::size_t i = 0; i < values.size(); ++i) {
            text += (i == 0 ? "" : "|") + to_text(values[i]);
        }
        text += '\n';
    }
    void finish(const Summary&) override {}
    std::string text;
};

std::unique_ptr<Store> firms() {
    auto store = Store::in_memory();
    Lines ignored;
    Limits limits;
    run_statement(
        *store,
        "CREATE (a:Firm {name:'甲'}), (b:Firm {name:'乙'}), (d:District {name:'余杭区'}), "
        "(s:Support {name:'补助'}), "
        "(a)-[:LOCATED_IN {evidence:'甲落户余杭', sentence:'去年，甲落户余杭。', doc:'news', "
        "begin:9, end:24}]->(d), "
        "(b)-[:LOCATED_IN {evidence:'乙在余杭', doc:'news', begin:30, end:42}]->(d), "
        "(a)-[:RECEIVED {evidence:'甲‖获补助', sentence:'甲终于获补助。', doc:'notice', "
        "begin:0, end:3}]->(s)",
        {}, limits, ignored);
    return store;
}

/// Rows as shown, and under them the documents and places they rest on.
std::string answer(const std::string& query) {
    auto store = firms();
    auto rewritten = with_evidence(query);
    REQUIRE(rewritten);
    Lines lines;
    EvidenceSink sink(lines);
    Limits limits;
    run_statement(*store, *rewritten, {}, limits, sink);
    for (const Citation& citation : cite(*store->snapshot(), sink.elements(), limits)) {
        lines.text += citation.document + ":" + std::to_string(citation.begin) + '\n';
    }
    return lines.text;
}

}  // namespace

TEST_CASE("evidence is found for rows that show names only", "[shell]") {
    CHECK(answer("MATCH (f:Firm)-[:LOCATED_IN]->(d) RETURN f.name, d.name AS d ORDER BY f.name") ==
          "f.name|d\n乙|余杭区\n甲|余杭区\nnews:9\nnews:30\n");
}

TEST_CASE("evidence follows the rows that are shown, not all that match", "[shell]") {
    CHECK(answer("MATCH (f:Firm)-[:LOCATED_IN]->() RETURN f.name ORDER BY f.name LIMIT 1") ==
          "f.name\n乙\nnews:30\n");
    CHECK(answer("MATCH (f:Firm)-[r:RECEIVED]->(s) WITH f, s RETURN f.name, s.name") ==
          "f.name|s.name\n甲|补助\nnotice:0\n");
}

TEST_CASE("a group rests on the relationships of all its rows", "[shell]") {
    CHECK(answer("MATCH (f:Firm)-[:LOCATED_IN]->(d) RETURN d.name, count(f)") ==
          "d.name|count(f)\n余杭区|2\nnews:9\nnews:30\n");
    CHECK(answer("MATCH (f:Firm)-[:LOCATED_IN]->(d) WITH d, count(*) AS n RETURN n") ==
          "n\n2\nnews:9\nnews:30\n");
    CHECK(answer("MATCH (f:Firm)-[:LOCATED_IN]->(d) RETURN DISTINCT d.name") ==
          "d.name\n余杭区\nnews:9\nnews:30\n");
}

TEST_CASE("all columns stay with RETURN *", "[shell]") {
    CHECK(answer("MATCH (f:Firm)-[:RECEIVED]->(s) WITH f.name AS f, s.name AS s RETURN *") ==
          "f|s\n甲|补助\nnotice:0\n");
}

TEST_CASE("statements whose rows would change are left alone", "[shell]") {
    CHECK_FALSE(with_evidence("MATCH (n) RETURN n"));
    CHECK_FALSE(with_evidence("CREATE (a)-[:T]->(b) RETURN a"));
    CHECK_FALSE(
        with_evidence("MATCH ()-[r]->() RETURN 1 AS x UNION MATCH ()-[r]->() RETURN 2 AS x"));
    CHECK_FALSE(with_evidence("EXPLAIN MATCH ()-[r]->() RETURN r"));
    CHECK_FALSE(with_evidence("MATCH ()-[r]->( RETURN r"));
}

TEST_CASE("the evidence is marked in its sentence, piece by piece", "[shell]") {
    auto store = firms();
    Elements elements;
    Limits limits;
    auto snapshot = store->snapshot();
    for (NodeId id : snapshot->called("甲")) {
        elements.nodes.insert(id);
    }
    for (NodeId id : snapshot->called("补助")) {
        elements.nodes.insert(id);
    }
    std::ostringstream out;
    print_citations(out, cite(*snapshot, elements, limits), {});
    CHECK(out.str() ==
          "[1] notice, bytes 0-3\n"
          "    »甲«终于»获补助«。\n"
          "    甲 –RECEIVED→ 补助\n");
}

TEST_CASE("a long sentence is broken to the terminal, bold type too", "[shell]") {
    CHECK(wrapped("余杭区企业", 4, 12) == "余杭区企\n    业");
    CHECK(wrapped("余杭区企业", 4, 13) == "余杭区企\n    业");
    CHECK(wrapped("ab\x1B[1m余杭区企\x1B[22m业", 4, 12) ==
          "ab\x1B[1m余杭区\x1B[22m\n    \x1B[1m企\x1B[22m业");
    CHECK(wrapped("余杭区企业", 4, 0) == "余杭区企业");
}
