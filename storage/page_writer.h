#pragma once

#include "storage/replacer.h"
#include "storage/scan.h"

#include <string_view>
#include <utility>
#include <vector>

namespace dingtu {

/// Packs records that come in order into pages, which take the place of old ones.
template <class Relation>
class PageWriter {
public:
    using Record = typename Relation::Record;

    PageWriter(KvLoad& load, const Relation& relation)
        : pages_(load, Relation::pages),
          relation_(relation) {}

    void add(Record record) {
        records_.push_back(std::move(record));
        if (records_.size() == page_size) {
            flush();
        }
    }
    /// To be told before the first record behind it.
    void old_page(std::string_view key) { pages_.old_key(key); }
    void finish() {
        if (!records_.empty()) {
            flush();
        }
        pages_.finish();
    }

private:
    void flush() {
        pages_.put(relation_.key(records_.front()), Relation::encode_page(records_));
        records_.clear();
    }

    Replacer pages_;
    Relation relation_;
    std::vector<Record> records_;
};

}  // namespace dingtu
