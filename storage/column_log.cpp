#include "storage/column_log.h"

#include "storage/bytes.h"
#include "storage/value_codec.h"

#include <algorithm>

namespace dingtu {

void ColumnLog::add(std::uint64_t id, std::string value) {
    // The row whose last owner is the nearest below goes on.
    Row* best = nullptr;
    for (const auto& row : rows_) {
        if (row->last() < id && (best == nullptr || row->last() > best->last())) {
            best = row.get();
        }
    }
    if (best == nullptr) {
        best = rows_.emplace_back(std::make_unique<Row>()).get();
    }
    best->add(id, std::move(value));
}

void ColumnLog::Row::add(std::uint64_t id, std::string value) {
    pending_.push_back({id, std::move(value)});
    last_ = id;
    if (pending_.size() == page_size) {
        flush();
    }
}

void ColumnLog::Row::flush() {
    if (pending_.empty()) {
        return;
    }
    const std::string page = encode_column(pending_);
    std::string header;
    append_u64(header, pending_.front().id);
    append_u64(header, page.size());
    pages_.append(header);
    pages_.append(page);
    pending_.clear();
}

template <class Use>
void ColumnLog::Row::for_each_page(Use use) {
    for (auto in = pages_.read(); !in.done();) {
        ByteReader header(in.take(16));
        const std::uint64_t first_id = header.u64();
        const std::uint64_t size = header.u64();
        use(first_id, in.take(size));
    }
}

void ColumnLog::write(KvLoad& load, Scope scope, KeyId key) {
    const auto put = [&](std::uint64_t first_id, std::string_view page) {
        load.put(Family::Column, column_key({scope, first_id}, key), page);
    };
    for (const auto& row : rows_) {
        row->flush();
    }
    if (rows_.size() == 1) {
        rows_.front()->for_each_page(put);
        rows_.clear();
        return;
    }
    std::vector<ColumnEntry> all;
    std::vector<std::pair<std::uint64_t, Value>> values;
    for (const auto& row : rows_) {
        row->for_each_page([&](std::uint64_t first_id, std::string_view page) {
            decode_column(first_id, page, values);
            for (const auto& [id, value] : values) {
                all.push_back({id, encode_value(value)});
            }
        });
    }
    rows_.clear();
    std::ranges::sort(all, {}, &ColumnEntry::id);
    for (std::size_t from = 0; from < all.size(); from += page_size) {
        const std::size_t size = std::min(page_size, all.size() - from);
        put(all[from].id, encode_column(std::span(all).subspan(from, size)));
    }
}

}  // namespace dingtu
