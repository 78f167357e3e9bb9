#include "exporter/columns.h"

#include "exporter/escape.h"

#include <bit>

namespace dingtu {

void ColumnShape::note(const Value& value) {
    kinds_ |= bit(value.kind());
    if (value.is(Kind::String)) {
        beyond_xml_ = beyond_xml_ || !fits_xml(value.as_string());
    } else if (value.is(Kind::List)) {
        note_list(value.as_list());
    }
}

void ColumnShape::note_list(const List& list) {
    ambiguous_list_ = ambiguous_list_ ||
                      (list.size() == 1 && list[0].is(Kind::String) && list[0].as_string().empty());
    for (const Value& item : list) {
        items_ |= bit(item.kind());
        if (item.is(Kind::String)) {
            beyond_xml_ = beyond_xml_ || !fits_xml(item.as_string());
            ambiguous_list_ = ambiguous_list_ || item.as_string().find('\\') != std::string::npos;
        }
    }
}

std::optional<Kind> ColumnShape::single(std::uint32_t kinds) {
    if (!std::has_single_bit(kinds)) {
        return std::nullopt;
    }
    return static_cast<Kind>(std::countr_zero(kinds));
}

std::optional<Kind> ColumnShape::list_of() const {
    if (kinds_ != bit(Kind::List)) {
        return std::nullopt;
    }
    if (items_ == 0) {
        return Kind::String;
    }
    std::uint32_t nested = bit(Kind::List) | bit(Kind::Map) | bit(Kind::Null);
    return (items_ & nested) != 0 ? std::nullopt : single(items_);
}

void note_properties(Columns& columns, const Map& properties) {
    for (const auto& [key, value] : properties) {
        auto at = columns.find(key);
        if (at == columns.end()) {
            at = columns.try_emplace(key).first;
        }
        at->second.note(value);
    }
}

}  // namespace dingtu
