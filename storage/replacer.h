#pragma once

#include "storage/kv.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// Puts entries of one family in the place of others: what is told to be old goes, unless it is
/// written again. Old keys are told in order, each before the first entry behind it.
class Replacer {
public:
    Replacer(KvLoad& load, Family family) : load_(load), family_(family) {}

    void old_key(std::string_view key) { old_keys_.emplace_back(key); }
    void put(std::string_view key, std::string_view value) {
        erase_up_to(key);
        load_.put(family_, key, value);
    }
    /// Erases what is left of the old.
    void finish() { erase_up_to({}); }

private:
    // Old keys up to `key`, or all; one that is the same is overwritten anyway.
    void erase_up_to(std::optional<std::string_view> key) {
        while (next_old_ < old_keys_.size() && (!key || old_keys_[next_old_] <= *key)) {
            if (!key || old_keys_[next_old_] != *key) {
                load_.erase(family_, old_keys_[next_old_]);
            }
            ++next_old_;
        }
    }

    KvLoad& load_;
    Family family_;
    std::vector<std::string> old_keys_;
    std::size_t next_old_ = 0;
};

}  // namespace dingtu
