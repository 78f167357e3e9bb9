#pragma once

#include <string>

namespace dingtu {

/// The text as the user's editor ($VISUAL, $EDITOR, else vi) leaves it, without line breaks at its
/// end. Throws Error{Run} if the editor fails: the text is then as it was.
[[nodiscard]] std::string edit_text(const std::string& text);

}  // namespace dingtu
