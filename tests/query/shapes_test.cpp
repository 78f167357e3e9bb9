// Queries of the shapes that the planner treats in ways of its own, made at random over graphs made
// at random: with and without the planner's help they must give the same rows.

#include "tests/catch.h"
#include "tests/query/support.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace dingtu;

namespace {

class Maker {
public:
    explicit Maker(std::uint32_t seed) : random_(seed) {}

    [[nodiscard]] std::string script() {
        std::string text = "CREATE ";
        const unsigned nodes = 8 + below(12);
        for (unsigned i = 0; i < nodes; ++i) {
            text += "(n" + std::to_string(i) + pick({":企业", ":园区", ":企业:园区"}) +
                    " {k: " + std::to_string(i) + properties() + "}), ";
        }
        for (unsigned i = 0; i < nodes * 3; ++i) {
            text += "(n" + std::to_string(below(nodes)) + ")-[:" + pick({"T", "U"}) +
                    " {w: " + std::to_string(below(5)) + "}]->(n" + std::to_string(below(nodes)) +
                    "), ";
        }
        text.resize(text.size() - 2);
        return text;
    }

    [[nodiscard]] std::string query() {
        std::string text = "MATCH " + pattern() + where();
        return below(3) == 0 ? text + with() : text + " RETURN " + projection();
    }

private:
    unsigned below(unsigned end) { return static_cast<unsigned>(random_() % end); }
    std::string pick(const std::vector<std::string>& choices) {
        return choices[below(static_cast<unsigned>(choices.size()))];
    }

    /// Few values, so that groups have several members; sometimes none, or a number for a name.
    std::string properties() {
        std::string text;
        if (below(5) > 0) {
            text += ", name: " + pick({"'鼎新'", "'鼎新'", "'东湖'", "'南山'", "3"});
        }
        if (below(5) > 0) {
            text += ", v: " + pick({"1", "2", "2.5", "-1", "7"});
        }
        return text;
    }

    /// Of one node, mostly of three.
    std::string pattern() {
        std::string text = "(a" + pick({"", ":企业", ":园区"}) + ")";
        if (below(6) == 0) {
            return text + ", (b), (c:园区), ()-[r:T]->()";
        }
        text += relationship("r") + "(b" + pick({"", ":企业"}) + ")";
        if (below(2) == 0) {
            text += relationship("s") + "(c)";
        } else {
            text += ", (c:园区)";
        }
        return text;
    }
    std::string relationship(const std::string& name) {
        return pick({"-[", "<-["}) + name + pick({"", ":T", ":U", ":T|U"}) + "]-" +
               (below(3) == 0 ? ">" : "");
    }

    std::string condition() {
        return pick({"a.v < b.v",
                     "a.name = 'x' OR b.v > 1",
                     "a.name STARTS WITH '鼎'",
                     "a.v IN [1, 2, 7]",
                     "a.v >= -1 AND b.name IS NOT NULL",
                     "a.k < c.k",
                     "a.name <= b.name",
                     "a.v > c.v",
                     "id(a) < id(b)",
                     "a.name = c.name",
                     "b.k >= c.v",
                     "id(c) <= id(a)",
                     "a.name < c.name",
                     "NOT a.v = 2",
                     "EXISTS { MATCH (a)-[:U]->() }",
                     "NOT EXISTS { (b)-[:T]->(:园区) }",
                     "NOT (a)-[:U]->(:企业)-[:T]->()",
                     "EXISTS { (c)-[:T]-(x)-[:U]-(y) WHERE x.v < y.v }",
                     "NOT EXISTS { MATCH (a)-[q:U]->(x {k: 2}) }",
                     "EXISTS { (a)-[:U]->(x)<-[:U]-(b) }",
                     "NOT EXISTS { (a)-[:T]->(b) }",
                     "EXISTS { (a)-[:T]->(x) WHERE x.v > a.v }",
                     "NOT EXISTS { (x)-[:T]->(y) WHERE x.k = a.k }",
                     "COUNT { (a)-[:T]-() } > 1",
                     "a.v + b.v > 2",
                     "a.name CONTAINS '湖'",
                     "c.v > 0 XOR b.v > 0",
                     "a <> c"});
    }
    std::string where() {
        switch (below(3)) {
            case 0: return " WHERE " + condition();
            case 1: return " WHERE " + condition() + " AND " + condition();
            default: return "";
        }
    }

    std::string key() {
        return pick({"a.name", "b.name", "b", "a", "a.v", "labels(a)", "type(r)", "a.name + 'x'",
                     "b.v * 2", "c.name", "r.w"});
    }
    std::string aggregate() {
        return pick({"count(*)", "count(b.v)", "sum(b.v)", "min(a.name)", "max(b.v)",
                     "count(DISTINCT b)", "count(DISTINCT a.name)", "avg(a.v)", "sum(DISTINCT b.v)",
                     "count(a.name)", "sum(r.w)", "size(collect(a.v))"});
    }

    /// Rows in an order that decides everything, or compared without regard to it.
    std::string projection() {
        switch (below(5)) {
            case 0: return key() + " AS x, " + aggregate() + " AS y";
            case 1: return key() + " AS x, " + key() + " AS z, " + aggregate() + " AS y";
            case 2: return "DISTINCT " + key() + " AS x, " + key() + " AS y";
            case 3:
                return "a.name AS x, b.name AS y, a.k AS i, b.k AS j, c.k AS l, id(r) AS q "
                       "ORDER BY b.v" +
                       pick({"", " DESC"}) + ", i, j, l, q" + pick({"", " SKIP 2"}) + " LIMIT " +
                       std::to_string(below(12));
            default:
                return "a.k AS x, a.name AS n, " + aggregate() + " AS y ORDER BY y" +
                       pick({"", " DESC"}) + ", x LIMIT 4";
        }
    }
    std::string with() {
        return " WITH " + pick({"a", "b"}) + " AS n, " + aggregate() +
               " AS m WHERE m > 1 RETURN n.name AS x, m + 0.0 AS y, count(*) AS z";
    }

