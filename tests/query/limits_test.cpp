#include "tests/catch.h"
#include "tests/query/support.h"

#include <atomic>
#include <string>
#include <vector>

using namespace dingtu;

namespace {

/// The rows of a statement that may hold so much memory, in order.
std::vector<std::string> within(Store& store, std::size_t bytes, const std::string& query) {
    Limits limits;
    limits.set_memory(bytes);
    JsonRows result;
    run_statement(store, query, {}, limits, result);
    CHECK(limits.used_bytes() == 0);
    return result.lines();
}

/// How a statement ends that may run no time at all.
std::string out_of_time(Store& store, const std::string& query) {
    Limits limits;
    limits.set_timeout(std::chrono::milliseconds(30));
    try {
        JsonRows result;
        run_statement(store, query, {}, limits, result);
    } catch (const Error& error) {
        return error.code() + " " + error.detail();
    }
    return "no error";
}

std::string out_of_memory(Store& store, const std::string& query) {
    try {
        within(store, std::size_t{8} << 20U, query);
    } catch (const Error& error) {
        return error.code() + " " + error.detail();
    }
    return "no error";
}

constexpr std::size_t plenty = SIZE_MAX;
constexpr std::size_t little = std::size_t{4} << 20U;

}  // namespace

TEST_CASE("more rows than fit into memory are sorted all the same", "[query]") {
    auto store = graph();
    for (const char* query :
         {"UNWIND range(1, 60000) AS i WITH i, (i * 7919) % 60013 AS k, '鼎' + i AS name "
          "RETURN i, k, name ORDER BY k",
          "UNWIND range(1, 60000) AS i WITH i, (i * 7919) % 97 AS k RETURN k, i ORDER BY k DESC",
          "UNWIND range(1, 60000) AS i WITH [i % 5, {名: i}] AS v, i RETURN v ORDER BY i % 9, v",
          "UNWIND range(1, 60000) AS i RETURN i, date('2020-01-01') + duration({days: i % 900}) "
          "AS d ORDER BY d, i DESC SKIP 100 LIMIT 50000"}) {
        INFO(query);
        CHECK(within(*store, little, query) == within(*store, plenty, query));
    }
}

TEST_CASE("more groups than fit into memory are formed all the same", "[query]") {
    auto store = graph();
    for (const char* query :
         {"UNWIND range(1, 120000) AS i WITH i % 50000 AS k, i RETURN k, count(*), sum(i)",
          "UNWIND range(1, 120000) AS i WITH '企业' + (i % 40000) AS k, i "
          "RETURN k, min(i), max(i), avg(i), count(DISTINCT i % 3)"}) {
        INFO(query);
        auto few = within(*store, little, query);
        auto many = within(*store, plenty, query);
        std::sort(few.begin(), few.end());
        std::sort(many.begin(), many.end());
        CHECK(few == many);
    }
}

TEST_CASE("what must be held and does not fit ends the statement", "[query]") {
    auto store = graph("UNWIND range(1, 300) AS i CREATE (:N {i: i})");
    for (const char* query : {
             "UNWIND range(1, 3000000) AS i RETURN collect(i)",
             "UNWIND range(1, 3000000) AS i RETURN DISTINCT i",
             "UNWIND range(1, 3000000) AS i RETURN count(DISTINCT i)",
             "MATCH (a:N), (b:N), (c:N) RETURN collect([a.i, b.i])",
             "MATCH (a:N), (b:N), (c:N) RETURN DISTINCT a.i, b.i, c.i",
         }) {
        INFO(query);
        CHECK(out_of_memory(*store, query) == "ResourceError Memory");
    }
}

TEST_CASE("the time limit ends whatever runs", "[query]") {
    auto store = graph(
        "UNWIND range(1, 400) AS i CREATE (:N {i: i}); "
        "MATCH (a:N), (b:N) WHERE (a.i * 31 + b.i * 17) % 7 = 0 CREATE (a)-[:T {w: a.i}]->(b)");
    for (const char* query : {
             "MATCH (a:N), (b:N), (c:N), (d:N) RETURN sum(a.i * b.i + c.i - d.i)",
             "MATCH (a:N), (b:N), (c:N), (d:N) WHERE a.i + b.i + c.i + d.i < 0 RETURN a",
             "MATCH (a:N)-[:T]->(b)-[:T]->(c)-[:T]->(d)-[:T]->(e) RETURN count(DISTINCT e.i + a.i)",
             "MATCH (a:N)-[:T*3..9]->(b) RETURN count(*)",
             "MATCH (a:N {i: 1}), (b:N {i: 2}) MATCH p = ANY SHORTEST (a)-[:T*2..9]->(b) "
             "WHERE length(p) > 100 RETURN p",
             "UNWIND range(1, 3000) AS i UNWIND range(1, 3000) AS j UNWIND range(1, 100) AS k "
             "RETURN k, count(*)",
             "UNWIND range(1, 3000) AS i UNWIND range(1, 3000) AS j UNWIND range(1, 100) AS k "
             "WITH i + j + k AS s ORDER BY s LIMIT 3 RETURN s",
             "RETURN reduce(s = 0, i IN range(1, 30000000) | s + i % 7)",
             "RETURN size([i IN range(1, 3000) WHERE any(j IN range(1, 300000) WHERE j < 0)])",
             "MATCH (a:N) WHERE COUNT { MATCH (x:N), (y:N), (z:N) WHERE x.i < y.i + z.i } < 0 "
             "RETURN a",
             "MATCH (a:N) OPTIONAL MATCH (b:N), (c:N), (d:N) WHERE b.i + c.i = d.i + a.i "
             "RETURN max(b.i + c.i)",
             "MATCH (a:N), (b:N) CALL graph.pageRank() YIELD node RETURN count(*)",
         }) {
        INFO(query);
        CHECK(out_of_time(*store, query).substr(0, 21) == "ResourceError Timeout");
    }
}

TEST_CASE("an interruption ends what runs", "[query]") {
    auto store = graph("UNWIND range(1, 300) AS i CREATE (:N {i: i})");
    std::atomic<bool> interrupted = true;
    Limits limits;
    limits.set_interrupt(&interrupted);
    JsonRows result;
    CHECK_THROWS_AS(
        run_statement(*store, "MATCH (a:N), (b:N), (c:N), (d:N) RETURN count(a.i + d.i)", {},
                      limits, result),
        Error);
}
