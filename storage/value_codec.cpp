#include "storage/value_codec.h"

#include "base/error.h"
#include "storage/bytes.h"

#include <bit>
#include <cmath>

#include <fmt/format.h>

namespace dingtu {
namespace {

// Never reorder these values: they are on disk.
enum class Tag : std::uint8_t {
    Null = 0,  // only inside lists
    False = 1,
    True = 2,
    Integer = 3,
    Float = 4,
    String = 5,
    Date = 6,
    LocalTime = 7,
    Time = 8,
    LocalDateTime = 9,
    DateTime = 10,
    Duration = 11,
    List = 12
};

// The order of the language between kinds is not kept here: no range reaches over two kinds.
enum class OrderedTag : std::uint8_t {
    Boolean = 1,
    Number = 2,
    Date = 3,
    LocalDateTime = 4,
    LocalTime = 5,
    String = 6
};

constexpr unsigned deepest_list = 64;
constexpr std::size_t text_cut = 64;  // names are shorter; longer texts are rarely looked up
constexpr std::int64_t exact_in_double = std::int64_t{1} << 53;

void append_tag(std::string& out, Tag tag) {
    append_u8(out, static_cast<std::uint8_t>(tag));
}
void append_signed(std::string& out, std::int64_t value) {
    append_varint(out, zigzag(value));
}

[[noreturn]] void refuse(const Value& value) {
    throw Error(Phase::Run, fmt::format("a property cannot hold a value of the kind {}",
                                        kind_name(value.kind())))
        .named("TypeError", "InvalidPropertyType");
}

void append_at_depth(std::string& out, const Value& value, unsigned depth);

void append_list(std::string& out, const Value& value, unsigned depth) {
    if (depth == deepest_list) {
        throw Error(Phase::Run, fmt::format("a property cannot hold lists nested more than {} deep",
                                            deepest_list))
            .named("TypeError", "InvalidPropertyType");
    }
    const List& list = value.as_list();
    append_varint(out, list.size());
    std::string element;
    for (const Value& member : list) {
        element.clear();
        append_at_depth(element, member, depth + 1);
        append_varint(out, element.size());
        out += element;
    }
}

void append_temporal(std::string& out, const Value& value) {
    if (value.is(Kind::Date)) {
        append_tag(out, Tag::Date);
        append_signed(out, value.as_date().days);
    } else if (value.is(Kind::LocalTime)) {
        append_tag(out, Tag::LocalTime);
        append_signed(out, value.as_local_time().nanos);
    } else if (value.is(Kind::Time)) {
        append_tag(out, Tag::Time);
        append_signed(out, value.as_time().nanos);
        append_signed(out, value.as_time().offset_seconds);
    } else if (value.is(Kind::LocalDateTime)) {
        append_tag(out, Tag::LocalDateTime);
        append_signed(out, value.as_local_date_time().days);
        append_signed(out, value.as_local_date_time().nanos);
    } else if (value.is(Kind::DateTime)) {
        const DateTime& time = value.as_date_time();
        append_tag(out, Tag::DateTime);
        append_signed(out, time.days);
        append_signed(out, time.nanos);
        append_signed(out, time.offset_seconds);
        out += time.zone;
    } else {
        const Duration& duration = value.as_duration();
        append_tag(out, Tag::Duration);
        append_signed(out, duration.months);
        append_signed(out, duration.days);
        append_signed(out, duration.seconds);
        append_signed(out, duration.nanos);
    }
}

void append_at_depth(std::string& out, const Value& value, unsigned depth) {
    switch (value.kind()) {
        case Kind::Null:
            if (depth == 0) {
                refuse(value);
            }
            append_tag(out, Tag::Null);
            return;
        case Kind::Boolean: append_tag(out, value.as_boolean() ? Tag::True : Tag::False); return;
        case Kind::Integer:
            append_tag(out, Tag::Integer);
            append_signed(out, value.as_integer());
            return;
        case Kind::Float:
            append_tag(out, Tag::Float);
            append_u64(out, std::bit_cast<std::uint64_t>(value.as_float()));
            return;
        case Kind::String:
            append_tag(out, Tag::String);
            out += value.as_string();
            return;
        case Kind::List:
            append_tag(out, Tag::List);
            append_list(out, value, depth);
            return;
        case Kind::Date:
        case Kind::LocalTime:
        case Kind::Time:
        case Kind::LocalDateTime:
        case Kind::DateTime:
        case Kind::Duration: append_temporal(out, value); return;
        case Kind::Map:
        case Kind::Node:
        case Kind::Relationship:
        case Kind::Path: refuse(value);
    }
}

Value decode_at_depth(ByteReader& in, unsigned depth);

Value decode_list(ByteReader& in, unsigned depth) {
    if (depth == deepest_list) {
        throw_damaged("a list nested too deep");
    }
    List list;
    for (std::uint64_t left = in.varint(); left > 0; --left) {
        ByteReader element(in.take(in.varint()));
        list.push_back(decode_at_depth(element, depth + 1));
    }
    return list;
}

Value decode_zoned(ByteReader& in) {
    DateTime time;
    time.days = in.signed_varint();
    time.nanos = in.signed_varint();
    time.offset_seconds = static_cast<std::int32_t>(in.signed_varint());
    time.zone = in.rest();
    return time;
}

Value decode_time(ByteReader& in) {
    const std::int64_t nanos = in.signed_varint();
    return Time{nanos, static_cast<std::int32_t>(in.signed_varint())};
}

Value decode_local_date_time(ByteReader& in) {
    const std::int64_t days = in.signed_varint();
    return LocalDateTime{days, in.signed_varint()};
}

Value decode_duration(ByteReader& in) {
    Duration duration;
    duration.months = in.signed_varint();
    duration.days = in.signed_varint();
    duration.seconds = in.signed_varint();
    duration.nanos = in.signed_varint();
    return duration;
}

Value decode_tagged(ByteReader& in, unsigned depth) {
    switch (const std::uint8_t tag = in.u8(); static_cast<Tag>(tag)) {
        case Tag::Null: return {};
        case Tag::False: return false;
        case Tag::True: return true;
        case Tag::Integer: return in.signed_varint();
        case Tag::Float: return std::bit_cast<double>(in.u64());
        case Tag::String: return in.rest();
        case Tag::Date: return Date{in.signed_varint()};
        case Tag::LocalTime: return LocalTime{in.signed_varint()};
        case Tag::Time: return decode_time(in);
        case Tag::LocalDateTime: return decode_local_date_time(in);
        case Tag::DateTime: return decode_zoned(in);
        case Tag::Duration: return decode_duration(in);
        case Tag::List: return decode_list(in, depth);
    }
    throw_damaged("a value of an unknown kind");
}

Value decode_at_depth(ByteReader& in, unsigned depth) {
    Value value = decode_tagged(in, depth);
    if (!in.done()) {
        throw_damaged("a value with bytes behind its end");
    }
    return value;
}

// The image of a double: as unsigned integers these order as the numbers do. -0.0 is 0.0, and all
// NaN are one, behind infinity.
std::uint64_t ordered_image(double value) {
    constexpr std::uint64_t sign = std::uint64_t{1} << 63;
    if (std::isnan(value)) {
        return ~std::uint64_t{0};
    }
    const auto bits = std::bit_cast<std::uint64_t>(value == 0.0 ? 0.0 : value);
    return (bits & sign) != 0 ? ~bits : bits | sign;
}

void append_ordered_signed(std::string& out, std::int64_t value) {
    append_u64(out, static_cast<std::uint64_t>(value) ^ std::uint64_t{1} << 63);
}

void append_ordered_tag(std::string& out, OrderedTag tag) {
    append_u8(out, static_cast<std::uint8_t>(tag));
}

// FNV-1a, 64 bits: fixed by the format, so written out here.
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const char byte : text) {
        hash = (hash ^ static_cast<std::uint8_t>(byte)) * 0x100000001B3;
    }
    return hash;
}

