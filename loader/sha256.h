#pragma once

#include <string>
#include <string_view>

namespace dingtu {

/// SHA-256 (FIPS 180-4) of some bytes, in lower-case hex.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace dingtu
