// Functions on paths.

#include "query/arguments.h"
#include "query/function_tables.h"

#include <array>

namespace dingtu {

namespace {

using Args = std::span<const Value>;

Value path_length(const Environment& /*environment*/, Args args) {
    return static_cast<std::int64_t>(expect_path(args[0]).relationships.size());
}

Value nodes(const Environment& /*environment*/, Args args) {
    return expect_path(args[0]).nodes;
}

Value relationships(const Environment& /*environment*/, Args args) {
    return expect_path(args[0]).relationships;
}

constexpr Kinds path = Kind::Path;

constexpr std::array functions{
    Function{.name = "length",
             .min_args = 1,
             .max_args = 1,
             .accepts = {path},
             .result = Kind::Integer,
             .call = path_length,
             .signature = "length(path :: Path) :: Integer",
             .help = "the number of relationships in a path"},
    Function{.name = "nodes",
             .min_args = 1,
             .max_args = 1,
             .accepts = {path},
             .result = Kind::List,
             .call = nodes,
             .signature = "nodes(path :: Path) :: List",
             .help = "the nodes of a path, in the order walked"},
    Function{.name = "relationships",
             .min_args = 1,
             .max_args = 1,
             .accepts = {path},
             .result = Kind::List,
             .call = relationships,
             .signature = "relationships(path :: Path) :: List",
             .help = "the relationships of a path, in the order walked"},
};

}  // namespace

std::span<const Function> path_functions() {
    return functions;
}

}  // namespace dingtu
