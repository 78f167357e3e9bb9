#include "exporter/caption.h"

#include "base/text.h"
#include "exporter/escape.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::array<std::string_view, 5> naming_keys{"name", "名称", "title", "标题", "label"};

/// The name or title that somebody gave the node, or null.
const Value* given_name(const Node& node) {
    for (std::string_view key : naming_keys) {
        auto at = node.properties.find(key);
        if (at != node.properties.end() && at->second.is(Kind::String) &&
            !at->second.as_string().empty()) {
            return &at->second;
        }
    }
    return nullptr;
}

const Value* naming_value(const Node& node) {
    if (const Value* name = given_name(node)) {
        return name;
    }
    for (const auto& [key, value] : node.properties) {
        if (value.is(Kind::String) && !value.as_string().empty()) {
            return &value;
        }
    }
    return nullptr;
}

bool contains(std::u32string_view set, char32_t c) {
    return set.find(c) != std::u32string_view::npos;
}

/// Letters of a word that is not cut: everything before the CJK blocks that is no separator.
bool is_word(char32_t c) {
    return c < 0x2E80 && !contains(U" ·-/_,;:()", c);
}

/// Whether a line may end between two characters: not inside a Latin word, not before what closes
/// or goes on (）、。), not behind what opens (（《).
bool may_break(char32_t before, char32_t after) {
    return !(is_word(before) && is_word(after)) &&
           !contains(U"）》」』】〕”’、，。；：！？·…%℃)", after) &&
           !contains(U"（《「『【〔“‘(", before);
}

/// The end of the first line: as much as fits, back to the last place where a line may end if one
/// is near.
std::size_t line_end(std::string_view text, double max_width) {
    double width = 0;
    std::size_t last_break = 0;
    char32_t before = ' ';
    for (std::size_t at = 0; at < text.size();) {
        std::size_t begin = at;
        char32_t c = next_code_point(text, at);
        if (begin > 0 && may_break(before, c)) {
            last_break = begin;
        }
        width += em_width(text.substr(begin, at - begin));
        if (width > max_width && begin > 0) {
            bool near = last_break * 2 > begin;
            return near ? last_break : begin;
        }
        before = c;
    }
    return text.size();
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') {
        text.remove_prefix(1);
    }
    while (!text.empty() && text.back() == ' ') {
        text.remove_suffix(1);
    }
    return text;
}

}  // namespace

std::string caption(const Node& node) {
    if (const Value* value = naming_value(node)) {
        return visible(value->as_string());
    }
    return fmt::format("{}{}{}", main_label(node), node.labels.empty() ? "" : " ",
                       element_id(node.id));
}

bool is_named(const Node& node) {
    return given_name(node) != nullptr;
}

std::string element_id(NodeId id) {
    return fmt::format("n{}", id.value);
}

std::string element_id(RelationshipId id) {
    return fmt::format("r{}", id.value);
}

std::string_view main_label(const Node& node) {
    return node.labels.empty() ? std::string_view() : std::string_view(node.labels.front());
}

std::vector<std::string> wrap(std::string_view text, double max_width, std::size_t max_lines) {
    std::vector<std::string> lines;
    text = trimmed(text);
    // Lines of about equal length: no character alone on the last one.
    double needed = std::ceil(em_width(text) / max_width);
    bool whole = needed > 1 && needed <= static_cast<double>(max_lines);
    double width = whole ? std::min(max_width, em_width(text) / needed + 1) : max_width;
    while (!text.empty() && lines.size() < max_lines) {
        std::size_t end = line_end(text, lines.size() + 1 == max_lines ? max_width : width);
        bool cut = end < text.size() && lines.size() + 1 == max_lines;
        if (cut) {
            end = line_end(text, max_width - 1);
        }
        lines.emplace_back(trimmed(text.substr(0, end)));
        lines.back() += cut ? "…" : "";
        text = trimmed(text.substr(end));
    }
    return lines;
}

double em_width(std::string_view text) {
    double width = 0;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t begin = at;
        char32_t c = next_code_point(text, at);
        std::size_t columns = display_width(text.substr(begin, at - begin));
        bool wide = columns == 2 || c == U'“' || c == U'”' || c == U'—' || c == U'…';
        bool capital = (c >= 'A' && c <= 'Z') || c == '%' || c == '@';
        width += columns == 0 ? 0 : wide ? 1 : capital ? 0.66 : 0.56;
    }
    return width;
}

}  // namespace dingtu
