#pragma once

#include "storage/snapshot.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// What may stand in place of the bytes from `begin` to the cursor.
struct Completions {
    enum class Of { Text, FileNames };
    Of of = Of::Text;  ///< FileNames: the candidates are for the editor to find
    std::size_t begin = 0;
    std::vector<std::string> candidates;  ///< sorted, without repetition
};

/// Completes the text before the cursor from what the store knows: names of entities inside quotes
/// and behind `.show`, labels and relationship types behind `:`, property keys behind `.`, else
/// keywords, functions and the names the statement has already. `dot_commands` come without dot.
[[nodiscard]] Completions complete(std::string_view before, const Snapshot& snapshot,
                                   const std::vector<std::string>& dot_commands,
                                   const std::vector<std::string>& parameters);

/// The longest beginning that all candidates share, in whole characters.
[[nodiscard]] std::string common_prefix(const std::vector<std::string>& candidates);

/// The quote or bracket that is open at the end of `text`, or 0. Comments and quoted text are
/// passed over.
[[nodiscard]] char open_at_end(std::string_view text);

}  // namespace dingtu
