#pragma once

#include "base/value.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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

/// A property's value as encode_value writes it, by its owner.
struct ColumnEntry {
    std::uint64_t id = 0;
    std::string value;
};
/// Ascending by id; the page's key names the first.
[[nodiscard]] std::string encode_column(std::span<const ColumnEntry> entries);
/// All values of the page with their owners.
void decode_column(std::uint64_t first_id, std::string_view page,
                   std::vector<std::pair<std::uint64_t, Value>>& values);
/// The value of one owner.
[[nodiscard]] std::optional<Value> find_in_column(std::uint64_t first_id, std::string_view page,
                                                  std::uint64_t id);

}  // namespace dingtu
