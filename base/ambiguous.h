#pragma once

namespace dingtu {

/// Whether terminals differ about a character: one column or two (East Asian Width "ambiguous":
/// “ ” … — · ① ℃ and box-drawing lines). Combining marks and private characters are left out.
[[nodiscard]] bool is_ambiguous(char32_t character);

}  // namespace dingtu
