#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

// Pages: some two thousand entries of one relation or column in one key. docs/format.md draws them.

/// Entries in a full page: more make random reads dear, fewer make keys and opening dear.
inline constexpr std::size_t page_size = 2048;

/// A relationship as one of its sides sees it.
struct Link {
    std::uint32_t subject = 0;
    std::uint32_t other = 0;
    std::uint32_t serial = 0;
    friend auto operator<=>(const Link&, const Link&) = default;
};
/// `links` ascend and are not empty; the page's key names the first.
[[nodiscard]] std::string encode_links(std::span<const Link> links);
/// Throws Error{Store}, as all that decode here.
void decode_links(std::uint64_t first_subject, std::string_view page, std::vector<Link>& links);

/// The ends of a relationship by its serial number.
struct EndsEntry {
    std::uint32_t serial = 0;
    std::uint32_t start = 0;
    std::uint32_t end = 0;
};
/// Ascending by serial number; the page's key names the first.
[[nodiscard]] std::string encode_ends(std::span<const EndsEntry> entries);
void decode_ends_page(std::uint64_t first_serial, std::string_view page,
                      std::vector<EndsEntry>& entries);

}  // namespace dingtu
