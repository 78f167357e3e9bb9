#include "tests/catch.h"
#include "tests/query/support.h"

#include <atomic>
#include <random>

using namespace dingtu;

namespace {

/// A dense graph: many ways to match, parallel relationships and loops among them.
std::unique_ptr<Store> dense_graph(std::uint32_t seed, unsigned nodes = 12,
                                   unsigned relationships = 40) {
    std::mt19937 random(seed);
    std::string script = "CREATE ";
    for (unsigned i = 0; i < nodes; ++i) {
        const char* labels = i % 3 == 0 ? ":A" : i % 3 == 1 ? ":B" : ":A:B";
        script += "(n" + std::to_string(i) + labels + " {k: " + std::to_string(i) + "}), ";
    }
    for (unsigned i = 0; i < relationships; ++i) {
        script += "(n" + std::to_string(random() % nodes) +
                  ")-[:" + (random() % 2 == 0 ? "T" : "U") + " {w: " + std::to_string(i) +
                  "}]->(n" + std::to_string(random() % nodes) + "), ";
    }
    script.resize(script.size() - 2);
    return graph(script);
}

constexpr const char* queries[] = {
    "MATCH (a)-[:T]->(b) RETURN count(*)",
    "MATCH ()-[r]->() RETURN count(r)",
    "MATCH (a)-[:T]->(b) WHERE a.k <= b.k RETURN count(*)",
    "MATCH (a)-[:T]->(b) WHERE a.k = b.k RETURN count(*)",
    "MATCH (a)-[:T]->(b) WHERE a.k < b.w RETURN count(*)",
    "MATCH (a)-[:T]->(b) WHERE id(a) >= id(b) RETURN count(*)",
    "MATCH (a)-[:T]->(b) WHERE EXISTS { (b)-[:U]->(:A) } RETURN count(*)",
    "MATCH (a)-[:T]->(b) WHERE NOT EXISTS { (b)-[:U]->(:A) } RETURN count(*)",
    "MATCH (a)-[r:T]->(b) RETURN b.k AS k, count(a) AS n, count(r) AS m, count(a.k) AS l ORDER BY k",
    "MATCH (a)-[r:T]->(b) WITH a AS x, b RETURN count(x), count(DISTINCT b)",
    "MATCH (a)-[:T]->(b) OPTIONAL MATCH (b)-[s:U]->(c) RETURN count(a), count(c), count(s)",
    "OPTIONAL MATCH (x:Nothing) OPTIONAL MATCH (x)-[:T]->(b) RETURN count(x), count(b), count(*)",
    "MATCH ()<-[r:T|U]-() RETURN count(*) * 2 AS n",
    "MATCH ()-[:T]->() MATCH ()-[:U]->() RETURN count(*)",
    "MATCH (a)-[:T]->(a) RETURN count(*)",
    "UNWIND [1, 2] AS x MATCH ()-[:T]->() RETURN x, count(*) ORDER BY x",
    "MATCH (a:A)-[:T]-(b:B) RETURN count(*)",
    "MATCH (a)-[:T]-(b)-[:T]-(c) RETURN count(*)",
    "MATCH (a)-[:T]-(b)-[:T]-(c)-[:T]-(d) RETURN count(*)",
    "MATCH (a)-[:T]-(b)-[:T]-(c) WHERE id(a) <> id(c) RETURN count(*)",
    "MATCH (a)-[:T|U]->(b)<-[:U]-(c) WHERE a <> c RETURN count(*)",
    "MATCH (a)-[]->(b)-[]->(c)-[]->(a) RETURN count(*)",
    "MATCH (a:A)-[:T]->(b)-[:U]->(c:B), (a)-[:U]->(c) RETURN count(*)",
    "MATCH (a)-[:T]->(b) MATCH (b)-[:T]->(c) RETURN count(*)",
    "MATCH (a)-[:T]-(a) RETURN count(*)",
    "MATCH (a)-[r]-(a)-[s]-(b) RETURN count(*)",
    "MATCH (a)-[:T]->(b), (c)-[:U]->(d) RETURN count(*)",
    "MATCH (a)-[:T]-(b)-[:U]-(c) WHERE NOT (a)-[:T]->(c) RETURN count(*)",
    "MATCH (a)-[:T]-(b)-[:T]-(c) WHERE NOT EXISTS { MATCH (a)-[:T]-(c) } AND id(a) <> id(c) RETURN count(*)",
    "MATCH (a)-[:T]->(b), (c)-[:T]->(d) WHERE b <> d RETURN count(*)",
    "MATCH (a)-[:T]->(b) MATCH (b)-[:U]->(c) WHERE a <> c AND NOT (a)-[:U]->(c) RETURN count(*)",
    "MATCH (a)-[:T]->(b) WITH a, b, 1 AS x MATCH (b)-[:U]->(c) WHERE a <> c AND x <> c RETURN count(*)",
    "OPTIONAL MATCH (x:Nothing) MATCH (b)-[:U]->(c) WHERE NOT (x)-[:U]->(c) RETURN count(*)",
    "MATCH (a)-[:T]->(b)<-[:T]-(c) WHERE a <> b RETURN count(*)",
    "MATCH (a)-[:T]-(b)-[:U|T]-(c) WHERE a <> b AND c <> b RETURN count(*)",
    "MATCH (a)-[:T]-(b), (c)<-[:T]-(d) WHERE a <> c AND b <> c RETURN count(*)",
    "MATCH (a)-[:T]->(b)-[:U]->(c) RETURN a.k AS k, count(*) AS n, sum(c.k) AS s ORDER BY k",
    "MATCH (a)-[r:T]->(b)<-[s:T]-(c) RETURN count(*), sum(r.w), sum(s.w)",
    "MATCH (a:A)-[r:T]->(b) WHERE b.k > 3 RETURN a.k, r.w, b.k ORDER BY r.w",
    "MATCH (a)-[:T]->(b)-[:T]->(c) RETURN DISTINCT a.k AS a, c.k AS c ORDER BY a, c",
    "MATCH (a {k: 3})-[:T|U]-(b)-[:T|U]-(c) RETURN count(*)",
    "MATCH (a {k: 4}) MATCH (a)-[:T|U]-(b) MATCH (b)-[:T]-(c) RETURN count(*), count(DISTINCT c)",
    "MATCH (a)-[:T]->(b) WITH a, count(b) AS n MATCH (a)-[:U]->(c) RETURN a.k AS k, n, count(c) AS m ORDER BY k",
    "MATCH (a)-[:T]->(b), (a)-[:T]->(c), (a)-[:T]->(d) RETURN count(*)",
    "MATCH (a)-[:T]->(b), (a)-[:T]->(c) WHERE b.k < c.k RETURN count(*)",
    "MATCH p = (a)-[:T]->(b)-[:U]->(c) RETURN sum(length(p)), count(*)",
    "MATCH (a)-[:T]->(b) OPTIONAL MATCH (b)-[:U]->(c)-[:T]->(d) RETURN count(*), count(d)",
    "MATCH (a:A)-[:T]->(b) OPTIONAL MATCH (b)-[:U]->(c) OPTIONAL MATCH (a)<-[:T]-(d) RETURN count(*)",
    "MATCH (a:A)-[:T]->(b) OPTIONAL MATCH (b)-[:U]->(c)-[:T]->(d), (a)-[:U]->(e) RETURN count(*)",
    "MATCH (a:A)-[:T]->(b) OPTIONAL MATCH (a)-[:U]->(c), (b)-[:U]->(d) RETURN count(*)",
    "MATCH (a)-[:T]->(b) OPTIONAL MATCH (b)-[:U]->(c) OPTIONAL MATCH (c)-[:T]->(d:B) RETURN count(*)",
    "MATCH (a)-[:T]->(b) OPTIONAL MATCH (b)-[:U]->(c) OPTIONAL MATCH (c)-[:T]->(d), (a)-[:U]->(d) RETURN count(*)",
    "MATCH (a)-[:T]->(b) OPTIONAL MATCH (b)-[:U]->(c) WHERE c.k > 6 AND c <> a RETURN a.k AS k, count(*) AS n ORDER BY k",
    "MATCH (a)-[:T]->(b) OPTIONAL MATCH (b)-[:U]->(c) OPTIONAL MATCH (b)-[:T]->(d) WHERE d <> c RETURN count(*)",
    "MATCH (a)-[:T]->(b) OPTIONAL MATCH (b)-[:U]->(c) OPTIONAL MATCH (b)-[:T]->(d) WHERE NOT (d)-[:U]->(c) RETURN count(*)",
    "MATCH (a)-[:T]->(b) OPTIONAL MATCH (b)-[:U]->(c) WHERE NOT (a)-[:U]->(c) RETURN count(*)",
    "MATCH (a)-[:T]->(b) OPTIONAL MATCH (b:A)-[:U]->(c) RETURN count(*)",
    "MATCH (a)-[:T]->(b) OPTIONAL MATCH (b)-[:U]->(c {k: a.k}) RETURN count(*)",
    "MATCH (a)-[:T]->(b) OPTIONAL MATCH (b)-[:U]->(c) WHERE c.k > a.k RETURN count(*)",
    "MATCH (a)-[:T]->(b) OPTIONAL MATCH (b)-[:U]->(c) WITH a, b, c WHERE c IS NULL RETURN count(*)",
    "MATCH (a)-[:T]->(b) OPTIONAL MATCH (x)-[:U]->(y) WHERE y.k = 3 RETURN count(*)",
    "MATCH (a)-[:T]->(b) OPTIONAL MATCH (b)-[r:U]->(c) RETURN count(*), count(r)",
    "MATCH (a)-[:T]->(b) OPTIONAL MATCH (b)-[:U]-(c)-[:U]-(d) RETURN DISTINCT a.k AS k ORDER BY k",
    "MATCH (a:A) WHERE EXISTS { MATCH (a)-[:T]->(b)-[:T]->(c) WHERE c.k > 5 } RETURN count(a)",
};

}  // namespace

