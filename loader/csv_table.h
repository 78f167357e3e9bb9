#pragma once

#include "loader/csv_header.h"
#include "loader/csv_reader.h"
#include "loader/key_table.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// What a field says: a text, which is borrowed, or another value; null where nothing stands.
struct CsvCell {
    Value value;
    std::string_view text;
    bool is_text = false;

    [[nodiscard]] bool absent() const { return !is_text && value.is_null(); }
    [[nodiscard]] Value as_value() const { return is_text ? Value(text) : value; }
};

/// Some rows of a table. What lies in it lives until the batch is filled again.
class CsvBatch {
public:
    static constexpr std::size_t most_rows = 1024;

    [[nodiscard]] std::size_t size() const { return records_.size(); }
    /// Whether rows may follow.
    [[nodiscard]] bool full() const { return size() == most_rows; }
    /// Why a row is none, or null. Such a row has no fields.
    [[nodiscard]] const Error* fault(std::size_t row) const;
    [[nodiscard]] const CsvField& field(std::size_t row, std::size_t column) const {
        return fields_[row * columns_ + column];
    }
    /// The value of a property; absent for other columns.
    [[nodiscard]] const CsvCell& cell(std::size_t row, std::size_t column) const {
        return cells_[row * columns_ + column];
    }
    /// The text of a field; `room` is used if it must be copied.
    [[nodiscard]] std::string_view text(std::size_t row, std::size_t column,
                                        std::string& room) const {
        return field(row, column).value(room);
    }
    [[nodiscard]] Error error_at(std::size_t row, std::size_t column,
                                 const std::string& message) const {
        return csv_error(path_, records_[row], field(row, column).begin(), message);
    }
    /// What was found out ahead about the ids in a column: their hashes, and their nodes or
    /// no_node. For whoever reads the rows; empty at first.
    struct Keys {
        std::vector<KeyHash> hashes;
        std::vector<NodeId> nodes;
    };
    static constexpr NodeId no_node{~std::uint64_t{0}};
    [[nodiscard]] Keys& keys(std::size_t which) { return keys_[which]; }
    [[nodiscard]] const Keys& keys(std::size_t which) const { return keys_[which]; }
    /// How much of the file had been read when the batch was full.
    [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }

private:
    friend class CsvTable;

    void clear(const std::string& path, std::size_t columns);

    std::string path_;
    std::size_t columns_ = 0;
    std::vector<CsvRecordPlace> records_;
    std::vector<CsvField> fields_;  // row by row
    std::vector<CsvCell> cells_;    // beside the fields
    std::map<std::size_t, Error> faults_;
    std::vector<std::shared_ptr<const char[]>> buffers_;  // that the fields lie in
    std::vector<std::unique_ptr<std::string>> copies_;  // of texts that stand otherwise in the file
    std::array<Keys, 2> keys_;
    std::uint64_t bytes_read_ = 0;
};

/// A CSV file with a header: rows of values. The types of columns whose header tells none are found
/// by reading the file once before.
class CsvTable {
public:
    /// `delimiter` NUL: told from the header. Throws Error{Load}.
    CsvTable(const std::string& path, CsvKind kind, char delimiter, bool id_needed = true);

    [[nodiscard]] const std::vector<CsvColumn>& columns() const { return columns_; }

    /// Fills the batch with the next rows, none at the end. Rows that do not fit the header come as
    /// faults, Error{Load} with the place. Throws Error{Load} if the file cannot be read.
    void next(CsvBatch& batch);

private:
    void find_types(CsvKind kind, char delimiter, bool id_needed);
    bool next_row(CsvBatch& batch);
    void read_cells(CsvBatch& batch);

    CsvReader reader_;
    std::vector<CsvColumn> columns_;
    std::vector<std::size_t> properties_;  // the columns that are
    std::vector<CsvField> fields_;
    std::string room_;
};

}  // namespace dingtu
