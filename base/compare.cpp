// Equality, comparison and order of values: openCypher 9, "Equality and comparability" and
// "Orderability and equivalence" (CIP2016-06-14).

#include "base/value.h"

#include <bit>
#include <cmath>
#include <functional>

namespace dingtu {

Ternary ternary_not(Ternary a) {
    return a == Ternary::Unknown ? a : a == Ternary::True ? Ternary::False : Ternary::True;
}

Ternary ternary_and(Ternary a, Ternary b) {
    if (a == Ternary::False || b == Ternary::False) {
        return Ternary::False;
    }
    return a == Ternary::Unknown || b == Ternary::Unknown ? Ternary::Unknown : Ternary::True;
}

Ternary ternary_or(Ternary a, Ternary b) {
    return ternary_not(ternary_and(ternary_not(a), ternary_not(b)));
}

Ternary ternary_xor(Ternary a, Ternary b) {
    if (a == Ternary::Unknown || b == Ternary::Unknown) {
        return Ternary::Unknown;
    }
    return a == b ? Ternary::False : Ternary::True;
}

Value to_value(Ternary a) {
    return a == Ternary::Unknown ? Value() : Value(a == Ternary::True);
}

namespace {

Ternary ternary(bool a) {
    return a ? Ternary::True : Ternary::False;
}

constexpr double two_to_63 = 9223372036854775808.0;
constexpr std::int64_t nanos_per_second = 1'000'000'000;
constexpr std::int64_t nanos_per_day = 86'400 * nanos_per_second;

/// An integer against a float, exactly; the float is no NaN.
std::weak_ordering compare_mixed(std::int64_t a, double b) {
    if (b >= two_to_63) {
        return std::weak_ordering::less;
    }
    if (b < -two_to_63) {
        return std::weak_ordering::greater;
    }
    double whole = std::trunc(b);
    auto b_whole = static_cast<std::int64_t>(whole);
    if (a != b_whole) {
        return a < b_whole ? std::weak_ordering::less : std::weak_ordering::greater;
    }
    return whole == b  ? std::weak_ordering::equivalent
           : whole < b ? std::weak_ordering::less
                       : std::weak_ordering::greater;
}

std::weak_ordering reversed(std::weak_ordering a) {
    return 0 <=> a;
}

std::weak_ordering compare_floats(double a, double b) {
    if (std::isnan(a) || std::isnan(b)) {  // NaN is the largest number in ORDER BY
        return std::isnan(a) <=> std::isnan(b);
    }
    return a < b   ? std::weak_ordering::less
           : a > b ? std::weak_ordering::greater
                   : std::weak_ordering::equivalent;
}

std::weak_ordering compare_numbers(const Value& a, const Value& b) {
    if (a.is(Kind::Integer) && b.is(Kind::Integer)) {
        return a.as_integer() <=> b.as_integer();
    }
    if (a.is(Kind::Float) && b.is(Kind::Float)) {
        return compare_floats(a.as_float(), b.as_float());
    }
    if (a.is(Kind::Float)) {
        return reversed(compare_numbers(b, a));
    }
    return std::isnan(b.as_float()) ? std::weak_ordering::less
                                    : compare_mixed(a.as_integer(), b.as_float());
}

/// Instants first; equal instants by what is written.
std::weak_ordering compare_instants(std::int64_t a_days, std::int64_t a_nanos, std::int64_t b_days,
                                    std::int64_t b_nanos) {
    auto settle = [](std::int64_t days, std::int64_t nanos) {
        std::int64_t carry = nanos < 0 ? -1 : nanos >= nanos_per_day ? 1 : 0;
        return std::pair(days + carry, nanos - carry * nanos_per_day);
    };
    return settle(a_days, a_nanos) <=> settle(b_days, b_nanos);
}

std::weak_ordering compare_times(const Time& a, const Time& b) {
    auto utc = [](const Time& t) { return t.nanos - t.offset_seconds * nanos_per_second; };
    if (auto c = utc(a) <=> utc(b); c != 0) {
        return c;
    }
    return a.offset_seconds <=> b.offset_seconds;
}

std::weak_ordering compare_date_times(const DateTime& a, const DateTime& b) {
    auto c = compare_instants(a.days, a.nanos - a.offset_seconds * nanos_per_second, b.days,
                              b.nanos - b.offset_seconds * nanos_per_second);
    if (c != 0) {
        return c;
    }
    if (c = a.offset_seconds <=> b.offset_seconds; c != 0) {
        return c;
    }
    return a.zone <=> b.zone;
}

/// By length: a month is 30.436875 days (the Gregorian mean).
std::weak_ordering compare_durations(const Duration& a, const Duration& b) {
    auto seconds = [](const Duration& d) {
        return static_cast<long double>(d.months) * 2629746.0L +
               static_cast<long double>(d.days) * 86400.0L + static_cast<long double>(d.seconds) +
               static_cast<long double>(d.nanos) * 1e-9L;
    };
    long double x = seconds(a);
    long double y = seconds(b);
    if (x != y) {
        return x < y ? std::weak_ordering::less : std::weak_ordering::greater;
    }
    return std::tie(a.months, a.days, a.seconds, a.nanos) <=>
           std::tie(b.months, b.days, b.seconds, b.nanos);
}

std::weak_ordering compare_lists(const List& a, const List& b) {
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        if (auto c = order(a[i], b[i]); c != 0) {
            return c;
        }
    }
    return a.size() <=> b.size();
}

std::weak_ordering compare_maps(const Map& a, const Map& b) {
    auto i = a.begin();
    auto j = b.begin();
    for (; i != a.end() && j != b.end(); ++i, ++j) {
        if (auto c = i->first <=> j->first; c != 0) {
            return c;
        }
        if (auto c = order(i->second, j->second); c != 0) {
            return c;
        }
    }
    return a.size() <=> b.size();
}

std::weak_ordering compare_paths(const Path& a, const Path& b) {
    for (std::size_t i = 0; i < a.nodes.size() && i < b.nodes.size(); ++i) {
        if (auto c = order(a.nodes[i], b.nodes[i]); c != 0) {
            return c;
        }
        if (i < a.relationships.size() && i < b.relationships.size()) {
            if (auto c = order(a.relationships[i], b.relationships[i]); c != 0) {
                return c;
            }
        }
    }
    return a.nodes.size() <=> b.nodes.size();
}

std::weak_ordering compare_same_kind(const Value& a, const Value& b) {
    switch (a.kind()) {
        case Kind::Map: return compare_maps(a.as_map(), b.as_map());
        case Kind::Node: return a.as_node_id() <=> b.as_node_id();
        case Kind::Relationship: return a.as_relationship_id() <=> b.as_relationship_id();
        case Kind::List: return compare_lists(a.as_list(), b.as_list());
        case Kind::Path: return compare_paths(a.as_path(), b.as_path());
        case Kind::DateTime: return compare_date_times(a.as_date_time(), b.as_date_time());
        case Kind::LocalDateTime: return a.as_local_date_time() <=> b.as_local_date_time();
        case Kind::Date: return a.as_date() <=> b.as_date();
        case Kind::Time: return compare_times(a.as_time(), b.as_time());
        case Kind::LocalTime: return a.as_local_time() <=> b.as_local_time();
        case Kind::Duration: return compare_durations(a.as_duration(), b.as_duration());
        case Kind::String: return a.as_string() <=> b.as_string();
        case Kind::Boolean: return a.as_boolean() <=> b.as_boolean();
        case Kind::Integer:
        case Kind::Float: return compare_numbers(a, b);
        case Kind::Null: return std::weak_ordering::equivalent;
    }
    return std::weak_ordering::equivalent;
}

Ternary equal_lists(const List& a, const List& b) {
    if (a.size() != b.size()) {
        return Ternary::False;
    }
    Ternary all = Ternary::True;
    for (std::size_t i = 0; i < a.size() && all != Ternary::False; ++i) {
        all = ternary_and(all, equal(a[i], b[i]));
    }
    return all;
}

Ternary equal_maps(const Map& a, const Map& b) {
    if (a.size() != b.size()) {
        return Ternary::False;
    }
    Ternary all = Ternary::True;
    for (auto i = a.begin(), j = b.begin(); i != a.end(); ++i, ++j) {
        if (i->first != j->first) {
            return Ternary::False;
        }
        all = ternary_and(all, equal(i->second, j->second));
    }
    return all;
}

bool same_kind(const Value& a, const Value& b) {
    return a.kind() == b.kind() || (a.is_number() && b.is_number());
}

bool is_nan(const Value& a) {
    return a.is(Kind::Float) && std::isnan(a.as_float());
}

/// Kinds whose values `<` compares; the others are only ordered by ORDER BY.
bool comparable(Kind kind) {
    switch (kind) {
        case Kind::Boolean:
        case Kind::Integer:
        case Kind::Float:
        case Kind::String:
        case Kind::List:
        case Kind::DateTime:
        case Kind::LocalDateTime:
        case Kind::Date:
        case Kind::Time:
        case Kind::LocalTime: return true;
        case Kind::Map:
        case Kind::Node:
        case Kind::Relationship:
        case Kind::Path:
        case Kind::Duration:
        case Kind::Null: return false;
    }
    return false;
}

/// Lists compare element by element; a pair that cannot be compared makes the whole unknown.
/// `when_equal` is the answer for equal lists: false for `<`, true for `<=`.
Ternary less_lists(const List& a, const List& b, bool when_equal) {
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        Ternary same = equal(a[i], b[i]);
        if (same == Ternary::Unknown) {
            return Ternary::Unknown;
        }
        if (same == Ternary::False) {
            return less(a[i], b[i]);
        }
    }
    return ternary(a.size() < b.size() || (when_equal && a.size() == b.size()));
}

