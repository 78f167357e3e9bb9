#pragma once

#include "loader/csv_table.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace dingtu {

/// The rows of a table in batches, read ahead by a thread of its own if the table is long.
class CsvStream {
public:
    using Prepare = std::function<void(CsvBatch&)>;

    /// `prepare` is called for each batch, in the reading thread. `ahead` false: there is none.
    CsvStream(CsvTable& table, Prepare prepare, bool ahead)
        : table_(table),
          prepare_(std::move(prepare)),
          ahead_(ahead) {}
    CsvStream(const CsvStream&) = delete;
    CsvStream& operator=(const CsvStream&) = delete;
    ~CsvStream();

    /// The next batch, or null at the end. It lives until the next call. Throws as CsvTable::next.
    [[nodiscard]] const CsvBatch* next();

private:
    using Batch = std::unique_ptr<CsvBatch>;
    static constexpr std::size_t batches_ahead = 4;

    void read_ahead();
    [[nodiscard]] const CsvBatch* next_ready();

    void fill(CsvBatch& batch);

    CsvTable& table_;
    Prepare prepare_;
    bool ahead_;
    Batch now_;  // with the caller
    std::thread reader_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Batch> empty_;
    std::deque<Batch> full_;  // the last one is not
    std::exception_ptr failure_;
    bool stopped_ = false;
};

}  // namespace dingtu
