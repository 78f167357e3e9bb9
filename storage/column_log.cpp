#include "storage/column_log.h"

#include "storage/bytes.h"
#include "storage/merge.h"
#include "storage/pages.h"

namespace dingtu {
namespace {

struct LoggedPage {
    std::uint64_t first_id = 0;
    std::string_view bytes;
};

LoggedPage take_page(TempLog::Reader& in) {
    ByteReader header(in.take(16));
    const std::uint64_t first_id = header.u64();
    const std::uint64_t size = header.u64();
    return {first_id, in.take(size)};
}

}  // namespace

void ColumnLog::add(std::uint64_t id, const Value& value) {
    place_for(id).add(id, value);
}

void ColumnLog::add_text(std::uint64_t id, std::string_view text) {
    place_for(id).add_text(id, text);
}

ColumnBuffer& ColumnLog::place_for(std::uint64_t id) {
    ++count_;
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
    return best->pending_for(id);
}

void ColumnLog::close() {
    for (const auto& row : rows_) {
        row->flush();
    }
}

ColumnBuffer& ColumnLog::Row::pending_for(std::uint64_t id) {
    if (pending_.size() == page_size) {
        flush();
    }
    last_ = id;
    return pending_;
}

void ColumnLog::Row::flush() {
    if (pending_.empty()) {
        return;
    }
    std::string header;
    append_u64(header, pending_.first_id());
    const std::string page = pending_.take_page();
    append_u64(header, page.size());
    pages_.append(header);
    pages_.append(page);
}

void ColumnLog::Row::for_each_page(const UsePage& use) const {
    for (auto in = read(); !in.done();) {
        const LoggedPage page = take_page(in);
        use(page.first_id, page.bytes);
    }
}

void ColumnLog::for_each_part(const UsePage& use) const {
    for (const auto& row : rows_) {
        row->for_each_page(use);
    }
}

void ColumnLog::for_each_page(const UsePage& use) const {
    if (rows_.size() == 1) {
        rows_.front()->for_each_page(use);
    } else {
        for_each_merged(use);
    }
}

/// The values of a row one after the other.
class ColumnLog::RowReader {
public:
    explicit RowReader(const Row& row) : in_(row.read()) { read_page(); }
    [[nodiscard]] bool valid() const { return place_ < values_.size(); }
    [[nodiscard]] const std::pair<std::uint64_t, Value>& at() const { return values_[place_]; }
    void next() {
        if (++place_ == values_.size()) {
            read_page();
        }
    }

private:
    void read_page() {
        values_.clear();
        place_ = 0;
        if (!in_.done()) {
            const LoggedPage page = take_page(in_);
            decode_column(page.first_id, page.bytes, values_);
        }
    }

    TempLog::Reader in_;
    std::vector<std::pair<std::uint64_t, Value>> values_;
    std::size_t place_ = 0;
};

void ColumnLog::for_each_merged(const UsePage& use) const {
    std::vector<std::unique_ptr<RowReader>> readers;
    for (const auto& row : rows_) {
        readers.push_back(std::make_unique<RowReader>(*row));
    }
    ColumnBuffer pending;
    const auto flush = [&] {
        const std::uint64_t first_id = pending.first_id();
        use(first_id, pending.take_page());
    };
    merge(
        readers, [](const RowReader& a, const RowReader& b) { return a.at().first < b.at().first; },
        [&](const RowReader& reader) {
            pending.add(reader.at().first, reader.at().second);
            if (pending.size() == page_size) {
                flush();
            }
        });
    if (!pending.empty()) {
        flush();
    }
}

}  // namespace dingtu
