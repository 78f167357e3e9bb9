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
    values_.resize(columns_.size());
    const auto untyped = [](const CsvColumn& column) {
        return is_property(column) && !column.type;
    };
    if (std::ranges::any_of(columns_, untyped)) {
        find_types(kind, delimiter, id_needed);
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

bool CsvTable::next() {
    if (!reader_.next(fields_)) {
        return false;
    }
    if (fields_.size() != columns_.size()) {
        throw reader_.error_at_end(
            fmt::format("{} fields where the header has {}", fields_.size(), columns_.size()));
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!is_property(columns_[i])) {
            continue;
        }
        if (fields_[i].absent()) {
            values_[i] = Value();
            continue;
        }
        try {
            values_[i] = parse_csv_value(*columns_[i].type, fields_[i].value(room_));
        } catch (const Error& error) {
            throw reader_
                .error_at(fields_[i],
                          fmt::format("{} (column `{}`)", error.what(), columns_[i].name))
                .hint(error.hint());
        }
    }
    return true;
}

std::string_view CsvTable::text(std::size_t column) {
    return fields_[column].value(room_);
}

}  // namespace dingtu
