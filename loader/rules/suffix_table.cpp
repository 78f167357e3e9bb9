#include "loader/rules/suffix_table.h"

#include "base/text.h"
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

bool goes_on_behind(std::string_view text, const Hit& hit, const Suffix& suffix) {
    const std::string_view rest = text.substr(hit.end);
    if (suffix.text == "银行" && (rest.starts_with("业") || rest.starts_with("间"))) {
        return true;  // 银行业, 银行间市场
    }
    if (suffix.text == "控股" && text.substr(0, hit.begin).ends_with("公司")) {
        return true;  // 甲公司控股的乙公司
    }
    if (suffix.text.ends_with("政府")) {
        for (const std::string_view more : {"性", "采购", "引导", "债", "购买", "工作报告",
                                            "投资", "补助", "补贴", "奖励", "投入"}) {
            if (rest.starts_with(more)) {
                return true;  // 政府性融资担保
            }
        }
    }
    if (suffix.label == "Platform") {
        for (const std::string_view more :
             {"管理", "公司", "有限", "股份", "集团", "合伙企业"}) {
            if (rest.starts_with(more)) {
                return true;
            }
        }
    }
    if (suffix.label == "Firm") {
        for (const std::string_view more : {"有限公司", "股份", "有限责任", "公司", "控股有限",
                                            "控股集团", "控股股份", "（"}) {
            const bool branch =
                more == "（" &&
                rest.substr(0, 60).find("）有限公司") == std::string_view::npos &&
                rest.substr(0, 60).find("）股份有限公司") == std::string_view::npos;
            if (rest.starts_with(more) && !branch) {
                return true;
            }
        }
    }
    return false;
}

std::size_t with_year(std::string_view text, std::size_t begin, const Suffix& suffix) {
    if (suffix.label != "Event" && suffix.label != "Award") {
        return begin;
    }
    std::size_t at = begin;
    for (const std::string_view tail : {"年度", "年"}) {
        if (text.substr(0, at).ends_with(tail)) {
            at -= tail.size();
            break;
        }
    }
    constexpr std::size_t digits = 4;
    if (at < digits) {
        return begin;
    }
    const std::string_view year = text.substr(at - digits, digits);
    const bool whole = year.find_first_not_of("0123456789") == std::string_view::npos &&
                       (year.starts_with("19") || year.starts_with("20"));
    return whole && (at == begin || suffix.label == "Award") ? at - digits : begin;
}

std::size_t with_campus(std::string_view text, std::size_t end, const Suffix& suffix) {
    const std::string_view rest = text.substr(end);
    const std::string_view open = "（";
    const std::size_t close = rest.find("）");
    const bool school = suffix.text == "大学" || suffix.text == "学院";
    if (!school || !rest.starts_with(open) || close == std::string_view::npos ||
        length(rest.substr(open.size(), close - open.size())) > 3) {
        return end;
    }
    return end + close + std::string_view("）").size();
}

}  // namespace dingtu
