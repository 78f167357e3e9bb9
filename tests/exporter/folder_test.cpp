#include "base/error.h"
#include "tests/catch.h"
#include "tests/exporter/sample.h"

#include <filesystem>
#include <fstream>
#include <set>

#include <unistd.h>

using namespace dingtu;
namespace fs = std::filesystem;

namespace {

/// A folder that is gone after the test.
class TempFolder {
public:
    TempFolder() {
        static int count = 0;
        path_ = fs::temp_directory_path() /
                ("dingtu-folder-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    ~TempFolder() { fs::remove_all(path_); }

    [[nodiscard]] const fs::path& path() const { return path_; }
    [[nodiscard]] std::string text(const char* file) const {
        std::ifstream in(path_ / file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void take(std::string_view format, const sample::Builder& graph) const {
        auto writer = make_graph_folder(format, path_, {});
        graph.into(*writer);
    }

private:
    fs::path path_;
};

}  // namespace

TEST_CASE("the csv folder has typed headers and the command that reads it back", "[exporter]") {
    TempFolder folder;
    folder.take("csv", sample::pair());
    CHECK(folder.text("nodes/Firm_Organization.csv") ==
          ":ID,aliases:STRING[],name:STRING,staff:INT64\nn1,禾芯生物,禾芯,420\n");
    CHECK(folder.text("relationships/LOCATED_IN.csv") ==
          ":START_ID,:END_ID,begin:INT64,evidence:STRING\nn1,n2,3,禾芯在钱塘区\n");
    CHECK(folder.text("README.md")
              .find("dingtu --db new.db import \\\n"
                    "    --nodes District:Place=nodes/District_Place.csv \\\n"
                    "    --nodes Firm:Organization=nodes/Firm_Organization.csv "
                    "\\\n"
                    "    --rels LOCATED_IN=relationships/LOCATED_IN.csv\n") != std::string::npos);
}

TEST_CASE("the csv folder tells absent, empty, listed and mixed values apart", "[exporter]") {
    sample::Builder graph;
    graph.node("a", {"X"}, {{"list", List{"p;q", "r"}}, {"mixed", 1}, {"odd", List{""}}});
    graph.node("b", {"X"}, {{"list", List{}}, {"mixed", "1"}, {"day", Date{1}}, {"text", ""}});
    TempFolder folder;
    folder.take("csv", graph);
    CHECK(folder.text("nodes/X.csv") ==
          ":ID,day:DATE,list:STRING[],mixed:JSON,name:STRING,odd:JSON,text:STRING\n"
          "n1,,p\\;q;r,1,a,\"[\"\"\"\"]\",\n"
          "n2,1970-01-02,\"\",\"\"\"1\"\"\",b,,\"\"\n");
}

TEST_CASE("labels cannot lead a file out of the folder nor on top of another", "[exporter]") {
    sample::Builder graph;
    graph.node("a", {"../../x"});
    graph.node("b", {"FIRM"});
    graph.node("c", {"firm"});
    graph.node("d", {"a/b"});
    graph.node("e", {"a_b"});
    TempFolder folder;
    folder.take("csv", graph);
    std::set<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
        if (entry.is_regular_file()) {
            files.insert(fs::relative(entry.path(), folder.path()).string());
        }
    }
    CHECK(files == std::set<std::string>{"README.md", "nodes/FIRM.csv", "nodes/______x.csv",
                                         "nodes/a_b.csv", "nodes/a_b_2.csv", "nodes/firm_2.csv"});
}

TEST_CASE("a folder with something in it is not touched", "[exporter]") {
    TempFolder folder;
    folder.take("csv", sample::pair());
    CHECK_THROWS_AS(make_graph_folder("csv", folder.path(), {}), Error);
    CHECK_THROWS_AS(make_graph_folder("csv", "/proc/none/here", {}), Error);
}

TEST_CASE("the Neo4j folder follows the header format of neo4j-admin", "[exporter]") {
    TempFolder folder;
    folder.take("neo4j", sample::pair());
    CHECK(folder.text("nodes/Firm_Organization.csv") ==
          ":ID,:LABEL,aliases:string[],name:string,staff:long\n"
          "n1,Firm\x1FOrganization,禾芯生物,禾芯,420\n");
    CHECK(folder.text("relationships/LOCATED_IN.csv") ==
          ":START_ID,:END_ID,:TYPE,begin:long,evidence:string\nn1,n2,LOCATED_IN,3,禾芯在钱塘区\n");
}

TEST_CASE("the NebulaGraph folder has a schema, a mapping and a file for each tag", "[exporter]") {
    TempFolder folder;
    folder.take("nebula", sample::pair());
    CHECK(folder.text("nodes/Organization.csv") ==
          "id,aliases,name,staff\nn1,\"[\"\"禾芯生物\"\"]\",禾芯,420\n");
    CHECK(folder.text("relationships/LOCATED_IN.csv") ==
          "start,end,rank,begin,evidence\nn1,n2,1,3,禾芯在钱塘区\n");
    CHECK(folder.text("schema.ngql")
              .find("CREATE TAG IF NOT EXISTS `Firm`(`aliases` string NULL, "
                    "`name` string NULL, `staff` int64 NULL);\n") != std::string::npos);
    CHECK(folder.text("import.yaml").find("  - path: \"./nodes/Firm.csv\"\n") != std::string::npos);
}

TEST_CASE("nodes without labels have a command too, ambiguous labels a warning", "[exporter]") {
    sample::Builder graph;
    graph.node("a", {});
    graph.node("b", {"x:y"}, {{"p;q", 1}});
    TempFolder folder;
    folder.take("csv", graph);
    CHECK(folder.text("README.md").find(" --nodes :=nodes/_.csv") != std::string::npos);
    CHECK(folder.text("README.md").find("A label or type here holds a `:`") != std::string::npos);
    CHECK(folder.text("nodes/x_y.csv") == ":ID,name:STRING,\"p;q:INT64\"\nn2,b,1\n");
}
