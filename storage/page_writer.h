#pragma once

#include "storage/scan.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dingtu {

/// Packs records that come in order into pages. Pages of the relation that are replaced are erased:
/// their keys are told in order, each before the first record behind it.
template <class Relation>
class PageWriter {
public:
    using Record = typename Relation::Record;

    PageWriter(KvLoad& load, const Relation& relation) : load_(load), relation_(relation) {}

    void add(Record record) {
        records_.push_back(std::move(record));
        if (records_.size() == page_size) {
            flush();
        }
    }
    void old_page(std::string_view key) { old_keys_.emplace_back(key); }
    void finish() {
        if (!records_.empty()) {
            flush();
        }
        erase_up_to({});
    }

private:
    void flush() {
        const ShortKey key = relation_.key(records_.front());
        erase_up_to(std::string_view(key));
        load_.put(Relation::pages, key, Relation::encode_page(records_));
        records_.clear();
    }
    // Old keys up to `key`, or all; one that is the same is overwritten anyway.
    void erase_up_to(std::optional<std::string_view> key) {
        while (next_old_ < old_keys_.size() && (!key || old_keys_[next_old_] <= *key)) {
            if (!key || old_keys_[next_old_] != *key) {
                load_.erase(Relation::pages, old_keys_[next_old_]);
            }
            ++next_old_;
        }
    }

    KvLoad& load_;
    Relation relation_;
    std::vector<Record> records_;
    std::vector<std::string> old_keys_;
    std::size_t next_old_ = 0;
};

}  // namespace dingtu
