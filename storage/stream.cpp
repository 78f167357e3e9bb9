#include "storage/stream.h"

#include <algorithm>
#include <array>

namespace dingtu {
namespace {

unsigned width_of(std::uint32_t number) {
    return 1U + (number > 0xFF) + (number > 0xFFFF) + (number > 0xFFFFFF);
}

// Bytes of the four numbers of a control byte.
constexpr std::array<std::uint8_t, 256> group_bytes = [] {
    std::array<std::uint8_t, 256> sizes{};
    for (unsigned control = 0; control < 256; ++control) {
        sizes[control] = static_cast<std::uint8_t>(4 + (control & 3) + (control >> 2 & 3) +
                                                   (control >> 4 & 3) + (control >> 6));
    }
    return sizes;
}();

std::uint32_t load(const char* at, unsigned width) {
    std::uint32_t number = 0;
    for (unsigned i = 0; i < width; ++i) {
        number |= std::uint32_t{static_cast<std::uint8_t>(at[i])} << (8 * i);
    }
    return number;
}

constexpr std::size_t most_entries = std::size_t{1} << 20;  // of a page that is to be believed

}  // namespace

std::size_t take_count(ByteReader& in) {
    const std::uint32_t count = in.u32();
    if (count == 0 || count > most_entries) {
        throw_damaged("a page with an impossible number of entries");
    }
    return count;
}

void append_stream(std::string& out, std::span<const std::uint32_t> numbers) {
    const std::size_t begin = out.size();
    const std::size_t controls = (numbers.size() + 3) / 4;
    out.resize(begin + controls + numbers.size() * 4);  // as long as it can get
    char* control = out.data() + begin;
    char* at = control + controls;
    std::fill(control, at, '\0');
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const unsigned width = width_of(numbers[i]);
        control[i / 4] = static_cast<char>(static_cast<std::uint8_t>(control[i / 4]) |
                                           (width - 1) << (2 * (i % 4)));
        for (unsigned byte = 0; byte < 4; ++byte) {
            at[byte] = static_cast<char>(numbers[i] >> (8 * byte));
        }
        at += width;
    }
    out.resize(static_cast<std::size_t>(at - out.data()));
}

void take_stream(std::string_view& bytes, std::size_t count, std::vector<std::uint32_t>& numbers) {
    const std::size_t controls = (count + 3) / 4;
    if (bytes.size() < controls) {
        throw_damaged("a page that ends too early");
    }
    std::size_t size = 0;
    for (const char control : bytes.substr(0, controls)) {
        size += group_bytes[static_cast<std::uint8_t>(control)];
    }
    size -= count % 4 == 0 ? 0 : 4 - count % 4;  // numbers that the last group does not have
    if (bytes.size() - controls < size) {
        throw_damaged("a page that ends too early");
    }
    numbers.resize(count);
    const char* at = bytes.data() + controls;
    for (std::size_t i = 0; i < count; ++i) {
        const unsigned control = static_cast<std::uint8_t>(bytes[i / 4]);
        const unsigned width = (control >> (2 * (i % 4)) & 3U) + 1;
        numbers[i] = load(at, width);
        at += width;
    }
    bytes.remove_prefix(static_cast<std::size_t>(at - bytes.data()));
}

}  // namespace dingtu
