#pragma once

#include "base/text.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace dingtu {

/// A literal found in a text: pattern `id` at [begin, end).
struct Hit {
    std::uint32_t id = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Many literals, looked up at any place of a text: a trie over characters, in a double array (Aoe
/// 1989), so that a step costs one look at one cell whatever the number of literals.
class LiteralScanner {
public:
    /// Ids count up from 0 in the order added; an empty literal is never found, of two equal ones
    /// the first. The bytes must live until build().
    std::uint32_t add(std::string_view literal);
    void build();
    /// Appends all hits, overlapping ones too, in the order of their ends, longer first.
    void scan(std::string_view text, std::vector<Hit>& out) const;
    /// Calls take(id, end) for each literal that begins at byte `at`, shorter ones first.
    template <class Take>
    void each_at(std::string_view text, std::size_t at, Take take) const {
        std::int32_t state = 0;
        while (at < text.size()) {
            state = step(state, code_of(next_code_point(text, at)));
            if (state == none) {
                return;
            }
            if (const std::uint32_t id = cells_[static_cast<std::size_t>(state)].literal;
                id != no_literal) {
                take(id, at);
            }
        }
    }
    /// The id of the literal that is `text` from begin to end.
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text) const;

private:
    static constexpr std::int32_t none = -1;
    static constexpr std::uint32_t no_literal = UINT32_MAX;

    /// The child of state s by a character of code c is t = base of s + c, if the owner of t is s.
    struct Cell {
        std::int32_t base = 0;
        std::int32_t owner = none;
        std::uint32_t literal = no_literal;
    };
    class Builder;

    /// Code points with the Chinese characters first, so that the codes of most texts are small.
    [[nodiscard]] static std::int32_t code_of(char32_t c) {
        constexpr char32_t han = 0x4E00;
        constexpr char32_t han_end = 0xA000;
        if (c >= han && c < han_end) {
            return static_cast<std::int32_t>(c - han + 0x80);
        }
        return static_cast<std::int32_t>(c >= 0x80 && c < han ? c + (han_end - han) : c);
    }
    [[nodiscard]] std::int32_t step(std::int32_t state, std::int32_t code) const {
        const std::int32_t next = cells_[static_cast<std::size_t>(state)].base + code;
        const auto at = static_cast<std::size_t>(static_cast<std::uint32_t>(next));
        return at < cells_.size() && cells_[at].owner == state ? next : none;
    }

    std::vector<std::string_view> literals_;  ///< until build()
    std::vector<Cell> cells_ = std::vector<Cell>(1);
};

}  // namespace dingtu
