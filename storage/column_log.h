#pragma once

#include "storage/column_page.h"
#include "storage/temp_log.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace dingtu {

/// The new values of one property on their way into pages. They come mostly in the order of their
/// owners; where they take turns between several ascending rows, as nodes of several label sets do,
/// each row is kept apart (patience sorting) and they are merged at the end.
class ColumnLog {
public:
    using UsePage = std::function<void(std::uint64_t first_id, std::string_view page)>;

    void add(std::uint64_t id, const Value& value);
    /// As add() of a string.
    void add_text(std::uint64_t id, std::string_view text);
    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// To be called once when all is added. What follows may be called by several threads.
    void close();
    /// The pages of the column, ascending.
    void for_each_page(const UsePage& use) const;
    /// Pages with the same content that come in any order.
    void for_each_part(const UsePage& use) const;

private:
    class Row {
    public:
        [[nodiscard]] std::uint64_t last() const { return last_; }
        [[nodiscard]] ColumnBuffer& pending_for(std::uint64_t id);
        void flush();
        void for_each_page(const UsePage& use) const;
        [[nodiscard]] TempLog::Reader read() const { return pages_.read(); }

    private:
        ColumnBuffer pending_;
        std::uint64_t last_ = 0;
        TempLog pages_;  // each behind its first id and its size
    };
    class RowReader;

    [[nodiscard]] ColumnBuffer& place_for(std::uint64_t id);
    void for_each_merged(const UsePage& use) const;

    std::vector<std::unique_ptr<Row>> rows_;
    std::uint64_t count_ = 0;
};

}  // namespace dingtu