TEST_CASE("a join gives the rows that scans and expansions give", "[query]") {
    for (std::uint32_t seed = 1; seed <= 6; ++seed) {
        auto store = dense_graph(seed);
        for (const char* query : queries) {
            INFO("seed " << seed << ": " << query);
            RunOptions plain;
            plain.optimize = false;
            CHECK(rows(*store, query) == rows(*store, query, plain));
        }
    }
}

TEST_CASE("a join over long lists gives the rows that scans and expansions give", "[query]") {
    constexpr const char* over_long_lists[] = {
        "MATCH (a)-[:T]-(b)-[:U]-(c) WHERE NOT EXISTS { MATCH (a)-[:T]-(c) } AND a <> c RETURN count(*)",
        "MATCH (a:A)-[:T]->(b)-[:T]->(c)-[:U]->(a) RETURN count(*), count(DISTINCT c)",
        "MATCH (a {k: 1})-[:T]-(b)-[:U]-(c)-[:T]-(a) RETURN b.k AS b, count(*) AS n ORDER BY b",
        "MATCH (a)-[:T]-(b), (a)-[:U]-(b) RETURN count(*)",
        "MATCH (a)-[:T]-(b)-[:T]-(c {k: 2}) WHERE a <> c RETURN count(*)",
    };
    auto store = dense_graph(7, 20, 700);
    for (const char* query : over_long_lists) {
        INFO(query);
        RunOptions plain;
        plain.optimize = false;
        CHECK(rows(*store, query) == rows(*store, query, plain));
    }
}

