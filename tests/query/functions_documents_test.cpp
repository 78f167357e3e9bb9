#include "base/json.h"
#include "query/aggregates.h"
#include "query/functions.h"
#include "query/session.h"
#include "tests/catch.h"

#include <fstream>
#include <set>
#include <string>
#include <vector>

using namespace dingtu;

namespace {

/// A row of the tables in docs/functions.md: | `signature` | help | `example` | `result` |
struct Documented {
    std::string signature;
    std::string help;
    std::string example;
    std::string result;
};

std::string without_quotes(const std::string& cell) {
    return cell.size() > 1 && cell.front() == '`' ? cell.substr(1, cell.size() - 2) : cell;
}

std::vector<Documented> documented_functions() {
    std::ifstream file(DINGTU_SOURCE_DIR "/docs/functions.md");
    std::vector<Documented> rows;
    for (std::string line; std::getline(file, line);) {
        std::vector<std::string> cells;
        for (std::size_t at = 2; line.starts_with("| `") && at < line.size();) {
            std::size_t end = line.find(" |", at);
            cells.push_back(line.substr(at, end - at));
            at = end + 3;
        }
        if (cells.size() == 4) {
            rows.push_back({without_quotes(cells[0]), cells[1], without_quotes(cells[2]),
                            without_quotes(cells[3])});
        }
    }
    return rows;
}

/// The one value of a result.
class OneValue final : public RowSink {
public:
    void columns(const std::vector<std::string>& names) override { REQUIRE(names.size() == 1); }
    void row(std::span<const Value> values) override { values_.push_back(values[0]); }
    void finish(const Summary& /*summary*/) override {}

    [[nodiscard]] std::string json() const {
        REQUIRE(values_.size() == 1);
        return to_json(values_.front());
    }

private:
    List values_;
};

}  // namespace

TEST_CASE("the documents tell every function as it is", "[query]") {
    std::set<std::pair<std::string, std::string>> documented;
    for (const Documented& row : documented_functions()) {
        documented.emplace(row.signature, row.help);
    }
    for (const Function* function : all_functions()) {
        INFO(function->signature);
        CHECK(documented.erase({std::string(function->signature), std::string(function->help)}) ==
              1);
    }
    for (const Aggregate& aggregate : all_aggregates()) {
        INFO(aggregate.signature);
        CHECK(documented.erase({std::string(aggregate.signature), std::string(aggregate.help)}) ==
              1);
    }
    for (const auto& [signature, help] : documented) {
        FAIL_CHECK("documented, but not there: " << signature);
    }
}

TEST_CASE("every example of a function gives the documented result", "[query]") {
    for (const Documented& row : documented_functions()) {
        INFO(row.example);
        auto store = Store::in_memory();
        Limits limits;
        OneValue sink;
        run_statement(*store, row.example, {}, limits, sink);
        CHECK(sink.json() == row.result);
    }
}
