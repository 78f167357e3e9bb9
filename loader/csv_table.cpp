#include "loader/csv_table.h"

#include <algorithm>

#include <fmt/format.h>

namespace dingtu {

namespace {

std::vector<CsvColumn> open_table(CsvReader& reader, CsvKind kind, char delimiter, bool id_needed) {
    reader.set_delimiter(delimiter == '\0' ? detect_delimiter(reader.first_line()) : delimiter);
    return read_csv_header(reader, kind, id_needed);
}

bool is_property(const CsvColumn& column) {
    return !column.name.empty() && column.role != CsvColumn::Role::Ignored;
}

}  // namespace

CsvTable::CsvTable(const std::string& path, CsvKind kind, char delimiter, bool id_needed)
    : reader_(path) {
    columns_ = open_table(reader_, kind, delimiter, id_needed);
    const auto untyped = [](const CsvColumn& column) {
        return is_property(column) && !column.type;
    };
    if (std::ranges::any_of(columns_, untyped)) {
        find_types(kind, delimiter, id_needed);
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (is_property(columns_[i])) {
            properties_.push_back(i);
        }
    }
}

/// Rows that are no records count for nothing here; next() reports them.
void CsvTable::find_types(CsvKind kind, char delimiter, bool id_needed) {
    if (reader_.path() == "-") {
        throw Error(Phase::Load, "standard input can be read only once: every column needs a type")
            .hint("`name:STRING,founded:INT64`");
    }
    CsvReader reader(reader_.path());
    (void)open_table(reader, kind, delimiter, id_needed);
    std::vector<CsvGuess> guesses(columns_.size());
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (is_property(columns_[i]) && !columns_[i].type) {
            open.push_back(i);
        }
    }
    std::vector<std::size_t> untyped = open;
    std::vector<CsvField> fields;
    std::string room;
    while (!open.empty()) {
        try {
            if (!reader.next(fields)) {
                break;
            }
        } catch (const Error&) {
            continue;
        }
        if (fields.size() != columns_.size()) {
            continue;
        }
        std::erase_if(open, [&](std::size_t i) {
            if (!fields[i].absent()) {
                guesses[i].see(fields[i].value(room));
            }
            return guesses[i].settled();
        });
    }
    for (const std::size_t i : untyped) {
        columns_[i].type = guesses[i].type();
    }
}

void CsvBatch::clear(const std::string& path, std::size_t columns) {
    path_ = path;
    columns_ = columns;
    records_.clear();
    fields_.clear();
    cells_.resize(most_rows * columns);
    faults_.clear();
    buffers_.clear();
    copies_.clear();
}

const Error* CsvBatch::fault(std::size_t row) const {
    if (faults_.empty()) {
        return nullptr;
    }
    const auto found = faults_.find(row);
    return found == faults_.end() ? nullptr : &found->second;
}

void CsvTable::next(CsvBatch& batch) {
    batch.clear(reader_.path(), columns_.size());
    while (batch.size() < CsvBatch::most_rows && next_row(batch)) {
    }
    batch.bytes_read_ = reader_.bytes_read();
}

bool CsvTable::next_row(CsvBatch& batch) {
    const std::size_t row = batch.size();
    try {
        if (!reader_.next(fields_)) {
            return false;
        }
        batch.records_.push_back(reader_.record());
        if (fields_.size() != columns_.size()) {
            throw reader_.error_at_end(
                fmt::format("{} fields where the header has {}", fields_.size(), columns_.size()));
        }
        if (batch.buffers_.empty() || batch.buffers_.back() != reader_.buffer()) {
            batch.buffers_.push_back(reader_.buffer());
        }
        batch.fields_.insert(batch.fields_.end(), fields_.begin(), fields_.end());
        read_cells(batch);
    } catch (const Error& error) {
        if (error.phase() != Phase::Load) {
            throw;
        }
        batch.records_.resize(row);
        batch.records_.push_back(reader_.record());
        batch.fields_.resize(row * columns_.size());
        batch.fields_.resize((row + 1) * columns_.size());
        batch.faults_.emplace(row, error);
    }
    return true;
}

/// The properties of the last row.
void CsvTable::read_cells(CsvBatch& batch) {
    const std::size_t begin = batch.fields_.size() - columns_.size();
    for (const std::size_t i : properties_) {
        const CsvField& field = batch.fields_[begin + i];
        CsvCell& cell = batch.cells_[begin + i];
        const CsvType type = *columns_[i].type;
        cell.is_text = !field.absent() && type == CsvType{};
        if (field.absent()) {
            cell.value = Value();
            continue;
        }
        try {
            if (cell.is_text) {
                cell.text = field.doubled ? *batch.copies_.emplace_back(
                                                std::make_unique<std::string>(field.value(room_)))
                                          : field.text;
                check_csv_text(cell.text);
            } else {
                cell.value = parse_csv_value(type, field.value(room_));
            }
        } catch (const Error& error) {
            throw reader_
                .error_at(field, fmt::format("{} (column `{}`)", error.what(), columns_[i].name))
                .hint(error.hint());
        }
    }
}

}  // namespace dingtu
