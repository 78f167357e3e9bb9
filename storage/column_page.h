#pragma once

#include "base/value.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dingtu {

/// A property's value as encode_value writes it, by its owner. The bytes are borrowed.
struct ColumnEntry {
    std::uint64_t id = 0;
    std::string_view value;
};
/// Ascending by id; the page's key names the first.
[[nodiscard]] std::string encode_column(std::span<const ColumnEntry> entries);

/// Values that will make a page, in one piece of memory. Their ids ascend.
class ColumnBuffer {
public:
    void add(std::uint64_t id, const Value& value);
    /// As add() of a string.
    void add_text(std::uint64_t id, std::string_view text);
    [[nodiscard]] std::size_t size() const { return places_.size(); }
    [[nodiscard]] bool empty() const { return places_.empty(); }
    [[nodiscard]] std::uint64_t first_id() const { return places_.front().id; }
    /// The page; the buffer is empty afterwards.
    [[nodiscard]] std::string take_page();

private:
    struct Place {
        std::uint64_t id = 0;
        std::size_t end = 0;  // of its bytes, which begin where those of the one before end
    };
    std::vector<Place> places_;
    std::string bytes_;
};

/// All values of the page with their owners.
void decode_column(std::uint64_t first_id, std::string_view page,
                   std::vector<std::pair<std::uint64_t, Value>>& values);
/// Calls back with the ordered form of every value of the page that has one.
void for_each_ordered(std::uint64_t first_id, std::string_view page,
                      const std::function<void(std::uint64_t id, std::string_view form)>& use);
/// The value of one owner.
[[nodiscard]] std::optional<Value> find_in_column(std::uint64_t first_id, std::string_view page,
                                                  std::uint64_t id);

}  // namespace dingtu
