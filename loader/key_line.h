#pragma once

#include <string_view>

namespace dingtu {

/// 建设单位：…: whether a line is a short key with its value behind a colon.
[[nodiscard]] bool is_key_line(std::string_view line);

}  // namespace dingtu
