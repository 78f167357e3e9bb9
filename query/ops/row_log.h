#pragma once

#include "base/value.h"
#include "storage/temp_log.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace dingtu {

/// Rows of values put aside in a temporary file, read back in the order in which they were written.
/// Nodes and relationships are kept as their ids. Throws Error{Store} when the disk is full.
class RowLog {
public:
    void append(std::span<const Value> row);
    /// Where the next row will begin.
    [[nodiscard]] std::uint64_t end() const { return log_.size(); }

    /// Reads the rows between two such places. All are written before any is read.
    class Reader {
    public:
        Reader(RowLog& log, std::uint64_t begin, std::uint64_t end)
            : bytes_(log.log_, begin, end) {}
        /// Replaces `row` by the next one; false at the end.
        bool next(std::vector<Value>& row);

    private:
        TempLog::Reader bytes_;
    };

private:
    TempLog log_;
    std::string bytes_;  // of the row in work
};

}  // namespace dingtu
