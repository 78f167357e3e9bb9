#pragma once

#include "storage/bytes.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// Appends numbers in groups of four: control bytes first, each with four 2-bit lengths less one,
/// then the bytes of the numbers, lowest first (Stream VByte, Lemire and others 2018, its portable
/// form). The number of numbers is not written.
void append_stream(std::string& out, std::span<const std::uint32_t> numbers);

/// Takes the number of entries of a page. Throws Error{Store} for one that no page has.
[[nodiscard]] std::size_t take_count(ByteReader& in);

/// Takes `count` numbers from the front of `bytes`. Throws Error{Store} if they are not all there.
void take_stream(std::string_view& bytes, std::size_t count, std::vector<std::uint32_t>& numbers);

}  // namespace dingtu