TEST_CASE("a join sees what the same statement wrote before it", "[query]") {
    auto store = graph("CREATE (:A {k: 1})-[:T]->(:B)");
    CHECK(rows(*store,
               "MATCH (a:A) CREATE (a)-[:T]->(:B) WITH a MATCH (a)-[:T]->(b:B) RETURN count(b)") ==
          "[[2]]");
    CHECK(rows(*store, "MATCH (a:A)-[:T]->(b:B) RETURN count(*)") == "[[2]]");
}

TEST_CASE("a join stops for a limit without making all rows", "[query]") {
    auto store = graph("UNWIND range(1, 300) AS i CREATE (:A {i: i})");
    static_cast<void>(
        rows(*store, "MATCH (a:A), (b:A) WHERE a.i % 7 = b.i % 5 CREATE (a)-[:T]->(b)"));
    CHECK(answer(*store, "MATCH (a)-[:T]->(b)-[:T]->(c)-[:T]->(d)-[:T]->(e) RETURN a.i LIMIT 3")
              .size() == 3);
}

namespace {

/// 600 nodes, each with 14 relationships that lead to nodes all over the graph.
std::unique_ptr<Store> wide_graph() {
    auto store = graph("UNWIND range(0, 599) AS i CREATE (:A {i: i})");
    static_cast<void>(rows(*store,
                           "MATCH (a:A) UNWIND range(1, 14) AS k MATCH (b:A) "
                           "WHERE b.i = (a.i * k + 7 * k) % 600 CREATE (a)-[:T]->(b)"));
    return store;
}

constexpr const char* much_to_count =
    "MATCH (a:A)-[:T]->(b) MATCH (b)-[:T]->(c) WHERE NOT (a)-[:T]->(c) RETURN count(*)";

}  // namespace

TEST_CASE("several threads count what one counts", "[query]") {
    auto store = wide_graph();
    constexpr const char* queries[] = {
        much_to_count,
        "MATCH (a:A)-[:T]->(b)-[:T]->(c)-[:T]->(a) RETURN count(*)",
        "MATCH (a:A)-[:T]->(b) OPTIONAL MATCH (b)-[:T]->(c)-[:T]->(a) RETURN count(*)",
    };
    RunOptions several;
    several.threads = 3;
    for (const char* query : queries) {
        INFO(query);
        CHECK(rows(*store, query, several) == rows(*store, query));
    }
}

TEST_CASE("an interruption ends all threads that count", "[query]") {
    auto store = wide_graph();
    const std::atomic<bool> interrupted = true;
    RunOptions several;
    several.threads = 3;
    Limits limits;
    limits.set_interrupt(&interrupted);
    JsonRows found;
    CHECK_THROWS_AS(run_statement(*store, much_to_count, several, limits, found), Error);
    CHECK(found.size() == 0);
}

TEST_CASE("memory of several threads that count is limited together", "[query]") {
    auto store = wide_graph();
    RunOptions several;
    several.threads = 3;
    Limits limits;
    limits.set_memory(3'000);  // less than the marks of one thread
    JsonRows found;
    CHECK_THROWS_AS(run_statement(*store, much_to_count, several, limits, found), Error);
}
