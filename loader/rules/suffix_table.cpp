#include "loader/rules/suffix_table.h"

#include "loader/data.h"

#include <algorithm>
#include <array>

namespace dingtu {

SuffixTable::SuffixTable() {
    for (const DataLine& line : data_lines(data_file("suffixes.txt"))) {
        const std::vector<std::string_view> parts = words_of(line.text);
        for (std::size_t i = 3; i < parts.size(); ++i) {
            static_cast<void>(scanner.add(parts[i]));
            suffixes.push_back({std::string(parts[i]), std::string(parts[0]), std::string(parts[1]),
                                std::string(parts[2])});
        }
    }
    scanner.build();
}

const SuffixTable& SuffixTable::get() {
    static const SuffixTable table;
    return table;
}

const PhraseSet& agency_stems() {
    static const PhraseSet stems = [] {
        PhraseSet set;
        for (const DataLine& line : data_lines(data_file("agencies.txt"))) {
            for (const std::string_view stem : words_of(line.text)) {
                set.add(stem);
            }
        }
        return set;
    }();
    return stems;
}

bool ends_with_zone(std::string_view words) {
    // Four characters at least: 高新区 alone names none.
    constexpr std::array<std::string_view, 9> zones = {
        "新区", "高新区", "开发区", "园区", "小镇", "保税区", "新城", "片区", "度假区"};
    return words.size() >= 12 &&
           std::any_of(zones.begin(), zones.end(),
                       [&](std::string_view zone) { return words.ends_with(zone); });
}

}  // namespace dingtu