Ternary compare_less(const Value& a, const Value& b, bool when_equal) {
    if (!same_kind(a, b) || !comparable(a.kind())) {
        return Ternary::Unknown;
    }
    if (is_nan(a) || is_nan(b)) {
        return Ternary::False;
    }
    if (a.is(Kind::List)) {
        return less_lists(a.as_list(), b.as_list(), when_equal);
    }
    auto c = compare_same_kind(a, b);
    return ternary(c < 0 || (when_equal && c == 0));
}

std::size_t mix(std::size_t seed, std::size_t next) {
    return seed ^ (next + 0x9E3779B97F4A7C15ULL + (seed << 6U) + (seed >> 2U));
}

std::size_t hash_number(const Value& value) {
    if (value.is(Kind::Integer)) {
        return std::hash<std::int64_t>{}(value.as_integer());
    }
    double number = value.as_float();
    bool whole = number >= -two_to_63 && number < two_to_63 && std::trunc(number) == number;
    if (whole) {
        return std::hash<std::int64_t>{}(static_cast<std::int64_t>(number));
    }
    return std::isnan(number) ? 0x7FF8 : std::hash<double>{}(number);
}

std::size_t hash_all(const List& values, std::size_t seed) {
    for (const Value& value : values) {
        seed = mix(seed, hash(value));
    }
    return seed;
}

