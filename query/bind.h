#pragma once

#include "base/value.h"
#include "grammar/ast.h"
#include "query/plan.h"
#include "storage/catalog.h"

#include <string>
#include <vector>

namespace dingtu {

/// A statement whose names mean something: variables are slots, functions and procedures are found,
/// everything that can be right on no graph has been refused.
struct BoundStatement {
    plan::StepPtr plan;
    std::vector<std::string>
        columns;   ///< names of the result's columns; none if nothing is returned
    Slots output;  ///< their slots
    bool writes = false;
    std::vector<std::string> warnings;
    std::vector<std::string> parameters;  ///< those it reads
};

struct BindOptions {
    const Catalog& catalog;
    const Map& parameters;
    bool optimize = true;
};

/// The semantic phase. Throws Error{Bind} with place, code and detail as openCypher's suite names
/// them. The plan does not refer to the statement any more. Patterns are planned already.
[[nodiscard]] BoundStatement bind(const ast::Statement& statement, const BindOptions& options);

}  // namespace dingtu
