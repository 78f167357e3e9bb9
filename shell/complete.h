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
    std::string insert;  ///< what can be put in at once; empty: nothing is certain yet
};

/// Completes the text before the cursor from what the store knows: names of entities inside quotes
/// and behind `.show`, of the label that the statement tells, also by alias and in pinyin; labels
/// and relationship types behind `:`, property keys behind `.`, else keywords, functions and the
/// names the statement has already. `dot_commands` come without dot.
[[nodiscard]] Completions complete(std::string_view before, const Snapshot& snapshot,
                                   const std::vector<std::string>& dot_commands,
                                   const std::vector<std::string>& parameters);

/// Fills in `insert` for what is `written`: the only candidate, or what all begin with if that is
/// more than is written.
void settle(Completions& found, std::string_view written);

/// The quote or bracket that is open at the end of `text`, or 0. Comments and quoted text are
/// passed over.
[[nodiscard]] char open_at_end(std::string_view text);

}  // namespace dingtu
