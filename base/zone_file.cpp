// TZif files, RFC 8536: a header, a block of 32-bit data for old readers, and from version 2 on a
// second header, the same in 64 bits, and a footer with the rule for the future.

#include "base/zone_file.h"

#include "base/error.h"

#include <algorithm>

namespace dingtu {

namespace {

[[noreturn]] void refuse(const char* why) {
    throw Error(Phase::Run, std::string("a time zone file is damaged: ") + why)
        .named("ArgumentError", "InvalidTimeZone");
}

/// Big-endian numbers, front to back.
class Bytes {
public:
    explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

    std::string_view take(std::size_t count) {
        if (count > bytes_.size()) {
            refuse("it ends too early");
        }
        std::string_view taken = bytes_.substr(0, count);
        bytes_.remove_prefix(count);
        return taken;
    }

    std::int64_t number(std::size_t width) {
        std::uint64_t value = 0;
        for (char byte : take(width)) {
            value = value << 8U | static_cast<unsigned char>(byte);
        }
        bool negative = width < 8 && (value >> (width * 8 - 1)) != 0;
        return static_cast<std::int64_t>(negative ? value | ~std::uint64_t{0} << (width * 8)
                                                  : value);
    }

    [[nodiscard]] std::string_view rest() const { return bytes_; }

private:
    std::string_view bytes_;
};

struct Header {
    char version = '\0';
    std::size_t utc_flags = 0;
    std::size_t standard_flags = 0;
    std::size_t leap_seconds = 0;
    std::size_t changes = 0;
    std::size_t types = 0;
    std::size_t name_bytes = 0;
};

Header read_header(Bytes& bytes) {
    if (bytes.take(4) != "TZif") {
        refuse("it does not begin with TZif");
    }
    Header header;
    header.version = bytes.take(1).front();
    bytes.take(15);
    auto count = [&bytes] { return static_cast<std::size_t>(bytes.number(4) & 0x7FFFFFFF); };
    header.utc_flags = count();
    header.standard_flags = count();
    header.leap_seconds = count();
    header.changes = count();
    header.types = count();
    header.name_bytes = count();
    return header;
}

std::size_t size_of_data(const Header& header, std::size_t width) {
    return header.changes * (width + 1) + header.types * 6 + header.name_bytes +
           header.leap_seconds * (width + 4) + header.standard_flags + header.utc_flags;
}

Zone read_data(Bytes& bytes, const Header& header, std::size_t width) {
    Zone zone;
    Bytes data(bytes.take(size_of_data(header, width)));
    for (std::size_t i = 0; i < header.changes; ++i) {
        zone.begins.push_back(data.number(width));
    }
    std::string_view type_of_change = data.take(header.changes);
    std::vector<std::int32_t> offset_of_type;
    for (std::size_t i = 0; i < header.types; ++i) {
        offset_of_type.push_back(static_cast<std::int32_t>(data.number(4)));
        data.take(2);
    }
    auto offset = [&offset_of_type](std::size_t type) {
        if (type >= offset_of_type.size()) {
            refuse("a change names an offset that is not there");
        }
        return offset_of_type[type];
    };
    zone.offsets.push_back(offset(0));
    for (char type : type_of_change) {
        zone.offsets.push_back(offset(static_cast<unsigned char>(type)));
    }
    if (!std::is_sorted(zone.begins.begin(), zone.begins.end())) {
        refuse("its changes are out of order");
    }
    return zone;
}

}  // namespace

Zone read_zone(std::string_view content) {
    Bytes bytes(content);
    Header header = read_header(bytes);
    if (header.version < '2') {
        return read_data(bytes, header, 4);
    }
    bytes.take(size_of_data(header, 4));
    header = read_header(bytes);
    Zone zone = read_data(bytes, header, 8);
    std::string_view footer = bytes.rest();
    if (footer.size() > 2 && footer.front() == '\n') {
        zone.rule = parse_zone_rule(footer.substr(1, footer.find('\n', 1) - 1));
    }
    return zone;
}

std::int32_t Zone::offset_at(std::int64_t utc_seconds) const {
    auto next = std::upper_bound(begins.begin(), begins.end(), utc_seconds);
    if (next == begins.end() && rule) {
        return offset_by_rule(*rule, utc_seconds);
    }
    return offsets[static_cast<std::size_t>(next - begins.begin())];
}

}  // namespace dingtu
