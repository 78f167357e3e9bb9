#include "loader/csv_stream.h"

#include <utility>

namespace dingtu {

CsvStream::~CsvStream() {
    {
        const std::scoped_lock lock(mutex_);
        stopped_ = true;
    }
    changed_.notify_all();
    if (reader_.joinable()) {
        reader_.join();
    }
}

// The first batch is read at once: most tables are shorter than starting a thread is worth.
const CsvBatch* CsvStream::next() {
    if (reader_.joinable()) {
        return next_ready();
    }
    if (now_ != nullptr && !now_->full()) {
        return nullptr;
    }
    const bool first = now_ == nullptr;
    if (ahead_ && !first) {
        for (std::size_t i = 0; i < batches_ahead; ++i) {
            empty_.push_back(std::make_unique<CsvBatch>());
        }
        reader_ = std::thread([this] { read_ahead(); });
        return next_ready();
    }
    if (first) {
        now_ = std::make_unique<CsvBatch>();
    }
    fill(*now_);
    return now_->size() == 0 ? nullptr : now_.get();
}

void CsvStream::fill(CsvBatch& batch) {
    table_.next(batch);
    prepare_(batch);
}

const CsvBatch* CsvStream::next_ready() {
    std::unique_lock lock(mutex_);
    if (!now_->full()) {
        return nullptr;
    }
    empty_.push_back(std::move(now_));
    changed_.notify_all();
    changed_.wait(lock, [&] { return !full_.empty() || failure_; });
    if (full_.empty()) {
        std::rethrow_exception(failure_);
    }
    now_ = std::move(full_.front());
    full_.pop_front();
    return now_->size() == 0 ? nullptr : now_.get();
}

void CsvStream::read_ahead() {
    for (bool more = true; more;) {
        Batch batch;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return stopped_ || !empty_.empty(); });
            if (stopped_) {
                return;
            }
            batch = std::move(empty_.back());
            empty_.pop_back();
        }
        std::exception_ptr failure;
        try {
            fill(*batch);
        } catch (...) {
            failure = std::current_exception();
        }
        more = !failure && batch->full();
        const std::scoped_lock lock(mutex_);
        if (failure) {
            failure_ = failure;
        } else {
            full_.push_back(std::move(batch));
        }
        changed_.notify_all();
    }
}

}  // namespace dingtu
