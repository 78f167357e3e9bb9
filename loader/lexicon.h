#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// A literal found in a text: pattern `id` at [begin, end).
struct Hit {
    std::uint32_t id = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// All occurrences of many literals in one pass (Aho and Corasick 1975), over bytes.
class LiteralScanner {
public:
    /// Ids count up from 0 in the order added; an empty literal is never found.
    std::uint32_t add(std::string_view literal);
    void build();
    /// Appends all hits, overlapping ones too, in the order of their ends, longer first.
    void scan(std::string_view text, std::vector<Hit>& out) const;

    [[nodiscard]] const std::string& literal(std::uint32_t id) const { return literals_[id]; }

private:
    /// Literals that share their first bytes, which lead to `state`.
    struct Branch {
        std::int32_t state = 0;
        std::size_t first = 0;
        std::size_t last = 0;
        std::size_t depth = 0;
    };
    void grow(std::size_t size);
    [[nodiscard]] std::int32_t free_base(const std::vector<unsigned char>& bytes);
    void link_failures(const std::vector<Branch>& breadth_first);
    [[nodiscard]] std::int32_t step(std::int32_t state, unsigned char byte) const;
    [[nodiscard]] std::int32_t next_state(std::int32_t state, unsigned char byte) const;

    std::vector<std::string> literals_;
    std::size_t first_free_ = 1;
    // A double-array trie (Aoe 1989): the child of state s by byte c is t = base_[s] + c, if
    // check_[t] == s. Fail links lead to the longest proper suffix that is a state.
    std::vector<std::int32_t> base_;
    std::vector<std::int32_t> check_;
    std::vector<std::int32_t> fail_;
    std::vector<std::int32_t> found_;   ///< literal that ends here, or -1
    std::vector<std::int32_t> output_;  ///< nearest state along the fail links with a literal
};

}  // namespace dingtu
