#include "loader/key_line.h"

#include "base/text.h"

namespace dingtu {

bool is_key_line(std::string_view line) {
    constexpr std::size_t longest_key = 12;  // characters
    constexpr std::string_view mark = "：";
    const std::size_t colon = line.find(mark);
    return colon != std::string_view::npos && colon > 0 &&
           length(line.substr(0, colon)) <= longest_key && colon + mark.size() < line.size() &&
           line.substr(0, colon).find("，") == std::string_view::npos;
}

}  // namespace dingtu
