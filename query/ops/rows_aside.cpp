#include "query/ops/rows_aside.h"

#include <cstdint>
#include <utility>

namespace dingtu {

namespace {

constexpr unsigned bits = 4;  // of the hash, for each depth
constexpr unsigned most_depth = 6;

}  // namespace

void RowsAside::clear() {
    files_.clear();
    waiting_.clear();
    reader_.reset();
    now_ = {};
}

void RowsAside::begin() {
    if (now_.depth < most_depth) {
        files_.resize(std::size_t{1} << bits);
    }
}

void RowsAside::put(std::size_t hash, const Batch& from, std::size_t row) {
    // Mixed, for the table in memory goes by the same hash.
    const std::uint64_t mixed = hash * 0x9E3779B97F4A7C15ULL;
    auto& file = files_[(mixed >> (64 - bits * (now_.depth + 1))) & (files_.size() - 1)];
    if (file == nullptr) {
        file = std::make_unique<RowLog>();
    }
    row_.clear();
    for (Slot slot : columns_) {
        row_.push_back(from.at(slot, row));
    }
    file->append(row_);
}

void RowsAside::close() {
    for (auto& file : files_) {
        if (file != nullptr) {
            waiting_.push_back({.rows = std::move(file), .depth = now_.depth + 1});
        }
    }
    files_.clear();
}

bool RowsAside::next() {
    if (waiting_.empty()) {
        return false;
    }
    reader_.reset();
    now_ = std::move(waiting_.back());
    waiting_.pop_back();
    reader_ = std::make_unique<RowLog::Reader>(*now_.rows, 0, now_.rows->end());
    return true;
}

bool RowsAside::read(Batch& out) {
    out.clear();
    std::vector<Value> row;
    while (out.size < batch_rows && reader_->next(row)) {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            out.column(columns_[i]).push_back(std::move(row[i]));
        }
        ++out.size;
    }
    return !out.empty();
}

}  // namespace dingtu
