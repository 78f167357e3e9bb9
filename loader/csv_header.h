#pragma once

#include "loader/csv_reader.h"
#include "loader/csv_type.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// What a column of a file is for.
struct CsvColumn {
    enum class Role : std::uint8_t { Property, Id, Start, End, Labels, Ignored };

    Role role = Role::Property;
    std::string name;             ///< of the property; empty for an id that is none
    std::string space;            ///< of ids
    std::optional<CsvType> type;  ///< of the property, if the header tells it
};

enum class CsvKind : std::uint8_t { Nodes, Relationships };

/// The delimiter that occurs most often in a header outside of quotes: `,` `|` `;` or tab; `,` if
/// none does.
[[nodiscard]] char detect_delimiter(std::string_view header_line);

/// Reads the header, the first record of `reader`. Columns are `name`, `name:TYPE`, `id:ID(Space)`,
/// `:ID`, `:START_ID(Space)`, `:END_ID(Space)`, `:LABEL`, `:IGNORE`; without the marked ones, `id`,
/// `start` and `end` are taken for them. Throws Error{Load} with the place for what is none of
/// these, and for a column that is missing; `id_needed` says whether a node file must have ids.
[[nodiscard]] std::vector<CsvColumn> read_csv_header(CsvReader& reader, CsvKind kind,
                                                     bool id_needed = true);

/// The place of the only column of a role, or nothing.
[[nodiscard]] std::optional<std::size_t> find_column(const std::vector<CsvColumn>& columns,
                                                     CsvColumn::Role role);

}  // namespace dingtu
