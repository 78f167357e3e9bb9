#include "base/text.h"
#include "storage/reading.h"
#include "storage/value_codec.h"

#include <algorithm>
#include <set>

// The family `name`: a key for each name of each node, by the name's normal form; the value is the
// list of the texts that have this form.

namespace dingtu {

void collect_names(const Value& value, std::map<std::string, std::vector<std::string>>& names) {
    if (value.is(Kind::List)) {
        for (const Value& member : value.as_list()) {
            if (member.is(Kind::String)) {
                collect_names(member, names);
            }
        }
        return;
    }
    if (!value.is(Kind::String)) {
        return;
    }
    std::string normal = normal_name(value.as_string());
    if (normal.empty()) {
        return;
    }
    std::vector<std::string>& texts = names[std::move(normal)];
    if (std::ranges::find(texts, value.as_string()) == texts.end()) {
        texts.push_back(value.as_string());
    }
}

namespace {
bool any_is_called(const Value& texts, std::string_view normal) {
    return std::ranges::any_of(texts.as_list(), [&](const Value& text) {
        return normal_name(text.as_string()) == normal;
    });
}
}  // namespace

std::vector<NodeId> GraphReader::called(std::string_view text) const {
    std::vector<NodeId> found;
    const std::string normal = normal_name(text);
    if (normal.empty()) {
        return found;
    }
    std::string prefix;
    append_ordered_text(prefix, normal);
    const auto at = keys_->cursor(Family::Name);
    for (at->seek(prefix); at->valid() && at->key().starts_with(prefix); at->next()) {
        if (any_is_called(decode_value(at->value()), normal)) {
            found.push_back(node_at_end(at->key()));
        }
    }
    return found;
}

std::vector<std::string> GraphReader::names_starting(std::string_view prefix,
                                                     std::size_t limit) const {
    const std::string normal = normal_name(prefix);
    const std::string from = ordered_text_prefix(normal);
    std::set<std::string> texts;
    const auto at = keys_->cursor(Family::Name);
    for (at->seek(from); at->valid() && at->key().starts_with(from); at->next()) {
        const Value stored = decode_value(at->value());
        for (const Value& text : stored.as_list()) {
            if (texts.size() < limit && normal_name(text.as_string()).starts_with(normal)) {
                texts.insert(text.as_string());
            }
        }
        if (texts.size() >= limit) {
            break;
        }
    }
    return {texts.begin(), texts.end()};
}

}  // namespace dingtu
