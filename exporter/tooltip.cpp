#include "exporter/tooltip.h"

#include "base/text.h"
#include "exporter/caption.h"
#include "exporter/escape.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace dingtu {

namespace {

/// A whole document as a property must not become a tooltip; a sentence may.
constexpr std::size_t value_columns = 240;

/// What a reader of a relationship wants to see first.
constexpr std::array<std::string_view, 5> first_keys{"evidence", "证据", "doc", "文档", "source"};

void append_line(std::string& out, std::string_view key, const Value& value) {
    std::string text = visible(plain_text(value));
    std::string_view shown = fit_width(text, value_columns);
    out += fmt::format("\n{}: {}{}", key, shown, shown.size() < text.size() ? "…" : "");
}

void append_properties(std::string& out, const Map& properties) {
    for (std::string_view key : first_keys) {
        auto at = properties.find(key);
        if (at != properties.end()) {
            append_line(out, key, at->second);
        }
    }
    for (const auto& [key, value] : properties) {
        if (std::find(first_keys.begin(), first_keys.end(), key) == first_keys.end()) {
            append_line(out, key, value);
        }
    }
}

}  // namespace

std::string tooltip(const Node& node) {
    std::string out = caption(node);
    if (!node.labels.empty()) {
        out += fmt::format(" ({})", fmt::join(node.labels, ", "));
    }
    append_properties(out, node.properties);
    return out;
}

std::string tooltip(const Relationship& relationship) {
    std::string out = relationship.type;
    append_properties(out, relationship.properties);
    return out;
}

std::string_view word_for(std::string_view name, const GraphOptions& options) {
    auto at = options.words.find(name);
    if (at != options.words.end()) {
        return at->second;
    }
    return name.empty() ? "–" : name;
}

}  // namespace dingtu