    std::mt19937 random_;
};

/// The rows without regard to their order, or the error.
std::string outcome(Store& store, const std::string& query, bool optimize) {
    RunOptions options;
    options.optimize = optimize;
    try {
        Limits limits;
        JsonRows result;
        run_statement(store, query, options, limits, result);
        std::vector<std::string> lines = result.lines();
        std::sort(lines.begin(), lines.end());
        std::string text;
        for (const std::string& line : lines) {
            text += line + "\n";
        }
        return text;
    } catch (const Error& error) {
        return error.code() + " " + error.detail();
    }
}

}  // namespace

TEST_CASE("EXISTS of a node alone is the same asked once or for each", "[query]") {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        auto store = graph(Maker(seed).script());
        for (const std::string node : {"(a)", "(a:企业)", "(a), (b:园区)"}) {
            for (const std::string condition :
                 {"EXISTS { (a)-[:T]->(:园区) }", "NOT EXISTS { MATCH (a)-[:U]-() }",
                  "NOT (a)-[:T]->() AND a.k > 3", "EXISTS { (a)-[:T]-(x)-[:T]-(y) }",
                  "EXISTS { (x)-[:T]->(y {k: 1}) }", "NOT EXISTS { (a)-[:T]->(a) }"}) {
                for (const std::string result :
                     {"count(*)", "a.k", "a.name, count(*)", "count(DISTINCT a.v)"}) {
                    const std::string query =
                        "MATCH " + node + " WHERE " + condition + " RETURN " + result;
                    INFO("seed " << seed << ": " << query);
                    REQUIRE(outcome(*store, query, true) == outcome(*store, query, false));
                }
            }
        }
    }
}

TEST_CASE("ends of paths are the same whether or not all paths are walked", "[query]") {
    std::mt19937 random(7);
    auto one_of = [&random](const std::vector<std::string>& choices) {
        return choices[random() % choices.size()];
    };
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        auto store = graph(Maker(seed).script());
        for (int i = 0; i < 12; ++i) {
            const std::string path = "(a {k: " + std::to_string(random() % 6) + "})" +
                                     one_of({"-[", "<-["}) + one_of({":T", ":U", ":T|U", ""}) +
                                     one_of({"*0..2", "*1..3", "*..4", "*0..1", "*2..3", "*1..1"}) +
                                     one_of({"", " {w: 1}"}) + "]-" + one_of({"", ">"});
            const std::string query = one_of({
                "MATCH " + path + "(b) RETURN DISTINCT b.k",
                "MATCH " + path + "(b:园区) RETURN count(DISTINCT b)",
                "MATCH " + path + "(a) RETURN count(DISTINCT a.k)",
                "MATCH " + path + "(b)-[:T]-(c) RETURN DISTINCT b.k, c.k",
                "MATCH " + path + "(b) RETURN a.k, min(b.v), max(b.k)",
                "MATCH (b) WHERE EXISTS { MATCH " + path + "(b) } RETURN b.k",
                "MATCH (b) WHERE EXISTS { MATCH (x)-[:U*1..2]->(b)-[:T*0..1]-(b) } RETURN b.k",
                "MATCH (a:企业) WHERE (a)-[:T*2..2]-() RETURN a.k",
                "MATCH " + path + "(b) WITH DISTINCT a, b RETURN count(*)",
            });
            INFO("seed " << seed << ": " << query);
            REQUIRE(outcome(*store, query, true) == outcome(*store, query, false));
        }
    }
}

TEST_CASE("pairs are compared in a join as they are compared one by one", "[query]") {
    // More pairs than nodes, so that values are ranked on the way.
    for (std::uint32_t seed = 1; seed <= 10; ++seed) {
        auto store = graph(Maker(seed).script());
        for (const char* op : {"<", "<=", ">", ">=", "="}) {
            for (const char* sides :
                 {"a.v %s c.v", "a.name %s c.name", "a.k %s c.v", "a.name %s c.v", "id(a) %s id(c)",
                  "a.k %s c.k", "a.none %s c.k"}) {
                std::string condition = sides;
                condition.replace(condition.find("%s"), 2, op);
                for (const std::string rest : {"count(*)", "count(DISTINCT b)", "b.k, count(*)",
                                               "a.k, c.k", "sum(a.v), sum(c.k)"}) {
                    const std::string query =
                        "MATCH (a)-[:T|U]-(b)-[:T|U]-(c) WHERE " + condition + " RETURN " + rest;
                    INFO("seed " << seed << ": " << query);
                    REQUIRE(outcome(*store, query, true) == outcome(*store, query, false));
                }
            }
        }
    }
}

TEST_CASE("what the planner moves and merges does not change what comes out", "[query]") {
    for (std::uint32_t seed = 1; seed <= 40; ++seed) {
        Maker maker(seed);
        auto store = graph(maker.script());
        for (int i = 0; i < 40; ++i) {
            const std::string query = maker.query();
            INFO("seed " << seed << ": " << query);
            REQUIRE(outcome(*store, query, true) == outcome(*store, query, false));
        }
    }
}
