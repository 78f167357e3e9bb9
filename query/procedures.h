#pragma once

#include "query/context.h"
#include "query/kinds.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dingtu::plan {

/// A procedure for CALL: a table of rows computed from its arguments.
struct Procedure {
    std::string name;  ///< "db.labels"
    std::vector<std::pair<std::string, Kinds>> inputs;
    std::size_t required = 0;  ///< how many of the inputs must be given
    std::vector<std::string> outputs;
    /// All rows at once; procedures describe the graph or measure it, their results are small.
    std::function<std::vector<List>(Context&, std::span<const Value>)> call;
    std::string help;
    bool writes = false;
};

}  // namespace dingtu::plan

namespace dingtu {

/// The procedure of that name (exactly), or null.
[[nodiscard]] const plan::Procedure* find_procedure(std::string_view name);
[[nodiscard]] std::vector<const plan::Procedure*> all_procedures();

/// Measures of the whole graph or of some relationship types (measures.cpp); none where the program
/// was built without igraph.
[[nodiscard]] std::vector<plan::Procedure> measure_procedures();

}  // namespace dingtu
