#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dingtu {

/// The reading statement rewritten so that every row also tells which relationships it was matched
/// by: the same rows in the same order, with one more column at the end (see
/// is_evidence_column). Grouped rows carry the relationships of the whole group. Nothing where
/// that is not possible without changing the rows: the statement matches no relationship, writes,
/// cannot be parsed, removes duplicates by UNION or DISTINCT *.
[[nodiscard]] std::optional<std::string> with_evidence(std::string_view statement);

/// Whether a column was added by with_evidence().
[[nodiscard]] bool is_evidence_column(std::string_view name);

}  // namespace dingtu
