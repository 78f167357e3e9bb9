#include "query/plan_cache.h"

#include "tests/catch.h"
#include "tests/query/support.h"

using namespace dingtu;

namespace {

Map one_parameter(const char* name, Value value) {
    Map map;
    map.emplace(name, std::move(value));
    return map;
}

}  // namespace

TEST_CASE("a plan that was kept gives what a fresh one gives", "[query]") {
    auto store = graph("CREATE (:企业 {名称: '鼎新', 员工: 12})-[:位于]->(:园区 {名称: '东湖'})");
    PlanCache plans;
    RunOptions options;
    options.plans = &plans;
    const char* text =
        "MATCH (f:企业)-[:位于]->(p) RETURN f.名称, p.名称, EXISTS { (f)-->(:园区) }";
    const std::string first = rows(*store, text, options);
    CHECK(first == R"([["鼎新","东湖",true]])");
    CHECK(rows(*store, text, options) == first);
    CHECK(rows(*store, text, options) == first);
}

TEST_CASE("a plan that was kept sees what was written since", "[query]") {
    auto store = graph("CREATE (:企业 {名称: '鼎新'})");
    PlanCache plans;
    RunOptions options;
    options.plans = &plans;
    const char* text = "MATCH (n:园区) RETURN n.名称, n.级别";
    CHECK(rows(*store, text, options) == "[]");
    rows(*store, "CREATE (:园区 {名称: '东湖', 级别: '国家级'})", options);
    CHECK(rows(*store, text, options) == R"([["东湖","国家级"]])");
    rows(*store, "MATCH (n:园区) SET n.级别 = '省级'", options);
    CHECK(rows(*store, text, options) == R"([["东湖","省级"]])");
    rows(*store, "MATCH (n) DETACH DELETE n", options);
    CHECK(rows(*store, text, options) == "[]");
}

TEST_CASE("parameters are not part of a plan that is kept", "[query]") {
    auto store = graph("CREATE (:企业 {名称: '鼎新', 员工: 12}), (:企业 {名称: '南山', 员工: 30})");
    PlanCache plans;
    RunOptions options;
    options.plans = &plans;
    const char* text = "MATCH (n:企业) WHERE n.员工 > $least RETURN n.名称";
    options.parameters = one_parameter("least", 20);
    CHECK(rows(*store, text, options) == R"([["南山"]])");
    options.parameters = one_parameter("least", 40);
    CHECK(rows(*store, text, options) == "[]");
    options.parameters = {};
    CHECK(error_of(*store, text, options).find("least") != std::string::npos);
}

TEST_CASE("a plan is kept for one version of the catalog and one set of parameters", "[query]") {
    PlanCache plans;
    const PlanCache::Basis basis{.catalog_version = 1, .optimize = true, .parameters = {"名"}};
    plans.put("RETURN $名", basis, std::make_unique<BoundStatement>());
    PlanCache::Basis later = basis;
    later.catalog_version = 2;
    CHECK(plans.take("RETURN $名", later) == nullptr);
    PlanCache::Basis other = basis;
    other.parameters.clear();
    CHECK(plans.take("RETURN $名", other) == nullptr);
    CHECK(plans.take("RETURN 1", basis) == nullptr);
    CHECK(plans.take("RETURN $名", basis) != nullptr);
    CHECK(plans.take("RETURN $名", basis) == nullptr);  // it is in use
}

TEST_CASE("after a statement failed its plan runs again", "[query]") {
    auto store = graph("CREATE (:企业 {员工: 0}), (:企业 {员工: 2})");
    PlanCache plans;
    RunOptions options;
    options.plans = &plans;
    options.parameters = one_parameter("n", 0);
    const char* text = "MATCH (f:企业) RETURN 10 / (f.员工 + $n) AS x ORDER BY x";
    CHECK(!error_of(*store, text, options).empty());
    options.parameters = one_parameter("n", 3);
    CHECK(rows(*store, text, options) == "[[2],[3]]");
}
