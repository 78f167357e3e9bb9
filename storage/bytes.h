#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dingtu {

/// Throws Error{Store}: `what` was read and is not what the format allows.
[[noreturn]] void throw_damaged(std::string_view what);

/// Appends the lowest `width` bytes of `value`, the most significant first, as all keys have them.
inline void append_big_endian(std::string& out, std::uint64_t value, std::size_t width) {
    for (std::size_t i = width; i-- > 0;) {
        out.push_back(static_cast<char>(value >> (8 * i)));
    }
}
inline void append_u8(std::string& out, std::uint8_t value) {
    out.push_back(static_cast<char>(value));
}
inline void append_u32(std::string& out, std::uint32_t value) {
    append_big_endian(out, value, 4);
}
inline void append_u64(std::string& out, std::uint64_t value) {
    append_big_endian(out, value, 8);
}
/// Seven bits a byte, the lowest first, the high bit says that more follow.
void append_varint(std::string& out, std::uint64_t value);

/// Small magnitudes of either sign as small numbers: 0, -1, 1, -2, ... become 0, 1, 2, 3, ...
[[nodiscard]] constexpr std::uint64_t zigzag(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
[[nodiscard]] constexpr std::int64_t unzigzag(std::uint64_t value) {
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

/// Takes bytes from the front of a view. Throws Error{Store} where they end too early.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

    [[nodiscard]] std::uint64_t big_endian(std::size_t width) {
        std::uint64_t value = 0;
        for (const char byte : take(width)) {
            value = value << 8 | static_cast<std::uint8_t>(byte);
        }
        return value;
    }
    [[nodiscard]] std::uint8_t u8() { return static_cast<std::uint8_t>(take(1)[0]); }
    [[nodiscard]] std::uint32_t u32() { return static_cast<std::uint32_t>(big_endian(4)); }
    [[nodiscard]] std::uint64_t u40() { return big_endian(5); }
    [[nodiscard]] std::uint64_t u64() { return big_endian(8); }
    [[nodiscard]] std::uint64_t varint();
    [[nodiscard]] std::int64_t signed_varint() { return unzigzag(varint()); }
    [[nodiscard]] std::string_view take(std::size_t count) {
        if (bytes_.size() < count) {
            throw_damaged("an entry that ends too early");
        }
        const std::string_view taken = bytes_.substr(0, count);
        bytes_.remove_prefix(count);
        return taken;
    }
    [[nodiscard]] std::string_view rest() { return take(bytes_.size()); }
    [[nodiscard]] bool done() const { return bytes_.empty(); }

private:
    std::string_view bytes_;
};

/// A key of a known small size, built without allocating.
class ShortKey {
public:
    ShortKey& u8(std::uint8_t value) { return put(value, 1); }
    ShortKey& u32(std::uint32_t value) { return put(value, 4); }
    ShortKey& u40(std::uint64_t value) { return put(value, 5); }
    operator std::string_view() const {  // NOLINT(google-explicit-constructor): it is its bytes
        return {bytes_.data(), size_};
    }

private:
    ShortKey& put(std::uint64_t value, std::size_t width) {
        for (std::size_t i = width; i-- > 0;) {
            bytes_[size_++] = static_cast<char>(value >> (8 * i));
        }
        return *this;
    }

    std::array<char, 24> bytes_;  // the longest is that of a statement, 20; filled up to size_
    std::size_t size_ = 0;
};

}  // namespace dingtu