void append_escaped(std::string& out, std::string_view text) {
    for (const char byte : text) {
        out.push_back(byte);
        if (byte == '\0') {
            out.push_back('\xFF');
        }
    }
}

}  // namespace

void append_value(std::string& out, const Value& value) {
    append_at_depth(out, value, 0);
}

std::string encode_value(const Value& value) {
    std::string out;
    append_value(out, value);
    return out;
}

Value decode_value(std::string_view bytes) {
    ByteReader in(bytes);
    return decode_at_depth(in, 0);
}

bool has_ordered_form(const Value& value) {
    switch (value.kind()) {
        case Kind::Boolean:
        case Kind::Integer:
        case Kind::Float:
        case Kind::String:
        case Kind::Date:
        case Kind::LocalTime:
        case Kind::LocalDateTime: return true;
        case Kind::Map:
        case Kind::Node:
        case Kind::Relationship:
        case Kind::List:
        case Kind::Path:
        case Kind::DateTime:
        case Kind::Time:
        case Kind::Duration:
        case Kind::Null: return false;
    }
    return false;
}

void append_ordered(std::string& out, const Value& value) {
    if (value.is(Kind::Boolean)) {
        append_ordered_tag(out, OrderedTag::Boolean);
        append_u8(out, value.as_boolean() ? 1 : 0);
    } else if (value.is_number()) {
        append_ordered_tag(out, OrderedTag::Number);
        append_u64(out, ordered_image(value.as_number()));
        if (value.is(Kind::Integer) &&
            (value.as_integer() > exact_in_double || value.as_integer() < -exact_in_double)) {
            append_ordered_signed(out, value.as_integer());
        }
    } else if (value.is(Kind::Date)) {
        append_ordered_tag(out, OrderedTag::Date);
        append_ordered_signed(out, value.as_date().days);
    } else if (value.is(Kind::LocalDateTime)) {
        append_ordered_tag(out, OrderedTag::LocalDateTime);
        append_ordered_signed(out, value.as_local_date_time().days);
        append_ordered_signed(out, value.as_local_date_time().nanos);
    } else if (value.is(Kind::LocalTime)) {
        append_ordered_tag(out, OrderedTag::LocalTime);
        append_ordered_signed(out, value.as_local_time().nanos);
    } else {
        invariant(value.is(Kind::String), "only kinds with an ordered form are asked for it");
        append_ordered_string(out, value.as_string());
    }
}

void append_ordered_string(std::string& out, std::string_view text) {
    append_ordered_tag(out, OrderedTag::String);
    append_ordered_text(out, text);
}

bool ordered_form_is_exact(const Value& value) {
    if (value.is(Kind::String)) {
        return value.as_string().size() <= text_cut;
    }
    return !value.is_number() || std::abs(value.as_number()) < exact_in_double;
}

std::string equality_prefix(const Value& value) {
    std::string out;
    append_ordered(out, value);
    if (value.is_number()) {
        out.resize(9);  // an integer beyond 2^53 may equal a float
    }
    return out;
}

void append_ordered_text(std::string& out, std::string_view text) {
    append_escaped(out, text.substr(0, text_cut));
    out.push_back('\0');
    if (text.size() <= text_cut) {
        out.push_back('\0');
    } else {
        out.push_back('\1');
        append_u64(out, hash_of(text));
    }
}

std::string ordered_text_prefix(std::string_view text) {
    std::string out;
    append_escaped(out, text.substr(0, text_cut));
    return out;
}

}  // namespace dingtu
