#pragma once

#include "base/error.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// A field as it stands in the file. Lives until the next record is read, and longer while the
/// reader's buffer is held.
struct CsvField {
    std::string_view text;  ///< without the quotes around it
    bool quoted = false;
    bool doubled = false;  ///< a quote inside the quotes is still written twice

    /// Where it begins, its quote included.
    [[nodiscard]] const char* begin() const { return text.data() - (quoted ? 1 : 0); }
    /// Nothing stands here; `""` is the empty text instead.
    [[nodiscard]] bool absent() const { return text.empty() && !quoted; }
    /// The text that is meant; `room` is used if it must be copied.
    [[nodiscard]] std::string_view value(std::string& room) const;
};

/// Where a record begins: in the buffer and, from 1, in the file.
struct CsvRecordPlace {
    const char* begin = nullptr;
    std::uint64_t line = 1;
};

/// An error with `path:line:column` before its message; `at` lies in the record.
[[nodiscard]] Error csv_error(const std::string& path, const CsvRecordPlace& record, const char* at,
                              const std::string& message);

/// Records of a CSV file (RFC 4180; lines may end with LF alone; empty lines are passed over), read
/// piece by piece. A quote within a field that does not begin with one is an ordinary character.
class CsvReader {
public:
    /// `path` is read from its beginning, `-` stands for standard input; a byte order mark is
    /// passed over. Throws Error{Load} for a file that cannot be read.
    explicit CsvReader(std::string path);
    CsvReader(const CsvReader&) = delete;
    CsvReader& operator=(const CsvReader&) = delete;
    ~CsvReader();

    /// The first line as it stands, for finding the delimiter; nothing is consumed. Empty at the
    /// end.
    [[nodiscard]] std::string_view first_line();
    void set_delimiter(char delimiter) { delimiter_ = delimiter; }

    /// False at the end. Throws Error{Load} with the place for what is no record; the next call
    /// goes on at the next line.
    bool next(std::vector<CsvField>& record);

    /// The error with `path:line:column` before its message.
    [[nodiscard]] Error error_at(const CsvField& field, const std::string& message) const {
        return csv_error(path_, record(), field.begin(), message);
    }
    /// At the end of the last record.
    [[nodiscard]] Error error_at_end(const std::string& message) const {
        return csv_error(path_, record(), record_end_, message);
    }
    [[nodiscard]] const std::string& path() const { return path_; }
    /// Of the last record. Lives as its fields.
    [[nodiscard]] CsvRecordPlace record() const { return {record_begin_, line_}; }
    /// As long as it is held, the fields read until now live on.
    [[nodiscard]] std::shared_ptr<const char[]> buffer() const { return buffer_; }
    /// How much of the file has been read.
    [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }

private:
    enum class Outcome : std::uint8_t { Record, CutOff, Fault };

    bool refill();
    void skip_empty_lines();
    Outcome scan(std::vector<CsvField>& record);
    Outcome scan_quoted(const char*& at, CsvField& field);
    [[noreturn]] void refuse_record();
    void skip_line();

    std::string path_;
    int descriptor_ = -1;
    char delimiter_ = ',';
    bool ended_ = false;              // the file holds no more than what is in the buffer
    std::shared_ptr<char[]> buffer_;  // shared with those who hold fields of it
    std::size_t capacity_ = 0;
    const char* at_ = nullptr;   // of the next record
    const char* end_ = nullptr;  // of what is in the buffer
    const char* record_begin_ = nullptr;
    const char* record_end_ = nullptr;
    const char* fault_at_ = nullptr;
    const char* fault_ = "";
    std::uint64_t line_ = 1;       // of record_begin_
    std::uint64_t next_line_ = 1;  // of at_
    std::uint64_t lines_in_record_ = 0;
    std::uint64_t bytes_read_ = 0;
};

}  // namespace dingtu
