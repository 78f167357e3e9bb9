#pragma once

#include "storage/bytes.h"
#include "storage/keys.h"
#include "storage/replacer.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dingtu {

// Postings: nodes with the same value of a property in one key, as bulk loads write them. The key
// names the first node, the value the distance of each other one to the one before, as varint.

/// Calls use(NodeId) for each node of a posting, ascending. Throws Error{Store} on damage.
template <class Use>
void for_each_in_posting(std::string_view key, std::string_view value, Use use) {
    NodeId node = node_at_end(key);
    use(node);
    for (ByteReader in(value); !in.done();) {
        node.value += in.varint();
        use(node);
    }
}

/// Writes the postings of one property from its entries in the order of their keys.
class PostingWriter {
public:
    PostingWriter(KvLoad& load, KeyId property) : postings_(load, Family::Posting) {
        append_u32(key_, property.value);
    }
    /// `entry`: an ordered value and the node, as a key of `value` has them behind the property.
    void add(std::string_view entry) {
        const std::string_view form = entry.substr(0, entry.size() - node_width);
        const std::uint64_t node = node_at_end(entry).value;
        if (nodes_ == 0 || nodes_ == most_nodes || form != form_now()) {
            flush();
            key_.resize(property_width);
            key_ += entry;
            nodes_ = 1;
        } else {
            append_varint(steps_, node - last_);
            ++nodes_;
        }
        last_ = node;
    }
    /// To be told before the first entry behind it.
    void old_posting(std::string_view key) { postings_.old_key(key); }
    void finish() {
        flush();
        postings_.finish();
    }

private:
    static constexpr std::size_t property_width = 4;
    static constexpr std::size_t node_width = 5;
    static constexpr std::size_t most_nodes = 4096;  // a common value takes several keys

    [[nodiscard]] std::string_view form_now() const {
        return std::string_view(key_).substr(property_width,
                                             key_.size() - property_width - node_width);
    }

    void flush() {
        if (nodes_ > 0) {
            postings_.put(key_, steps_);
        }
        steps_.clear();
        nodes_ = 0;
    }

    Replacer postings_;
    std::string key_;  // the property, then the value and first node of the posting
    std::string steps_;
    std::uint64_t last_ = 0;
    std::size_t nodes_ = 0;
};

}  // namespace dingtu
