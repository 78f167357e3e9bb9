#pragma once

#include "loader/document.h"

#include <string>
#include <string_view>

namespace dingtu {

/// Text of a plain file as UTF-8, with the way back to its bytes.
struct Decoded {
    std::string text;
    OffsetMap offsets;
};

/// Tells UTF-8 (with or without a byte order mark), UTF-16 (by its mark or by the pattern of its
/// zero bytes) and GB18030 apart, in this order. `name` stands for the file in messages. Throws
/// Error{Load}: empty, binary, none of these encodings.
[[nodiscard]] Decoded decode(const std::string& name, std::string_view bytes);

}  // namespace dingtu
