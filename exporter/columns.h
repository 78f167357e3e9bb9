#pragma once

#include "base/graph.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace dingtu {

/// What the values of one property key have been so far, for formats whose columns have one type.
class ColumnShape {
public:
    void note(const Value& value);

    /// The kind if all values were of one.
    [[nodiscard]] std::optional<Kind> only_kind() const { return single(kinds_); }
    /// Whether all values were integers and floats, and both occurred.
    [[nodiscard]] bool mixed_numbers() const {
        return kinds_ == (bit(Kind::Integer) | bit(Kind::Float));
    }
    /// The kind of the items if all values were lists, and all their items of one kind that is no
    /// list, map or null. Lists without items have no say; String if there were no items at all.
    [[nodiscard]] std::optional<Kind> list_of() const;

    /// Whether a text in it, also inside a list, cannot stand in XML 1.0.
    [[nodiscard]] bool beyond_xml() const { return beyond_xml_; }
    /// Whether a list with separators (`a;b`) would read back differently: an item holds a
    /// backslash, or the list is one empty text.
    [[nodiscard]] bool ambiguous_list() const { return ambiguous_list_; }

private:
    static constexpr std::uint32_t bit(Kind kind) { return 1U << static_cast<unsigned>(kind); }
    [[nodiscard]] static std::optional<Kind> single(std::uint32_t kinds);
    void note_list(const List& list);

    std::uint32_t kinds_ = 0;  // bit(kind) of every value
    std::uint32_t items_ = 0;  // bit(kind) of every item of every list
    bool beyond_xml_ = false;
    bool ambiguous_list_ = false;
};

/// The property keys of some nodes or relationships, in the order of their names.
using Columns = std::map<std::string, ColumnShape, std::less<>>;

void note_properties(Columns& columns, const Map& properties);

}  // namespace dingtu
