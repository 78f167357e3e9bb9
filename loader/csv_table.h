#pragma once

#include "loader/csv_header.h"
#include "loader/csv_reader.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// A CSV file with a header: rows of values. The types of columns whose header tells none are found
/// by reading the file once before.
class CsvTable {
public:
    /// `delimiter` NUL: told from the header. Throws Error{Load}.
    CsvTable(const std::string& path, CsvKind kind, char delimiter, bool id_needed = true);

    [[nodiscard]] const std::vector<CsvColumn>& columns() const { return columns_; }
    [[nodiscard]] const CsvReader& reader() const { return reader_; }

    /// The next row; false at the end. Throws Error{Load} with the place for a row that does not
    /// fit the header; the next call goes on behind it.
    bool next();
    /// The values of the row by column; null for what is absent and for columns that are none.
    [[nodiscard]] const std::vector<Value>& values() const { return values_; }
    /// The text of a field. Lives until next() or text().
    [[nodiscard]] std::string_view text(std::size_t column);
    [[nodiscard]] const CsvField& field(std::size_t column) const { return fields_[column]; }

private:
    void find_types(CsvKind kind, char delimiter, bool id_needed);

    CsvReader reader_;
    std::vector<CsvColumn> columns_;
    std::vector<CsvField> fields_;
    std::vector<Value> values_;
    std::string room_;
};

}  // namespace dingtu
