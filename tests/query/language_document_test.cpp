#include "tests/catch.h"
#include "tests/query/support.h"

#include <fstream>
#include <string>
#include <vector>

using namespace dingtu;

namespace {

/// A statement of docs/language.md and, if it says so, the rows that it gives.
struct Example {
    std::string statement;
    std::string rows;
};

/// Statements may run over several lines; `=> ` begins the rows of the statement before it. A line
/// that begins with a clause begins a new statement after rows or after a writing statement.
std::vector<Example> examples() {
    std::ifstream file(DINGTU_SOURCE_DIR "/docs/language.md");
    std::vector<Example> examples;
    bool inside = false;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("```")) {
            inside = line == "```dingtu";
            if (inside) {
                examples.emplace_back();
            }
        } else if (inside && line.starts_with("=> ")) {
            examples.back().rows = line.substr(3);
            examples.emplace_back();
        } else if (inside) {
            bool goes_on = line.starts_with(" ") || line.starts_with("RETURN") ||
                           examples.back().statement.empty();
            if (!goes_on || (!examples.back().statement.empty() && line.starts_with("RETURN 1"))) {
                examples.emplace_back();
            }
            examples.back().statement += line + "\n";
        }
    }
    std::erase_if(examples, [](const Example& example) { return example.statement.empty(); });
    return examples;
}

}  // namespace

TEST_CASE("every example of the language's document gives what it says", "[query]") {
    auto store = graph();
    auto all = examples();
    REQUIRE(all.size() > 25);
    for (const Example& example : all) {
        INFO(example.statement);
        auto error = error_of(*store, "EXPLAIN " + example.statement);
        REQUIRE(error.empty());
        std::string given = rows(*store, example.statement);
        if (!example.rows.empty()) {
            CHECK(given == example.rows);
        }
    }
}
