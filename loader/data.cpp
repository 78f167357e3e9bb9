#include "loader/data.h"

#include "base/error.h"

namespace dingtu {

std::string_view data_file(std::string_view name) {
    for (const DataFile& file : data_files()) {
        if (file.name == name) {
            return file.text;
        }
    }
    invariant(false, "a data file of the loader is not in the program");
    return {};
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view white = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(white);
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(white) + 1 - begin);
}

std::vector<DataLine> data_lines(std::string_view text) {
    std::vector<DataLine> lines;
    std::size_t number = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = trim(text.substr(0, end));
        ++number;
        if (!line.empty() && line.front() != '#') {
            lines.push_back({number, line});
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t begin = line.find_first_not_of(" \t", at);
        if (begin == std::string_view::npos) {
            break;
        }
        const std::size_t end = std::min(line.find_first_of(" \t", begin), line.size());
        words.push_back(line.substr(begin, end - begin));
        at = end;
    }
    return words;
}

std::vector<std::string_view> split(std::string_view line, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = line.find(separator);
        parts.push_back(trim(line.substr(0, end)));
        if (end == std::string_view::npos) {
            return parts;
        }
        line.remove_prefix(end + 1);
    }
}

}  // namespace dingtu
