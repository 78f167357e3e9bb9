#pragma once

#include "storage/keys.h"
#include "storage/kv.h"
#include "storage/pages.h"
#include "storage/temp_log.h"

#include <memory>
#include <vector>

namespace dingtu {

/// The new values of one property on their way into pages. They come mostly in the order of their
/// owners; where they take turns between several ascending rows, as nodes of several label sets do,
/// each row is kept apart (patience sorting) and they are merged at the end.
class ColumnLog {
public:
    void add(std::uint64_t id, std::string value);
    /// Writes the pages of the column and is empty afterwards.
    void write(KvLoad& load, Scope scope, KeyId key);

private:
    class Row {
    public:
        [[nodiscard]] std::uint64_t last() const { return last_; }
        void add(std::uint64_t id, std::string value);
        void flush();
        /// The pages in order, with their first ids.
        template <class Use>
        void for_each_page(Use use);

    private:
        std::vector<ColumnEntry> pending_;
        std::uint64_t last_ = 0;
        TempLog pages_;
    };

    std::vector<std::unique_ptr<Row>> rows_;
};

}  // namespace dingtu
