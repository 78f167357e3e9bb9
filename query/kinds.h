#pragma once

#include "base/value.h"

#include <cstdint>
#include <initializer_list>

namespace dingtu {

/// A set of kinds: what an expression can be as far as its text tells. The semantic phase refuses
/// an argument whose set has nothing in common with what is accepted. Null is always accepted and
/// is a member only of what can be nothing but null.
class Kinds {
public:
    constexpr Kinds() = default;
    constexpr Kinds(Kind kind) : bits_(bit(kind)) {}  // NOLINT(google-explicit-constructor)
    constexpr Kinds(std::initializer_list<Kind> kinds) {
        for (Kind kind : kinds) {
            bits_ |= bit(kind);
        }
    }
    [[nodiscard]] static constexpr Kinds any() {
        Kinds all;
        all.bits_ = 0xFFFF;
        return all;
    }
    [[nodiscard]] static constexpr Kinds number() { return {Kind::Integer, Kind::Float}; }
    [[nodiscard]] static constexpr Kinds temporal() {
        return {Kind::Date,     Kind::Time,          Kind::LocalTime,
                Kind::DateTime, Kind::LocalDateTime, Kind::Duration};
    }

    [[nodiscard]] constexpr bool contains(Kind kind) const { return (bits_ & bit(kind)) != 0; }
    [[nodiscard]] constexpr bool is_any() const { return bits_ == 0xFFFF; }
    [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
    /// Whether a value of this set may be one of `accepted`; null always may.
    [[nodiscard]] constexpr bool fits(Kinds accepted) const {
        return (bits_ & (accepted.bits_ | bit(Kind::Null))) != 0;
    }
    friend constexpr Kinds operator|(Kinds a, Kinds b) {
        Kinds out;
        out.bits_ = static_cast<std::uint16_t>(a.bits_ | b.bits_);
        return out;
    }
    friend constexpr Kinds operator&(Kinds a, Kinds b) {
        Kinds out;
        out.bits_ = static_cast<std::uint16_t>(a.bits_ & b.bits_);
        return out;
    }
    friend constexpr bool operator==(Kinds, Kinds) = default;

private:
    [[nodiscard]] static constexpr std::uint16_t bit(Kind kind) {
        return static_cast<std::uint16_t>(1U << static_cast<unsigned>(kind));
    }
    std::uint16_t bits_ = 0;
};

}  // namespace dingtu
