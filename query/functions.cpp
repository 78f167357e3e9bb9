#include "query/functions.h"

#include "base/text.h"
#include "query/function_tables.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

namespace dingtu {

namespace {

/// Every function once, sorted by name, and by name in lower case.
struct Index {
    Index() {
        for (auto table :
             {conversion_functions(), duration_functions(), graph_functions(), list_functions(),
              math_functions(), path_functions(), string_functions(), temporal_functions(),
              trigonometric_functions(), trim_functions(), truncation_functions()}) {
            for (const Function& function : table) {
                sorted.push_back(&function);
                by_name.emplace(to_lower(function.name), &function);
            }
        }
        std::ranges::sort(sorted, {}, [](const Function* function) { return function->name; });
    }

    std::vector<const Function*> sorted;
    std::unordered_map<std::string, const Function*> by_name;
};

const Index& index_of_functions() {
    static const Index index;
    return index;
}

}  // namespace

const Function* find_function(std::string_view name) {
    const auto& by_name = index_of_functions().by_name;
    auto entry = by_name.find(to_lower(name));
    return entry == by_name.end() ? nullptr : entry->second;
}

std::span<const Function* const> all_functions() {
    return index_of_functions().sorted;
}

}  // namespace dingtu
