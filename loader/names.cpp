#include "loader/names.h"

#include "base/text.h"
#include "loader/data.h"
#include "loader/words.h"

#include <algorithm>
#include <unordered_set>

namespace dingtu {
namespace {

const std::unordered_set<std::string_view>& surnames() {
    static const std::unordered_set<std::string_view> names = [] {
        std::unordered_set<std::string_view> all;
        for (const DataLine& line : data_lines(data_file("surnames.txt"))) {
            for (const std::string_view name : words_of(line.text)) {
                all.insert(name);
            }
        }
        return all;
    }();
    return names;
}

/// Parts of a line between spaces (wide ones too) and 、.
std::vector<std::string> parts_of(std::string_view line) {
    std::vector<std::string> parts(1);
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t begin = at;
        const char32_t c = next_code_point(line, at);
        if (c == ' ' || c == 0x3000 || c == U'、' || c == 0xA0 || c == '\t') {
            parts.emplace_back();
        } else {
            parts.back() += line.substr(begin, at - begin);
        }
    }
    std::erase(parts, "");
    return parts;
}

}  // namespace

std::size_t surname_at(std::string_view text) {
    for (const std::size_t bytes : {std::size_t{6}, std::size_t{3}}) {
        if (text.size() > bytes && surnames().contains(text.substr(0, bytes))) {
            return bytes;
        }
    }
    return 0;
}

bool is_person_name(std::string_view text) {
    const std::size_t surname = surname_at(text);
    const std::size_t given = text.size() - surname;
    if (surname == 0 || given % 3 != 0 || given == 0 || given > 6) {
        return false;
    }
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (c < 0x4E00 || c > 0x9FFF) {
            return false;
        }
    }
    return true;
}

bool is_list_of_persons(std::string_view line) {
    const std::vector<std::string> parts = parts_of(line);
    if (parts.empty() || parts.size() > 6) {
        return false;
    }
    const bool names = std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
        return is_person_name(part) && (length(part) == 3 || !is_word(part));
    });
    // A single name could as well be a word or a heading: ask that it is no listed word.
    return names &&
           (parts.size() > 1 || (length(parts[0]) == 3 && !is_word(parts[0]) &&
                                 !is_word(parts[0].substr(0, 6)) && !is_word(parts[0].substr(3))));
}

}  // namespace dingtu
