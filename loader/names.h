#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// Bytes of the Chinese surname at the start of `text`, 0 if there is none (the longer of 欧阳 and
/// 欧 counts).
[[nodiscard]] std::size_t surname_at(std::string_view text);
/// Whether `text` as a whole is formed like a Chinese name: a surname and one or two characters.
[[nodiscard]] bool is_person_name(std::string_view text);
/// Whether a line holds nothing but such names, divided by spaces or 、.
[[nodiscard]] bool is_list_of_persons(std::string_view line);

}  // namespace dingtu
