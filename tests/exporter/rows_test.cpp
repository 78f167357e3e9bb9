#include "base/error.h"
#include "base/text.h"
#include "exporter/formats.h"
#include "tests/catch.h"

#include <limits>
#include <sstream>

using namespace dingtu;

namespace {

using Rows = std::vector<std::vector<Value>>;

std::string written(std::string_view format, const std::vector<std::string>& names,
                    const Rows& rows, const RowOptions& options = {}) {
    std::ostringstream out;
    auto writer = make_row_writer(format, out, options);
    writer->columns(names);
    for (const auto& row : rows) {
        writer->row(row);
    }
    writer->finish({});
    return out.str();
}

Node firm(std::uint64_t id, const char* name) {
    return Node{NodeId{id}, {"Firm", "Organization"}, Map{{"name", name}}};
}

const Rows firms = {{"杭州禾芯生物科技有限公司", 800, Value()}, {"翎跃航空", -3, "低空|经济"}};

}  // namespace

TEST_CASE("a table aligns Chinese cells by display columns", "[exporter]") {
    CHECK(written("table", {"企业", "万元", "note"}, firms, {.footer = true}) ==
          "┌──────────────────────────┬──────┬───────────┐\n"
          "│ 企业                     │ 万元 │ note      │\n"
          "├──────────────────────────┼──────┼───────────┤\n"
          "│ 杭州禾芯生物科技有限公司 │  800 │ null      │\n"
          "│ 翎跃航空                 │   -3 │ 低空|经济 │\n"
          "└──────────────────────────┴──────┴───────────┘\n"
          "(2 rows)\n");
}

TEST_CASE("a table is cut to the terminal, the widest column first, every row kept", "[exporter]") {
    CHECK(written("table", {"企业", "万元", "note"}, firms, {.max_width = 34, .footer = true}) ==
          "┌─────────────┬──────┬───────────┐\n"
          "│ 企业        │ 万元 │ note      │\n"
          "├─────────────┼──────┼───────────┤\n"
          "│ 杭州禾芯生… │  800 │ null      │\n"
          "│ 翎跃航空    │   -3 │ 低空|经济 │\n"
          "└─────────────┴──────┴───────────┘\n"
          "(2 rows)\n");
}

TEST_CASE("columns that cannot fit the terminal are left out and counted", "[exporter]") {
    CHECK(written("table", {"alpha", "beta", "gamma", "delta"}, {{1, 2, 3, 4}},
                  {.max_width = 24, .footer = true}) ==
          "┌───────┬──────┬───┐\n"
          "│ alpha │ beta │ … │\n"
          "├───────┼──────┼───┤\n"
          "│     1 │    2 │ … │\n"
          "└───────┴──────┴───┘\n"
          "(1 row, 2 of 4 columns shown)\n");
}

TEST_CASE("a table never writes more columns than it was given", "[exporter]") {
    std::size_t width = GENERATE(9U, 12U, 17U, 23U, 40U, 79U);
    std::string text =
        written("table", {"n", "企业名称", "a rather long heading"},
                {{1, "杭州砺川轴承有限公司", "x"}, {2, firm(7, "禾芯"), std::string(90, 'y')}},
                {.max_width = width});
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        CHECK(display_width(line) <= width);
    }
}

TEST_CASE("a table makes control characters and direction marks visible", "[exporter]") {
    std::string text = written("table", {"x"},
                               {{"a\tb\nc\x1b[31m\xE2\x80\xAE"
                                 "d\xE2\x80\x8B"}});
    CHECK(text.find("│ a\\tb\\nc\\x1b[31m\\u202ed\\u200b │") != std::string::npos);
}

TEST_CASE("a table sizes its columns from the first thousand rows and goes on", "[exporter]") {
    std::ostringstream out;
    auto writer = make_row_writer("table", out, {.max_width = 20});
    writer->columns({"x"});
    for (int i = 0; i < 1000; ++i) {
        std::vector<Value> row{"区"};
        writer->row(row);
    }
    CHECK(out.str().size() > 1000);
    std::vector<Value> late{"余杭区与萧山区"};
    writer->row(late);
    writer->finish({});
    CHECK(out.str().find("│ …  │\n└────┘\n") != std::string::npos);
}

