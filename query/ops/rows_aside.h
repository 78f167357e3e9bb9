#pragma once

#include "query/batch.h"
#include "query/ops/row_log.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace dingtu {

/// Rows for which there is no room now, in files by parts of the hash of their keys. The parts are
/// taken one after the other, and what there is no room for then is put aside again, by the next
/// bits of the hash ("hybrid hash": DeWitt and others, "Implementation techniques for main memory
/// database systems", 1984).
class RowsAside {
public:
    /// `columns` are all that is kept of a row.
    explicit RowsAside(Slots columns) : columns_(std::move(columns)) {}

    /// Drops everything.
    void clear();
    /// Whether rows are being put aside.
    [[nodiscard]] bool open() const { return !files_.empty(); }
    /// Begins to put rows aside; nothing happens where the hash has no bits left.
    void begin();
    void put(std::size_t hash, const Batch& from, std::size_t row);
    /// Ends it: what was put aside waits for its turn.
    void close();

    /// Goes on to the next part; false when none waits.
    bool next();
    /// Replaces `out` by rows of that part; false at its end.
    bool read(Batch& out);

private:
    struct Part {
        std::unique_ptr<RowLog> rows;
        unsigned depth = 0;  // how many groups of bits of the hash its rows share
    };

    Slots columns_;
    std::vector<std::unique_ptr<RowLog>> files_;  // by hash; empty while nothing is put aside
    std::vector<Part> waiting_;
    Part now_;  // the part that is read
    std::unique_ptr<RowLog::Reader> reader_;
    std::vector<Value> row_;
};

}  // namespace dingtu
