#include "loader/load.h"

#include "base/error.h"
#include "base/json.h"
#include "storage/graph_io.h"
#include "tests/catch.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>

using namespace dingtu;

namespace {

/// A folder of documents that goes with the test.
class Folder {
public:
    Folder()
        : path_(std::filesystem::temp_directory_path() /
                ("dingtu_load_" + std::to_string(++count_))) {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    std::string write(const std::string& name, const std::string& text) {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return (path_ / name).string();
    }
    [[nodiscard]] std::string path() const { return path_.string(); }

private:
    inline static int count_ = 0;
    std::filesystem::path path_;
};

std::vector<NodeId> called(Store& store, const std::string& name) {
    return store.snapshot()->called(name);
}

/// Relationships of a type as "head -> tail: evidence".
std::vector<std::string> facts(const Store& store, const std::string& type) {
    std::vector<std::string> out;
    const auto snapshot = store.snapshot();
    const auto id = snapshot->catalog().type(type);
    if (!id) {
        return out;
    }
    const auto cursor = snapshot->relationships(*id);
    while (const auto triple = cursor->next()) {
        const Relationship relationship = snapshot->relationship(triple->relationship);
        out.push_back(snapshot->node(triple->start).properties.at("name").as_string() + " -> " +
                      snapshot->node(triple->end).properties.at("name").as_string() + ": " +
                      relationship.properties.at("evidence").as_string());
    }
    return out;
}

LoadReport load_all(Store& store, const std::vector<std::string>& paths) {
    Limits limits;
    return load(store, paths, {}, limits);
}

const std::string profile =
    "2025年3月5日\n位于苏州市吴江区的苏州云汐智能装备有限公司获评国家级专精特新小巨人企业。\n";

}  // namespace

TEST_CASE("a document's firms, places and honours are stored with the words that say so",
          "[loader]") {
    Folder folder;
    const auto store = Store::in_memory();
    const LoadReport report = load_all(*store, {folder.write("a.txt", profile)});
    CHECK(report.added == 1);
    CHECK(
        facts(*store, "WON") ==
        std::vector<std::string>{
            "苏州云汐智能装备有限公司 -> 国家级专精特新小巨人企业: 苏州云汐智能装备有限公司获评国家级专精特新小巨人企业"});
    CHECK(called(*store, "云汐智能").size() + called(*store, "苏州云汐智能装备有限公司").size() >=
          1);
}

TEST_CASE("a district is found by its full name, its short form and its pinyin", "[loader]") {
    Folder folder;
    const auto store = Store::in_memory();
    load_all(*store, {folder.write("a.txt", profile)});
    REQUIRE(called(*store, "吴江区").size() == 1);
    CHECK(called(*store, "吴江") == called(*store, "吴江区"));
    CHECK(called(*store, "Wujiang") == called(*store, "吴江区"));
}

TEST_CASE("the same bytes twice write nothing", "[loader]") {
    Folder folder;
    const auto store = Store::in_memory();
    const std::string path = folder.write("a.txt", profile);
    load_all(*store, {path});
    const std::uint64_t version = store->snapshot()->catalog().version();
    const LoadReport again = load_all(*store, {path});
    CHECK(again.unchanged == 1);
    CHECK(again.added + again.replaced == 0);
    CHECK(store->snapshot()->catalog().version() == version);
}

TEST_CASE("an edited document takes back what it no longer says", "[loader]") {
    Folder folder;
    const auto store = Store::in_memory();
    load_all(*store, {folder.write("a.txt", profile)});
    const LoadReport report = load_all(
        *store,
        {folder.write("a.txt", "2025年3月5日\n位于无锡市的苏州云汐智能装备有限公司获得补助。\n")});
    CHECK(report.replaced == 1);
    CHECK(facts(*store, "WON").empty());
    CHECK(called(*store, "吴江区").empty());
    CHECK(called(*store, "苏州云汐智能装备有限公司").size() == 1);
}

TEST_CASE("what two documents say stays until the last of them is unloaded", "[loader]") {
    Folder folder;
    const auto store = Store::in_memory();
    load_all(*store, {folder.write("a.txt", profile), folder.write("b.txt", profile)});
    Limits limits;
    CHECK(unload(*store, {"a"}, limits).documents == 1);
    CHECK(called(*store, "苏州云汐智能装备有限公司").size() == 1);
    CHECK(unload(*store, {"b"}, limits).documents == 1);
    CHECK(store->snapshot()->catalog().node_count() == 0);
    CHECK(store->snapshot()->catalog().relationship_count() == 0);
    CHECK_THROWS_WITH(unload(*store, {"b"}, limits), "no document `b` is loaded");
}

TEST_CASE("labels, types and properties also go by their Chinese names", "[loader]") {
    Folder folder;
    const auto store = Store::in_memory();
    load_all(*store, {folder.write("a.txt", profile)});
    const auto snapshot = store->snapshot();
    CHECK(snapshot->catalog().label("企业") == snapshot->catalog().label("Firm"));
    CHECK(snapshot->catalog().type("位于") == snapshot->catalog().type("LOCATED_IN"));
    CHECK(snapshot->catalog().key("名称") == snapshot->catalog().key("name"));
}

TEST_CASE("files that cannot be read are told of by name, and the others are loaded", "[loader]") {
    Folder folder;
    const auto store = Store::in_memory();
    folder.write("a.txt", profile);
    folder.write("b.txt", "");
    folder.write("c.txt", std::string("\x7f\x45\x4c\x46\x00\x01\x02", 7));
    const LoadReport report = load_all(*store, {folder.path()});
    CHECK(report.added == 1);
    REQUIRE(report.failures.size() == 2);
    CHECK(report.failures[0].find("b.txt: the file is empty") != std::string::npos);
    CHECK(report.failures[1].find("c.txt: this is no text file") != std::string::npos);
    CHECK_THROWS_WITH(load_all(*store, {folder.path() + "/none.txt"}),
                      Catch::Matchers::Contains("there is no such file"));
}

TEST_CASE("the graph does not depend on the number of threads", "[loader]") {
    Folder folder;
    for (int i = 0; i < 5; ++i) {
        folder.write("d" + std::to_string(i) + ".txt", profile);
    }
    std::vector<std::uint64_t> counts;
    for (const unsigned threads : {1U, 4U}) {
        const auto store = Store::in_memory();
        Limits limits;
        LoadOptions options;
        options.threads = threads;
        CHECK(load(*store, {folder.path()}, options, limits).added == 5);
        counts.push_back(store->snapshot()->catalog().relationship_count());
    }
    CHECK(counts[0] == counts[1]);
}

namespace {

/// A graph as an export would tell it, ids aside: every node and relationship with all it holds.
std::vector<std::string> told(const Store& store) {
    struct Lines : GraphSink {
        std::vector<std::string> all;
        std::map<std::uint64_t, std::string> names;
        void node(const Node& node) override {
            const Value name =
                node.properties.contains("name") ? node.properties.at("name") : Value();
            names[node.id.value] = to_json(name);
            all.push_back(to_json(Value(node.properties)) + node.labels.front());
        }
        void relationship(const Relationship& line) override {
            all.push_back(names[line.start.value] + line.type + names[line.end.value] +
                          to_json(Value(line.properties)));
        }
        void finish() override {}
    } lines;
    Limits limits;
    walk(*store.snapshot(), Selection(), lines, limits);
    return lines.all;
}

}  // namespace

TEST_CASE("the same graph for any number of threads and any order of the files", "[loader]") {
    Folder folder;
    // A short name that belongs to one full name, one that belongs to two, places and honours that
    // all share.
    const std::vector<std::string> texts = {
        "2025年3月5日\n浙江云汐机电有限公司位于余杭区，云汐机电获评省级未来工厂。\n",
        "2025年3月6日\n云汐机电生产激光雷达。杭州岚川电子有限公司位于余杭区。\n",
        "2025年3月7日\n宁波岚川电子有限公司位于鄞州区。岚川电子获评省级未来工厂。\n",
        "2025年3月8日\n岚川电子与云汐机电参加2025世界机器人大会。\n"};
    std::vector<std::string> paths;
    for (std::size_t i = 0; i < 24; ++i) {
        paths.push_back(folder.write("d" + std::to_string(i) + ".txt", texts[i % texts.size()]));
    }
    std::vector<std::vector<std::string>> graphs;
    for (const unsigned threads : {1U, 2U, 5U}) {
        const auto store = Store::in_memory();
        Limits limits;
        LoadOptions options;
        options.threads = threads;
        CHECK(load(*store, paths, options, limits).added == paths.size());
        graphs.push_back(told(*store));
        std::reverse(paths.begin(), paths.end());
    }
    CHECK(graphs[0].size() > 100);
    CHECK(graphs[0] == graphs[1]);
    CHECK(graphs[0] == graphs[2]);
}

TEST_CASE("what documents share is what the remaining ones say, whatever came and went",
          "[loader]") {
    Folder folder;
    const std::string first =
        folder.write("a.txt", "2025年3月5日\n浙江云汐机电有限公司（以下简称“云汐”）位于余杭区。\n");
    const std::string second =
        folder.write("b.txt", "2025年3月6日\n浙江云汐机电有限公司位于杭州市。\n");
    const auto alone = Store::in_memory();
    load_all(*alone, {second});
    const auto store = Store::in_memory();
    load_all(*store, {first, second});
    CHECK(called(*store, "云汐").size() == 1);
    folder.write("a.txt", "2025年3月5日\n天气很好，大家都出门去了。\n");
    CHECK(load_all(*store, {first, second}).replaced == 1);
    CHECK(called(*store, "云汐").empty());
    Limits limits;
    CHECK(unload(*store, {"a"}, limits).documents == 1);
    CHECK(told(*store) == told(*alone));
}

TEST_CASE("a fault while storing ends the load and leaves the documents before", "[loader]") {
    Folder folder;
    const std::string path = folder.write("a.txt", profile);
    const auto store = Store::in_memory();
    load_all(*store, {path});
    const std::atomic<bool> interrupted = true;
    Limits limits;
    limits.set_interrupt(&interrupted);
    LoadOptions options;
    options.threads = 3;
    folder.write("b.txt", profile);
    folder.write("c.txt", profile);
    CHECK_THROWS_AS(load(*store, {folder.path()}, options, limits), Error);
    CHECK(called(*store, "苏州云汐智能装备有限公司").size() == 1);
}