TEST_CASE("an empty result still shows its columns", "[exporter]") {
    CHECK(written("table", {"名"}, {}, {.footer = true}) ==
          "┌────┐\n│ 名 │\n├────┤\n└────┘\n(0 rows)\n");
    CHECK(written("csv", {"名"}, {}) == "名\n");
    CHECK(written("json", {"名"}, {}) == "[]\n");
}

TEST_CASE("a statement that returns nothing writes nothing", "[exporter]") {
    for (const Format& format : row_formats()) {
        CHECK(written(format.name, {}, {}, {.footer = true}).empty());
    }
}

TEST_CASE("nodes are readable in a table and in csv", "[exporter]") {
    CHECK(written("csv", {"f"}, {{firm(3, "禾芯")}}) ==
          "f\n\"(:Firm:Organization {name: \"\"禾芯\"\"})\"\n");
}

TEST_CASE("csv follows RFC 4180 and tells null from the empty string", "[exporter]") {
    CHECK(written("csv", {"a", "b,c"}, {{"x\"y", "1\n2"}, {Value(), ""}, {" z", 1.0}}) ==
          "a,\"b,c\"\n\"x\"\"y\",\"1\n2\"\n,\"\"\n\" z\",1.0\n");
}

TEST_CASE("csv keeps a row that is one null", "[exporter]") {
    CHECK(written("csv", {"a"}, {{Value()}, {1}}) == "a\n\"\"\n1\n");
}

TEST_CASE("csv writes lists and maps as JSON", "[exporter]") {
    CHECK(written("csv", {"a"}, {{List{"余杭", 1}}, {Map{{"k", "v"}}}}) ==
          "a\n\"[\"\"余杭\"\",1]\"\n\"{\"\"k\"\":\"\"v\"\"}\"\n");
}

TEST_CASE("csv for spreadsheets has a mark and defuses formulas, plain csv keeps the text",
          "[exporter]") {
    Rows rows = {{"=1+1"}, {"@x"}, {"-40%"}, {"+8"}, {"-cmd"}, {-5}};
    CHECK(written("csv", {"a"}, rows) == "a\n=1+1\n@x\n-40%\n+8\n-cmd\n-5\n");
    CHECK(written("csv", {"a"}, rows, {.bom = true}) ==
          "\xEF\xBB\xBF"
          "a\n'=1+1\n'@x\n-40%\n+8\n'-cmd\n-5\n");
}

TEST_CASE("json is an array of objects in the protocol's values", "[exporter]") {
    CHECK(written("json", {"f", "x"},
                  {{firm(3, "禾芯"), 1}, {Value(), std::numeric_limits<double>::infinity()}}) ==
          "[\n"
          "{\"f\":{\"$node\":{\"id\":\"3\",\"labels\":[\"Firm\",\"Organization\"],"
          "\"properties\":{\"name\":\"禾芯\"}}},\"x\":1},\n"
          "{\"f\":null,\"x\":{\"$float\":\"Infinity\"}}\n"
          "]\n");
}

TEST_CASE("jsonl is one object a line", "[exporter]") {
    CHECK(written("jsonl", {"a \"b\""}, {{"x\ny"}, {1.0}}) ==
          "{\"a \\\"b\\\"\":\"x\\ny\"}\n{\"a \\\"b\\\"\":1.0}\n");
}

TEST_CASE("markdown keeps its columns whatever the cells hold", "[exporter]") {
    CHECK(written("markdown", {"企业", "n"}, {{"a|b\n<c>", 12}, {"翎跃", 3}}) ==
          "| 企业           |   n |\n"
          "| -------------- | --: |\n"
          "| a\\|b<br>&lt;c> |  12 |\n"
          "| 翎跃           |   3 |\n");
}

TEST_CASE("line writes each value on a line of its own, names aligned", "[exporter]") {
    CHECK(written("line", {"企业", "n"}, {{"翎跃", 3}, {"甲\n乙", 4}}, {.footer = true}) ==
          "企业 = 翎跃\n   n = 3\n\n企业 = 甲\n       乙\n   n = 4\n\n(2 rows)\n");
}

TEST_CASE("a format that does not exist is named with its neighbour", "[exporter]") {
    std::ostringstream out;
    try {
        (void)make_row_writer("cvs", out, {});
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.phase() == Phase::Usage);
        CHECK(std::string(error.what()) == "`cvs` is not a format of results");
        CHECK(error.hint() == "did you mean `csv`?");
    }
}
