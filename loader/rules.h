#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// Reads rule files as `load` would. Throws Error{Load} "file:line: ..." at the first fault.
/// Gives how many lines of each kind there are: "12 rules, 3 names, 5 classes".
[[nodiscard]] std::string check_rules(const std::string& file);

/// One thing that the rules see in a text.
struct RuleHit {
    std::string kind;  ///< "mention", "anaphor", "relation" or "metric"
    std::string text;  ///< the words
    std::string says;  ///< Firm 申昊科技, or 申昊科技 -LOCATED_IN-> 余杭区
    std::string rule;  ///< which rule made it
};

/// Every hit of the built-in rules, and of a rule file if its name is not empty, in a text, in
/// reading order.
[[nodiscard]] std::vector<RuleHit> try_rules(std::string_view text, const std::string& file = {});

}  // namespace dingtu