std::size_t hash_map(const Map& map) {
    std::size_t seed = map.size();
    for (const auto& [key, value] : map) {
        seed = mix(mix(seed, std::hash<std::string>{}(key)), hash(value));
    }
    return seed;
}

}  // namespace

Ternary equal(const Value& a, const Value& b) {
    if (a.is_null() || b.is_null()) {
        return Ternary::Unknown;
    }
    if (!same_kind(a, b)) {
        return Ternary::False;
    }
    if (a.is(Kind::List)) {
        return equal_lists(a.as_list(), b.as_list());
    }
    if (a.is(Kind::Map)) {
        return equal_maps(a.as_map(), b.as_map());
    }
    if (is_nan(a) || is_nan(b)) {
        return Ternary::False;
    }
    return ternary(compare_same_kind(a, b) == 0);
}

Ternary less(const Value& a, const Value& b) {
    return compare_less(a, b, false);
}

Ternary less_or_equal(const Value& a, const Value& b) {
    return compare_less(a, b, true);
}

bool equivalent(const Value& a, const Value& b) {
    return same_kind(a, b) && compare_same_kind(a, b) == 0;
}

std::weak_ordering order(const Value& a, const Value& b) {
    if (same_kind(a, b)) {
        return compare_same_kind(a, b);
    }
    return a.kind() <=> b.kind();
}

std::size_t hash(const Value& value) {
    auto kind = static_cast<std::size_t>(value.kind());
    switch (value.kind()) {
        case Kind::Null: return 0x6E756C6C;
        case Kind::Integer:
        case Kind::Float: return hash_number(value);
        case Kind::Boolean: return value.as_boolean() ? 0x74 : 0x66;
        case Kind::String: return std::hash<std::string>{}(value.as_string());
        case Kind::Node: return mix(kind, value.as_node_id().value);
        case Kind::Relationship: return mix(kind, value.as_relationship_id().value);
        case Kind::List: return hash_all(value.as_list(), kind);
        case Kind::Map: return hash_map(value.as_map());
        case Kind::Path:
            return hash_all(value.as_path().relationships, hash_all(value.as_path().nodes, kind));
        case Kind::DateTime:
        case Kind::LocalDateTime:
        case Kind::Date:
        case Kind::Time:
        case Kind::LocalTime:
        case Kind::Duration: return mix(kind, std::hash<std::string>{}(to_text(value)));
    }
    return 0;
}

}  // namespace dingtu
