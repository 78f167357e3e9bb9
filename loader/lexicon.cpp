#include "loader/lexicon.h"

#include <algorithm>

namespace dingtu {

/// Lays the trie out in cells, breadth first.
class LiteralScanner::Builder {
public:
    Builder(const std::vector<std::string_view>& literals, std::vector<Cell>& cells)
        : cells_(cells) {
        entries_.reserve(literals.size());
        for (const std::string_view literal : literals) {
            const auto id = static_cast<std::uint32_t>(entries_.size());
            entries_.push_back({opening(literal), literal, id});
        }
        std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
            if (a.opening != b.opening) {
                return a.opening < b.opening;
            }
            return a.rest == b.rest ? a.id < b.id : a.rest < b.rest;
        });
    }

    void run() {
        cells_.assign(1, Cell{});
        cells_[0].owner = taken;
        std::vector<Branch> queue = {{0, 0, entries_.size()}};
        for (std::size_t head = 0; head < queue.size(); ++head) {
            place_children(queue[head], queue);
        }
    }

private:
    static constexpr std::int32_t taken = -2;  ///< of the root's cell, which is nobody's child

    struct Entry {
        std::uint64_t opening = 0;  ///< three characters, so that most comparisons are of numbers
        std::string_view rest;      ///< what the steps so far have left of the literal
        std::uint32_t id = 0;
    };
    /// Entries that share their first characters, which lead to `state`.
    struct Branch {
        std::int32_t state = 0;
        std::size_t first = 0;
        std::size_t last = 0;
    };

    [[nodiscard]] static std::uint64_t opening(std::string_view literal) {
        std::uint64_t key = 0;
        std::size_t at = 0;
        for (int i = 0; i < 3; ++i) {
            key = key << 21 | (at < literal.size() ? next_code_point(literal, at) : 0U);
        }
        return key;
    }

    void place_children(const Branch branch, std::vector<Branch>& queue) {
        codes_.clear();
        starts_.clear();
        for (std::size_t i = branch.first; i < branch.last; ++i) {
            Entry& entry = entries_[i];
            if (entry.rest.empty()) {
                std::uint32_t& literal = cells_[static_cast<std::size_t>(branch.state)].literal;
                literal = literal == no_literal && branch.state != 0 ? entry.id : literal;
                continue;
            }
            std::size_t width = 0;
            const std::int32_t code = code_of(next_code_point(entry.rest, width));
            entry.rest.remove_prefix(width);
            if (codes_.empty() || codes_.back() != code) {
                codes_.push_back(code);
                starts_.push_back(i);
            }
        }
        if (codes_.empty()) {
            return;
        }
        starts_.push_back(branch.last);
        const std::int32_t base = free_base();
        cells_[static_cast<std::size_t>(branch.state)].base = base;
        for (std::size_t i = 0; i < codes_.size(); ++i) {
            const std::int32_t child = base + codes_[i];
            cells_[static_cast<std::size_t>(child)].owner = branch.state;
            queue.push_back({child, starts_[i], starts_[i + 1]});
        }
    }

    /// The lowest base that leaves the cells of all codes free. Single children fill the holes from
    /// the first free cell on; families are tried from where the array is not crowded yet, which
    /// moves on, or the search would be quadratic.
    [[nodiscard]] std::int32_t free_base() {
        constexpr std::size_t many_tries = 32;
        const auto [low, high] = std::minmax_element(codes_.begin(), codes_.end());
        std::size_t& from = codes_.size() == 1 ? free_ : uncrowded_;
        skip_taken(from);
        std::size_t tries = 0;
        for (std::size_t cell = from;; ++cell) {
            const auto base = static_cast<std::int32_t>(cell) - *low;
            if (!fits(base)) {
                tries += is_free(cell) ? 1U : 0U;
                continue;
            }
            from = tries > many_tries ? cell : from;
            grow(base + *high);
            return base;
        }
    }

    [[nodiscard]] bool is_free(std::size_t cell) const {
        return cell >= cells_.size() || cells_[cell].owner == none;
    }

    void skip_taken(std::size_t& cell) const {
        while (!is_free(cell)) {
            ++cell;
        }
    }

    [[nodiscard]] bool fits(std::int32_t base) const {
        return std::all_of(codes_.begin(), codes_.end(), [&](std::int32_t code) {
            return is_free(static_cast<std::size_t>(base + code));
        });
    }

    void grow(std::int32_t last) {
        const std::size_t size = static_cast<std::size_t>(last) + 1;
        if (size > cells_.size()) {
            cells_.reserve(size > cells_.capacity() ? size * 2 : size);
            cells_.resize(size);
        }
    }

    std::vector<Cell>& cells_;
    std::vector<Entry> entries_;
    std::size_t free_ = 1;       ///< no cell before this one is free
    std::size_t uncrowded_ = 1;  ///< where families of children are tried first
    // Of the branch being placed: the codes of its children and where the entries of each begin.
    std::vector<std::int32_t> codes_;
    std::vector<std::size_t> starts_;
};

std::uint32_t LiteralScanner::add(std::string_view literal) {
    literals_.push_back(literal);
    return static_cast<std::uint32_t>(literals_.size() - 1);
}

void LiteralScanner::build() {
    Builder(literals_, cells_).run();
    cells_.shrink_to_fit();
    literals_ = {};
}

void LiteralScanner::scan(std::string_view text, std::vector<Hit>& out) const {
    const std::size_t first = out.size();
    const auto before = [](const Hit& a, const Hit& b) {
        return a.end != b.end ? a.end < b.end : a.begin < b.begin;
    };
    for (std::size_t at = 0; at < text.size();) {
        each_at(text, at, [&](std::uint32_t id, std::size_t end) { out.push_back({id, at, end}); });
        static_cast<void>(next_code_point(text, at));
    }
    // Nearly in order already: a hit is out of place only beside those that it overlaps.
    for (std::size_t i = first; i < out.size(); ++i) {
        const Hit hit = out[i];
        std::size_t place = i;
        for (; place > first && before(hit, out[place - 1]); --place) {
            out[place] = out[place - 1];
        }
        out[place] = hit;
    }
}

std::optional<std::uint32_t> LiteralScanner::find(std::string_view text) const {
    std::optional<std::uint32_t> found;
    each_at(text, 0, [&](std::uint32_t id, std::size_t end) {
        if (end == text.size()) {
            found = id;
        }
    });
    return found;
}

}  // namespace dingtu
