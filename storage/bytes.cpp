#include "storage/bytes.h"

#include "base/error.h"

#include <fmt/format.h>

namespace dingtu {

void throw_damaged(std::string_view what) {
    throw Error(Phase::Store, fmt::format("the store is damaged: {}", what))
        .hint("`dingtu check` says what is hit; `dingtu restore` brings a backup back");
}

void append_varint(std::string& out, std::uint64_t value) {
    while (value >= 0x80) {
        out.push_back(static_cast<char>(value | 0x80));
        value >>= 7;
    }
    out.push_back(static_cast<char>(value));
}

std::uint64_t ByteReader::varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const std::uint8_t byte = u8();
        value |= std::uint64_t{byte & 0x7FU} << shift;
        if (byte < 0x80) {
            return value;
        }
    }
    throw_damaged("a number of more than 64 bits");
}

}  // namespace dingtu
